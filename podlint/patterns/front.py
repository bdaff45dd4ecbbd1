"""Sidecars in front of the app: reverse proxies, also for login or TLS, and those who answer a proxy's questions."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence
from podlint.patterns.base import Claim
from podlint.patterns.part import Part
from podlint.patterns.words import APP_WORDS, has_word
from podlint.pod.model import Mount
from podlint.pod.ports import Call

_AUTH = frozenset((
    "oauth", "oauth2", "auth", "rbac", "oidc", "authz", "authn", "login", "jwt", "cookie", "client", "sar",
))  # fmt: skip
_TLS = frozenset(("ghostunnel", "stunnel", "tls", "ssl", "cert", "https"))
_PASSES_ON = ("upstream", "backend", "target", "proxy-to", "proxy_to", "forward", "proxy_pass")
_SERVERS = frozenset(("web-server", "reverse-proxy"))
_PAGES = frozenset(("dashboard", "ui", "web", "console", "frontend", "viewer"))


def detect(part: Part) -> Iterator[Claim]:
    """Claim a container that is told to pass requests on to a sibling, or a server set up beside an app that is none."""
    if part.role == "adapter" or _only_metrics(part):
        return
    calls = [local.call for local in part.asks if _passes_on(local.call)]
    calls += [call for call in part.unanswered if _passes_on(call) and len(part.siblings) in {1, 2}]
    if not calls and part.role in {"auth-proxy", "reverse-proxy", "web-server"}:
        calls = [local.call for local in part.asks]
    if calls:
        yield _passing(part, calls[0])
    elif not part.asks:
        yield from _beside(part)


def _only_metrics(part: Part) -> bool:
    """Whether all that a container publishes are figures, so that whom it asks is whom it reports on."""
    names = [port.name.value for port in part.container.ports if port.name is not None]
    return bool(names) and len(names) == len(part.container.ports) and all("metric" in name for name in names)


def _passing(part: Part, call: Call) -> Claim:
    to = next((f" of {local.answerer.label}" for local in part.asks if local.call is call and local.answerer), "")
    evidence = [Evidence(call.span, f"passes requests on to port {call.port}{to}", source=call.source)]
    evidence += [
        Evidence(listener.span, f"listens on port {listener.port} itself", source=listener.source)
        for listener in part.listeners[:1]
    ]
    words = part.flag_words | part.image_words | part.name_words
    if part.role == "auth-proxy" or words & _AUTH:
        return Claim("sidecar", "auth-proxy", 0.9, tuple(evidence))
    if call.why == "env" and words & _PAGES:
        return Claim("sidecar", "other", 0.7, tuple(evidence))
    return Claim(
        "sidecar", "tls-terminator" if _ends_tls(part) or words & _TLS else "reverse-proxy", 0.88, tuple(evidence)
    )


def _passes_on(call: Call) -> bool:
    lower = call.name.lower()
    return call.why == "config" or any(word in lower for word in _PASSES_ON)


def _beside(part: Part) -> Iterator[Claim]:
    """A server with a configuration of its own that nobody of the pod calls, beside a container that is no server."""
    program = part.program
    by_program = program is not None and program.kind in {"front", "proxy"}
    if not by_program and part.role not in _SERVERS and not (part.role == "ambassador" and part.declared):
        return
    if program is not None and program.kind == "proxy" and not part.declared:
        return
    if part.called or any(port.host_port is not None for port in part.container.ports):
        return
    fronted = [other for other in part.siblings if _is_app(other)]
    config = _configuration(part)
    if not fronted or len(fronted) > 2 or config is None:
        return
    first = program.evidence if program is not None else Evidence(part.at, "a server that passes requests on")
    path = "" if config.path is None else config.path.value
    evidence = (
        first,
        Evidence(config.node.span, f"with a configuration of its own at {path}, beside {fronted[0].label}"),
    )
    yield Claim("sidecar", "tls-terminator" if _ends_tls(part) else "reverse-proxy", 0.66, evidence)


def _is_app(part: Part) -> bool:
    """Whether a container may be what a server stands in front of: neither a server itself, nor a mere tool or store."""
    if part.facts is None:
        program = part.program
        return not (part.process.transparent and not part.declared) and (program is None or program.kind == "sidecar")
    if part.role == "web-server":
        return _configuration(part) is None
    return part.role not in {"reverse-proxy", "auth-proxy", "toolbox", "tool", "base", "pause", "queue", "cache"}


def _configuration(part: Part) -> Mount | None:
    """A mounted configuration, as servers have it below /etc, from a ConfigMap or Secret."""
    for mount in part.container.mounts:
        path = "" if mount.path is None else mount.path.value
        volume = part.pod.volume_of(mount)
        if volume is None or volume.kind not in {"configMap", "secret", "projected"}:
            continue
        if path.startswith(("/etc/", "/usr/local/", "/opt/bitnami/")) and not _is_certificate(path):
            return mount
        if path.endswith((".conf", ".cfg", "envoy.yaml")) or "envoy" in path or "conf" in path:
            return mount
    return None


def _ends_tls(part: Part) -> bool:
    """Whether the container opens a TLS port or is given certificates."""
    if part.declared & {443, 8443, 9443}:
        return True
    return any(mount.path is not None and _is_certificate(mount.path.value) for mount in part.container.mounts)


def _is_certificate(path: str) -> bool:
    lower = path.lower()
    return any(word in lower for word in ("/tls", "/ssl", "/cert", "/pki", "spire"))


def policies(part: Part) -> Iterator[Claim]:
    """Who is asked for a decision: it passes nothing on, but listens, and its name tells of permissions."""
    words = part.name_words | part.image_words
    if part.asks or not (part.opened or part.called) or part.facts is not None or words & APP_WORDS:
        return
    if has_word(words, "auth", "authz", "authorization", "policy") and not words & {"proxy", "oauth", "oauth2", "rbac"}:
        evidence = [Evidence(part.at, "its name tells of permissions, and it passes nothing on")]
        evidence += [Evidence(local.call.span, f"{local.caller.label} asks it") for local in part.called[:1]]
        yield Claim("sidecar", "policy-agent", 0.7 if part.called else 0.53, tuple(evidence))
