"""What build services ask of a report: the worst first, paths from the repository's root, unique fingerprints."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from posixpath import normpath

from podlint.diagnostic import Diagnostic, Report
from podlint.escape import shown


def worst_first(report: Report) -> list[Diagnostic]:
    """The diagnostics by severity, else in the report's order: services cut long lists off."""
    return sorted(report.diagnostics, key=lambda diagnostic: -diagnostic.severity)


def numbered(diagnostics: list[Diagnostic]) -> Iterator[tuple[Diagnostic, int]]:
    """Each diagnostic with its number, from 1, among those of the same fingerprint."""
    seen: Counter[str] = Counter()
    for diagnostic in diagnostics:
        seen[diagnostic.fingerprint] += 1
        yield diagnostic, seen[diagnostic.fingerprint]


def repository_path(path: str) -> str:
    """The path with slashes and without `./`, as services compare it with the repository's files."""
    return normpath(path.replace(os.sep, "/"))


def evidence_lines(diagnostic: Diagnostic, most: int = 3) -> list[str]:
    """A line for each of the first places that the finding rests on: path, line, column, note."""
    lines = []
    for evidence in diagnostic.evidence[:most]:
        source = evidence.source or diagnostic.source
        at = source.position(evidence.span.start)
        place = f"{shown(repository_path(source.path))}:{at.line}:{at.column}"
        lines.append(f"see {place}: {shown(evidence.note)}")
    return lines
