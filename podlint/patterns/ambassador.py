"""Ambassador: the app talks to localhost, the helper to the world."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence
from podlint.patterns.base import Claim
from podlint.patterns.view import View
from podlint.pod.model import Container

_DATABASE_PORTS = frozenset((1433, 1521, 3306, 5432, 6379, 6380, 9042, 11211, 27017, 26257))
_STORES = frozenset(("database", "cache", "queue", "object-store", "coordination", "monitoring"))
_TUNNELS = frozenset(("socat", "ssh", "autossh", "kubectl", "haproxy", "envoy", "twemproxy", "nutcracker", "pgbouncer"))
_WORDS = frozenset(("ambassador", "proxy", "tunnel", "router"))


def detect(view: View, container: Container) -> Iterator[Claim]:
    """Claim a container that siblings call over loopback and that calls out itself, or whose image does just that."""
    facts = view.facts(container)
    role = None if facts is None else facts.role
    clients = list(view.called_by_sibling(container))
    injected = container.name in {"istio-proxy", "linkerd-proxy"} and view.image_words(container) == {"auto"}
    if role == "mesh-proxy" or injected:
        yield Claim("ambassador", "mesh-proxy", 0.9, (Evidence(view.at(container), "the proxy of a service mesh"),))
        return
    if role == "ambassador":
        function = None if facts is None else facts.function
        evidence = [Evidence(view.at(container), "this image relays what its neighbours send")]
        evidence += [Evidence(c.call.span, f"{c.call.container.label} calls it on port {c.call.port}") for c in clients]
        published = any(port.number in {80, 443} or port.host_port is not None for port in container.ports)
        weight = 0.85 if clients or not published else 0.4
        yield Claim("ambassador", function or _function(view, container), weight, tuple(evidence))
    if not clients and view.image_words(container) & {"ambassador"}:
        yield Claim(
            "ambassador", _function(view, container), 0.5, (Evidence(view.at(container), "the image is called so"),)
        )
    if not clients or role in _STORES:
        return
    remote = [call for call in view.remote_calls(container) if not _is_identity(call.name)]
    tunnels = view.programs(container) & _TUNNELS
    if remote or tunnels:
        first = clients[0]
        evidence = [
            Evidence(first.call.span, f"{first.call.container.label} calls localhost:{first.call.port}"),
            *(
                Evidence(first.listener.span, "this container listens there")
                for _ in (0,)
                if first.listener is not None
            ),
            *(Evidence(call.span, f"and calls {call.host} itself") for call in remote[:2]),
        ]
        named = bool((view.name_words(container) | view.image_words(container)) & _WORDS)
        proxied = any(c.call.name.lower().endswith("_proxy") for c in clients)
        weight = 0.85 if tunnels or named or proxied else 0.6
        yield Claim("ambassador", _function(view, container), weight, tuple(evidence))


def _is_identity(name: str) -> bool:
    """Whether a flag or variable names whom the container asks about users, not whom it relays to."""
    lower = name.lower()
    return any(
        word in lower for word in ("issuer", "oidc", "login", "redeem", "validate", "redirect", "keycloak", "auth")
    )


def _function(view: View, container: Container) -> str:
    ports = {listener.port for listener in view.listeners(container)}
    ports |= {call.port for call in view.remote_calls(container) if call.port is not None}
    words = view.name_words(container) | view.image_words(container)
    if ports & _DATABASE_PORTS or words & {"sql", "cloudsql", "pgbouncer", "twemproxy", "db", "redis", "mongos"}:
        return "db-proxy"
    return "outbound-proxy"
