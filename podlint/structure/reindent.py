"""Edits that move text to where it belongs in the tree, by its indentation and dashes alone."""

from __future__ import annotations

from podlint.syntax.nodes import Mapping, Sequence
from podlint.text import Edit, Source, Span


def indent(source: Source, span: Span, by: int) -> tuple[Edit, ...]:
    """Move the lines that begin in a span to the right; empty lines stay empty."""
    edits = []
    for start in source.line_starts:
        if span.start <= start < span.end and source.text[start : start + 1] not in ("", "\n", "\r"):
            edits.append(Edit(Span(start, start), " " * by))
    return tuple(edits)


def add_dash(source: Source, value: Mapping) -> tuple[Edit, ...]:
    """Make a mapping the only item of a list; no edits where it does not begin its line."""
    if value.flow:
        return (Edit(Span(value.start, value.start), "["), Edit(Span(value.end, value.end), "]"))
    if not _begins_line(source, value.start):
        return ()
    return (Edit(Span(value.start, value.start), "- "), *indent(source, Span(value.start, value.end), 2))


def remove_dash(source: Source, value: Sequence) -> tuple[Edit, ...]:
    """Make the only item of a block list the value itself; no edits where that cannot be done."""
    if len(value.items) != 1 or value.flow or not _begins_line(source, value.start):
        return ()
    return (Edit(Span(value.start, value.start + 1), " "),) if source.text[value.start] == "-" else ()


def line_start(source: Source, offset: int) -> int:
    """Where the line of an offset begins."""
    position = source.position(offset)
    return offset - position.column + 1


def _begins_line(source: Source, offset: int) -> bool:
    return not source.text[line_start(source, offset) : offset].strip(" ")
