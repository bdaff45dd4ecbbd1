"""Sidecar: the helper extends or serves the app over a shared volume, the network or the life cycle."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podlint.diagnostic import Evidence
from podlint.patterns import front, sync
from podlint.patterns.base import Claim
from podlint.patterns.part import Part
from podlint.patterns.words import APP_WORDS, FUNCTIONS
from podlint.pod.processes import is_shell

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
_CSI_FLAGS = ("csi-address", "kubelet-registration-path", "csi-socket")
_DRIVER_FLAGS = ("nodeid", "node-id", "node", "drivername", "driver-name")
_RELOAD_FLAGS = ("reload-url", "webhook-url", "watched-dir", "watch-dir", "volume-dir", "watch-namespace-config")
_TELEMETRY_PORTS = frozenset((4317, 4318, 5775, 6831, 6832, 8125, 8126, 14250, 14268, 2000, 9411, 24224))
_ENGINE_PORTS = frozenset((2375, 2376))
_IN_THE_LONG_RUN = {"render-config": "config-reloader", "fetch": "data-sync", "copy-tool": "other", "migrate": "other"}
"""What a helper does that, run once, would be an init container of this function."""
_TOOLS = frozenset(("toolbox", "tool", "base"))
_KEEPALIVE = frozenset((
    "sleep", "tail", "sh", "bash", "cat", "trap", "wait", "true", "while", "pause", "echo", "read", "printf",
))  # fmt: skip


def detect(part: Part) -> Iterator[Claim]:
    """Claim a container by what it does for a sibling, then by its image, at last by its name."""
    if part.works_on_node:
        return
    for detector in _DETECTORS:
        yield from detector(part)


def _csi(part: Part) -> Iterator[Claim]:
    """A helper of a storage driver: it is told the driver's socket, and is not the driver."""
    at = next((part.flag_at(flag) for flag in _CSI_FLAGS if flag in part.flags), None)
    if at is None:
        sockets = (
            name for name, value in part.settings.items() if value.endswith("csi.sock") and "endpoint" not in name
        )
        socket = next(sockets, None)
        at = None if socket is None else part.setting_at(socket)
    if at is None or any(flag in part.flags for flag in _DRIVER_FLAGS):
        return
    words = part.image_words | part.name_words
    probes = bool(words & {"livenessprobe", "liveness", "probe"}) or "health-port" in part.flags
    yield Claim(
        "sidecar",
        "health-endpoint" if probes else "csi-helper",
        0.9,
        (Evidence(at, "talks to the driver over its socket"),),
    )


def _socket(part: Part) -> Iterator[Claim]:
    """Two containers that meet at a Unix socket on a shared volume: the one that nobody outside reaches helps."""
    if part.opened or part.called or any(flag in part.flags for flag in _DRIVER_FLAGS):
        return
    for name, value in part.settings.items():
        path = value.removeprefix("unix://").removeprefix("unix:")
        if not path.startswith("/") or not path.endswith(".sock") or "endpoint" in name or "listen" in name:
            continue
        for share in part.shares:
            own = "" if share.mount.path is None else share.mount.path.value
            if path.startswith(own) and share.other.opened and share.other.container.long_running:
                meets = any(other.endswith(path.rpartition("/")[2]) for other in share.other.settings.values())
                if meets:
                    note = f"meets {share.other.label} at a socket on a volume they share"
                    yield Claim("sidecar", "other", 0.6, (Evidence(part.setting_at(name), note),))
                    return


def _shipper(part: Part) -> Iterator[Claim]:
    """A log shipper or telemetry agent by its program, with the files it can see."""
    program = part.program
    kind = {"shipper": "log-shipper", "telemetry": "telemetry-agent"}.get("" if program is None else program.kind)
    if part.role not in {"log-shipper"} and (program is None or kind is None):
        return
    first = Evidence(part.at, "this image ships logs") if program is None or kind is None else program.evidence
    sees = [
        Evidence(share.mount.node.span, f'sees what {share.other.label} has on volume "{share.volume.name}"')
        for share in part.shares[:1]
    ]
    yield Claim("sidecar", kind or "log-shipper", 0.85 if part.facts is not None or sees else 0.7, (first, *sees))


