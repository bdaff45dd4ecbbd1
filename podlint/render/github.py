"""Workflow commands, which GitHub's runner turns into annotations on the changed lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from podlint.diagnostic import Diagnostic, Report, Severity
from podlint.escape import shown
from podlint.render.ci import evidence_lines, repository_path, worst_first
from podlint.render.concise import concise_line
from podlint.render.options import RenderOptions
from podlint.render.paint import Paint

MOST = 10  # annotations of a severity that GitHub shows of a step
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, options: RenderOptions) -> str:
    """The worst findings as commands, as many as are shown, then the others as lines of the log."""
    return "".join(f"{line}\n" for line in _lines(report, options))


def _lines(report: Report, options: RenderOptions) -> Iterator[str]:
    paint = Paint(colour=options.colour, hyperlinks=False)
    sent: Counter[Severity] = Counter()
    rest = []
    for diagnostic in worst_first(report):
        sent[diagnostic.severity] += 1
        if sent[diagnostic.severity] > MOST:
            rest.append(diagnostic)
            continue
        yield _command(diagnostic)
    for diagnostic in rest:
        yield concise_line(diagnostic, paint)


def _command(diagnostic: Diagnostic) -> str:
    """One command; columns only within one line, as GitHub drops the annotation otherwise."""
    start, end = diagnostic.start, diagnostic.end
    properties = {
        "title": f"podlint: {diagnostic.rule}",
        "file": shown(repository_path(diagnostic.source.path)),
        "line": str(start.line),
        "endLine": str(end.line),
    }
    if start.line == end.line:
        properties |= {"col": str(start.column), "endColumn": str(end.column)}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    text = "\n".join([shown(diagnostic.message), *evidence_lines(diagnostic)])
    return f"::{_LEVELS[diagnostic.severity]} {listed}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
