"""A shell script as a tree: parsing, and the way from the parser's bytes back to the manifest's characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from podlint.pod.shell.grammar import parser
from podlint.pod.shell.mend import brace_parameters, descend, mend
from podlint.pod.shell.word import Origin

if TYPE_CHECKING:
    from tree_sitter import Node


_LONGEST = 100_000
"""The grammar takes time squared for some texts; nobody writes so long a script into a manifest."""


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
    if len(text) > _LONGEST or "\0" in text:
        return None
    root = _tree(text)
    mended = None
    if root.has_error:
        mended = mend(text, root, _tree)
        if mended is None:
            return None
    elif _has_parameters(text):
        mended = brace_parameters(text, root, _tree)
    if mended:
        changed, root, inserted = mended
        origin = _moved(origin, len(text), inserted)
        text = changed
    script = Script(text, origin, root)
    return None if "{{" in text and _has_residue(script) else script


def _has_parameters(text: str) -> bool:
    """Whether `$1` or the like stands inside a word; everything else is parsed as it should be."""
    at = text.find("$")
    while at >= 0:
        if text[at + 1 : at + 2].isdecimal() and not text[at - 1 : at].isspace():
            return True
        at = text.find("$", at + 1)
    return False


def _moved(origin: Origin, length: int, inserted: Sequence[int]) -> Origin:
    """Where the characters stand once some were put in."""
    if not inserted:
        return origin
    table = list(origin.table or range(origin.base, origin.base + length + 1))
    for at in reversed(inserted):
        table.insert(at, table[at])
    return Origin(origin.nth, 0, table)


def _tree(text: str) -> Node:
    """The syntax tree, with offsets in bytes of the text.

    The grammar's scanner looks characters up in C's table of 256, and reads past its end for others: it gets letters
    in the place of all that are not ASCII, as many as they have bytes. No shell gives those characters a meaning.
    """
    if text.isascii():
        return parser().parse(text.encode()).root_node
    letters = re.sub(r"[^\x00-\x7f]", lambda match: "x" * len(_encode(match[0])), text)
    return parser().parse(letters.encode()).root_node


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _by_byte(text: str, table: Sequence[int] | None) -> list[int]:
    offsets: list[int] = []
    for at, character in enumerate(text):
        place = at if table is None else table[at]
        if character.isascii():
            offsets.append(place)
        else:
            offsets.extend([place] * len(_encode(character)))
    offsets.append(len(text) if table is None else table[len(text)])
    return offsets


def _has_residue(script: Script) -> bool:
    """Whether `{{` stands outside quotes, where no shell gives it a meaning."""
    return any(
        node.type in ("concatenation", "word", "command_name") and script.source(node).startswith("{{")
        for node in descend(script.root)
    )
