"""Places inside a scalar: which part of the source a part of its value came from.

A scalar's value is its source without quotes, escapes, indentation and folded line breaks. What remains stands in
the source verbatim, in runs; a run is (start in the value, length, start in the source).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from podlint.syntax.nodes import Scalar
from podlint.text import Span

_Run = tuple[int, int, int]
_BREAK = r"[ \t]*(?:\r\n|\n|\r)"
_SPECIAL = {
    "": r"[ \t]*[\r\n]",
    "'": r"[ \t]*[\r\n]|''",
    '"': r"[ \t]*[\r\n]|\\",
}
_HEX_DIGITS = {"x": 2, "u": 4, "U": 8}


class Runs:
    """The verbatim runs of one scalar's value in its source."""

    __slots__ = ("_runs", "_scalar", "_starts")

    def __init__(self, text: str, scalar: Scalar) -> None:
        self._scalar = scalar
        self._runs = _runs(text, scalar)
        self._starts = [run[0] for run in self._runs]

    def span(self, start: int, end: int) -> Span:
        """The source of a part of the value; the whole scalar where the two cannot be matched."""
        if not self._runs:
            return self._scalar.span
        first = self._at(start)
        last = self._at(max(start, end - 1)) + (1 if end > start else 0)
        return Span(first, max(first, last))

    def _at(self, offset: int) -> int:
        position = max(0, bisect_right(self._starts, offset) - 1)
        start, length, source = self._runs[position]
        return source + min(offset - start, length)


def _runs(text: str, scalar: Scalar) -> list[_Run]:
    raw = text[scalar.start : scalar.end]
    if raw[:1] == "*" and scalar.value[:1] != "*":
        return []  # an alias: the value stands elsewhere
    if scalar.style == "" and raw == scalar.value:
        return [(0, len(raw), scalar.start)]
    if scalar.style in {"'", '"'} and raw[1:-1] == scalar.value:
        return [(0, len(raw) - 2, scalar.start + 1)]
    if scalar.style in {"|", ">"}:
        return list(_block(raw, scalar))
    if scalar.style == "":
        return list(_flow(raw, scalar.start, 0, len(raw)))
    return list(_flow(raw, scalar.start, 1, len(raw) - 1, quote=scalar.style))


def _block(raw: str, scalar: Scalar) -> Iterator[_Run]:
    """Each source line stands in the value without its indentation, in order."""
    lines = raw.splitlines(keepends=True)
    source = scalar.start + len(lines[0]) if lines else scalar.start
    position = 0
    indent = _indentation(lines[1:], scalar.value)
    for line in lines[1:]:
        content = line.rstrip("\r\n")[indent:]
        if content and not content.isspace():
            found = scalar.value.find(content, position)
            if found < 0:
                return
            yield found, len(content), source + indent
            position = found + len(content)
        source += len(line)


def _indentation(lines: list[str], value: str) -> int:
    """How far a block scalar's lines are indented: the first line that has text tells."""
    first = next((line.rstrip("\r\n") for line in lines if line.strip()), "")
    start = next((line for line in value.split("\n") if line.strip()), "")
    if first.endswith(start) and start:
        return len(first) - len(start)
    return len(first) - len(first.lstrip(" "))


def _flow(raw: str, base: int, position: int, end: int, quote: str = "") -> Iterator[_Run]:
    """Plain and quoted scalars: line breaks fold, quotes are doubled or escaped; all between stands verbatim."""
    value = 0
    for special in re.compile(_SPECIAL[quote]).finditer(raw, position, end):
        at = special.start()
        if at < position:
            continue  # part of what was folded or escaped before
        if at > position:
            yield value, at - position, base + position
            value += at - position
        if raw[at] == "\\":
            taken, made = _escape(raw, at, end)
        elif raw[at] == "'":
            taken, made = 2, 1
        else:
            taken, made = _fold(raw, at, end)
        if made:
            yield value, made if made == taken else 1, base + at
        position, value = at + taken, value + made
    if end > position:
        yield value, end - position, base + position


def _fold(raw: str, position: int, end: int) -> tuple[int, int]:
    """How many source characters a line break with its white space takes, and how many it makes."""
    breaks, at = 0, position
    while at < end and (match := re.compile(_BREAK).match(raw, at)) is not None:
        breaks, at = breaks + 1, match.end()
    while at < end and raw[at] in " \t":
        at += 1
    return at - position, max(1, breaks - 1)


def _escape(raw: str, position: int, end: int) -> tuple[int, int]:
    """How many source characters an escape takes, and how many it makes; an escaped line break makes none."""
    letter = raw[position + 1 : position + 2]
    if letter in _HEX_DIGITS:
        return 2 + _HEX_DIGITS[letter], 1
    if letter in {"\n", "\r"}:
        at = position + (3 if raw.startswith("\r\n", position + 1) else 2)
        while at < end and raw[at] in " \t":
            at += 1
        return at - position, 0
    return 2, 1
