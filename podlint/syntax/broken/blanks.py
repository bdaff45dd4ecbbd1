"""Mistakes of indentation: tabs and other blanks, text that is not indented below its key, no indentation at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from podlint.diagnostic import Evidence, Fix
from podlint.syntax.broken.case import Case, Diagnosis
from podlint.syntax.broken.lines import Line
from podlint.text import Edit, Span

_OTHER_BLANKS = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000"
_INDENT = rf"[{_OTHER_BLANKS} ]*[{_OTHER_BLANKS}]"


def tab(case: Case) -> Diagnosis | None:
    """A tab where only blanks can stand."""
    for line in case.near:
        if line.text.startswith("\t"):
            width = len(line.text) - len(line.text.lstrip("\t "))
            message = "a tab indents this line; YAML takes only blanks"
            return Diagnosis(Span(line.at, line.at + width), message, fix=_without_tabs(case))
    return None


def _without_tabs(case: Case) -> Fix:
    """Two blanks for each tab that indents a line: the usual step."""
    edits = []
    for line in case.lines:
        match = re.match(r"\t[\t ]*", line.text)
        if match is not None:
            edits.append(Edit(Span(line.at, line.at + match.end()), match[0].replace("\t", "  ")))
    return Fix("indent with blanks", tuple(edits))


def other_blank(case: Case) -> Diagnosis | None:
    """A blank that is none to YAML, as copied from web pages."""
    for line in case.near:
        match = re.match(_INDENT, line.text)
        if match is not None:
            char = next(char for char in match[0] if char != " ")
            name = unicodedata.name(char, "no name").lower()
            message = f"a {name} (U+{ord(char):04X}) indents this line; YAML takes only blanks"
            edits = tuple(_blank_edits(case))
            return Diagnosis(Span(line.at, line.at + match.end()), message, fix=Fix("indent with blanks", edits))
    return None


def _blank_edits(case: Case) -> Iterator[Edit]:
    for line in case.lines:
        match = re.match(_INDENT, line.text)
        if match is not None:
            blanks = re.sub(f"[{_OTHER_BLANKS}]", " ", match[0].replace("\u200b", ""))
            yield Edit(Span(line.at, line.at + match.end()), blanks)


def empty_block(case: Case) -> Diagnosis | None:
    """A block scalar whose text is not indented below its key."""
    for index in range(case.here, max(-1, case.here - 3), -1):
        line = case.lines[index]
        follower = case.lines[index + 1] if index + 1 < len(case.lines) else None
        opens = re.fullmatch(r"[|>][-+0-9]*", line.value) is not None
        if opens and line.key is not None and follower is not None and follower.indent <= line.key_column:
            evidence = (Evidence(Span(follower.at, follower.end), "this text stands beside it"),)
            message = f'"{line.key}" has no content: its text must be indented below it'
            return Diagnosis(Span(line.key_at, line.end), message, evidence, _indent_text(case, line, index + 1))
    return None


def _indent_text(case: Case, key: Line, index: int) -> Fix | None:
    """Indent what follows up to the end; None when some of it may be keys of the manifest again."""
    rest = case.lines[index:]
    step = max(0, key.key_column + 2 - min(line.indent for line in rest))
    if any(line.key is not None and line.indent <= key.key_column for line in rest):
        return None
    edits = tuple(Edit(Span(line.start, line.start), " " * step) for line in rest)
    return Fix(f'indent the text of "{key.key}"', edits)


def lost(case: Case) -> Diagnosis | None:
    """Not one line is indented, although keys without a value stand there."""
    if len(case.lines) < 4 or any(line.indent for line in case.lines):
        return None
    for line, follower in zip(case.lines, case.lines[1:], strict=False):
        if line.key is not None and not line.value and follower.key is not None and not follower.is_item:
            what = f'everything from "{follower.key}" on belongs below "{line.key}" and the keys after it'
            message = f"the indentation is lost: {what}; indent it again"
            return Diagnosis(Span(line.key_at, line.key_end), message)
    return None
