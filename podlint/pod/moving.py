"""A container's text moved from `containers` to the end of `initContainers`.

Only block sequences with an item on lines of its own are moved; everything else is left to its owner.
"""

from __future__ import annotations

from podlint.diagnostic import Fix
from podlint.pod.model import Container, Pod
from podlint.syntax.nodes import Scalar, Sequence
from podlint.text import Edit, Span


def to_init(pod: Pod, container: Container, *, native: bool) -> Fix | None:
    """The fix that makes a main container an init container, with `restartPolicy: Always` a native sidecar."""
    edits = _moved(pod, container, native=native)
    return (
        Fix(f'make "{container.name}" {"a native sidecar" if native else "an init container"}', edits)
        if edits
        else None
    )


def _moved(pod: Pod, container: Container, *, native: bool) -> tuple[Edit, ...]:
    text = pod.manifest.source.text
    items, key = pod.node.sequence("containers"), pod.node.key("containers")
    if items is None or key is None or items.flow or len(items.items) < 2 or container.key != "containers":
        return ()
    lines = _lines(text, container)
    indent = _blank_before(text, key)
    if lines is None or indent is None or (not native and (container.probes or container.hooks)):
        return ()
    moved = text[lines.start : lines.end]
    moved = _with_policy(text, container, lines) if native and container.restart_policy is None else moved
    place = _end_of_inits(text, pod.node.sequence("initContainers"), container)
    if place is None:
        return ()
    head = "" if place else f"{indent}initContainers:\n"
    at = place or text.rfind("\n", 0, key.start) + 1
    return Edit(Span(at, at), head + moved), Edit(lines, "")


def _lines(text: str, container: Container) -> Span | None:
    """The whole lines of an item, when its dash begins the first of them."""
    start = text.rfind("\n", 0, container.node.start) + 1
    end = text.find("\n", container.node.end)
    if text[start : container.node.start].strip() != "-" or end < 0:
        return None
    rest = text[container.node.end : end].strip()
    return Span(start, end + 1) if not rest or rest.startswith("#") else None


def _blank_before(text: str, key: Scalar) -> str | None:
    start = text.rfind("\n", 0, key.start) + 1
    before = text[start : key.start]
    return before if not before.strip() else None


def _with_policy(text: str, container: Container, lines: Span) -> str:
    node = container.node
    if node.flow:
        return f"{text[lines.start : node.end - 1].rstrip()}, restartPolicy: Always{text[node.end - 1 : lines.end]}"
    column = node.start - lines.start
    return f"{text[lines.start : lines.end]}{' ' * column}restartPolicy: Always\n"


def _end_of_inits(text: str, inits: Sequence | None, container: Container) -> int | None:
    """Where further init containers go; 0 when there are none yet, None where they cannot be put by lines."""
    if inits is None or not inits.items:
        return 0
    first, last = inits.items[0], inits.items[-1]
    end = text.find("\n", last.end)
    same = _column(text, first.start) == _column(text, container.node.start)
    return end + 1 if not inits.flow and same and end >= 0 else None


def _column(text: str, offset: int) -> int:
    return offset - (text.rfind("\n", 0, offset) + 1)