def _program(part: Part) -> Iterator[Claim]:
    program = part.program
    if program is not None and program.kind == "sidecar":
        yield Claim("sidecar", program.function, 0.78, (program.evidence,))


def _reload(part: Part) -> Iterator[Claim]:
    """A container that watches configuration and tells a sibling to read it again, or writes it down for it."""
    at = next((part.flag_at(flag) for flag in _RELOAD_FLAGS if flag in part.flags), None)
    told = [call for call in (*(local.call for local in part.asks), *part.unanswered) if "reload" in call.name.lower()]
    if at is not None or told:
        evidence = Evidence(
            told[0].span if told else at or part.at, "tells its neighbour to read its configuration again"
        )
        yield Claim("sidecar", "config-reloader", 0.84, (evidence,))
    elif {"label", "folder"} <= part.settings.keys():
        folder = Evidence(part.setting_at("folder"), "writes labelled objects to this folder")
        yield Claim("sidecar", "config-reloader", 0.85, (folder,))
    watchers = part.programs & {"inotifywait", "fswatch", "entr", "inotifyd"}
    if watchers:
        at = part.command_at(*watchers)
        yield Claim("sidecar", "config-reloader", 0.82, (Evidence(at, "waits for files to change"),))
    watched = [share for share in part.shares if share.volume.read_only_kind and share.other.opened]
    if part.asks and watched and not part.opened:
        share, call = watched[0], part.asks[0].call
        note = f"has the configuration that {share.other.label} reads, and calls it"
        yield Claim(
            "sidecar", "config-reloader", 0.72, (Evidence(share.mount.node.span, note), Evidence(call.span, "here"))
        )


def _telemetry(part: Part) -> Iterator[Claim]:
    """A container that siblings push traces or metrics to over loopback, or whose engine they use."""
    for local in part.called:
        if local.call.port in _TELEMETRY_PORTS:
            note = f"{local.caller.label} sends telemetry to it"
            yield Claim("sidecar", "telemetry-agent", 0.75, (Evidence(local.call.span, note),))
            return
        if local.call.port in _ENGINE_PORTS:
            note = f"{local.caller.label} has its containers run there"
            yield Claim("sidecar", "other", 0.72, (Evidence(local.call.span, note),))
            return


def _image(part: Part) -> Iterator[Claim]:
    facts = part.facts
    if facts is None or facts.role not in _BY_IMAGE:
        return
    if facts.role == "secrets-agent" and _is_server(part):
        return
    function = facts.function or _BY_IMAGE[facts.role]
    if function in _IN_THE_LONG_RUN:
        secret = function == "render-config" and any("vault" in name for name in part.settings.keys() | part.variables)
        function = "secrets-agent" if secret else _IN_THE_LONG_RUN[function]
    evidence = [Evidence(part.at, f"this image {_SAYS.get(function, 'helps its neighbours')}")]
    evidence += [
        Evidence(share.mount.node.span, f'shares volume "{share.volume.name}" with {share.other.label}')
        for share in part.shares[:1]
    ]
    yield Claim("sidecar", function, 0.86, tuple(evidence))


def _is_server(part: Part) -> bool:
    """Whether the keeper of secrets itself runs, not the agent that fetches them: by its name, its command or a port."""
    words = {scalar.value for scalar in part.container.words}
    return "agent" not in words and bool("server" in words | part.image_words or part.container.ports)


def _keeper(part: Part) -> Iterator[Claim]:
    """A container that is told a sibling's name, or that a sibling's hook calls: it looks after that one."""
    names = {other.container.name: other for other in part.siblings if other.container.name}
    for name, value in part.settings.items():
        if "container" in name and value in names and not part.opened:
            yield Claim(
                "sidecar", "other", 0.72, (Evidence(part.setting_at(name), f"looks after {names[value].label}"),)
            )
            return
    for other in part.siblings:
        for hook in other.container.hooks:
            action = hook.action
            port = None if action is None else action.own_port
            if action is None or port is None or port in other.opened:
                continue
            if port in part.opened or (len(other.siblings) == 1 and part.open_to_all and not part.opened):
                note = f"{other.label} calls it in its {hook.kind} hook"
                yield Claim("sidecar", "other", 0.66, (Evidence(action.node.span, note),))
                return


