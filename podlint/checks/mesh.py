"""Injected sidecars: keys that ask for one where no webhook looks, and proxies that come twice."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding
from podlint.subject import Subject
from podlint.syntax.nodes import Mapping, Scalar

_KEYS = {
    "sidecar.istio.io/inject": ("Istio", ("true", "false")),
    "linkerd.io/inject": ("Linkerd", ("enabled", "disabled", "ingress")),
    "dapr.io/enabled": ("Dapr", ("true", "false")),
    "vault.hashicorp.com/agent-inject": ("Vault", ("true", "false", "update")),
    "consul.hashicorp.com/connect-inject": ("Consul", ("true", "false")),
}
_PROXIES = {
    "istio-proxy": ("sidecar.istio.io/inject", "true"),
    "linkerd-proxy": ("linkerd.io/inject", "enabled"),
    "daprd": ("dapr.io/enabled", "true"),
    "vault-agent": ("vault.hashicorp.com/agent-inject", "true"),
}


def inject_key_misplaced(subject: Subject) -> Iterator[Finding]:
    """Look for injection keys on the workload's own metadata that the pod template lacks, and for foreign values."""
    pod = subject.pod
    own = subject.manifest.node.mapping("metadata")
    template = pod.template.metadata
    if own is not None and own is not template and pod.template.path:
        for key, _ in _injection(own):
            if key.value not in pod.labels and key.value not in pod.annotations:
                yield Finding(
                    key.span,
                    f'{subject.manifest.kind} "{subject.manifest.name}" asks for injection by "{key.value}" on itself: '
                    f"{_KEYS[key.value][0]}'s webhook looks at pods only; did you mean the pod template's metadata?",
                )
    if template is not None:
        for key, value in _injection(template):
            words = _KEYS[key.value][1]
            if value.kind == "str" and value.value not in words and not value.templated:
                yield Finding(
                    value.span,
                    f'"{key.value}" is "{value.value}", which {_KEYS[key.value][0]} does not know; '
                    f"did you mean {' or '.join(words[:2])}?",
                )


def _injection(metadata: Mapping) -> Iterator[tuple[Scalar, Scalar]]:
    for group in ("labels", "annotations"):
        mapping = metadata.mapping(group)
        for key, value in () if mapping is None else mapping.entries:
            if isinstance(key, Scalar) and isinstance(value, Scalar) and key.value in _KEYS:
                yield key, value


def injected_sidecar_duplicated(subject: Subject) -> Iterator[Finding]:
    """Look for a proxy container beside the key that injects the same one; `image: auto` overrides on purpose."""
    pod = subject.pod
    for container in pod.containers:
        if container.name not in _PROXIES or (container.image is not None and container.image.value == "auto"):
            continue
        name, value = _PROXIES[container.name]
        if value not in {pod.labels.get(name), pod.annotations.get(name)} or pod.template.metadata is None:
            continue
        key = next(key for key, _ in _injection(pod.template.metadata) if key.value == name)
        yield Finding(
            container.at,
            f'{container.label} is written out, and "{name}" injects the same proxy once more: their ports clash, '
            "or one configuration is ignored",
            evidence=(Evidence(key.span, "injected here"),),
        )
