"""The words of names: how container, image, flag and volume names are cut, and which words tell a function.

Names are the last thing that is believed: what they say is of low or medium confidence, and the names of roles
(`sidecar`, `adapter`, `ambassador`) say nothing at all, for people call anything so.
"""

from __future__ import annotations

from functools import lru_cache

FUNCTIONS = {
    "reloader": "config-reloader",
    "reload": "config-reloader",
    "sync": "data-sync",
    "backup": "backup",
    "oauth": "auth-proxy",
    "oauth2": "auth-proxy",
    "oidc": "auth-proxy",
    "rbac": "auth-proxy",
    "authz": "policy-agent",
    "authorization": "policy-agent",
    "opa": "policy-agent",
    "policy": "policy-agent",
    "vault": "secrets-agent",
    "fluentd": "log-shipper",
    "fluentbit": "log-shipper",
    "filebeat": "log-shipper",
    "logstash": "log-shipper",
    "promtail": "log-shipper",
    "logging": "log-shipper",
    "logger": "log-shipper",
    "logs": "log-shipper",
    "agent": "telemetry-agent",
    "collector": "telemetry-agent",
    "otel": "telemetry-agent",
    "statsd": "telemetry-agent",
    "registrar": "csi-helper",
    "debug": "debug",
    "debugger": "debug",
    "toolbox": "debug",
    "shell": "debug",
    "watcher": "config-reloader",
    "resizer": "other",
    "nanny": "other",
}
"""What a helper does whose name has the word."""

APP_WORDS = frozenset(("controller", "operator", "manager"))
"""Words of what works for the cluster by itself, whatever else its name tells."""


@lru_cache(maxsize=2048)
def words_of(text: str) -> frozenset[str]:
    """The words of a name, in lower case."""
    lower = text.lower()
    if lower.isalnum() and lower.isascii():
        return frozenset((lower,))
    cut = "".join(char if char.isascii() and char.isalnum() else " " for char in lower)
    return frozenset(cut.split())


def has_word(words: frozenset[str], *stems: str) -> bool:
    """Whether one of the words begins or ends with a stem, so that `configurator` and `initconfig` are found."""
    return any(word.startswith(stems) or word.endswith(stems) for word in words)
