"""The rule for broken documents says one thing for each, and what the API server would say."""

from __future__ import annotations

from pathlib import Path

import pytest

from podlint.catalogue import load
from podlint.config import settings
from podlint.diagnostic import Diagnostic
from podlint.linter import lint
from podlint.text import Source

CATALOGUE = load()


def broken(text: str) -> list[Diagnostic]:
    report = lint([Source("x.yaml", text)], CATALOGUE, lambda _: settings(CATALOGUE, select=["broken-yaml"]))
    return list(report.diagnostics)


def test_a_broken_document_is_refused_and_its_neighbours_are_not() -> None:
    (diagnostic,) = broken("apiVersion: v1\nkind: Pod\n---\na: [\n---\napiVersion: v1\nkind: Pod\n")
    assert [refusal.reason for refusal in diagnostic.api] == ["Decode"]
    assert diagnostic.start.line == 4


@pytest.mark.parametrize("text", ["a: 1\n...\nb: 2\n", '{"a": 1}\n{"b": 2}\n'])
def test_what_stands_behind_a_document_is_ignored_not_refused(text: str) -> None:
    (diagnostic,) = broken(text)
    assert diagnostic.api == ()


def test_templates_are_not_broken() -> None:
    assert broken("a: {{ .x }}:{{ .y }}\n") == []


def test_articles_as_printed_get_one_sentence_and_a_fix_that_makes_them_yaml(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "seeds" / "raw").glob("s0-*.yaml")):
        text = path.read_text(encoding="utf-8")
        (diagnostic,) = broken(text)
        assert diagnostic.fix is not None, path
        assert not diagnostic.fix.safe
        for edit in sorted(diagnostic.fix.edits, reverse=True):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        assert broken(text) == [], path
