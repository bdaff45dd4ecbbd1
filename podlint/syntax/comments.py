"""Comments of a text: found by scanning, told from content by the spans of the scalars in its trees.

PyYAML drops comments. A `#` after a blank or at the beginning of a line opens one unless it stands inside a scalar.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from podlint.syntax.nodes import Mapping, Node, Scalar, parts
from podlint.syntax.nodes import Sequence as SequenceNode
from podlint.text import Span


class Comment(NamedTuple):
    """A comment from its `#` to the end of its line; `scalar` is the block scalar whose first line it stands on."""

    span: Span
    own_line: bool
    scalar: Span | None = None


def comments(text: str, roots: Sequence[Node], opening: str) -> Iterator[Comment]:
    """The comments that begin with words that the expression `opening` names; roots are those of the text's trees."""
    for match in re.finditer(rf"(?:^|(?<=[ \t]))#[ \t]*{opening}[^\r\n]*", text, re.MULTILINE):
        at = Span(match.start(), match.end())
        scalar = scalar_at(roots, at.start)
        if scalar is not None and not _ends_header(text, scalar, at.start):
            continue
        line_start = line_begin(text, at.start)
        own_line = scalar is None and not text[line_start : at.start].strip()
        yield Comment(at, own_line, None if scalar is None else scalar.span)


def line_begin(text: str, offset: int) -> int:
    """Where the line of an offset begins; as in `podlint.text`, only LF and CR end lines."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def line_end(text: str, offset: int) -> int:
    """Where the content of an offset's line ends."""
    match = re.compile(r"[^\r\n]*").match(text, offset)
    return offset if match is None else match.end()


def scalar_at(roots: Sequence[Node], offset: int) -> Scalar | None:
    """The scalar that an offset lies in; roots stand in order of place."""
    node = _within(roots, offset)
    while node is not None and not isinstance(node, Scalar):
        node = _within(parts(node), offset)
    return node


def entries(node: Node) -> Sequence[tuple[Node, Node]]:
    """The entries of a mapping, or the items of a sequence, each as its own key."""
    if isinstance(node, Mapping):
        return node.entries
    return [(item, item) for item in node.items] if isinstance(node, SequenceNode) else ()


def _within(nodes: Sequence[Node], offset: int) -> Node | None:
    """The node of several in order that an offset lies in."""
    number = bisect_right(nodes, offset, key=_start)
    return nodes[number - 1] if number and offset < nodes[number - 1].end else None


def _start(node: Node) -> int:
    return node.start


def _ends_header(text: str, scalar: Scalar, offset: int) -> bool:
    """Whether an offset stands behind the `|` or `>` of a block scalar: there a comment is one."""
    return scalar.style in ("|", ">") and offset < line_end(text, scalar.start)
