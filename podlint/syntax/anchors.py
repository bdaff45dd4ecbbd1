"""What anchors name in a document, and copies of it for the aliases, within bounds."""

from __future__ import annotations

from typing import Any

from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence, parts
from podlint.syntax.problem import Unfit, too_deep
from podlint.text import Span

MAX_ALIASED = 50_000
"""How many nodes the aliases of one document may expand to (go-yaml has a bound of the same sort)."""


class Anchors:
    """The anchors of the document that is being read; an anchor may be given again, the last one counts."""

    def __init__(self, max_depth: int) -> None:
        self._max_depth = max_depth
        self._clear()

    def _clear(self) -> None:
        self._nodes: dict[str, Node] = {}
        self._extents: dict[str, tuple[int, int]] = {}
        self._open: list[str] = []
        self._aliases: list[Span] = []
        self._aliased = 0

    def open(self, name: str) -> None:
        """A collection with an anchor begins."""
        self._open.append(name)

    def add(self, name: str, node: Node) -> None:
        """A node with an anchor is complete."""
        if not isinstance(node, Scalar):
            self._open.pop()
        self._nodes[name] = node
        self._extents.pop(name, None)

    def copy(self, event: Any, depth: int) -> Node:
        """What an alias stands for, as a copy that stands at the alias."""
        name, span = event.anchor, Span(event.start_mark.index, event.end_mark.index)
        if name in self._open:
            raise Unfit(f'anchor "{name}" contains itself', span.start)
        if name not in self._nodes:
            raise Unfit(f'alias "*{name}" has no anchor "&{name}" before it', span.start)
        if name not in self._extents:
            self._extents[name] = _extent(self._nodes[name])
        size, levels = self._extents[name]
        self._aliased += size
        if self._aliased > MAX_ALIASED:
            raise Unfit(f"the aliases of this document expand to more than {MAX_ALIASED} values", span.start)
        if depth + levels > self._max_depth:
            raise too_deep(self._max_depth, span.start)
        self._aliases.append(span)
        return _copy(self._nodes[name], span)

    def close(self) -> tuple[Span, ...]:
        """The document ends: where its aliases stand."""
        if not self._nodes:
            return ()
        aliases = tuple(self._aliases)
        self._clear()
        return aliases


def _extent(node: Node) -> tuple[int, int]:
    """How many nodes there are in a tree, and how many levels."""
    if isinstance(node, Scalar):
        return 1, 0
    extents = [_extent(part) for part in parts(node)]
    return 1 + sum(size for size, _ in extents), 1 + max((levels for _, levels in extents), default=0)


def _copy(node: Node, span: Span) -> Node:
    if isinstance(node, Scalar):
        return Scalar.of(node.value, node.style, node.tag, *span)
    if isinstance(node, Sequence):
        return Sequence([_copy(item, span) for item in node.items], node.flow, *span)
    return Mapping([(_copy(key, span), _copy(value, span)) for key, value in node.entries], node.flow, *span)
