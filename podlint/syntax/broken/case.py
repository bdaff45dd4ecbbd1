"""A broken part of a text as the detectors of mistakes see it, and what they answer."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from podlint.diagnostic import Evidence, Fix
from podlint.syntax.broken.lines import Line, lines_of
from podlint.syntax.problem import Problem
from podlint.text import Edit, Source, Span

_BEHIND, _AHEAD = 100_000, 20_000
"""How far around the place where the parser gave up a mistake is looked for, in characters."""


class Diagnosis(NamedTuple):
    """What is wrong with a text, where, the other places that it rests on, and a fix with which it is YAML again."""

    at: Span
    message: str
    evidence: tuple[Evidence, ...] = ()
    fix: Fix | None = None


class Case(NamedTuple):
    """A broken part: its place, the parser's words, its lines around, and the line where the parser gave up."""

    source: Source
    span: Span
    problem: Problem
    lines: list[Line]
    here: int

    @property
    def text(self) -> str:
        """The whole text."""
        return self.source.text

    @property
    def line(self) -> Line:
        """The line where the parser gave up."""
        return self.lines[self.here]

    @property
    def before(self) -> Line | None:
        """The line before that one."""
        return self.lines[self.here - 1] if self.here else None

    @property
    def near(self) -> list[Line]:
        """The line where the parser gave up, and the one before: many mistakes show only behind them."""
        return self.lines[max(0, self.here - 1) : self.here + 1]

    @property
    def char(self) -> str:
        """The character at which the parser gave up; nothing at the end of the part."""
        return self.text[self.problem.at : min(self.problem.at + 1, self.span.end)]


def case_of(source: Source, span: Span, problem: Problem) -> Case | None:
    """The case of a part of a text; None when there is no line with content around."""
    start = max(span.start, source.text.rfind("\n", span.start, max(span.start, problem.at - _BEHIND)) + 1)
    lines = lines_of(source.text, start, min(span.end, problem.at + _AHEAD))
    if not lines:
        return None
    here = bisect_right([line.start for line in lines], problem.at) - 1
    return Case(source, span, problem, lines, max(here, 0))


def word(source: Source, at: int) -> Span:
    """The word that stands at a place, or the place itself."""
    at = min(at, len(source.text))
    match = re.compile(r"\S+").match(source.text, at)
    return Span(at, at) if match is None else Span(at, min(match.end(), at + 80))


def short(text: str) -> str:
    """A text for a message: one line, not too long."""
    return text if len(text) <= 40 else text[:37] + "..."


def replace(title: str, start: int, end: int, text: str) -> Fix:
    """A fix of one edit."""
    return Fix(title, (Edit(Span(start, end), text),))
