"""Real manifests: every document is accounted for, nothing raises, and every span lies in its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint.catalogue import load
from podlint.config import settings
from podlint.diagnostic import Report, Severity
from podlint.linter import lint
from podlint.text import Source

CATALOGUE = load()
CHOSEN = settings(CATALOGUE, profile="strict")


def _lint(folder: Path) -> Report:
    paths = sorted(path for path in folder.rglob("*") if path.suffix in {".yaml", ".yml", ".json"})
    assert paths
    sources = [Source.decode(str(path), path.read_bytes()) for path in paths]
    return lint(sources, CATALOGUE, lambda _: CHOSEN)


@pytest.fixture(scope="module")
def report(shared: Path) -> Report:
    return _lint(shared / "corpus")


def test_every_document_is_accounted_for(report: Report) -> None:
    counts = report.counts
    assert counts.checked + counts.not_kubernetes + counts.templates + counts.broken == counts.documents
    assert counts.documents >= counts.files > 300
    assert counts.checked > 400


def test_spans_lie_in_their_text(report: Report) -> None:
    for diagnostic in report.diagnostics:
        text = diagnostic.source.text
        assert 0 <= diagnostic.start.offset <= diagnostic.end.offset <= len(text)
        piece = text[diagnostic.start.offset : diagnostic.end.offset]
        assert not piece or not piece[0].isspace(), diagnostic
        for evidence in diagnostic.evidence:
            source = evidence.source or diagnostic.source
            assert 0 <= evidence.span.start <= evidence.span.end <= len(source.text)


def test_repaired_articles_have_no_error(shared: Path) -> None:
    found = _lint(shared / "corpus" / "seeds" / "repaired")
    assert [d.message for d in found.diagnostics if d.severity is Severity.ERROR] == []


def test_the_default_profile_keeps_quiet(shared: Path) -> None:
    """At most one finding of any severity per two pods."""
    folder = shared / "corpus" / "patterns"
    paths = sorted(folder.rglob("*.yaml"))
    chosen = settings(CATALOGUE)
    sources = [Source.decode(str(path), path.read_bytes()) for path in paths if path.name != "labels.yaml"]
    found = lint(sources, CATALOGUE, lambda _: chosen)
    assert len([d for d in found.diagnostics if not d.api]) <= len(sources) / 2


def test_order_of_files_changes_nothing(shared: Path) -> None:
    paths = sorted((shared / "corpus" / "patterns").rglob("*.yaml"))[:60]
    sources = [Source.decode(str(path), path.read_bytes()) for path in paths]
    forth = lint(sources, CATALOGUE, lambda _: CHOSEN).diagnostics
    back = lint(sources[::-1], CATALOGUE, lambda _: CHOSEN).diagnostics
    assert [(d.order, d.fingerprint) for d in forth] == [(d.order, d.fingerprint) for d in back]
