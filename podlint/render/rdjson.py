"""reviewdog's format: the one that turns fixes into suggestions on a review; columns count UTF-8 bytes."""

from __future__ import annotations

from podlint.diagnostic import Diagnostic, Fix, Report
from podlint.escape import shown, valid_unicode
from podlint.render.ci import evidence_lines, repository_path
from podlint.render.jsontext import Json, listed
from podlint.render.options import RenderOptions
from podlint.text import Position, Source


def render(report: Report, _options: RenderOptions) -> str:
    """One diagnostic a finding; only fields that reviewdog has always known, since it refuses others."""
    diagnostics = listed(map(_diagnostic, report.diagnostics))
    return f'{{"source": {{"name": "podlint"}},\n"diagnostics": {diagnostics}}}\n'


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Json]:
    source = diagnostic.source
    code: dict[str, Json] = {"value": diagnostic.rule}
    if diagnostic.url:
        code["url"] = diagnostic.url
    shape: dict[str, Json] = {
        "message": "\n".join([shown(diagnostic.message), *evidence_lines(diagnostic)]),
        "location": {
            "path": repository_path(source.path),
            "range": _range(source, diagnostic.start, diagnostic.end),
        },
        "severity": diagnostic.severity.word.upper(),
        "code": code,
    }
    if diagnostic.fix and diagnostic.fix.edits:
        shape["suggestions"] = [_suggestion(diagnostic.fix, source)]
    return shape


def _suggestion(fix: Fix, source: Source) -> Json:
    """The whole fix as one suggestion, from its first edit to its last: each can be taken alone."""
    edits = sorted(fix.edits)
    start, end = edits[0].span.start, max(edit.span.end for edit in edits)
    text, done = "", start
    for edit in edits:
        text += source.text[done : edit.span.start] + edit.text
        done = edit.span.end
    return {"range": _range(source, source.position(start), source.position(end)), "text": text}


def _range(source: Source, start: Position, end: Position) -> Json:
    return {"start": _position(source, start), "end": _position(source, end)}


def _position(source: Source, position: Position) -> Json:
    before = source.text[position.offset - position.column + 1 : position.offset]
    column = len(before) if before.isascii() else len(valid_unicode(before).encode())
    return {"line": position.line, "column": column + 1}
