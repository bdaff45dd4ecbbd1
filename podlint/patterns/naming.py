"""Names: what a container and its image are called, which is a hint and never more."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence
from podlint.patterns.base import Claim
from podlint.patterns.view import View
from podlint.pod.model import Container

_NAMES = {
    "reloader": "config-reloader",
    "reload": "config-reloader",
    "sync": "data-sync",
    "backup": "backup",
    "oauth": "auth-proxy",
    "oauth2": "auth-proxy",
    "auth": "auth-proxy",
    "rbac": "auth-proxy",
    "opa": "policy-agent",
    "policy": "policy-agent",
    "vault": "secrets-agent",
    "fluentd": "log-shipper",
    "fluentbit": "log-shipper",
    "filebeat": "log-shipper",
    "logging": "log-shipper",
    "logger": "log-shipper",
    "logs": "log-shipper",
    "agent": "telemetry-agent",
    "collector": "telemetry-agent",
    "otel": "telemetry-agent",
    "registrar": "csi-helper",
    "provisioner": "csi-helper",
    "attacher": "csi-helper",
    "resizer": "csi-helper",
    "snapshotter": "csi-helper",
    "debug": "debug",
    "toolbox": "debug",
    "sidecar": "other",
    "helper": "other",
}


def detect(view: View, container: Container) -> Iterator[Claim]:
    """What a container and its image are called; never more than a hint."""
    for words, weight, at in (
        (view.image_words(container), 0.5, view.at(container)),
        (view.name_words(container), 0.45, container.at),
    ):
        for word in sorted(words):
            if word in _NAMES:
                yield Claim("sidecar", _NAMES[word], weight, (Evidence(at, f'its name has the word "{word}"'),))
