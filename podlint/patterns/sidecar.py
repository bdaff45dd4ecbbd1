"""Sidecar: the helper extends or serves the app over a shared volume, the network or the life cycle."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podlint.diagnostic import Evidence
from podlint.patterns import naming
from podlint.patterns.base import Claim
from podlint.patterns.view import View
from podlint.pod.flags import words_of
from podlint.pod.model import Container

_BY_IMAGE = {
    "log-shipper": "log-shipper",
    "telemetry-agent": "telemetry-agent",
    "sync": "data-sync",
    "reloader": "config-reloader",
    "auth-proxy": "auth-proxy",
    "secrets-agent": "secrets-agent",
    "policy-agent": "policy-agent",
    "csi-helper": "csi-helper",
    "backup": "backup",
    "vpn": "vpn",
}
_SAYS = {
    "log-shipper": "ships logs",
    "telemetry-agent": "takes telemetry from its neighbours",
    "data-sync": "keeps files up to date",
    "git-sync": "keeps a git checkout up to date",
    "config-reloader": "makes the app read its configuration again",
    "auth-proxy": "lets in only who may",
    "secrets-agent": "fetches secrets",
    "policy-agent": "answers what is allowed",
    "csi-helper": "talks to Kubernetes for a storage driver",
    "backup": "saves the app's data",
    "vpn": "connects the pod to another network",
    "health-endpoint": "reports the driver's health",
}
_AUTH = frozenset(
    ("oauth", "oauth2", "auth", "rbac", "oidc", "authz", "authn", "login", "jwt", "cookie", "client", "sar")
)
_TLS_FOLDERS = frozenset(("tls", "ssl", "certs", "cert", "certificates"))
_WEB_FOLDERS = frozenset(("html", "www", "htdocs", "wwwroot", "webroot"))
_CSI_FLAGS = ("csi-address", "kubelet-registration-path", "csi-socket")
_KEEPALIVE = frozenset(("sleep", "tail", "sh", "bash", "cat", "trap", "wait", "true", "while", "pause"))


def detect(view: View, container: Container) -> Iterator[Claim]:
    """Claim a container by what it does for a sibling, then by its image, at last by its name."""
    for detector in _DETECTORS:
        yield from detector(view, container)


def _csi(view: View, container: Container) -> Iterator[Claim]:
    span = view.flag_span(container, *_CSI_FLAGS)
    if span is None:
        span = next((v.value.span for v in container.env if v.value is not None and v.value.value.endswith("csi.sock")
                     and v.name is not None and "ENDPOINT" not in v.name.value.upper()), None)  # fmt: skip
    if span is None or view.flag_span(container, "nodeid", "node-id", "drivername") is not None:
        return
    words = view.image_words(container) | view.name_words(container)
    probes = (
        bool(words & {"livenessprobe", "liveness", "probe"}) or view.flag_span(container, "health-port") is not None
    )
    function = "health-endpoint" if probes else "csi-helper"
    yield Claim("sidecar", function, 0.9, (Evidence(span, "talks to the driver over its socket"),))


def _front(view: View, container: Container) -> Iterator[Claim]:
    """A container that listens and passes on to a sibling over loopback: a proxy in front of it."""
    facts = view.facts(container)
    words = view.flag_words(container) | view.image_words(container) | view.name_words(container)
    calls = list(view.calls_to_sibling(container))
    upstream = [c for c in calls if _is_upstream(c.call.name) or c.call.why == "config"]
    if container.ports and all(port.name is not None and "metric" in port.name.value for port in container.ports):
        upstream = [c for c in upstream if "target" not in c.call.name.lower()]  # a target to take figures from
    by_image = facts is not None and facts.role in {"auth-proxy", "reverse-proxy", "web-server"}
    if not upstream and not (by_image and calls):
        return
    if facts is not None and facts.role == "adapter":
        return
    first = (upstream or calls)[0]
    to = "" if first.listener is None else f" of {first.listener.container.label}"
    evidence = [Evidence(first.call.span, f"passes requests on to port {first.call.port}{to}")]
    evidence += [
        Evidence(lis.span, f"listens on port {lis.port} itself") for lis in list(view.listeners(container))[:1]
    ]
    if (facts is not None and facts.role == "auth-proxy") or words & _AUTH:
        function = "auth-proxy"
    elif words & {"ghostunnel", "stunnel", "tls", "ssl", "cert", "https"} or any(
        lis.port in {443, 8443} for lis in view.listeners(container)
    ):
        function = "tls-terminator"
    else:
        function = "reverse-proxy"
    yield Claim("sidecar", function, 0.88, tuple(evidence))


def _is_upstream(name: str) -> bool:
    lower = name.lower()
    return any(word in lower for word in ("upstream", "backend", "target", "proxy-to", "forward"))


def _logs(view: View, container: Container) -> Iterator[Claim]:
    """A shipper by its image, with the files it can see; or a loop that sends a sibling's files away."""
    facts = view.facts(container)
    if facts is None or facts.role != "log-shipper":
        return
    evidence = [Evidence(view.at(container), "this image ships logs")]
    evidence += [
        Evidence(share.mount.node.span, f'sees what {share.other.label} has on volume "{share.volume.name}"')
        for share in list(view.shares(container))[:1]
    ]
    yield Claim("sidecar", "log-shipper", 0.85, tuple(evidence))


