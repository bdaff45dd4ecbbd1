"""Text to located documents: the text is cut at its document markers, and each part is parsed alone.

The tree is built straight from PyYAML's events (C parser, pure one as fallback). Nothing is ever constructed:
scalars keep their text. A part that cannot be parsed costs only itself and says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence
from podlint.text import Source, Span

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML without its C extension
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]  # same get_event()

MAX_DEPTH = 200
"""How deep a document may nest: Kubernetes' own types need some twenty levels, schemas in CRDs some sixty."""
MAX_ALIASED = 50_000
"""How many nodes the aliases of one document may expand to (go-yaml has a bound of the same sort)."""

_MARKER = re.compile(r"^(?:---|\.\.\.)(?=[ \t\r\n]|\Z)", re.MULTILINE)
_NOT_EMPTY = re.compile(r"^(?!---[ \t]*(?:#|\r?$))[ \t]*[^#\s]", re.MULTILINE)
_PROPERTY = re.compile(r"[&!][^\s,\[\]{}]*[ \t\r\n]+")


class Problem(NamedTuple):
    """Why a part of a text is no YAML document: the parser's words and the places it names."""

    text: str
    at: int
    context: str | None
    context_at: int | None


class Tree(NamedTuple):
    """One part of a text between document markers: its root node, or the problem that left none.

    `aliases` are the spans at which aliases stand: nodes there are copies and must not be edited.
    """

    span: Span
    root: Node | None
    problem: Problem | None
    aliases: tuple[Span, ...] = ()


