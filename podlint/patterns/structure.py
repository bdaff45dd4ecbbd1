"""Structure alone: what a container of an unknown image is for, by what it is told and what its neighbours do.

Ports, probes, flags, variables, mounts and sockets count here; what images and names say is left to the other
detectors. A container whose image is known is judged there, except where a neighbour's words prove the part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from podlint.diagnostic import Evidence
from podlint.patterns.base import Claim
from podlint.patterns.view import LocalCall, View
from podlint.pod.flags import words_of
from podlint.pod.model import Container
from podlint.pod.ports import Call

_DATABASES = frozenset((1433, 1521, 3306, 5432, 5433, 6379, 6380, 9042, 11211, 27017, 26257))
_STORES = frozenset((
    "redis", "mysql", "mariadb", "postgres", "postgresql", "mongo", "mongodb", "memcached", "rabbitmq", "etcd",
    "elasticsearch", "cassandra", "nats", "kafka", "zookeeper", "minio", "influxdb", "solr", "couchdb", "neo4j",
))  # fmt: skip
_RELAYS = frozenset(("proxy", "ambassador", "router", "tunnel", "gateway", "bouncer", "pgbouncer", "twemproxy"))
_ASKS = frozenset((
    "host", "hostname", "server", "addr", "db", "database", "dsn", "proxy", "redis", "memcache", "memcached", "mysql",
    "postgres", "postgresql", "mongo", "mongodb", "broker", "brokers", "cache", "api", "service", "endpoint",
))  # fmt: skip
_WATCHES = frozenset((
    "scrape", "probe", "reload", "webhook", "upstream", "upstreams", "backend", "target", "metrics", "prometheus",
    "health", "healthz", "source", "collector", "otlp", "statsd", "jaeger", "agent",
))  # fmt: skip
_MESHES = ("ISTIO_META_", "LINKERD2_PROXY_", "KUMA_DATAPLANE_", "CONSUL_DATAPLANE_", "DP_SERVICE_NODE_NAME")
_PROXY_PATHS = ("/nginx", "/envoy", "/haproxy", "/traefik", "/caddy", "/skipper", "/apache2", "/httpd")
_WEB_FOLDERS = frozenset(("html", "www", "htdocs", "wwwroot", "webroot", "public", "static", "site"))
_INSTANCE = re.compile(r"[a-z][\w.-]*:[a-z][\w-]*:[a-z][\w-]*(=tcp:\d+)?", re.IGNORECASE)


def detect(view: View, container: Container) -> Iterator[Claim]:
    """Claim a container by structure that needs no knowledge of its image."""
    for detector in _ANY:
        yield from detector(view, container)
    if view.facts(container) is None:
        for detector in _UNKNOWN:
            yield from detector(view, container)


def _mesh(_: View, container: Container) -> Iterator[Claim]:
    for variable in container.env:
        if variable.name is not None and variable.name.value.startswith(_MESHES):
            note = f"{variable.name.value} configures the proxy of a service mesh"
            yield Claim("ambassador", "mesh-proxy", 0.9, (Evidence(variable.name.span, note),))
            return


def _redirected(view: View, container: Container) -> Iterator[Claim]:
    """An init container is told the port to which it shall redirect the pod's traffic, and this container has it."""
    own = {port.number for port in container.ports}
    for other in view.inits if own else ():
        for variable in other.env:
            if variable.name is None or variable.value is None or not variable.value.value.isdigit():
                continue
            if {"proxy", "port"} <= words_of(variable.name.value) and int(variable.value.value) in own:
                note = f"{other.label} redirects the pod's traffic to this port"
                yield Claim("ambassador", "outbound-proxy", 0.7, (Evidence(variable.value.span, note),))
                return


def _instances(_: View, container: Container) -> Iterator[Claim]:
    """Instances of a managed database, project:region:name, are what a local database proxy is told."""
    for scalar in (*(container.command or ()), *(container.args or ())):
        flag, equals, value = scalar.value.partition("=")
        named = bool(equals) and flag.lstrip("-") == "instances" and "tcp:" in value
        if named or _INSTANCE.fullmatch(scalar.value):
            note = "relays to this database instance"
            yield Claim("ambassador", "db-proxy", 0.83, (Evidence(scalar.span, note),))
            return


def _answers_probe(view: View, container: Container) -> Iterator[Claim]:
    """A sibling is probed on a port that it does not open itself, and this container does."""
    own = {listener.port: listener for listener in view.listeners(container) if listener.why != "probe"}
    for other in view.mains:
        if other is container or not own:
            continue
        opened = {listener.port for listener in view.listeners(other) if listener.why != "probe"}
        for handler in other.probes:
            port = None if handler.action is None else handler.action.port
            if port is None or not port.value.isdigit() or int(port.value) not in own or int(port.value) in opened:
                continue
            note = f"the probe of {other.label} asks this container"
            at = own[int(port.value)]
            evidence = (Evidence(port.span, note), Evidence(at.span, "which listens there", at.source))
            yield Claim("adapter", "health-endpoint", 0.76, evidence)
            return


