"""Why a document is no YAML, as one sentence at the exact place, in the words of people who write manifests.

The parser says where it gave up, which is often behind the mistake; the lines around tell what was meant. A fix is
offered only when the text is YAML with it.
"""

from __future__ import annotations

from podlint.diagnostic import Fix
from podlint.syntax.broken import blanks, brackets, layout, leftovers, quoting
from podlint.syntax.broken.case import Case, Diagnosis, case_of, word
from podlint.syntax.broken.words import as_libyaml_says, for_people
from podlint.syntax.parse import parse
from podlint.syntax.problem import Problem
from podlint.text import Source, Span

__all__ = ["Diagnosis", "diagnose"]

_DETECTORS = (
    leftovers.conflict,
    leftovers.strange_character,
    blanks.tab,
    blanks.other_blank,
    quoting.escape,
    leftovers.elision,
    leftovers.indented_marker,
    quoting.open_quote,
    blanks.empty_block,
    blanks.lost,
    quoting.no_blank,
    quoting.indicator,
    quoting.header,
    brackets.foreign_comment,
    brackets.bracket,
    quoting.colon_inside,
    layout.beside_items,
    layout.uneven_dash,
    layout.not_indented,
    quoting.no_colon,
    layout.deeper,
    leftovers.second_document,
)
"""The surest come first."""


def diagnose(source: Source, span: Span, problem: Problem) -> Diagnosis:
    """The sentence for a part of a text that the parser refused."""
    if problem.plain:
        return Diagnosis(word(source, problem.at), problem.text)
    if problem.text == "invalid UTF-8":
        message = "the text is not UTF-8 from here on; did you mean to save it as UTF-8?"
        return Diagnosis(word(source, problem.at), message)
    problem = as_libyaml_says(problem)
    case = case_of(source, span, problem)
    found = _detect(case) if case is not None else None
    if found is None:
        at = problem.context_at if "directive" in problem.text and problem.context_at is not None else problem.at
        return Diagnosis(word(source, at), for_people(problem))
    end = len(source.text)
    fix = found.fix if found.fix is not None and _mends(source, span, found.fix) else None
    return found._replace(at=Span(min(found.at.start, end), min(found.at.end, end)), fix=fix)


def _detect(case: Case) -> Diagnosis | None:
    for detector in _DETECTORS:
        found = detector(case)
        if found is not None:
            return found
    return None


def _mends(source: Source, span: Span, fix: Fix) -> bool:
    """Whether a part of a text is YAML once a fix is applied to it."""
    text = source.text[span.start : span.end]
    for edit in sorted(fix.edits, reverse=True):
        start, end = edit.span.start - span.start, edit.span.end - span.start
        if start < 0:
            return False
        text = text[:start] + edit.text + text[end:]
    return bool(fix.edits) and all(tree.problem is None for tree in parse(Source(source.path, text)))
