"""Agreement with Kubernetes' own code on the cases that it has judged, with the bars that must hold."""

from __future__ import annotations

import os

import pytest

from benchmarks.apiserver import CASES, MINORS, score

VERDICTS = 0.995
FIELDS = 0.97


def _needs(name: str) -> None:
    if not os.path.exists(os.path.join(CASES, name)):
        pytest.skip(f"the judged cases ({name}) are not beside this checkout")


@pytest.mark.parametrize("minor", MINORS)
@pytest.mark.parametrize("name", ["mutants.jsonl.gz", "facts.jsonl.gz"])
def test_verdicts_and_fields(name: str, minor: int) -> None:
    _needs(name)
    result = score(name, minor)
    wrong = [item.id for item, *_ in result.wrong][:20]
    assert result.verdicts >= VERDICTS * result.cases, wrong
    assert result.fields >= FIELDS * result.rejected, wrong


@pytest.mark.parametrize("minor", MINORS)
def test_real_objects_are_judged_without_a_fault(minor: int) -> None:
    _needs("real.jsonl")
    result = score("real.jsonl", minor)
    assert [item.id for item, *_ in result.wrong if (item.verdict == "accept")] == [], "false refusals"
    assert result.verdicts == result.cases, [item.id for item, *_ in result.wrong]