def _names_neighbour(view: View, container: Container) -> Iterator[Claim]:
    """A flag names the container that this one looks after."""
    names = {other.name: other for other in view.mains if other is not container and other.name}
    for scalar in (*(container.command or ()), *(container.args or ())):
        flag, _, value = scalar.value.partition("=")
        if flag.startswith("-") and "container" in words_of(flag) and value in names:
            note = f"looks after {names[value].label}"
            yield Claim("sidecar", "other", 0.75, (Evidence(scalar.span, note),))
            return


def _docker(view: View, container: Container) -> Iterator[Claim]:
    """A sibling's DOCKER_HOST is on localhost, and this container is the daemon there."""
    calls = [local.call for local in view.called_by_sibling(container)]
    for call in calls or _unanswered(view, container):
        if call.name == "DOCKER_HOST":
            note = f"runs containers for {call.container.label}"
            yield Claim("sidecar", "other", 0.78, (Evidence(call.span, note),))
            return


def _is_asked(call: Call) -> bool:
    """Whether a call is one that an app makes for its work, not one of who watches or fronts another."""
    words = words_of(call.name)
    if call.why == "config" or words & _WATCHES or call.name == "DOCKER_HOST":
        return False
    return bool(words & _ASKS) or call.port in _DATABASES or call.name.lower().endswith("_proxy")


def _keeps_data(view: View, container: Container) -> bool:
    """Whether a container has a volume of its own to write to: it stores what it is sent."""
    for mount in container.mounts:
        volume = None if mount.volume is None else view.pod.volumes_by_name.get(mount.volume.value)
        lasting = volume is None or volume.kind in {"persistentVolumeClaim", "ephemeral", "nfs"}
        if lasting and not mount.declared_read_only:
            return True
    return False


def _relays(view: View, container: Container) -> Iterator[Claim]:
    """The app is told to ask localhost, and this container of an unknown image is the one to answer."""
    words = view.name_words(container) | view.image_words(container)
    if _keeps_data(view, container) or (words & _STORES and not words & _RELAYS):
        return
    asked = [local.call for local in view.called_by_sibling(container) if _is_asked(local.call)]
    weight = 0.66
    if not asked:
        asked, weight = [call for call in _unanswered(view, container) if _is_asked(call)], 0.6
    if asked:
        call = asked[0]
        function = "db-proxy" if _database(call) else "outbound-proxy"
        note = f"{call.container.label} asks localhost:{call.port}, which only this container can answer"
        yield Claim("ambassador", function, weight, (Evidence(call.span, note, call.source),))


def _database(call: Call) -> bool:
    return call.port in _DATABASES or bool(words_of(call.name) & (_STORES | {"db", "database", "dsn"}))


def _unanswered(view: View, container: Container) -> list[Call]:
    """Calls of siblings over loopback that nobody is known to answer, when this is the only one who might."""
    found: list[Call] = []
    for other in view.mains:
        if other is container:
            continue
        calls = list(view.unanswered(other))
        silent = [c for c in view.containers if c is not other and c.long_running and view.facts(c) is None]
        if calls and silent == [container] and not any(lis.proven for lis in view.listeners(container)):
            found += calls
    return found


def _watcher(view: View, container: Container) -> Iterator[Claim]:
    """It watches a folder and calls a sibling, to tell it of changes."""
    for scalar in (*(container.command or ()), *(container.args or ())):
        flag = scalar.value.partition("=")[0]
        if flag.startswith("-") and words_of(flag) & {"watch", "watched", "reload"} and _local(view, container):
            yield Claim(
                "sidecar", "config-reloader", 0.78, (Evidence(scalar.span, "watches, and tells its neighbour"),)
            )
            return


def _local(view: View, container: Container) -> list[LocalCall]:
    return [local for local in view.local_calls if local.call.container is container]


def _reads_figures(view: View, container: Container) -> Iterator[Claim]:
    """A flag names a sibling as the source of figures."""
    for local in view.calls_to_sibling(container):
        if local.call.why == "flag" and words_of(local.call.name) & {"source", "scrape", "metrics", "prometheus"}:
            note = f"takes figures from port {local.call.port} of its neighbour"
            yield Claim("adapter", "metrics-exporter", 0.72, (Evidence(local.call.span, note),))
            return


