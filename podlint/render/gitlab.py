"""GitLab's code quality report: an array of entries, each with a fingerprint that no other has."""

from __future__ import annotations

from podlint.diagnostic import Diagnostic, Report, Severity
from podlint.escape import shown
from podlint.render.ci import numbered, repository_path
from podlint.render.jsontext import Json, listed
from podlint.render.options import RenderOptions

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report, _options: RenderOptions) -> str:
    """One entry a finding; an empty array when there is none, as GitLab needs a report to compare with."""
    return f"{listed(_entry(*item) for item in numbered(list(report.diagnostics)))}\n"


def _entry(diagnostic: Diagnostic, number: int) -> dict[str, Json]:
    """An entry; its description names the rule, since the widget shows no `check_name`."""
    lines: dict[str, Json] = {"begin": diagnostic.start.line, "end": diagnostic.end.line}
    return {
        "description": f"{diagnostic.rule}: {shown(diagnostic.message)}",
        "check_name": diagnostic.rule,
        "fingerprint": diagnostic.fingerprint if number == 1 else f"{diagnostic.fingerprint}:{number}",
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {"path": repository_path(diagnostic.source.path), "lines": lines},
    }
