"""Why a document is no YAML, as one sentence at the exact place, in the words of people who write manifests.

The parser says where it gave up, which is often behind the mistake; the lines around tell what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from podlint.syntax.problem import Problem
from podlint.syntax.textlines import Line, lines_of
from podlint.text import Source, Span

_CONFLICT = re.compile(r"^(?:<{7} .*|={7}|>{7} .*)$")
_NAME = re.compile(r"- +name: *[\"']?([\w.-]+)")
_PLAIN_WORDS = {
    "found unexpected end of stream": "the document ends in the middle of something",
    "did not find expected node content": "a value is missing here",
    "did not find expected <document start>": "the document has ended before this line",
    "found unexpected ':'": "a colon stands where none can be",
    "block sequence entries are not allowed in this context": "a list item cannot begin here",
    "mapping keys are not allowed in this context": "a key cannot begin here",
    "found a tab character that violates indentation": "a tab stands where only blanks can",
    "found a tab character where an indentation space is expected": "a tab stands where only blanks can",
}


class Diagnosis(NamedTuple):
    """What is wrong with a text, where, and the other places that it rests on, with a note each."""

    at: Span
    message: str
    evidence: tuple[tuple[Span, str], ...] = ()


class _Case(NamedTuple):
    """A broken part: its lines, the parser's words, and the line where the parser gave up."""

    source: Source
    problem: Problem
    lines: list[Line]
    here: int

    @property
    def line(self) -> Line:
        return self.lines[self.here]

    @property
    def before(self) -> Line | None:
        return self.lines[self.here - 1] if self.here else None


def diagnose(source: Source, span: Span, problem: Problem) -> Diagnosis:
    """The sentence for a part of a text that the parser refused."""
    if problem.plain:
        return Diagnosis(_word(source, problem.at), problem.text)
    if problem.text == "invalid UTF-8":
        return Diagnosis(
            _word(source, problem.at), "the text is not UTF-8 from here on; did you mean to save it as UTF-8?"
        )
    lines = lines_of(source.text, span.start, span.end)
    if not lines:
        return Diagnosis(_word(source, problem.at), _plain(problem))
    here = max((index for index, line in enumerate(lines) if line.start <= problem.at), default=0)
    case = _Case(source, problem, lines, here)
    for detector in _DETECTORS:
        found = detector(case)
        if found is not None:
            end = len(source.text)
            return found._replace(at=Span(min(found.at.start, end), min(found.at.end, end)))
    return Diagnosis(_word(source, problem.at), _plain(problem))


def _word(source: Source, at: int) -> Span:
    """The word that stands at a place, or the place itself."""
    match = re.compile(r"\S+").match(source.text, at)
    return Span(at, at) if match is None else Span(at, min(match.end(), at + 80))


def _plain(problem: Problem) -> str:
    words = _PLAIN_WORDS.get(problem.text)
    if words is not None:
        return words
    if problem.text.startswith("unreadable character"):
        return "a control character stands here, which YAML does not allow"
    return "the text is no YAML from here on"


def _conflict(case: _Case) -> Diagnosis | None:
    for line in case.lines:
        if line.indent == 0 and _CONFLICT.match(line.text):
            return Diagnosis(Span(line.at, line.end), "a merge conflict is not resolved here")
    return None


def _tab(case: _Case) -> Diagnosis | None:
    for line in case.lines[max(0, case.here - 1) : case.here + 1]:
        if line.text.startswith("\t"):
            width = len(line.text) - len(line.text.lstrip("\t "))
            return Diagnosis(Span(line.at, line.at + width), "a tab indents this line; YAML takes only blanks")
    return None


def _elision(case: _Case) -> Diagnosis | None:
    for line in case.lines[max(0, case.here - 2) : case.here + 1]:
        if line.text in {"...", "…"} and line.indent:
            message = f'"{line.text}" stands for something that was left out; remove the line'
            return Diagnosis(Span(line.at, line.end), message)
    return None


