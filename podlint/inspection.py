"""The pod model as data: what `podlint inspect` shows, so that people see what podlint believes."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.pod.model import Container, Volume
from podlint.pod.ports import Call, Listener
from podlint.pod.processes import Effect
from podlint.pod.running import FILE_KINDS, Running
from podlint.pod.volumes import lifetime_of, resolve
from podlint.text import Source, Span

Json = dict[str, object]


def inspect_pod(running: Running) -> Json:
    """The whole model of one pod."""
    pod = running.pod
    source = pod.manifest.source
    return {
        "path": source.path,
        "document": pod.manifest.document,
        "kind": pod.manifest.kind,
        "name": pod.manifest.name,
        "containers": [_container(running, container, source) for container in pod.containers],
        "volumes": [_volume(running, volume, source) for volume in pod.volumes],
        "ports": [_listener(running, listener, source) for listener in _one_a_port(running.network.listeners)],
        "timeline": [
            {
                "phase": step.phase,
                "containers": [container.name for container in step.containers],
                "what": step.what,
                "until": step.gate,
            }
            for step in running.timeline
        ],
    }


def _container(running: Running, container: Container, source: Source) -> Json:
    process = running.process(container)
    return {
        "name": container.name,
        "list": container.key,
        "stage": container.stage,
        "image": None if container.image is None else container.image.value,
        "form": process.behaviour.form if process.words else "default",
        "opaque": process.opaque,
        "ends": process.ends,
        "effects": [
            *(_effect(running, container, effect, source) for effect in process.effects if effect.why == "command"),
            *_network_effects(running, container, source),
            *(_effect(running, container, effect, source) for effect in process.effects if effect.why == "image"),
        ],
    }


def _effect(running: Running, container: Container, effect: Effect, source: Source) -> Json:
    volume = volume_path = lifetime = None
    if effect.kind in FILE_KINDS and effect.target.startswith("/"):
        place = resolve(running.pod, container, effect.target)
        lifetime = place.lifetime
        if place.volume is not None:
            volume, volume_path = place.volume.name, place.path
    return {
        "kind": effect.kind,
        "target": effect.target,
        "how": effect.how,
        "certain": effect.certain,
        "repeatable": effect.repeatable,
        "script_line": effect.script_line,
        "volume": volume,
        "volume_path": volume_path,
        "lifetime": lifetime,
        "range": span_range(source, effect.span),
    }


def _network_effects(running: Running, container: Container, source: Source) -> Iterator[Json]:
    """What flags, variables, images and configuration files make a container listen on and call."""
    for listener in running.network.listeners:
        if listener.container is container and listener.why not in {"command", "declared", "probe"}:
            target = (
                str(listener.port) if listener.protocol == "TCP" else f"{listener.port}/{listener.protocol.lower()}"
            )
            yield _told("listen", target, listener.why, listener, source)
    for call in running.network.calls:
        if call.container is container and call.why != "command":
            target = call.host if call.port is None else f"{call.host}:{call.port}"
            yield _told("connect", target, f"{call.why} {call.name}".strip(), call, source)


def _told(kind: str, target: str, how: str, told: Listener | Call, source: Source) -> Json:
    return {
        "kind": kind,
        "target": target,
        "how": how,
        "certain": told.certain,
        "repeatable": True,
        "script_line": 0,
        "volume": None,
        "volume_path": None,
        "lifetime": None,
        "range": span_range(told.source or source, told.span),
    }


def _volume(running: Running, volume: Volume, source: Source) -> Json:
    uses = running.uses_of(volume)
    return {
        "name": volume.name,
        "kind": volume.kind,
        "lifetime": lifetime_of(volume),
        "range": span_range(source, volume.at),
        "mounts": [
            {
                "container": container.name,
                "path": None if mount.path is None else mount.path.value,
                "sub_path": None if mount.sub_path is None else mount.sub_path.value,
                "read_only": mount.declared_read_only or volume.read_only_kind,
            }
            for container in running.pod.containers
            for mount in container.mounts_of(volume)
        ],
        "writers": [
            {"container": use.container.name, "path": use.place.path, "how": use.effect.how}
            for use in uses
            if use.effect.kind in {"write", "append", "delete"}
        ],
        "readers": [
            {"container": use.container.name, "path": use.place.path, "how": use.effect.how}
            for use in uses
            if use.effect.kind in {"read", "wait"}
        ],
    }


def _one_a_port(listeners: tuple[Listener, ...]) -> list[Listener]:
    """One listener a container and port: the one with the best reason."""
    order = ("command", "flag", "config", "env", "image", "declared", "probe")
    best: dict[tuple[int, int, str], Listener] = {}
    for listener in listeners:
        key = (id(listener.container), listener.port, listener.protocol)
        known = best.get(key)
        if known is None or order.index(listener.why) < order.index(known.why):
            best[key] = listener
    return list(best.values())


def _listener(running: Running, listener: Listener, source: Source) -> Json:
    calls = [call for call in running.network.calls if call.local and call.port == listener.port]
    return {
        "port": listener.port,
        "protocol": listener.protocol,
        "container": listener.container.name,
        "reach": listener.reach,
        "why": listener.why,
        "certain": listener.certain,
        "range": span_range(listener.source or source, listener.span),
        "clients": [{"container": call.container.name, "how": f"{call.why} {call.name}".strip()} for call in calls],
    }


def span_range(source: Source, span: Span) -> Json:
    """A span as the JSON formats write it: lines and columns from 1, offsets from 0."""
    start, end = source.position(span.start), source.position(span.end)
    return {
        "start": {"line": start.line, "column": start.column, "offset": start.offset},
        "end": {"line": end.line, "column": end.column, "offset": end.offset},
    }