def _same_socket(view: View, container: Container) -> Iterator[Claim]:
    """It is told a sibling's socket, and a port for metrics or health: it reports on the sibling."""
    sockets = {v.value.value for v in container.env if v.value is not None and v.value.value.endswith(".sock")}
    flags = [flag for flag in view.flags(container) if "metric" in flag.lower() or "health" in flag.lower()]
    if not sockets or not flags or view.flag_span(container, "nodeid", "node-id", "drivername") is not None:
        return
    for other in view.mains:
        if other is not container and any(v.value is not None and v.value.value in sockets for v in other.env):
            at = view.flag_span(container, flags[0]) or view.at(container)
            note = f"reports on the socket of {other.label}"
            yield Claim("adapter", "metrics-exporter", 0.68, (Evidence(at, note),))
            return


def _follows_logs(view: View, container: Container) -> Iterator[Claim]:
    """A container without ports sees, on a shared volume, the folder where a sibling keeps its logs."""
    if container.ports:
        return
    for share in view.shares(container):
        path = share.other_mount.path
        if path is None or share.volume.kind != "emptyDir" or not words_of(path.value) & {"log", "logs"}:
            continue
        away = list(view.remote_calls(container))
        if share.other.stage == "main" and (away or share.mount.declared_read_only):
            evidence = [Evidence(path.span, f"sees where {share.other.label} keeps its logs")]
            evidence += [Evidence(call.span, f"and sends to {call.host}") for call in away[:1]]
            yield Claim("sidecar", "log-shipper", 0.68, tuple(evidence))
            return


def _provides(view: View, container: Container) -> Iterator[Claim]:
    """A container without ports may write a volume that a sibling with ports only reads."""
    if container.ports:
        return
    for share in view.shares(container):
        if share.volume.kind != "emptyDir" or share.mount.declared_read_only or share.other.stage != "main":
            continue
        path = share.other_mount.path
        if path is not None and words_of(path.value) & {"socket", "sockets", "run"}:
            continue  # whoever makes a socket there serves the other one
        web = path is not None and bool(words_of(path.value) & _WEB_FOLDERS)
        if share.other_mount.declared_read_only or (web and not _reads(view, container)):
            note = f'fills volume "{share.volume.name}", which {share.other.label} reads'
            yield Claim("sidecar", "data-sync", 0.62, (Evidence(share.mount.node.span, note),))
            return


def _reads(view: View, container: Container) -> bool:
    return any(use.effect.why == "command" for use in view.uses(container, "read"))


def _secrets(view: View, container: Container) -> Iterator[Claim]:
    """It knows where a store of secrets is, or the file for a token, and shares a volume to leave them on."""
    shares = [s for s in view.shares(container) if s.volume.kind == "emptyDir" and not s.mount.declared_read_only]
    if container.ports or not any(share.other.stage == "main" for share in shares):
        return
    told = [v.name.span for v in container.env if v.name is not None and v.name.value in {"VAULT_ADDR", "BAO_ADDR"}]
    flag = view.flag_span(container, "token-file", "token-audience")
    told += [] if flag is None else [flag]
    if told:
        evidence = (Evidence(told[0], "fetches secrets"), Evidence(shares[0].mount.node.span, "and leaves them here"))
        yield Claim("sidecar", "secrets-agent", 0.83, evidence)


def _proxy_configuration(view: View, container: Container) -> Iterator[Claim]:
    """Its configuration lies where a well-known proxy has its own: in front of the app, or for what the app sends."""
    others = [other for other in view.mains if other is not container]
    if not others or any(_proxy_mount(view, other) for other in others):
        return
    mount = _proxy_mount(view, container)
    if mount is None:
        return
    if container.ports:
        yield Claim("sidecar", "reverse-proxy", 0.6, (mount, Evidence(container.ports[0].at, "and it has a port")))
    else:
        yield Claim("ambassador", "outbound-proxy", 0.58, (mount, Evidence(container.at, "and it opens no port")))


def _proxy_mount(view: View, container: Container) -> Evidence | None:
    for mount in container.mounts:
        volume = None if mount.volume is None else view.pod.volumes_by_name.get(mount.volume.value)
        if volume is None or mount.path is None or volume.kind != "configMap":
            continue
        if any(path in mount.path.value for path in _PROXY_PATHS) and "html" not in mount.path.value:
            return Evidence(mount.path.span, "the configuration of a proxy is here")
    return None


_Detector = Callable[[View, Container], Iterator[Claim]]
_ANY: tuple[_Detector, ...] = (_mesh, _redirected, _instances, _answers_probe, _names_neighbour, _docker, _secrets)
_UNKNOWN: tuple[_Detector, ...] = (
    _relays, _watcher, _reads_figures, _same_socket, _follows_logs, _provides, _proxy_configuration,
)  # fmt: skip
