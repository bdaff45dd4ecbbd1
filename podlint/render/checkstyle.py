"""Checkstyle's XML, which Jenkins, Bitbucket and many review bots read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from podlint.diagnostic import Diagnostic, Report
from podlint.render.ci import repository_path
from podlint.render.options import RenderOptions
from podlint.render.xmltext import DECLARATION, tag


def render(report: Report, _options: RenderOptions) -> str:
    """One file element a text with findings, one error element a finding."""
    files = groupby(report.diagnostics, key=lambda diagnostic: diagnostic.source.path)
    body = "".join(line for path, found in files for line in _file(path, found))
    return f'{DECLARATION}<checkstyle version="4.3">\n{body}</checkstyle>\n'


def _file(path: str, found: Iterator[Diagnostic]) -> Iterator[str]:
    yield f"  <{tag('file', {'name': repository_path(path)})}>\n"
    for diagnostic in found:
        attributes: dict[str, str | int] = {
            "line": diagnostic.start.line,
            "column": diagnostic.start.column,
            "severity": diagnostic.severity.word,
            "message": diagnostic.message,
            "source": f"podlint.{diagnostic.rule}",
        }
        yield f"    <{tag('error', attributes)}/>\n"
    yield "  </file>\n"
