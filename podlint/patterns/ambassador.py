"""Ambassador: the app talks to localhost, the helper to the world."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence
from podlint.patterns.base import Claim
from podlint.patterns.part import LocalCall, Part

DATABASE_PORTS = frozenset((1433, 1521, 3306, 5432, 6379, 6380, 9042, 11211, 27017, 26257))
STORES = frozenset(("database", "cache", "queue", "object-store", "coordination", "monitoring"))
_APPS = frozenset(("app", "app-server", "web-server", "runtime", "controller", "cluster-service"))
_STORE_PORTS = DATABASE_PORTS | {2181, 2379, 4222, 5672, 9000, 9092, 9200}
_SERVED = frozenset((2375, 2376, 4317, 4318, 5775, 6831, 6832, 8125, 8126, 8200, 9411, 14250, 14268, 24224))
"""Ports at which something works for the app by itself: container engines, tracing, statistics, secrets, logs."""
_RELAYS = frozenset(("ambassador", "reverse-proxy", "web-server"))
_TUNNELS = frozenset(("socat", "ssh", "autossh", "kubectl", "gost", "chisel", "cloudflared", "ncat"))
_WORDS = frozenset(("proxy", "tunnel", "router", "gateway", "sql"))
_DATABASE_WORDS = frozenset((
    "sql", "cloudsql", "pgbouncer", "twemproxy", "db", "redis", "mongos", "mysql", "postgres", "memcached", "database",
))  # fmt: skip
_MESH_NAMES = frozenset(("istio-proxy", "linkerd-proxy", "kuma-sidecar", "consul-dataplane", "envoy-sidecar"))
_FRONT_WORDS = frozenset(("nginx", "rbac", "oauth", "oauth2", "auth", "reverse", "tls", "ssl", "https", "cors", "kube"))
_IDENTITY = ("issuer", "oidc", "login", "redeem", "validate", "redirect", "keycloak", "auth")
_REDIRECTS = frozenset(("iptables", "iptables-restore", "istio-iptables", "kumactl", "nft", "proxy-init"))


def detect(part: Part) -> Iterator[Claim]:
    """Claim a container that siblings call over loopback and that calls out itself, or whose program does just that."""
    program = part.program
    if part.role == "mesh-proxy" or _injected(part):
        yield Claim("ambassador", "mesh-proxy", 0.9, (Evidence(part.at, "the proxy of a service mesh"),))
        return
    if program is not None and program.kind == "mesh":
        yield Claim("ambassador", "mesh-proxy", 0.86, (program.evidence,))
        return
    yield from _redirected(part)
    if part.role == "ambassador" or (program is not None and program.kind in {"ambassador", "proxy"}):
        image = Evidence(part.at, "this image relays what its neighbours send")
        told = image if program is None or part.role == "ambassador" else program.evidence
        yield from _relay(part, told, None if program is None else program.function)
    if part.called and part.role not in STORES and part.role != "elector":
        yield from _called(part)
    yield from _name(part)


def _name(part: Part) -> Iterator[Claim]:
    """What a container and its image are called: a mesh's own name for its proxy, or a proxy to somewhere."""
    if part.container.name in _MESH_NAMES:
        named = Evidence(part.container.at, "a mesh calls its proxy so")
        yield Claim("ambassador", "mesh-proxy", 0.56, (named,))
    if part.facts is not None or part.asks:
        return
    for words, weight, at in ((part.image_words, 0.5, part.at), (part.name_words, 0.4, part.container.at)):
        if words & {"proxy", "tunnel"} and not words & _FRONT_WORDS:
            outward = not part.declared or bool(words & _DATABASE_WORDS)
            if outward or part.called:
                yield Claim("ambassador", _function(part), weight, (Evidence(at, "called a proxy"),))
            else:
                yield Claim("sidecar", "reverse-proxy", weight, (Evidence(at, "called a proxy"),))


def _injected(part: Part) -> bool:
    """`image: auto` is how a template leaves the proxy's image to Istio's injection."""
    image = part.container.image
    return image is not None and image.value == "auto" and part.container.name == "istio-proxy"


def _relay(part: Part, first: Evidence, function: str | None) -> Iterator[Claim]:
    """A program made to relay: towards the world where siblings call it, or where nobody outside is to reach it."""
    function = (None if part.facts is None else part.facts.function) or function or _function(part)
    if function not in {"db-proxy", "outbound-proxy"}:
        function = "outbound-proxy"
    if function == "outbound-proxy" and _function(part) == "db-proxy" and part.called:
        function = "db-proxy"
    if part.called:
        yield Claim("ambassador", function, 0.86, (first, *_clients(part.called)))
        return
    published = any(port.host_port is not None for port in part.container.ports)
    plain = {port.number for port in part.container.ports} & {80, 443}
    if published or plain:
        return
    yield Claim("ambassador", function, 0.8 if function != "outbound-proxy" or not part.declared else 0.6, (first,))


