"""What was left in a text that does not belong there: conflict markers, elisions, bytes of another encoding."""

from __future__ import annotations

import re
import unicodedata

from podlint.diagnostic import Evidence, Fix
from podlint.syntax.broken.case import Case, Diagnosis, replace, word
from podlint.syntax.broken.quoting import remove_line
from podlint.text import Span

_CONFLICT = re.compile(r"^(?:<{7} .*|={7}|>{7} .*)$", re.MULTILINE)
_ELISIONS = ("...", "…", "[...]", "(...)", "<...>", "......", "....")
_EXPECTS_START = "did not find expected <document start>"


def conflict(case: Case) -> Diagnosis | None:
    """A merge conflict that nobody has resolved."""
    match = _CONFLICT.search(case.text, case.span.start, case.span.end)
    if match is None:
        return None
    return Diagnosis(Span(match.start(), match.end()), "a merge conflict is not resolved here")


def elision(case: Case) -> Diagnosis | None:
    """Dots that stand for lines which were left out."""
    for line in case.lines[max(0, case.here - 2) : case.here + 1]:
        if line.text not in _ELISIONS:
            continue
        message = f'"{line.text}" stands for something that was left out; remove the line'
        if line.indent == 0 and line.text == "...":
            message = '"..." ends the document, and what follows is not read; remove the line, or write "---"'
        edits = tuple(remove_line(case, other) for other in case.lines if other.text in _ELISIONS)
        return Diagnosis(Span(line.at, line.end), message, fix=Fix("remove the dots", edits))
    return None


def indented_marker(case: Case) -> Diagnosis | None:
    """A document marker that is indented, and so none."""
    for line in case.lines[max(0, case.here - 2) : case.here + 1]:
        if line.text == "---" and line.indent:
            fix = replace("move it to the beginning", line.start, line.at, "")
            message = '"---" begins a document only at the beginning of its line'
            return Diagnosis(Span(line.at, line.end), message, fix=fix)
    return None


def second_document(case: Case) -> Diagnosis | None:
    """Something behind a document that is complete."""
    if case.problem.text != _EXPECTS_START or case.here == 0:
        return None
    start = case.line.start
    first = case.lines[0]
    fix = replace('write "---" before it', start, start, "---\n") if case.problem.at == case.line.at else None
    evidence = (Evidence(Span(first.at, first.end), "the document begins here"),)
    message = 'the document has ended before this; did you mean to begin another with "---"?'
    return Diagnosis(word(case.source, case.problem.at), message, evidence, fix)


def strange_character(case: Case) -> Diagnosis | None:
    """A character that no YAML text may hold, or a byte-order mark in its middle."""
    text, at = case.text, case.problem.at
    if case.problem.text == "unreadable character":
        char = text[at : at + 1]
        what = "half of a character" if "\ud800" <= char <= "\udfff" else "a control character"
        name = unicodedata.name(char, "") or _CONTROLS.get(char, "")
        title = f"{what} (U+{ord(char):04X}{', ' + name if name else ''})" if char else what
        message = f"{title} stands here, which YAML does not allow"
        return Diagnosis(Span(at, at + 1), message, fix=replace("remove it", at, at + 1, ""))
    marked = next((line for line in case.near if "\ufeff" in line.text), None)
    if marked is None:
        return None
    place = marked.at + marked.text.index("\ufeff")
    message = "a byte-order mark stands in the middle of the text; remove it"
    return Diagnosis(Span(place, place + 1), message, fix=replace("remove it", place, place + 1, ""))


_CONTROLS = {"\0": "null", "\a": "bell", "\b": "backspace", "\x0b": "vertical tab", "\f": "form feed", "\x1b": "escape"}