def _empty_block(case: _Case) -> Diagnosis | None:
    """A block scalar whose text is not indented below its key."""
    for index in range(case.here, max(-1, case.here - 3), -1):
        line = case.lines[index]
        follower = case.lines[index + 1] if index + 1 < len(case.lines) else None
        opens = re.fullmatch(r"[|>][-+0-9]*", line.value) is not None
        if opens and line.key is not None and follower is not None and follower.indent <= line.indent:
            return Diagnosis(
                Span(line.at, line.end),
                f'"{line.key}" has no content: its text must be indented below it',
                ((Span(follower.at, follower.end), "this text stands beside it"),),
            )
    return None


def _lost(case: _Case) -> Diagnosis | None:
    """Not one line is indented, although keys without a value stand there."""
    if len(case.lines) < 4 or any(line.indent for line in case.lines):
        return None
    for line, follower in zip(case.lines, case.lines[1:], strict=False):
        if line.key is not None and not line.value and follower.key is not None and not follower.is_item:
            what = f'everything from "{follower.key}" on belongs below "{line.key}" and the keys after it'
            empty = Span(line.at, line.at + len(line.key))
            return Diagnosis(empty, f"the indentation is lost: {what}; indent it again")
    return None


def _no_space(case: _Case) -> Diagnosis | None:
    for line in case.lines[max(0, case.here - 1) : case.here + 1]:
        match = re.match(r"(?:- +)?([A-Za-z][\w.-]*):([^\s/:][^:]*)$", line.text)
        if match is not None and line.key is None:
            at = Span(line.at + match.start(1), line.at + match.end(1) + 1)
            return Diagnosis(at, f'a blank is missing after the colon; did you mean "{match[1]}: {match[2]}"?')
    return None


def _no_colon(case: _Case) -> Diagnosis | None:
    """A line of plain text where a key has to stand."""
    if case.problem.text == "could not find expected ':'":
        start = case.problem.context_at or case.problem.at
        lines = [line for line in case.lines[max(0, case.here - 1) : case.here + 1] if line.start <= start <= line.end]
    elif case.problem.text == "did not find expected key":
        lines = [case.line]
    else:
        return None
    for line in lines:
        if line.key is None and not line.is_item and line.text[0] not in "\"'[{|>":
            message = f'"{_short(line.text)}" is plain text where a key is expected; remove it or add a colon'
            return Diagnosis(Span(line.at, line.end), message)
    return None


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."


def _quote(case: _Case) -> Diagnosis | None:
    context = case.problem.context or ""
    if "quoted scalar" not in context or case.problem.context_at is None:
        return None
    start = case.problem.context_at
    if "escape" in case.problem.text or "hexdecimal" in case.problem.text:
        bad = case.source.text[case.problem.at - 1 : case.problem.at + 1]
        if not bad.startswith("\\"):
            bad = case.source.text[case.problem.at : case.problem.at + 2]
        message = f'"{bad}" is no escape in double quotes; did you mean single quotes, or "\\{bad}"?'
        return Diagnosis(
            Span(case.problem.at, case.problem.at + 1), message, ((Span(start, start + 1), "the quote opens here"),)
        )
    return Diagnosis(Span(start, start + 1), "this quote is never closed")


def _bracket(case: _Case) -> Diagnosis | None:
    context = case.problem.context or ""
    if "flow" not in context or case.problem.context_at is None:
        return None
    text, start = case.source.text, case.problem.context_at
    if text[start : start + 1] not in {"[", "{"}:
        start = max(text.rfind("[", 0, start), text.rfind("{", 0, start))
    if start < 0:
        return None
    opened = ((Span(start, start + 1), "opened here"),)
    left = case.source.text[case.problem.at : case.problem.at + 1]
    if left in {"]", "}"} or (
        "','" in case.problem.text and left and left not in {"", "\0"} and not _is_new_line(case)
    ):
        return Diagnosis(
            _word(case.source, case.problem.at), "a comma or a closing bracket is missing before this", opened
        )
    return Diagnosis(Span(start, start + 1), f'this "{case.source.text[start : start + 1]}" is never closed')