def _redirected(part: Part) -> Iterator[Claim]:
    """An init container redirects the pod's traffic to a port of this container."""
    for other in part.together:
        if other.container.stage != "init" or not _redirects(other):
            continue
        ports = {name: int(value) for name, value in other.settings.items() if value.isdigit() and int(value) > 1023}
        hit = next((name for name, port in ports.items() if port in part.opened), None)
        setting = hit or (next(iter(ports), None) if _only_open(part) else None)
        if setting is not None:
            note = f"{other.label} sends the pod's traffic to this container"
            function = "mesh-proxy" if any("inbound" in name or "incoming" in name for name in other.settings) else None
            yield Claim(
                "ambassador",
                function or "outbound-proxy",
                0.8 if hit else 0.6,
                (Evidence(other.setting_at(setting), note),),
            )
            return


def _redirects(part: Part) -> bool:
    if part.programs & _REDIRECTS or (part.facts is not None and part.facts.function == "iptables"):
        return True
    settings = part.settings
    return "proxy_port" in settings or "outgoing_proxy_port" in settings or "proxy_uid" in settings


def _only_open(part: Part) -> bool:
    """Whether nothing is known of this container alone, and it is not reachable from outside."""
    return part.open_to_all and not part.declared and not any(other.open_to_all for other in part.siblings)


def _called(part: Part) -> Iterator[Claim]:
    """A container that siblings call: an ambassador if it calls out itself, or if nothing else can be behind it."""
    clients = [local for local in part.called if local.call.port not in _SERVED]
    if not clients:
        return
    remote = [call for call in part.remote if not _is_identity(call.name)]
    tunnels = part.programs & _TUNNELS
    if (remote or tunnels) and not _keeps_data(part):
        named = bool((part.name_words | part.image_words) & _WORDS)
        calls = [Evidence(call.span, f"and calls {call.host} itself") for call in remote[:2]]
        weight = 0.85 if tunnels or named or _proxied(clients) else 0.6
        if part.role not in _APPS or tunnels:
            yield Claim("ambassador", _function(part), weight, (*_clients(clients), *calls))
    elif part.open_to_all and (part.facts is None or part.role in _RELAYS) and not _keeps_data(part):
        yield from _supposed(part, clients)


def _supposed(part: Part, clients: list[LocalCall]) -> Iterator[Claim]:
    """Nobody is known to answer the app's calls, and this container alone is able to: so it relays them."""
    callers = [local.caller for local in clients]
    if any(caller.called for caller in callers):
        return
    ports = {local.call.port for local in clients}
    if not part.declared and not part.container.probes:
        if any(caller.declared or caller.container.probes or part.container.stage == "native" for caller in callers):
            yield Claim("ambassador", _function(part), 0.66, _clients(clients))
        elif _proxied(clients) or ports & DATABASE_PORTS or part.flags or part.container.args:
            yield Claim("ambassador", _function(part), 0.6, _clients(clients))
        return
    if _proxied(clients):
        yield Claim("ambassador", _function(part), 0.7, _clients(clients))
        return
    serves = any(caller.declared - ports for caller in callers)
    if part.declared <= ports and serves and not ports & _STORE_PORTS:
        yield Claim("ambassador", _function(part), 0.57, _clients(clients))


def _clients(clients: list[LocalCall]) -> tuple[Evidence, ...]:
    first = clients[0]
    found = [Evidence(first.call.span, f"{first.caller.label} calls localhost:{first.call.port}")]
    if first.listener is not None:
        found.append(Evidence(first.listener.span, "this container listens there", source=first.listener.source))
    elif first.answerer is not None:
        found.append(Evidence(first.answerer.at, "no other container can answer there"))
    return (found[0]._replace(source=first.call.source), *found[1:])


def _proxied(clients: list[LocalCall]) -> bool:
    return any(local.call.name.lower().endswith("proxy") for local in clients)


def _keeps_data(part: Part) -> bool:
    """Whether the container has a volume to itself on which it can keep what it is given: then it is a store."""
    shared = {id(share.volume) for share in part.shares}
    for mount in part.container.mounts:
        volume = part.pod.volume_of(mount)
        path = "" if mount.path is None else mount.path.value
        if volume is None or id(volume) in shared or volume.read_only_kind or mount.declared_read_only:
            continue
        if volume.kind == "persistentVolumeClaim" or "data" in path or "/var/lib" in path:
            return True
    return False


def _is_identity(name: str) -> bool:
    """Whether a flag or variable names whom the container asks about users, not whom it relays to."""
    lower = name.lower()
    return any(word in lower for word in _IDENTITY)


def _function(part: Part) -> str:
    ports = part.opened | {call.port for call in part.remote} | {local.call.port for local in part.called}
    words = part.name_words | part.image_words
    if ports & DATABASE_PORTS or words & _DATABASE_WORDS or "instances" in part.flags:
        return "db-proxy"
    return "outbound-proxy"
