"""Mistakes in flow style and JSON: brackets, commas, comments of other languages."""

from __future__ import annotations

import re

from podlint.diagnostic import Evidence, Fix
from podlint.syntax.broken.case import Case, Diagnosis, replace, word
from podlint.syntax.broken.quoting import remove_line
from podlint.text import Span

_NESTED = {"[": "]", "{": "}"}


def foreign_comment(case: Case) -> Diagnosis | None:
    """A comment as in JavaScript, which neither JSON nor YAML knows."""
    if case.text[case.span.start : case.span.end].lstrip()[:1] not in ("{", "["):
        return None
    for line in case.lines:
        if line.text.startswith(("//", "/*")):
            message = f'"{line.text[:2]}" begins no comment, neither in JSON nor in YAML; remove the line'
            return Diagnosis(Span(line.at, line.end), message, fix=Fix("remove the line", (remove_line(case, line),)))
    return None


def bracket(case: Case) -> Diagnosis | None:
    """A bracket that is not closed, or closed by another; a comma that is missing or too many."""
    if "flow" not in (case.problem.context or "") or case.problem.context_at is None:
        return None
    start = _opened(case)
    if start is None:
        return None
    opened = (Evidence(Span(start, start + 1), "opened here"),)
    sign = case.text[start]
    if case.char == ",":
        return Diagnosis(Span(case.problem.at, case.problem.at + 1), "a value is missing before this comma", opened)
    if case.char in ("]", "}") and case.char != _NESTED[sign]:
        message = f'"{case.char}" cannot close what "{sign}" opened'
        fix = replace(f'close it with "{_NESTED[sign]}"', case.problem.at, case.problem.at + 1, _NESTED[sign])
        return Diagnosis(Span(case.problem.at, case.problem.at + 1), message, opened, fix)
    return _comma(case, opened) or Diagnosis(Span(start, start + 1), f'this "{sign}" is never closed')


def _opened(case: Case) -> int | None:
    """The innermost bracket that is open at the place where the parser gave up, quotes left out."""
    start = case.problem.context_at or 0
    if case.text[start : start + 1] in _NESTED:
        return start
    found = max(case.text.rfind(sign, case.span.start, start + 1) for sign in _NESTED)
    return found if found >= 0 else None


def _comma(case: Case, opened: tuple[Evidence, ...]) -> Diagnosis | None:
    """A value that follows another without a comma between them, in a text whose brackets are closed."""
    at = case.problem.at
    if case.char == ":":
        # a plain value runs on over the next key: { a: 1 "b": 2 }
        match = re.search(r"([\"'])[^\"'\r\n]*\1\s*$|[\w.-]+\s*$", case.text[max(case.span.start, at - 200) : at])
        if match is None:
            return None
        at += match.start() - len(match.string)
    if not case.char.strip() or not _closed_later(case, opened[0].span.start):
        return None
    end = len(case.text[case.span.start : at].rstrip()) + case.span.start
    fix = replace("add the comma", end, end, ",")
    return Diagnosis(word(case.source, at), "a comma or a closing bracket is missing before this", opened, fix)


def _closed_later(case: Case, start: int) -> bool:
    """Whether as many brackets close as open behind a place."""
    rest = case.text[start : min(case.span.end, start + 20_000)]
    return all(rest.count(sign) <= rest.count(close) for sign, close in _NESTED.items())