def _companion(part: Part) -> Iterator[Claim]:
    """A container that both calls a sibling and has a part in its files, while nobody calls it: it extends that one."""
    if part.called or part.role in _STORES:
        return
    for local in part.asks:
        answerer = local.answerer
        if answerer is None or local.listener is None or local.call.port in _STORE_PORTS or answerer.role in _STORES:
            continue
        for share in part.shares:
            if share.other is answerer and not share.volume.read_only_kind:
                note = f"calls {answerer.label} and has a part in its files"
                yield Claim(
                    "sidecar", "other", 0.6, (Evidence(local.call.span, note), Evidence(share.mount.node.span, "here"))
                )
                return


def _client(part: Part) -> Iterator[Claim]:
    """A container without a port of its own that works on what a sibling serves to others too."""
    if part.opened or part.called or part.container.probes:
        return
    for local in part.asks:
        answerer, listener = local.answerer, local.listener
        if answerer is None or listener is None or local.call.name.lower().endswith("proxy"):
            continue
        elsewhere = answerer.container.probes or answerer.declared - {local.call.port}
        store = answerer.role in _STORES or local.call.port in _STORE_PORTS
        if elsewhere and not store and answerer.role not in {"ambassador", "mesh-proxy", "elector"}:
            note = f"works on what {answerer.label} serves on port {local.call.port}"
            yield Claim("sidecar", "other", 0.57, (Evidence(local.call.span, note),))
            return


def _twin(part: Part) -> Iterator[Claim]:
    """A store's image that runs a script of clients instead of the store, beside the store."""
    facts = part.facts
    if facts is None or facts.role not in {"database", "cache", "queue"} or not part.container.command:
        return
    script = part.process.behaviour.form == "shell" or any(map(is_shell, part.programs))
    if not script or (part.process.behaviour.last is not None and part.process.behaviour.last.name == facts.entrypoint):
        return
    beside = any(other.facts is not None and other.facts.name == facts.name for other in part.siblings)
    if beside and not any(listener.why == "command" for listener in part.listeners):
        note = f"runs a script of clients beside {facts.name} itself"
        yield Claim("sidecar", "other", 0.6, (Evidence(part.at, note),))


def _idle(part: Part) -> Iterator[Claim]:
    """Tools that only wait for people, beside a container that works."""
    if part.opened or part.volume_uses("read", "write", "append") or part.asks or _follows_a_file(part):
        return
    at_hand = part.role in _TOOLS or part.facts is None
    busy = any(other.opened or not other.programs <= _KEEPALIVE or not other.programs for other in part.siblings)
    if part.programs and part.programs <= _KEEPALIVE and part.endless and busy:
        served = any(other.opened or other.container.probes for other in part.siblings)
        yield Claim("sidecar", "debug", 0.57 if served else 0.4, (Evidence(part.at, "only waits, with tools at hand"),))
    elif at_hand and not part.programs and part.container.tty and part.container.stdin:
        yield Claim("sidecar", "debug", 0.62, (Evidence(part.at, "a terminal for people"),))
    elif part.pod.share_process_namespace and part.role in _TOOLS and busy:
        note = "tools at hand, in the process namespace of its neighbours"
        yield Claim("sidecar", "debug", 0.62, (Evidence(part.at, note),))


def _follows_a_file(part: Part) -> bool:
    return any(not use.effect.target.startswith("/dev/") for use in part.uses("read"))


def _name(part: Part) -> Iterator[Claim]:
    """What a container and its image are called; never more than a hint."""
    if (part.image_words | part.name_words) & APP_WORDS:
        return
    for words, weight, at in ((part.image_words, 0.5, part.at), (part.name_words, 0.45, part.container.at)):
        for word in sorted(words & FUNCTIONS.keys()):
            yield Claim("sidecar", FUNCTIONS[word], weight, (Evidence(at, f'its name has the word "{word}"'),))


_STORES = frozenset(("database", "cache", "queue", "object-store"))
_STORE_PORTS = frozenset((1433, 1521, 3306, 5432, 5672, 6379, 9042, 9200, 11211, 27017))
_DETECTORS: tuple[Callable[[Part], Iterator[Claim]], ...] = (
    _csi, front.detect, _shipper, _program, _reload, sync.detect, _telemetry, _image, _keeper, _companion, _client, _twin, _socket,
    _idle, front.policies, _name,
)  # fmt: skip