def _reload(view: View, container: Container) -> Iterator[Claim]:
    flags = (
        "volume-dir",
        "webhook-url",
        "reload-url",
        "watched-dir",
        "config-envsubst-file",
        "reload-cmd",
        "watch-file",
    )
    span = view.flag_span(container, *flags)
    if view.flag_span(container, "repo") is not None:
        return  # it syncs a repository, and calls the app after that
    if span is not None:
        yield Claim(
            "sidecar", "config-reloader", 0.88, (Evidence(span, "watches configuration, or makes the app reload it"),)
        )
        return
    names = {v.name.value for v in container.env if v.name is not None}
    if {"LABEL", "FOLDER"} <= names:
        at = next(v.node.span for v in container.env if v.name is not None and v.name.value == "FOLDER")
        yield Claim("sidecar", "config-reloader", 0.85, (Evidence(at, "writes labelled objects to this folder"),))
    if view.programs(container) & {"inotifywait", "fswatch", "entr"}:
        yield Claim("sidecar", "config-reloader", 0.82, (Evidence(view.at(container), "waits for files to change"),))


def _sync(view: View, container: Container) -> Iterator[Claim]:
    """A loop that writes what a sibling mounts: content that is kept up to date."""
    process = view.process(container)
    if process.behaviour.form not in {"shell", "exec"}:
        return
    endless = any(effect.kind == "never-ends" for effect in process.effects)
    shared = {id(share.volume): share.other for share in view.shares(container)}
    for use in view.uses(container, "write", "append"):
        if use.place.volume is None or id(use.place.volume) not in shared or use.effect.why != "command":
            continue
        other = shared[id(use.place.volume)]
        programs = view.programs(container)
        function = "git-sync" if "git" in programs else "backup" if programs & {"pg_dump", "mysqldump"} else "data-sync"
        served = _serves(view, other) or any(
            share.other_mount.path is not None and words_of(share.other_mount.path.value) & _WEB_FOLDERS
            for share in view.shares(container)
        )
        if not served and programs <= _GENERATORS:
            continue  # an app that only writes something down: whoever reads it is the helper
        note = (
            f"writes {use.effect.target}{' again and again' if endless else ''}, on a volume that {other.label} mounts"
        )
        yield Claim("sidecar", function, 0.8 if endless and served else 0.6, (Evidence(use.effect.span, note),))
        return


def _serves(view: View, container: Container) -> bool:
    """Whether a container shows files to the world: a web server, by its image or its port."""
    facts = view.facts(container)
    if facts is not None:
        return facts.role in {"web-server", "app-server", "app"}
    return any(port.number in {80, 443, 8080} for port in container.ports)


