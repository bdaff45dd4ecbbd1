"""What a picture of a pod shows, before it is drawn: boxes, volumes, places outside, arrows with their reasons.

Roles have colours that stay apart in print and for colour-blind readers (Okabe and Ito's palette, lightened).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from podlint.diagnostic import Diagnostic
from podlint.patterns.base import Match, PodMatch
from podlint.pod.model import Container
from podlint.pod.running import Running

COLOURS = {
    "app": "#ffffff",
    "init": "#f0e442",
    "sidecar": "#9ad5f5",
    "ambassador": "#f5b87a",
    "adapter": "#8fd9bd",
    "native-sidecar": "#c9d8f0",
    "elector": "#e7b5d0",
    "ephemeral": "#dddddd",
    "volume": "#eeeeee",
    "outside": "#fafafa",
}


class Box(NamedTuple):
    """A container: what it is called, the part it plays and why, and what is found wrong in it."""

    id: str
    name: str
    image: str
    role: str
    acts_as: str | None
    function: str | None
    confidence: str
    stage: str
    ports: tuple[str, ...]
    reasons: tuple[str, ...]
    findings: tuple[str, ...] = ()


class Store(NamedTuple):
    """A volume of the pod."""

    id: str
    name: str
    kind: str


class Outside(NamedTuple):
    """Something beyond the pod's border that a container calls, or that calls it."""

    id: str
    name: str


class Arrow(NamedTuple):
    """Who uses what: `kind` is write, read, mount, call or out; `why` is told on hover."""

    start: str
    end: str
    kind: str
    label: str
    why: str


class Scene(NamedTuple):
    """All that one picture shows; `order` has the boxes of containers that run one after the other."""

    title: str
    patterns: tuple[str, ...]
    boxes: tuple[Box, ...]
    volumes: tuple[Store, ...]
    outside: tuple[Outside, ...]
    arrows: tuple[Arrow, ...]
    order: tuple[str, ...]
    colours: dict[str, str]


def findings_in(running: Running, container: Container, diagnostics: Sequence[Diagnostic]) -> tuple[str, ...]:
    """What is found at places within a container, the worst first, as severity and message."""
    source, node = running.pod.manifest.source, container.node
    found = [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.source.path == source.path and node.start <= diagnostic.start.offset < node.end
    ]
    found.sort(key=lambda diagnostic: -diagnostic.severity)
    return tuple(f"{diagnostic.severity.word}: {diagnostic.message}" for diagnostic in found)


def title(running: Running) -> str:
    """What a pod is called: its object's kind and name."""
    manifest = running.pod.manifest
    return f"{manifest.kind or 'Pod'} {manifest.name or ''}".strip()


def scene(running: Running, found: PodMatch, diagnostics: Sequence[Diagnostic] = ()) -> Scene:
    """The picture of a pod, as values."""
    pod = running.pod
    ids = {id(match.container): f"c{number}" for number, match in enumerate(found.matches)}
    boxes = tuple(_box(running, match, ids[id(match.container)], diagnostics) for match in found.matches)
    stores = tuple(Store(f"v{number}", v.name or "?", v.kind) for number, v in enumerate(pod.volumes))
    arrows = [*_file_arrows(running, ids), *_calls(running, ids)]
    outside, out = _outgoing(running, ids)
    used = {arrow.start for arrow in arrows} | {arrow.end for arrow in arrows}
    order = tuple(ids[id(c)] for c in pod.containers if c.stage in {"init", "native"})
    return Scene(
        title(running),
        found.patterns,
        boxes,
        tuple(store for store in stores if store.id in used),
        tuple(outside),
        (*arrows, *out),
        order,
        COLOURS,
    )


def _box(running: Running, match: Match, box_id: str, diagnostics: Sequence[Diagnostic]) -> Box:
    container = match.container
    ports = {
        f"{listener.port}" + ("" if listener.reach == "any" else " (loopback)")
        for listener in running.network.listeners
        if listener.container is container and listener.why != "probe"
    }
    return Box(
        box_id,
        container.name or "?",
        "" if container.image is None else container.image.value,
        match.role,
        match.acts_as,
        match.function,
        match.confidence,
        container.stage,
        tuple(sorted(ports, key=lambda port: (int(port.split(" ")[0]), port))),
        tuple(piece.note for piece in match.evidence),
        findings_in(running, container, diagnostics),
    )


def _file_arrows(running: Running, ids: dict[int, str]) -> list[Arrow]:
    """One arrow a container and volume: its writes and reads when they are known, else the mount."""
    found: list[Arrow] = []
    for number, volume in enumerate(running.pod.volumes):
        uses = running.uses_of(volume)
        for container in running.pod.containers:
            mounts = container.mounts_of(volume)
            own = [use for use in uses if use.container is container]
            writes = [use for use in own if use.effect.kind in {"write", "append", "delete"}]
            reads = [use for use in own if use.effect.kind in {"read", "wait"}]
            box, store = ids[id(container)], f"v{number}"
            if writes:
                found.append(Arrow(box, store, "write", "writes", "; ".join(use.effect.target for use in writes[:3])))
            if reads:
                found.append(Arrow(store, box, "read", "reads", "; ".join(use.effect.target for use in reads[:3])))
            if mounts and not writes and not reads:
                read_only = volume.read_only_kind or all(mount.declared_read_only for mount in mounts)
                path = mounts[0].path.value if mounts[0].path is not None else ""
                ends = (store, box) if read_only else (box, store)
                found.append(Arrow(*ends, "mount", "", f"mounted at {path}"))
    return found


def _calls(running: Running, ids: dict[int, str]) -> list[Arrow]:
    """Calls over loopback from one container to another."""
    found: dict[tuple[str, str, int], Arrow] = {}
    for call in running.network.calls:
        if not call.local or call.port is None:
            continue
        for listener in running.network.on(call.port):
            if listener.container is not call.container:
                key = (ids[id(call.container)], ids[id(listener.container)], call.port)
                why = f"{call.why} {call.name}".strip()
                found.setdefault(key, Arrow(key[0], key[1], "call", f":{call.port}", why))
    return list(found.values())


def _outgoing(running: Running, ids: dict[int, str]) -> tuple[list[Outside], list[Arrow]]:
    """Calls that leave the pod, to at most eight places."""
    places: dict[str, Outside] = {}
    arrows: dict[tuple[str, str], Arrow] = {}
    for call in running.network.calls:
        name = call.host if call.port is None else f"{call.host}:{call.port}"
        if call.local or (name not in places and len(places) >= 8):
            continue
        place = places.setdefault(name, Outside(f"o{len(places)}", name))
        key = (ids[id(call.container)], place.id)
        arrows.setdefault(key, Arrow(*key, "out", "", f"{call.why} {call.name}".strip()))
    return list(places.values()), list(arrows.values())
