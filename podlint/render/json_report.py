"""The report for programs, in the one JSON shape that podlint keeps stable: format version 1."""

from __future__ import annotations

from podlint.diagnostic import Diagnostic, Evidence, Fix, ObjectId, Refusal, Report, Severity
from podlint.render.jsontext import Json, dump, listed
from podlint.render.options import RenderOptions
from podlint.text import Position, Source, Span

VERSION = 1


def render(report: Report, options: RenderOptions) -> str:
    """One JSON object; each finding stands on a line of its own."""
    tool: dict[str, Json] = {
        "name": "podlint",
        "version": options.version,
        "kubernetes": f"1.{options.minor}",
    }
    findings = listed(map(finding, report.diagnostics))
    head = f'"version": {VERSION},\n"tool": {dump(tool)},\n"summary": {dump(summary(report))}'
    return f'{{{head},\n"findings": {findings}}}\n'


def summary(report: Report) -> dict[str, Json]:
    """How many files and documents were read, how they ended, and what was found in them."""
    found: dict[str, Json] = {}
    for severity in sorted(Severity, reverse=True):
        found[severity.word] = report.total(severity)
    return {**report.counts._asdict(), "findings": found}


def finding(diagnostic: Diagnostic) -> dict[str, Json]:
    """One finding with its places, its object and its fix; `api` only where the API server refuses."""
    shape: dict[str, Json] = {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.word,
        "message": diagnostic.message,
        "url": diagnostic.url,
        "path": diagnostic.source.path,
        "range": _range(diagnostic.start, diagnostic.end),
        "object": _object(diagnostic.object),
        "yaml_path": diagnostic.yaml_path,
        "related": [_related(evidence, diagnostic.source) for evidence in diagnostic.evidence],
        "fix": _fix(diagnostic.fix, diagnostic.source) if diagnostic.fix else None,
        "fingerprint": diagnostic.fingerprint,
    }
    if diagnostic.api:
        refusals = [_refusal(refusal) for refusal in diagnostic.api]
        shape["api"] = refusals[0] if len(refusals) == 1 else refusals
    return shape


def _range(start: Position, end: Position) -> dict[str, Json]:
    return {"start": {**start._asdict()}, "end": {**end._asdict()}}


def _span(span: Span, source: Source) -> dict[str, Json]:
    return _range(source.position(span.start), source.position(span.end))


def _object(identity: ObjectId) -> dict[str, Json]:
    return {
        "apiVersion": identity.api_version,
        "kind": identity.kind,
        "namespace": identity.namespace,
        "name": identity.name,
        "container": identity.container,
    }


def _related(evidence: Evidence, own: Source) -> dict[str, Json]:
    source = evidence.source or own
    return {"message": evidence.note, "path": source.path, "range": _span(evidence.span, source)}


def _fix(fix: Fix, source: Source) -> dict[str, Json]:
    edits: list[Json] = [{"range": _span(edit.span, source), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "applicability": "safe" if fix.safe else "unsafe", "edits": edits}


def _refusal(refusal: Refusal) -> Json:
    return {"reason": refusal.reason, "field": refusal.field}
