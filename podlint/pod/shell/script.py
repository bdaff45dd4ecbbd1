"""A shell script as a tree: parsing, and the way from the parser's bytes back to the manifest's characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_SAME_LENGTH = (("<>", "> "), ("\\\n", "  "))
"""What the grammar trips over, and what has the same meaning and length: a file opened for both reading and
writing, and line continuations before a redirection."""


class Origin(NamedTuple):
    """Where a text stands: in which word, from which character on, or character by character."""

    nth: int
    base: int = 0
    table: Sequence[int] | None = None


class Script:
    """A parsed script; `offset` maps a byte of it to a character of the word that holds it."""

    __slots__ = ("_base", "_bytes", "_table", "_text", "nth", "root")

    def __init__(self, text: str, origin: Origin, root: Node) -> None:
        self.nth = origin.nth
        self.root = root
        self._text = text
        self._base = origin.base
        self._bytes = None if text.isascii() else _encode(text)
        table = origin.table
        if self._bytes is not None:
            table = _by_byte(text, table)
        self._table = table

    def offset(self, byte: int) -> int:
        """Return the character of the word at which a byte of the script stands."""
        return self._base + (byte if self._table is None else self._table[byte])

    def source(self, node: Node) -> str:
        """Return the text of a node."""
        return self.slice(node.start_byte, node.end_byte)

    def slice(self, start: int, end: int) -> str:
        """Return the text between two bytes."""
        if self._bytes is None:
            return self._text[start:end]
        return self._bytes[start:end].decode("utf-8", "replace")


def parse(text: str, origin: Origin) -> Script | None:
    """Parse a script; nothing when it is not one, or still has a template's marks in it."""
    root = _tree(text)
    if root.has_error:
        mended = _mend(text, origin, root)
        if mended is None:
            return None
        text, origin, root = mended
    script = Script(text, origin, root)
    return None if "{{" in text and _has_residue(script) else script


def _mend(text: str, origin: Origin, root: Node) -> tuple[str, Origin, Node] | None:
    """Write the same script in a way that the grammar understands."""
    for wanted, same in _SAME_LENGTH:
        if wanted in text:
            changed = text.replace(wanted, same)
            tree = _tree(changed)
            if not tree.has_error:
                return changed, origin, tree
    at = _swallowed(text, root) if text.isascii() else None
    if at is None:
        return None
    changed = f"{text[:at]} {text[at:]}"
    table = origin.table or range(origin.base, origin.base + len(text) + 1)
    tree = _tree(changed)
    moved = Origin(origin.nth, 0, [*table[:at], table[at], *table[at:]])
    return None if tree.has_error else (changed, moved, tree)


def _swallowed(text: str, root: Node) -> int | None:
    """`<<EOF>file`: the grammar takes the operator for a part of the delimiter."""
    for node in descend(root):
        if node.type == "heredoc_start":
            for at in range(node.start_byte, node.end_byte):
                if text[at] in ">|&;":
                    return at
    return None


def _tree(text: str) -> Node:
    return _parser().parse(_encode(text)).root_node


@cache
def _parser() -> Parser:
    import tree_sitter_bash
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_bash.language()))


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _by_byte(text: str, table: Sequence[int] | None) -> list[int]:
    offsets: list[int] = []
    for at, character in enumerate(text):
        offsets.extend([at if table is None else table[at]] * len(_encode(character)))
    offsets.append(len(text) if table is None else table[len(text)])
    return offsets


def _has_residue(script: Script) -> bool:
    """Whether `{{` stands outside quotes, where no shell gives it a meaning."""
    return any(
        node.type in ("concatenation", "word", "command_name") and script.source(node).startswith("{{")
        for node in descend(script.root)
    )


def descend(root: Node) -> Iterator[Node]:
    """Yield a node and all named nodes below it, in no particular order."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(node.named_children)