def _is_new_line(case: _Case) -> bool:
    """Whether the parser gave up on another line than the one where the bracket opened."""
    start = case.problem.context_at or 0
    return "\n" in case.source.text[start : case.problem.at] and case.line.at >= case.problem.at - 1


def _indicator(case: _Case) -> Diagnosis | None:
    """A value that begins with a character of YAML's own."""
    text = case.source.text
    if "cannot start any token" in case.problem.text or "alphabetic or numeric" in case.problem.text:
        at = case.problem.context_at if "alphabetic" in case.problem.text else case.problem.at
        at = case.problem.at if at is None else at
        if text[at : at + 1] in {"*", "&", "!", "%", "@", "`"}:
            return Diagnosis(Span(at, at + 1), f'a value that begins with "{text[at]}" must be quoted')
    return None


def _colon_inside(case: _Case) -> Diagnosis | None:
    """A plain value that holds a colon and a blank."""
    if "mapping values are not allowed" not in case.problem.text or ": " not in case.line.value:
        return None
    start = case.line.end - len(case.line.value) if case.line.text.endswith(case.line.value) else case.problem.at
    if start > case.problem.at:
        return None
    return Diagnosis(Span(start, case.line.end), 'a value with ": " inside must be quoted')


def _beside_items(case: _Case) -> Diagnosis | None:
    """A key at the column of the list's dashes, or between dashes and the item's keys."""
    if "'-' indicator" not in case.problem.text or case.line.key is None or case.line.is_item:
        return None
    items = [line for line in case.lines[: case.here] if line.is_item and line.indent <= case.line.indent]
    if not items:
        return None
    item, key = items[-1], case.line.key
    named = _NAME.match(item.text)
    owner = f'item "{named[1]}"' if named is not None else "the item above"
    place = Span(case.line.at, case.line.at + len(key))
    siblings = ((Span(item.at, item.end), "the item"),)
    if case.line.indent == item.indent:
        needed = item.key_column - case.line.indent
        message = f'"{key}" stands beside the list\'s dashes; indent it by {needed} to belong to {owner}'
        return Diagnosis(place, message, siblings)
    return Diagnosis(place, _uneven(key, case.line.indent, owner, item.key_column), siblings)


def _uneven(key: str, column: int, owner: str, other: int) -> str:
    return f'"{key}" is indented by {column} columns, the other keys of {owner} by {other}; align them'


def _deeper(case: _Case) -> Diagnosis | None:
    """A key that stands deeper than the one before, which has a value already; or one that fits no column."""
    before, line = case.before, case.line
    if before is None or line.key is None or line.is_item:
        return None
    place = Span(line.at, line.at + len(line.key))
    above = next(
        (other for other in reversed(case.lines[: case.here]) if other.key_column < line.indent and other.key), None
    )
    if above is not None and above.value and line.indent > above.key_column:
        message = f'"{line.key}" is indented deeper than "{above.key}", which has a value already; align them'
        return Diagnosis(place, message, ((Span(above.at, above.end), "has a value"),))
    columns = [other for other in case.lines[: case.here] if other.key is not None]
    nearest = min(columns, key=lambda other: abs(other.key_column - line.indent), default=None)
    if nearest is not None and nearest.key_column != line.indent:
        message = f'"{line.key}" is indented by {line.indent} columns, which fits nothing above: "{nearest.key}" has '
        return Diagnosis(place, f"{message}{nearest.key_column}", ((Span(nearest.at, nearest.end), "the nearest key"),))
    return None


_DETECTORS: tuple[Callable[[_Case], Diagnosis | None], ...] = (
    _conflict, _tab, _quote, _elision, _empty_block, _lost, _no_space, _indicator, _bracket, _colon_inside, _beside_items,
    _no_colon, _deeper,
)  # fmt: skip
