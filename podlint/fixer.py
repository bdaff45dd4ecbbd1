"""Applies fixes to texts: those that do not overlap, in document order, linting again after each round.

Pure: texts come in, texts go out; reading and writing files is left to the command. A fix that does harm is taken
back: one after which a document is no longer read, or one that brings a finding as bad as its own that no further
fix removes.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from podlint.diagnostic import Diagnostic, Fix, Report, Severity
from podlint.text import Edit, Source

ROUNDS = 10
Lint = Callable[[Sequence[Source]], Report]
"""How the texts of a run are linted as one input."""


class Change(NamedTuple):
    """One diagnostic that can be mended, and the fix for it."""

    diagnostic: Diagnostic
    fix: Fix

    @property
    def key(self) -> tuple[str, str, str]:
        """What the change is while lines move."""
        return (self.diagnostic.source.path, self.diagnostic.fingerprint, self.fix.title)


class FixResult(NamedTuple):
    """The texts after fixing, the fixes that were applied or taken back, and the report on what is left."""

    sources: tuple[Source, ...]
    applied: tuple[Change, ...]
    taken_back: tuple[Change, ...]
    left: Report


class _State(NamedTuple):
    sources: tuple[Source, ...]
    report: Report


def fix(sources: Iterable[Source], lint: Lint, *, unsafe: bool = False) -> FixResult:
    """Fix texts until nothing changes, at most ten rounds; only safe fixes unless unsafe ones are asked for."""
    texts = tuple(sources)
    state = _State(texts, lint(texts))
    applied: list[Change] = []
    harmful: dict[tuple[str, str, str], Change] = {}
    seen = {tuple(source.text for source in texts)}
    for _ in range(ROUNDS):
        wanted = (change for change in _changes(state.report, unsafe=unsafe) if change.key not in harmful)
        chosen = list(_compatible(wanted))
        if not chosen:
            break
        after, good, bad = _apply(state, chosen, lint, unsafe=unsafe)
        harmful.update((change.key, change) for change in bad)
        now = tuple(source.text for source in after.sources)
        if now in seen and good:
            break
        seen.add(now)
        applied.extend(good)
        state = after
    return FixResult(state.sources, tuple(applied), tuple(harmful.values()), state.report)


def _changes(report: Report, *, unsafe: bool) -> Iterator[Change]:
    for diagnostic in report.diagnostics:
        offered = diagnostic.fix
        if offered is not None and (offered.safe or unsafe) and diagnostic.source.misdecoded is None:
            yield Change(diagnostic, offered)


def _compatible(changes: Iterable[Change]) -> Iterator[Change]:
    """The first changes that do not touch each other's edits; the others wait for the next round."""
    taken: dict[str, list[Edit]] = {}
    for change in sorted(changes, key=lambda change: (change.diagnostic.source.path, min(change.fix.edits))):
        edits = taken.setdefault(change.diagnostic.source.path, [])
        if not any(_touch(mine, other) for mine in change.fix.edits for other in _neighbours(mine, edits)):
            for edit in change.fix.edits:
                insort(edits, edit)
            yield change


def _neighbours(edit: Edit, edits: list[Edit]) -> list[Edit]:
    """The edits next to one: of several in order that do not touch each other, only these can touch it."""
    at = bisect_left(edits, edit)
    return edits[max(at - 2, 0) : at + 2]


def _touch(one: Edit, other: Edit) -> bool:
    """Whether two edits cannot both be made; the same edit asked for twice is one edit."""
    if one == other:
        return False
    (start, end), (other_start, other_end) = one.span, other.span
    if start == end or other_start == other_end:
        return start <= other_end and other_start <= end
    return start < other_end and other_start < end


def _apply(
    state: _State, changes: Sequence[Change], lint: Lint, *, unsafe: bool
) -> tuple[_State, list[Change], list[Change]]:
    """Apply changes of one round; where all together do harm, halve them until the harmful ones stand alone."""
    sources = tuple(_edited(source, changes) for source in state.sources)
    after = _State(sources, lint(sources))
    if not _harm(state.report, after.report, changes, unsafe=unsafe):
        return after, list(changes), []
    if len(changes) == 1:
        return state, [], list(changes)
    middle = len(changes) // 2
    first, good, bad = _apply(state, changes[:middle], lint, unsafe=unsafe)
    moved = list(_again(changes[middle:], first.report))
    if not moved:
        return first, good, bad
    second, more, worse = _apply(first, moved, lint, unsafe=unsafe)
    return second, [*good, *more], [*bad, *worse]


def _again(changes: Iterable[Change], report: Report) -> Iterator[Change]:
    """The same changes as a later report offers them: the text before them may have moved."""
    wanted = {change.key for change in changes}
    offered = (Change(diagnostic, diagnostic.fix) for diagnostic in report.diagnostics if diagnostic.fix is not None)
    return _compatible(change for change in offered if change.key in wanted)


def _edited(source: Source, changes: Iterable[Change]) -> Source:
    own = [change.fix for change in changes if change.diagnostic.source.path == source.path]
    if not own:
        return source
    return source.with_text(edited(source.text, own))


def edited(text: str, fixes: Iterable[Fix]) -> str:
    """The text after fixes whose edits do not overlap; whatever lies outside the edits stays byte for byte."""
    parts, done = [], 0
    for edit in sorted({edit for offered in fixes for edit in offered.edits}):
        parts += [text[done : edit.span.start], edit.text]
        done = edit.span.end
    return "".join([*parts, text[done:]])


def _harm(before: Report, after: Report, changes: Sequence[Change], *, unsafe: bool) -> bool:
    """Whether a document is lost, or a rule finds more than it did without what the changes were to mend."""
    if after.counts.checked < before.counts.checked or after.counts.broken > before.counts.broken:
        return True
    if len(changes) == 1 and after.counts.broken < before.counts.broken:
        return False  # what a document says that could not be read before was there before
    gravest = min((change.diagnostic.severity for change in changes), default=Severity.ERROR)
    mended = Counter(change.diagnostic.rule for change in changes)
    allowed = Counter(diagnostic.rule for diagnostic in before.diagnostics)
    left = Counter(
        diagnostic.rule
        for diagnostic in after.diagnostics
        if diagnostic.severity >= gravest and not _goes_on(diagnostic, before, unsafe=unsafe)
    )
    return any(count > allowed[rule] - mended[rule] for rule, count in left.items())


def _goes_on(diagnostic: Diagnostic, before: Report, *, unsafe: bool) -> bool:
    """Whether a finding is new and the next round can mend it."""
    offered = diagnostic.fix
    if offered is None or not (offered.safe or unsafe):
        return False
    return all(diagnostic.fingerprint != known.fingerprint for known in before.diagnostics)
