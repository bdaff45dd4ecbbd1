"""What the grammar gets wrong, and how to write the same script so that it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

_SAME_LENGTH = (("<>", "> "), ("\\\n", "  "))
"""The grammar lacks files opened for both reading and writing, and trips over some line continuations."""


Mended = tuple[str, "Node", Sequence[int]]
"""A script in other words, its tree, and the places of the old text before which characters were put in."""


def mend(text: str, root: Node, parse: Callable[[str], Node]) -> Mended | None:
    """Return a script that has errors in a form without them, if there is one."""
    for wanted, same in _SAME_LENGTH:
        if wanted in text:
            changed = text.replace(wanted, same)
            tree = parse(changed)
            if not tree.has_error:
                return changed, tree, ()
    if text.isascii():
        for at in _swallowed(text, root):
            mended = _insert(text, {at: " "}, parse)
            return None if mended[1].has_error else mended
    return None


def brace_parameters(text: str, root: Node, parse: Callable[[str], Node]) -> Mended | None:
    """Write `$1` as `${1}` where the grammar takes it for a dollar sign and a number, as in `/a/$X/$1`."""
    if not text.isascii():
        return None
    places: dict[int, str] = {}
    for node in descend(root):
        end = node.end_byte
        if node.type == "concatenation" and node.children[-1].type == "$" and text[end : end + 1].isdecimal():
            places[end], places[end + 1] = "{", "}"
    return _insert(text, places, parse) if places else None


def _swallowed(text: str, root: Node) -> Iterator[int]:
    """`<<EOF>file`: the grammar takes the operator for a part of the delimiter."""
    for node in descend(root):
        if node.type == "heredoc_start":
            for at in range(node.start_byte, node.end_byte):
                if text[at] in ">|&;":
                    yield at
                    break


def _insert(text: str, places: dict[int, str], parse: Callable[[str], Node]) -> Mended:
    parts: list[str] = []
    last = 0
    for at in sorted(places):
        parts.append(text[last:at])
        parts.append(places[at])
        last = at
    changed = "".join([*parts, text[last:]])
    return changed, parse(changed), sorted(places)


def descend(root: Node) -> Iterator[Node]:
    """Yield a node and all named nodes below it, in no particular order."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(node.named_children)
