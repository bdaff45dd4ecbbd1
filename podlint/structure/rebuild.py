"""A text whose lines all begin at the margin: which level each line belongs to, by what Kubernetes' types know.

Lines are placed one after the other, each in the deepest open structure that knows its key and does not have it yet;
where a later line finds no place an earlier one is placed otherwise. YAML itself cannot help: most of these texts
are no YAML any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from podlint.diagnostic import Evidence, Finding, Fix, Refusal
from podlint.structure.definitions import LIST, MAP, STRUCTURE, Structures, Type, structures
from podlint.structure.ways import listed
from podlint.text import Edit, Source, Span

_LINE = re.compile(r"(- )?(?:([A-Za-z0-9_./-]+):(?=\s|$))?[ \t]*(.*)")
_HOLDERS = frozenset(("metadata", "spec", "template", "data"))
_UNDECODABLE = (Refusal("Decode", ""),)
_STEP = 2
_MOST_LINES = 400
_MOST_TRIES = 20_000


class Line(NamedTuple):
    """A line of a flat text: where it begins, whether a dash leads it, its key, and what follows."""

    start: int
    dash: bool
    key: str | None
    rest: str


class Frame(NamedTuple):
    """A structure, map or list that is open: its type, its column, and the keys that it has."""

    type: Type
    column: int
    keys: frozenset[str]


Stack = tuple[Frame, ...]


class Flat(NamedTuple):
    """A flat text: its kind, the structure of that kind, and its lines without comments and blank lines."""

    kind: str
    root: Type
    lines: tuple[Line, ...]


def lost_indentation(source: Source, span: Span, minor: int) -> Finding | None:
    """The one thing to say of a text that is no YAML since its indentation is lost; None when that is not so."""
    flat = read_flat(source, span, structures(minor))
    if flat is None:
        return None
    empty = [line for line in flat.lines[:-1] if line.key in _HOLDERS and not line.dash and not line.rest]
    if not empty:
        return None
    keys = [(str(line.key), Span(line.start, line.start + len(str(line.key)))) for line in empty]
    return lost(flat.kind, keys, fix=indentation(flat))


def lost(
    title: str, empty: list[tuple[str, Span]], fix: Fix | None = None, api: tuple[Refusal, ...] = _UNDECODABLE
) -> Finding:
    """The finding for an object whose keys and their content stand at one level: on the first key that is empty."""
    names = listed(name for name, _ in empty)
    verb, them = ("is", "it") if len(empty) == 1 else ("are", "them")
    message = f"{title} has lost its indentation: {names} {verb} empty, and what belongs below {them} stands beside"
    evidence = tuple(Evidence(span, "this is empty too") for _, span in empty[1:])
    return Finding(empty[0][1], message, evidence, fix, api=api)


def indentation(flat: Flat) -> Fix | None:
    """The fix that gives each line its level back."""
    edits = rebuild(flat)
    return Fix("indent the lines as their keys demand", edits) if edits else None


def read_flat(source: Source, span: Span, known: Structures) -> Flat | None:
    """A part of a text as lines, if it is an object of a known kind and no line of it is indented."""
    lines: list[Line] = []
    for start in source.line_starts:
        if not span.start <= start < span.end:
            continue
        text = source.line(source.position(start).line).rstrip()
        if not text or text.startswith(("#", "---", "%")):
            continue
        match = _LINE.fullmatch(text)
        if match is None or text[0] in " \t" or len(lines) == _MOST_LINES:
            return None
        lines.append(Line(start, match[1] is not None, match[2], _without_comment(match[3])))
    values = {line.key: line.rest for line in reversed(lines) if line.key is not None and not line.dash}
    kind = values.get("kind")
    root = known.of_kind(values.get("apiVersion"), kind)
    return None if root is None or kind is None else Flat(kind, root, tuple(lines))


def _without_comment(rest: str) -> str:
    return "" if rest.startswith("#") else rest


def rebuild(flat: Flat) -> tuple[Edit, ...] | None:
    """The blanks to put before the lines of a flat text; None when no way fits all lines."""
    columns = _Search(flat.lines).place(0, (Frame(flat.root, 0, frozenset()),))
    if columns is None:
        return None
    pairs = zip(flat.lines, columns, strict=True)
    return tuple(Edit(Span(line.start, line.start), " " * column) for line, column in pairs if column)


class _Search:
    """The search for a place for each line, with a bound on how long it may take."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self.tries = 0

    def place(self, index: int, stack: Stack) -> list[int] | None:
        """The columns of the lines from an index on, given what is open."""
        if index == len(self.lines):
            return []
        line = self.lines[index]
        for column, after in _places(line, stack):
            self.tries += 1
            if self.tries > _MOST_TRIES:
                return None
            if line.rest[:1] in ("|", ">") and line.key is not None:
                return [column, *[column + _STEP] * (len(self.lines) - index - 1)]
            rest = self.place(index + 1, after)
            if rest is not None:
                return [column, *rest]
        return None


def _places(line: Line, stack: Stack) -> Iterator[tuple[int, Stack]]:
    """Where a line can stand, the likeliest first: its column, and what is open after it."""
    if line.dash:
        yield from _items(line, stack)
    elif line.key is not None:
        yield from _keys(line, line.key, stack)


def _keys(line: Line, key: str, stack: Stack) -> Iterator[tuple[int, Stack]]:
    """The structures and maps that can take a key: a map just opened, then structures, then other maps."""
    depths = range(len(stack) - 1, -1, -1)
    top = stack[-1]
    fresh_map = top.type.form == MAP and not top.keys
    maps = [depth for depth in depths if stack[depth].type.form == MAP]
    others = [depth for depth in depths if stack[depth].type.form == STRUCTURE]
    for depth in [*maps, *others] if fresh_map else [*others, *maps]:
        frame = stack[depth]
        child = frame.type.of if frame.type.form == MAP else frame.type.field(key)
        if child is not None and key not in frame.keys and _fits(line.rest, child):
            taken = Frame(frame.type, frame.column, frame.keys | {key})
            yield frame.column, (*stack[:depth], taken, *_opened(line, child, frame.column))


def _items(line: Line, stack: Stack) -> Iterator[tuple[int, Stack]]:
    """The lists that can take an item, the innermost first."""
    for depth in range(len(stack) - 1, -1, -1):
        frame = stack[depth]
        of = frame.type.of
        if frame.type.form != LIST or of is None:
            continue
        if of.form != STRUCTURE:
            yield frame.column, stack[: depth + 1]
        elif line.key is not None and (child := of.field(line.key)) is not None and _fits(line.rest, child):
            item = Frame(of, frame.column + _STEP, frozenset((line.key,)))
            yield frame.column, (*stack[: depth + 1], item, *_opened(line, child, item.column))


def _fits(rest: str, wanted: Type) -> bool:
    """Whether what follows a key can be its value: one line cannot hold a structure, but in flow style."""
    return not rest or wanted.form < STRUCTURE or rest[0] in "{[*&"


def _opened(line: Line, child: Type, column: int) -> Stack:
    return (Frame(child, column + _STEP, frozenset()),) if not line.rest and child.form >= STRUCTURE else ()