def _web_front(view: View, container: Container) -> Iterator[Claim]:
    """A web server with a configuration of its own beside an app that is none: it stands in front of it."""
    facts = view.facts(container)
    if facts is None or facts.role not in {"web-server", "reverse-proxy"}:
        return
    others = [other for other in view.mains if other is not container]
    fronted = [other for other in others if not _is_front(view, other) and not _is_tool(view, other)]
    config = next(
        (
            mount
            for mount in container.mounts
            if mount.path is not None and mount.path.value.startswith("/etc/") and mount.volume is not None
            and (volume := view.pod.volumes_by_name.get(mount.volume.value)) is not None and volume.kind == "configMap"
        ),
        None,
    )  # fmt: skip
    if fronted and config is not None and config.path is not None:
        evidence = (
            Evidence(view.at(container), "a server that passes requests on"),
            Evidence(config.path.span, f"with a configuration of its own, beside {fronted[0].label}"),
        )
        tls = any(listener.port in {443, 8443} for listener in view.listeners(container) if listener.why == "declared")
        tls = tls or any(m.path is not None and words_of(m.path.value) & _TLS_FOLDERS for m in container.mounts)
        yield Claim("sidecar", "tls-terminator" if tls else "reverse-proxy", 0.62, evidence)


def _is_front(view: View, container: Container) -> bool:
    facts = view.facts(container)
    return facts is not None and facts.role in {"web-server", "reverse-proxy", "auth-proxy"}


def _is_tool(view: View, container: Container) -> bool:
    facts = view.facts(container)
    return facts is not None and facts.role in {"toolbox", "tool", "base", "pause", "database", "queue"}


def _client_of_own_kind(view: View, container: Container) -> Iterator[Claim]:
    """A store's image that runs a script of clients instead of the store, beside the store."""
    facts = view.facts(container)
    process = view.process(container)
    if facts is None or facts.role not in {"database", "cache", "queue"} or process.behaviour.form != "shell":
        return
    twins = [other for other in view.mains if other is not container and view.facts(other) is not None]
    beside = any((other_facts := view.facts(other)) is not None and other_facts.name == facts.name for other in twins)
    if beside and not any(listener.why == "command" for listener in view.listeners(container)):
        note = f"runs a script of clients beside {facts.name} itself"
        yield Claim("sidecar", "other", 0.58, (Evidence(view.at(container), note),))


def _process_tools(view: View, container: Container) -> Iterator[Claim]:
    """A toolbox that shares the process namespace with another container."""
    others = [other for other in view.mains if other is not container and not _is_tool(view, other)]
    if view.pod.share_process_namespace and _is_tool(view, container) and others:
        note = "tools at hand, in the process namespace of its neighbours"
        yield Claim("sidecar", "debug", 0.62, (Evidence(view.at(container), note),))


def _image(view: View, container: Container) -> Iterator[Claim]:
    facts = view.facts(container)
    if facts is None or facts.role not in _BY_IMAGE:
        return
    function = facts.function or _BY_IMAGE[facts.role]
    says = _SAYS.get(function, "helps its neighbours")
    yield Claim("sidecar", function, 0.82, (Evidence(view.at(container), f"this image {says}"),))


def _telemetry(view: View, container: Container) -> Iterator[Claim]:
    """A container that siblings push traces or metrics to over loopback."""
    ports = {4317, 4318, 6831, 6832, 8125, 8126, 14268, 2000, 9411, 24224}
    for local in view.called_by_sibling(container):
        if local.call.port in ports:
            note = f"{local.call.container.label} sends telemetry to it"
            yield Claim("sidecar", "telemetry-agent", 0.75, (Evidence(local.call.span, note),))
            return


def _idle(view: View, container: Container) -> Iterator[Claim]:
    """A toolbox that only waits for people, beside another container."""
    facts = view.facts(container)
    programs = view.programs(container)
    idle = bool(programs) and programs <= _KEEPALIVE and not list(view.uses(container, "read", "write", "append"))
    if idle and facts is not None and facts.role in {"toolbox", "tool", "base"} and len(view.mains) > 1:
        others = [c for c in view.mains if c is not container]
        busy = any(not (view.programs(c) and view.programs(c) <= _KEEPALIVE) for c in others)
        if busy:
            yield Claim("sidecar", "debug", 0.56, (Evidence(view.at(container), "only waits, with tools at hand"),))


_GENERATORS = frozenset((
    "echo", "date", "sleep", "printf", "true", "while", "df", "du", "free", "ps", "uptime", "seq", "hostname", "cat",
    "touch", "ls", "wc",
))  # fmt: skip
_DETECTORS: tuple[Callable[[View, Container], Iterator[Claim]], ...] = (
    _web_front, _client_of_own_kind, _process_tools, _csi, _front, _logs, _reload, _sync, _telemetry, _image, _idle,
    naming.detect,
)  # fmt: skip
