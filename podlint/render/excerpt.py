"""Which lines of which texts show a diagnostic, and what is marked in them; how they look is the renderer's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from podlint.diagnostic import Diagnostic
from podlint.text import Position, Source, Span

NEAR = 15  # lines between two places that still share an excerpt
MOST = 8  # further places shown with a diagnostic
_WIDEST = 120  # characters of a line that is shown whole
_WINDOW = 100  # characters shown of a longer one
_BEFORE = 40  # of these, characters before the mark
_TALLEST = 3  # lines of a mark that is shown whole


class Mark(NamedTuple):
    """A marked part of a line, as offsets in the text; the note stands on a place's last line only."""

    start: int
    end: int
    note: str
    primary: bool


class Row(NamedTuple):
    """A line, or the part of a long one from `start` to `end`; `after_gap`: lines before it are left out."""

    number: int
    start: int
    end: int
    marks: tuple[Mark, ...]
    cut_before: bool
    cut_after: bool
    after_gap: bool = False


class Excerpt(NamedTuple):
    """Rows of one text, and the place they are about."""

    source: Source
    at: Position
    primary: bool
    rows: tuple[Row, ...]


class _Place(NamedTuple):
    source: Source
    span: Span
    note: str
    primary: bool


def excerpts(diagnostic: Diagnostic) -> list[Excerpt]:
    """The excerpt that holds the diagnostic's own place, then those of evidence that stands elsewhere."""
    own = Span(diagnostic.start.offset, diagnostic.end.offset)
    places = [_Place(diagnostic.source, own, "", primary=True)]
    places += [
        _Place(evidence.source or diagnostic.source, evidence.span, evidence.note, primary=False)
        for evidence in diagnostic.evidence[:MOST]
    ]
    return sorted(map(_excerpt, _clusters(places)), key=lambda excerpt: not excerpt.primary)


def _clusters(places: list[_Place]) -> Iterator[list[_Place]]:
    by_source: dict[int, list[_Place]] = {}
    for place in places:
        by_source.setdefault(id(place.source), []).append(place)
    for group in by_source.values():
        group.sort(key=lambda place: place.span.start)
        cluster = [group[0]]
        for place in group[1:]:
            if _line(place) - _line(cluster[-1]) > NEAR:
                yield cluster
                cluster = []
            cluster.append(place)
        yield cluster


def _line(place: _Place) -> int:
    return place.source.position(place.span.start).line


def _excerpt(cluster: list[_Place]) -> Excerpt:
    source = cluster[0].source
    main = next((place for place in cluster if place.primary), cluster[0])
    marks: dict[int, list[Mark]] = {}
    for place in cluster:
        for number, mark in _place_marks(place):
            marks.setdefault(number, []).append(mark)
    return Excerpt(source, source.position(main.span.start), main.primary, tuple(_rows(source, marks)))


def _place_marks(place: _Place) -> Iterator[tuple[int, Mark]]:
    """A mark on each line of the place, or on its first two when it is tall."""
    source, span = place.source, place.span
    end = max(span.start, _trimmed(source.text, span))
    first = source.position(span.start).line
    last = source.position(end).line
    note = place.note
    if last - first >= _TALLEST:
        last, note = first + 1, f"... {note}".rstrip()
    for number in range(first, last + 1):
        start, stop = _bounds(source, number)
        begin = max(start, span.start) if number == first else _indented(source.text, start, stop)
        begin = min(begin, stop)
        yield number, Mark(begin, max(begin, min(stop, end)), note if number == last else "", place.primary)


def _trimmed(text: str, span: Span) -> int:
    end = min(span.end, len(text))
    while end > span.start and text[end - 1] in " \t\r\n":
        end -= 1
    return end


def _indented(text: str, start: int, stop: int) -> int:
    while start < stop and text[start] in " \t":
        start += 1
    return start


def _bounds(source: Source, number: int) -> tuple[int, int]:
    """Where a line starts and stops, its end left off; never a copy of a line that may be huge."""
    starts = source.line_starts
    start = starts[number - 1]
    stop = starts[number] if number < len(starts) else len(source.text)
    while stop > start and source.text[stop - 1] in "\r\n":
        stop -= 1
    return start, stop


def _rows(source: Source, marks: dict[int, list[Mark]]) -> Iterator[Row]:
    previous = 0
    for number in sorted(marks):
        if previous and number - previous == 2:
            yield from _windows(source, number - 1, [])
        gap = previous > 0 and number - previous > 2
        for row in _windows(source, number, marks[number]):
            yield row._replace(after_gap=gap)
            gap = False
        previous = number


def _windows(source: Source, number: int, marks: list[Mark]) -> Iterator[Row]:
    """The line whole, or as many parts of it as its marks need."""
    start, stop = _bounds(source, number)
    if stop - start <= _WIDEST:
        yield Row(number, start, stop, tuple(marks), cut_before=False, cut_after=False)
        return
    rest = sorted(marks, key=lambda mark: (not mark.primary, mark.start)) or [Mark(start, start, "", primary=False)]
    while rest:
        begin = max(start, min(rest[0].start - _BEFORE, stop - _WINDOW))
        end = begin + _WINDOW
        inside = [mark for mark in rest if mark is rest[0] or begin <= mark.start <= mark.end <= end]
        rest = [mark for mark in rest if mark not in inside]
        kept = tuple(sorted(mark._replace(end=min(mark.end, end)) for mark in inside if marks))
        yield Row(number, begin, end, kept, cut_before=begin > start, cut_after=end < stop)
