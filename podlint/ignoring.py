"""Writes comments that suppress what is found today, so that only new findings are reported from then on.

Pure: texts come in, texts go out. A comment stands behind the line of its finding where one may stand there, else on a
line of its own above the entry or item; a text whose comments do harm, or cannot have any, stays as it is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from podlint.diagnostic import Diagnostic, Report
from podlint.fixer import Lint
from podlint.suppress import FAMILY
from podlint.syntax.comments import entries, line_begin, line_end, scalar_at
from podlint.syntax.nodes import Node, Scalar
from podlint.syntax.parse import parse
from podlint.text import Edit, Source, Span

_LONGEST = 120
_OWN = re.compile(r"(?<!\S)#[ \t]*podlint:[ \t]*ignore\[[^\]\r\n]*(?=\])")
_LEAD = re.compile(r"[ \t]*(?:[-?][ \t]+)*")


class Ignored(NamedTuple):
    """The texts with their comments, and how many findings these suppress."""

    sources: tuple[Source, ...]
    silenced: int


def add_ignores(sources: Sequence[Source], lint: Lint, family_of: Callable[[str], str]) -> Ignored:
    """Suppress all findings of texts by comments, but those on suppressions."""
    before = lint(sources)
    after: list[Source] = []
    for source in sources:
        own = [item for item in before.diagnostics if item.source is source and family_of(item.rule) != FAMILY]
        after.append(source.with_text(_commented(source, own)) if own and _takes_comments(source) else source)
    kept = _harmless(sources, after, before, lint(after))
    left = lint(kept)
    return Ignored(tuple(kept), len(before.diagnostics) - len(left.diagnostics))


def _takes_comments(source: Source) -> bool:
    return os.path.splitext(source.path)[1] != ".json" and source.misdecoded is None


def _harmless(sources: Sequence[Source], after: Sequence[Source], before: Report, now: Report) -> list[Source]:
    """The texts with comments, or without where comments leave as much to report as there was, or more."""
    kept = []
    for old, new in zip(sources, after, strict=True):
        had = sum(item.source is old for item in before.diagnostics)
        has = sum(item.source is new for item in now.diagnostics)
        kept.append(new if has < had else old)
    return kept


class _Spot(NamedTuple):
    """Where a comment goes: a line by its beginning, and whether it may stand behind what is on that line."""

    line: int
    behind: bool


def _commented(source: Source, found: Iterable[Diagnostic]) -> str:
    text = source.text
    roots = [tree.root for tree in parse(source) if tree.root is not None]
    wanted: dict[_Spot, dict[str, None]] = {}
    for item in found:
        spot = _spot(text, roots, item.start.offset)
        if spot is not None:
            wanted.setdefault(spot, {})[item.rule] = None
    for spot in sorted(wanted, reverse=True):
        edit = _edit(text, roots, spot, ", ".join(sorted(wanted[spot])))
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _spot(text: str, roots: Sequence[Node], at: int) -> _Spot | None:
    """The line of a place, else the innermost one that an entry or item begins which the place lies in."""
    starts = list(_starts(roots, at))
    if not starts:
        return None
    lines = [line_begin(text, start) for start in starts if _leads(text, start)]
    scalar = scalar_at(roots, at)
    own = line_begin(text, at if scalar is None else scalar.start)
    behind = _may_end_with_comment(text, roots, own) or _suppression(text, roots, own) is not None
    if behind or own in lines:
        return _Spot(own, behind)
    return _Spot(lines[-1], behind=False) if lines else None


def _starts(roots: Sequence[Node], at: int) -> Iterator[int]:
    """Where the entries and items begin that a place lies in, outermost first."""
    node: Node | None = next((root for root in roots if root.start <= at <= root.end), None)
    while node is not None and not isinstance(node, Scalar):
        pairs, node = entries(node), None
        for first, last in pairs:
            if first.start <= at <= max(first.end, last.end):
                yield first.start
                node = last if at >= last.start else None


def _leads(text: str, start: int) -> bool:
    """Whether nothing but blanks and dashes stands before a node on its line."""
    return _LEAD.fullmatch(text, line_begin(text, start), start) is not None


def _edit(text: str, roots: Sequence[Node], spot: _Spot, names: str) -> Edit:
    line, end = spot.line, line_end(text, spot.line)
    bracket = _suppression(text, roots, line) if spot.behind else None
    if bracket is not None:
        return Edit(Span(bracket, bracket), f", {names}")
    comment = f"# podlint: ignore[{names}]"
    if spot.behind and (end - line + len(comment) + 2 <= _LONGEST or not _begins_something(text, roots, line)):
        return Edit(Span(len(text[:end].rstrip(" \t")), end), f"  {comment}")
    parts = re.compile(r"([ \t]*)[^\r\n]*(\r\n|\n|\r|)").match(text, line)
    blanks, newline = parts.groups() if parts else ("", "")
    return Edit(Span(line, line), f"{blanks}{comment}{newline or chr(10)}")


def _suppression(text: str, roots: Sequence[Node], line: int) -> int | None:
    """Where the names end in the suppression that stands on a line already."""
    found = _OWN.search(text, line, line_end(text, line))
    if found is None:
        return None
    scalar = scalar_at(roots, found.start())
    header = scalar is not None and scalar.style in ("|", ">") and line <= scalar.start
    return found.end() if scalar is None or header else None


def _begins_something(text: str, roots: Sequence[Node], line: int) -> bool:
    """Whether an entry or item is the first on a line, so that a comment above speaks of it."""
    lead = _LEAD.match(text, line)
    first = line if lead is None else lead.end()
    return any(line_begin(text, start) == line and _leads(text, start) for start in _starts(roots, first))


def _may_end_with_comment(text: str, roots: Sequence[Node], line: int) -> bool:
    """Whether a line has no comment yet and does not end inside a scalar that goes on."""
    end = line_end(text, line)
    scalar = scalar_at(roots, end)
    if scalar is not None:
        return scalar.style in ("|", ">") and line <= scalar.start and "#" not in text[scalar.start : end]
    hashes = (match.start() for match in re.finditer(r"(?:(?<=[ \t])|^)#", text[line:end]))
    return all(scalar_at(roots, line + at) is not None for at in hashes)
