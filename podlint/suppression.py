"""Suppressions: what they name, what they cover, and whether they were of use."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from podlint.diagnostic import Diagnostic
from podlint.text import Span


class Name(NamedTuple):
    """A rule or `family/*` that a suppression names, and what to delete when it is not needed."""

    text: str
    removal: Span | None = None


class Suppression:
    """A comment or annotation that silences rules in spans; a `slip` says why it silences nothing."""

    __slots__ = ("at", "covers", "names", "slip", "used")

    def __init__(self, names: Iterable[Name], covers: Iterable[Span], at: Span, slip: str | None = None) -> None:
        self.names = tuple(names)
        self.covers = tuple(covers)
        self.at = at
        self.slip = slip
        self.used: set[str] = set()


class Suppressions:
    """The suppressions of a text in order of place, found by what they name and cover: many of them stay cheap."""

    __slots__ = ("_covers", "found")

    def __init__(self, found: Iterable[Suppression]) -> None:
        self.found = sorted(found, key=lambda suppression: suppression.at)
        by_name: dict[str, list[tuple[int, int, Suppression]]] = {}
        for suppression in self.found:
            spans = [(span.start, max(span.end, span.start + 1), suppression) for span in suppression.covers]
            for name in suppression.names:
                by_name.setdefault(name.text, []).extend(spans)
        self._covers = {name: _Covers(spans) for name, spans in by_name.items()}

    def silence(self, diagnostic: Diagnostic, family: str) -> bool:
        """Whether something suppresses a diagnostic; all that does has been of use."""
        start = diagnostic.start.offset
        silent = False
        for name in (diagnostic.rule, f"{family}/*"):
            covers = self._covers.get(name)
            for suppression in () if covers is None else covers.touching(start, max(diagnostic.end.offset, start + 1)):
                suppression.used.add(name)
                silent = True
        return silent


class _Covers:
    """Spans in order of their beginning, and how far those up to each reach."""

    __slots__ = ("reach", "spans", "starts")

    def __init__(self, spans: list[tuple[int, int, Suppression]]) -> None:
        self.spans = sorted(spans, key=lambda span: span[0])
        self.starts = [start for start, _, _ in self.spans]
        self.reach = list(accumulate((end for _, end, _ in self.spans), max))

    def touching(self, start: int, end: int) -> Iterator[Suppression]:
        """The suppressions whose spans have a part in this one."""
        number = bisect_left(self.starts, end)
        while number and self.reach[number - 1] > start:
            number -= 1
            if self.spans[number][1] > start:
                yield self.spans[number][2]
