"""A finding drawn for a terminal: its source lines with marks under them, notes, and the fix there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from podlint.diagnostic import Diagnostic
from podlint.escape import cells, shown, width
from podlint.render.excerpt import Excerpt, Mark, Row, excerpts
from podlint.render.notes import notes, object_name
from podlint.render.paint import BOLD, GUTTER, MARK, SEVERITY, Paint

CUT = "..."


class _Drawn(NamedTuple):
    """A mark as it stands under its line: where it begins, its strokes and note, and how they look."""

    column: int
    text: str
    style: str


def draw(diagnostic: Diagnostic, paint: Paint) -> str:
    """The finding's header, its excerpts, and what is to be said below them."""
    style = SEVERITY[diagnostic.severity]
    rule = paint.link(diagnostic.rule, diagnostic.url)
    head = paint(f"{diagnostic.severity.word}[{rule}]", style) + paint(f": {shown(diagnostic.message)}", BOLD)
    parts = excerpts(diagnostic)
    gutter = len(str(max(part.rows[-1].number for part in parts)))
    lines = [head]
    for part in parts:
        lines += _excerpt(part, gutter, style, paint)
    bar = paint(f"{'':{gutter}} |", GUTTER)
    notes = [f"{paint(f'{chr(32):{gutter}} =', GUTTER)} {note}" for note in _notes(diagnostic)]
    return "\n".join([*lines, bar, *notes] if notes else lines)


def _excerpt(part: Excerpt, gutter: int, style: str, paint: Paint) -> Iterator[str]:
    place = f"{shown(part.source.path)}:{part.at.line}:{part.at.column}"
    yield f"{paint(f'{chr(32):{gutter}}-->', GUTTER)} {place}"
    bar = paint(f"{'':{gutter}} |", GUTTER)
    yield bar
    for row in part.rows:
        if row.after_gap:
            yield paint(CUT, GUTTER)
        text, marks = _draw(part, row, style)
        yield f"{paint(f'{row.number:{gutter}} |', GUTTER)} {text}".rstrip()
        for line in _mark_lines(marks, paint):
            yield f"{bar} {line}"


def _draw(part: Excerpt, row: Row, style: str) -> tuple[str, list[_Drawn]]:
    """The line as shown, and its marks at the columns where their text stands in it."""
    before, after = CUT if row.cut_before else "", CUT if row.cut_after else ""
    shown_cells = cells(part.source.text[row.start : row.end])
    columns = [len(before)]
    for cell in shown_cells:
        columns.append(columns[-1] + width(cell))
    marks = [_drawn(mark, columns, row.start, style) for mark in row.marks]
    return before + "".join(shown_cells) + after, marks


def _drawn(mark: Mark, columns: list[int], origin: int, style: str) -> _Drawn:
    begin = columns[mark.start - origin]
    strokes = ("^" if mark.primary else "-") * max(1, columns[mark.end - origin] - begin)
    text = f"{strokes} {shown(mark.note)}" if mark.note else strokes
    return _Drawn(begin, text, style if mark.primary else MARK)


def _mark_lines(marks: list[_Drawn], paint: Paint) -> Iterator[str]:
    """The marks in as few lines as they need to stand beside each other."""
    lines: list[list[_Drawn]] = []
    for mark in sorted(marks):
        line = next((line for line in lines if line[-1].column + width(line[-1].text) < mark.column), None)
        if line is None:
            lines.append([mark])
        else:
            line.append(mark)
    for line in lines:
        yield _mark_line(line, paint)


def _mark_line(line: list[_Drawn], paint: Paint) -> str:
    text, column = "", 0
    for mark in line:
        text += " " * (mark.column - column) + paint(mark.text, mark.style)
        column = mark.column + width(mark.text)
    return text


def _notes(diagnostic: Diagnostic) -> Iterator[str]:
    yield from notes(diagnostic)
    name = object_name(diagnostic)
    if name:
        yield f"note: in {name}"
