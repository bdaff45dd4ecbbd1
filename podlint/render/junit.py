"""JUnit's XML: a suite a file, a failed test a finding, for services that show test results."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from posixpath import splitext

from podlint.diagnostic import Diagnostic, Report, Severity
from podlint.render.ci import evidence_lines, repository_path
from podlint.render.options import RenderOptions
from podlint.render.xmltext import DECLARATION, tag, xml

_CLEAN = """\
  <testsuite name="podlint" tests="1" failures="0" errors="0">
    <testcase classname="podlint" name="no findings"/>
  </testsuite>
"""


def render(report: Report, _options: RenderOptions) -> str:
    """All findings; a clean run has one test that passes, since some services take no tests for an error."""
    files = groupby(report.diagnostics, key=lambda diagnostic: diagnostic.source.path)
    body = "".join(line for path, found in files for line in _suite(repository_path(path), list(found)))
    counts: dict[str, str | int] = {"name": "podlint", **_counts(list(report.diagnostics))}
    if not body:
        body, counts = _CLEAN, {**counts, "tests": 1}
    return f"{DECLARATION}<{tag('testsuites', counts)}>\n{body}</testsuites>\n"


def _counts(found: list[Diagnostic]) -> dict[str, str | int]:
    failures = sum(1 for diagnostic in found if diagnostic.severity is not Severity.INFO)
    return {"tests": len(found), "failures": failures, "errors": 0}


def _suite(path: str, found: list[Diagnostic]) -> Iterator[str]:
    yield f"  <{tag('testsuite', {'name': path, **_counts(found)})}>\n"
    for diagnostic in found:
        attributes: dict[str, str | int] = {
            "classname": splitext(path)[0],
            "name": f"podlint.{diagnostic.rule}",
            "file": path,
            "line": diagnostic.start.line,
            "column": diagnostic.start.column,
        }
        yield f"    <{tag('testcase', attributes)}>\n{_outcome(diagnostic)}    </testcase>\n"
    yield "  </testsuite>\n"


def _outcome(diagnostic: Diagnostic) -> str:
    """A failure, or the output of a test that passed: an info says something but fails nothing."""
    at = f"line {diagnostic.start.line}, column {diagnostic.start.column}"
    text = "\n".join(map(xml, [f"{at}: {diagnostic.message}", *evidence_lines(diagnostic)]))
    if diagnostic.severity is Severity.INFO:
        return f"      <system-out>{text}</system-out>\n"
    attributes: dict[str, str | int] = {"message": diagnostic.message, "type": diagnostic.severity.word}
    return f"      <{tag('failure', attributes)}>{text}</failure>\n"
