"""Every fenced block of every card is a case: what it marks is found, there and so, and nothing else."""

from __future__ import annotations

import os

import pytest

from podlint.card import Card, Example
from podlint.catalogue import Rule, load
from podlint.config import NEWEST_MINOR, Settings, settings
from podlint.diagnostic import Diagnostic, Fix
from podlint.linter import lint
from podlint.text import Source
from tests.marks import Marked, read_marks

CATALOGUE = load()
CARDS: dict[str, Card] = {rule.id: rule.card() for rule in CATALOGUE.values()}


def _settings(rule: Rule, marked: Marked) -> Settings:
    chosen = settings(CATALOGUE, minor=marked.minor or NEWEST_MINOR)
    return chosen._replace(schemas=marked.schemas, severities={**chosen.severities, rule.id: rule.severity})


def _lint(rule: Rule, marked: Marked) -> tuple[Diagnostic, ...]:
    chosen = _settings(rule, marked)
    return lint([Source("example.yaml", marked.text)], CATALOGUE, lambda _: chosen).diagnostics


def _cases(*kinds: str) -> list[object]:
    return [
        pytest.param(rule, example, id=f"{rule.id}:{example.line}")
        for rule in CATALOGUE.values()
        for example in CARDS[rule.id].examples
        if example.kind in kinds
    ]


@pytest.mark.parametrize(("rule", "example"), _cases("bad", "good", "fixed"))
def test_block_gives_what_it_marks(rule: Rule, example: Example) -> None:
    marked = read_marks(example.text)
    diagnostics = _lint(rule, marked)
    shift = example.line - 1
    assert sorted((d.start.line + shift, d.message) for d in diagnostics) == sorted(
        (line + shift, text) for line, text in marked.findings
    )
    source = Source("example.yaml", marked.text)
    evidence = [piece for d in diagnostics for piece in d.evidence]
    notes = {(source.position(piece.span.start).line + shift, piece.note) for piece in evidence}
    assert notes == {(line + shift, text) for line, text in marked.evidence}
    if example.kind == "bad":
        assert any(d.rule == rule.id for d in diagnostics), "a bad block shows its own rule"


@pytest.mark.parametrize(("rule", "example"), _cases("bad"))
def test_fixed_block_is_what_the_fixes_give(rule: Rule, example: Example) -> None:
    examples = CARDS[rule.id].examples
    following = examples[examples.index(example) + 1 : examples.index(example) + 2]
    marked = read_marks(example.text)
    fixes = [d.fix for d in _lint(rule, marked) if d.fix is not None and d.rule == rule.id]
    if not fixes:
        return
    assert following, f"{rule.id}:{example.line} has a fix and needs a fixed block"
    assert following[0].kind == "fixed", f"{rule.id}:{example.line} has a fix and needs a fixed block"
    assert _apply(marked.text, fixes) == following[0].text


def _apply(text: str, fixes: list[Fix]) -> str:
    edits = sorted({edit for fix in fixes for edit in fix.edits}, reverse=True)
    for edit in edits:
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize("rule", list(CATALOGUE.values()), ids=list(CATALOGUE))
def test_card_is_whole(rule: Rule) -> None:
    card = CARDS[rule.id]
    kinds = [example.kind for example in card.examples]
    assert "bad" in kinds
    assert "good" in kinds or "fixed" in kinds
    assert "## When to suppress" in card.body
    assert card.summary.endswith(".")
    assert card.references
    assert (rule.severity.word, rule.profiles) == (card.severity, card.profiles)
    for example in card.examples:
        marks = read_marks(example.text).findings
        assert bool(marks) == (example.kind == "bad"), f"{rule.id}:{example.line}"


def test_every_fence_is_an_example() -> None:
    for rule in CATALOGUE.values():
        with open(rule.path, encoding="utf-8") as file:
            text = file.read()
        assert text.count("```yaml") == len(CARDS[rule.id].examples), os.path.basename(rule.path)
