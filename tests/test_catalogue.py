"""A rule is a card and a function of the same name: nothing else is touched, and neither may be missing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from podlint.catalogue import Catalogue, load
from podlint.config import Settings
from podlint.diagnostic import Finding, Severity
from podlint.errors import CardError
from podlint.linter import lint
from podlint.subject import Subject
from podlint.text import Source

CARD = """\
---
summary: A container has a name that we do not like.
severity: warning
since: 0.1.0
references: [https://kubernetes.io/docs/concepts/workloads/pods/]
---

## When to suppress

Never.
"""


def unloved_name(subject: Subject) -> Iterator[Finding]:
    """Look for one name."""
    for container in subject.pod.containers:
        if container.name == "unloved":
            yield Finding(container.at, f"{container.label} has a name that we do not like")


@pytest.fixture
def family(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = ModuleType("podlint.checks.taste")
    unloved_name.__module__ = module.__name__
    module.unloved_name = unloved_name  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    (tmp_path / "taste").mkdir()
    return module


def _load(tmp_path: Path, card: str = CARD) -> Catalogue:
    (tmp_path / "taste" / "unloved-name.md").write_text(card, encoding="utf-8")
    return load(str(tmp_path))


def test_a_new_rule_is_a_card_and_a_function(tmp_path: Path, family: ModuleType) -> None:
    catalogue = _load(tmp_path)
    assert list(catalogue) == ["unloved-name"]
    pod = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: unloved\n"
    found = lint([Source("p", pod)], catalogue, lambda _: Settings({"unloved-name": Severity.WARNING})).diagnostics
    assert [(d.rule, d.start.line, d.message) for d in found] == [
        ("unloved-name", 5, 'container "unloved" has a name that we do not like')
    ]


def test_a_card_without_a_function(tmp_path: Path, family: ModuleType) -> None:
    (tmp_path / "taste" / "other.md").write_text(CARD, encoding="utf-8")
    with pytest.raises(CardError, match="has no function other"):
        _load(tmp_path)


def test_a_function_without_a_card(tmp_path: Path, family: ModuleType) -> None:
    with pytest.raises(CardError, match="no card for unloved_name"):
        load(str(tmp_path))


def test_a_card_with_a_severity_that_is_none(tmp_path: Path, family: ModuleType) -> None:
    with pytest.raises(CardError, match='severity "fatal" is none of info, warning, error'):
        _load(tmp_path, CARD.replace("warning", "fatal"))


@pytest.mark.parametrize("line", ["summary: A container has a name that we do not like.\n", "since: 0.1.0\n"])
def test_a_card_that_lacks_a_field(tmp_path: Path, family: ModuleType, line: str) -> None:
    rule = _load(tmp_path, CARD.replace(line, ""))["unloved-name"]
    with pytest.raises(CardError, match="front matter lacks"):
        rule.card()


def test_every_rule_of_the_facts_is_there_once() -> None:
    catalogue = load()
    assert len(catalogue) >= 150
    for rule in catalogue.values():
        assert rule.path.endswith(f"/{rule.family}/{rule.id}.md")
