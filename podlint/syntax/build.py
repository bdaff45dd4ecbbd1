"""Parser events to nodes, with exact places; aliases become copies and merge keys are resolved.

This is the hottest loop of all: it looks at nothing that most texts do not have.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from podlint.syntax.anchors import Anchors
from podlint.syntax.merge import merge
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence
from podlint.syntax.problem import Unfit, too_deep
from podlint.syntax.scalars import fits_tag
from podlint.text import Span

MAX_DEPTH = 200
"""How deep a document may nest: Kubernetes' own types need some twenty levels, schemas in CRDs some sixty."""

_PROPERTIES = r"(?:(?:&[^\s,\[\]{}]*|!(?:<[^>]*>|[^\s,\[\]{}]*))(?=\s|$)|[ \t\r\n]+|#[^\r\n]*)+"
_EXPLICIT_KEY = r"\?(?=\s)"


class Built(NamedTuple):
    """The root node of a document, and where aliases stand in it."""

    root: Node
    aliases: tuple[Span, ...]


class Builder:
    """Builds the trees of a text, with a stack instead of recursion."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._anchors = Anchors(MAX_DEPTH)
        # one character is found twenty times faster than two
        self._properties = "&" in text or "!" in text
        self._rare = ("<" in text and "<<" in text) or ("?" in text and re.search(_EXPLICIT_KEY, text) is not None)

    def build(self, get_event: Callable[[], Any]) -> list[Built]:  # noqa: C901 - one flat loop: a call an event is dear
        """The documents of a text, empty ones left out."""
        properties, rare, most = self._properties, self._rare, 2 * MAX_DEPTH
        new_mapping, new_sequence = Mapping.__new__, Sequence.__new__
        documents: list[Built] = []
        children: list[Node] = []
        stack: list[Any] = []
        push, pop, add = stack.append, stack.pop, children.append
        for event in iter(get_event, None):
            kind = event.__class__
            if kind is ScalarEvent:
                node = Scalar()
                node.value = event.value
                node.style = style = event.style
                node.tag = None
                node.start = event.start_mark.index
                node.end = event.end_mark.index
                if style and style in "|>":
                    self._trim(node)
                if properties and (event.tag is not None or event.anchor is not None):
                    self._mark(node, event)
                add(node)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if len(stack) >= most:
                    raise too_deep(MAX_DEPTH, event.start_mark.index)
                if properties and event.anchor is not None:
                    self._anchors.open(event.anchor)
                push(children)
                push(event)
                children = []
                add = children.append
            elif kind is MappingEndEvent:
                opened = pop()
                mapping = new_mapping(Mapping)
                mapping._fields = None
                pairs = iter(children)
                mapping.entries = list(zip(pairs, pairs))  # noqa: B905 - the keyword would cost 4 % of all
                mapping.flow = flow = opened.flow_style
                if flow:
                    _place_flow(mapping, children, opened, event)
                else:
                    mapping.start = children[0].start
                    mapping.end = children[-1].end
                if properties and (opened.tag is not None or opened.anchor is not None):
                    self._name(mapping, opened)
                if rare:
                    self._finish(mapping)
                children = pop()
                add = children.append
                add(mapping)
            elif kind is SequenceEndEvent:
                opened = pop()
                sequence = new_sequence(Sequence)
                sequence.items = children
                sequence.flow = flow = opened.flow_style
                sequence.start = opened.start_mark.index
                sequence.end = event.end_mark.index if flow else children[-1].end
                if properties and (opened.tag is not None or opened.anchor is not None):
                    self._name(sequence, opened)
                children = pop()
                add = children.append
                add(sequence)
            elif kind is AliasEvent:
                add(self._anchors.copy(event, len(stack) // 2))
            elif kind is DocumentEndEvent:
                root = children.pop()
                aliases = self._anchors.close()
                if root.start != root.end:
                    documents.append(Built(root, aliases))
        return documents

    def _finish(self, node: Mapping) -> None:
        """Resolve merge keys, and put the missing value of `? key` behind its key, not before what comes next."""
        for key, value in node.entries:
            if value.start == value.end > key.end and ":" not in self._text[key.end : value.start]:
                value.start = value.end = key.end
        if not node.flow:
            node.end = node.entries[-1][1].end
        merge(node)

    def _trim(self, node: Scalar) -> None:
        """A block scalar's mark runs past the blank lines behind it: end on its last character."""
        node.end = node.start + len(self._text[node.start : node.end].rstrip(" \t\r\n\x85\u2028\u2029"))

    def _mark(self, node: Scalar, event: Any) -> None:
        """Note a scalar's tag and anchor, and begin behind them."""
        if event.anchor is not None:
            self._anchors.add(event.anchor, node)
        self._skip_properties(node)
        if event.tag is not None:
            node.tag = event.tag
            if not fits_tag(node.value, event.tag):
                short = "!!" + event.tag.removeprefix("tag:yaml.org,2002:")
                raise Unfit(f'"{node.value}" is not what its tag {short} promises', node.start)

    def _name(self, node: Mapping | Sequence, opened: Any) -> None:
        """Note a collection's anchor, and begin behind anchor and tag."""
        if opened.anchor is not None:
            self._anchors.add(opened.anchor, node)
        self._skip_properties(node)

    def _skip_properties(self, node: Node) -> None:
        if self._text[node.start] not in "&!":
            return
        if isinstance(node, Scalar) and not node.value and not node.style:
            node.start = node.end
            return
        match = re.compile(_PROPERTIES).match(self._text, node.start)
        if match is not None:
            node.start = min(match.end(), node.end)


def _place_flow(node: Mapping, children: list[Node], opened: Any, closed: Any) -> None:
    """From brace to brace; a pair without braces in a flow sequence ends with its value."""
    node.start = opened.start_mark.index
    bare = children and closed.start_mark.index == closed.end_mark.index
    node.end = children[-1].end if bare else closed.end_mark.index