def parse(source: Source) -> Iterator[Tree]:
    """The documents of a text in order; parts with nothing but comments are no documents."""
    text = source.text
    if source.misdecoded is not None:
        yield Tree(Span(0, len(text)), None, Problem("invalid UTF-8", source.misdecoded, None, None))
        return
    for start, end in _parts(text):
        tree = _parse_part(text, start, end)
        if tree is not None:
            yield tree


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text at its markers; a part that holds only directives belongs to the next."""
    if "\n---" not in text and "\n..." not in text:
        yield 0, len(text)
        return
    start = 0
    for match in _MARKER.finditer(text):
        if match.group() == "...":
            yield start, match.start()
            start = match.end()
        elif match.start() > start and not _only_directives(text[start : match.start()]):
            yield start, match.start()
            start = match.start()
    yield start, len(text)


def _only_directives(part: str) -> bool:
    lines = [line for line in part.splitlines() if line.strip() and not line.startswith("#")]
    return bool(lines) and all(line.startswith("%") for line in lines)


def _parse_part(text: str, start: int, end: int) -> Tree | None:
    part = text if end - start == len(text) else text[start:end]
    span = Span(start, end)
    builder = _Builder(part, start)
    try:
        root = builder.build(_Parser(part).get_event)
    except yaml.MarkedYAMLError as error:
        return Tree(span, None, _problem(error, start, len(part)))
    except yaml.reader.ReaderError as error:
        return Tree(span, None, Problem(_unreadable(error), start + _first_unreadable(part), None, None))
    except _Unfit as unfit:
        return Tree(span, None, Problem(unfit.text, unfit.at, None, None))
    if root is None or (isinstance(root, Scalar) and root.start == root.end and not _NOT_EMPTY.search(part)):
        return None
    return Tree(span, root, None, tuple(builder.aliases))


def _problem(error: yaml.MarkedYAMLError, base: int, length: int) -> Problem:
    mark, context = error.problem_mark, error.context_mark
    at = base + min(mark.index, length) if mark is not None else base
    context_at = base + min(context.index, length) if context is not None else None
    return Problem(str(error.problem or error.context or "no YAML"), at, error.context, context_at)


def _unreadable(error: yaml.reader.ReaderError) -> str:
    return f"unreadable character: {error.reason}"


def _first_unreadable(part: str) -> int:
    match = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", part)
    return match.start() if match else 0


class _Unfit(Exception):  # noqa: N818 - it is caught four lines from where it is thrown, and is no error of ours
    def __init__(self, text: str, at: int) -> None:
        super().__init__(text)
        self.text = text
        self.at = at


class _Builder:
    """Events of one document to nodes, with an explicit stack instead of recursion."""

    def __init__(self, text: str, base: int) -> None:
        self.text = text
        self.base = base
        self.aliases: list[Span] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._open: list[str] = []
        self._aliased = 0
        self._merges = "<<" in text

    def build(self, get_event: Callable[[], Any]) -> Node | None:
        """The root node of the first document; None when there is none."""
        base = self.base
        children: list[Node] = []
        stack: list[tuple[list[Node], Event]] = []
        while True:
            event = get_event()
            kind = event.__class__
            if kind is ScalarEvent:
                style = event.style
                node = Scalar(
                    event.value,
                    style or "",
                    event.tag,
                    base + event.start_mark.index,
                    base + event.end_mark.index,
                )
                if style == "|" or style == ">":
                    self._trim(node)
                if event.anchor is not None or event.tag is not None:
                    self._properties(node, event.anchor)
                children.append(node)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if len(stack) >= MAX_DEPTH:
                    raise _Unfit(f"nested deeper than {MAX_DEPTH} levels", base + event.start_mark.index)
                stack.append((children, event))
                if event.anchor is not None:
                    self._open.append(event.anchor)
                children = []
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                items = children
                children, opened = stack.pop()
                children.append(self._collection(opened, event, items))
            elif kind is AliasEvent:
                children.append(self._alias(event))
            elif kind is DocumentEndEvent or kind is StreamEndEvent or event is None:
                return children[0] if children else None

    def _collection(self, opened: Any, closed: Any, items: list[Node]) -> Node:
        flow = opened.flow_style
        start = self.base + opened.start_mark.index
        end = self.base + closed.end_mark.index if flow or not items else items[-1].end
        node: Mapping | Sequence
        if opened.__class__ is SequenceStartEvent:
            node = Sequence(items, flow, start, end)
        else:
            pairs = iter(items)
            node = Mapping(list(zip(pairs, pairs, strict=True)), flow, start, end)
            if not flow and items:
                node.start = items[0].start
            if self._merges:
                self._merge(node)
        if opened.anchor is not None or opened.tag is not None:
            self._properties(node, opened.anchor)
            if opened.anchor is not None:
                self._open.pop()
        return node

    def _trim(self, node: Scalar) -> None:
        """A block scalar's mark runs past the blank lines behind it: end on its last character."""
        text, base = self.text, self.base
        end = node.end - base
        while end > node.start - base and text[end - 1] in " \t\r\n":
            end -= 1
        node.end = base + end

    def _properties(self, node: Node, anchor: str | None) -> None:
        """Begin behind anchor and tag, and remember what the anchor names."""
        match = _PROPERTY.match(self.text, node.start - self.base)
        while match is not None and match.end() + self.base <= node.end:
            node.start = match.end() + self.base
            match = _PROPERTY.match(self.text, node.start - self.base)
        if anchor is not None:
            self._anchors[anchor] = (node, _size(node))

    def _alias(self, event: Any) -> Node:
        span = Span(self.base + event.start_mark.index, self.base + event.end_mark.index)
        if event.anchor in self._open:
            raise _Unfit(f'anchor "{event.anchor}" contains itself', span.start)
        if event.anchor not in self._anchors:
            raise _Unfit(f'alias "{event.anchor}" names no anchor', span.start)
        node, size = self._anchors[event.anchor]
        self._aliased += size
        if self._aliased > MAX_ALIASED:
            raise _Unfit(f"aliases expand to more than {MAX_ALIASED} values", span.start)
        self.aliases.append(span)
        return _copy(node, span)

    def _merge(self, node: Mapping) -> None:
        """Take over what `<<` brings and the mapping does not set itself (go-yaml, `decoder.merge`)."""
        merged = [value for key, value in node.entries if _is_merge(key)]
        if not merged:
            return
        node.entries = [entry for entry in node.entries if not _is_merge(entry[0])]
        known = {key.value for key, _ in node.entries if isinstance(key, Scalar)}
        for value in merged:
            for mapping in value.items if isinstance(value, Sequence) else [value]:
                if not isinstance(mapping, Mapping):
                    raise _Unfit("a merge key needs a mapping or a list of mappings", value.start)
                for key, inherited in mapping.entries:
                    if isinstance(key, Scalar) and key.value not in known:
                        known.add(key.value)
                        node.entries.append((key, inherited))


def _is_merge(key: Node) -> bool:
    return isinstance(key, Scalar) and key.value == "<<" and not key.style


def _size(node: Node) -> int:
    if isinstance(node, Scalar):
        return 1
    if isinstance(node, Sequence):
        return 1 + sum(_size(item) for item in node.items)
    return 1 + sum(_size(key) + _size(value) for key, value in node.entries)


def _copy(node: Node, span: Span) -> Node:
    if isinstance(node, Scalar):
        return Scalar(node.value, node.style, node.tag, *span)
    if isinstance(node, Sequence):
        return Sequence([_copy(item, span) for item in node.items], node.flow, *span)
    return Mapping([(_copy(key, span), _copy(value, span)) for key, value in node.entries], node.flow, *span)
