"""The shell analysis against a truth set that was written by reading the scripts: precision, recall, each miss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from podlint.pod.shell.analyse import analyse
from podlint.pod.shell.effects import Behaviour

TRUTH = Path(__file__).parent / "truth"
PRECISION, RECALL, COLUMNS = 0.97, 0.93, 0.97

Key = tuple[str, str, int]


class Case(NamedTuple):
    name: str
    words: list[str | None]
    entry: Mapping[str, Any]
    behaviour: Behaviour


def cases() -> Iterator[Case]:
    for path in sorted(TRUTH.glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield case(f"{path.stem}/{entry['name']}", entry)


def case(name: str, entry: Mapping[str, Any]) -> Case:
    command = entry.get("command")
    words = [*([None] if command is None else map(str, command)), *map(str, entry.get("args") or [])]
    env = {name: str(value) for name, value in (entry.get("env") or {}).items()}
    mounts = entry.get("mounts") or []
    behaviour = analyse(words, env=env, working_dir=entry.get("workingDir"), directories=mounts)
    return Case(name, words, entry, behaviour)


def key(kind: str, target: str, line: int) -> Key:
    """Whether a subcommand is part of a tool's name is a matter of wording."""
    return kind, target.split()[0] if kind in ("never-ends", "unrepeatable") else target, line


def found(case: Case) -> dict[Key, Any]:
    effects = {}
    for effect in case.behaviour.effects:
        text = case.words[effect.word] or ""
        line = text.count("\n", 0, effect.start) + 1 if case.behaviour.form == "shell" else 0
        effects.setdefault(key(effect.kind, effect.target, line), effect)
    return effects


def expected(case: Case, column: str) -> dict[Key, Mapping[str, Any]]:
    entries = case.entry.get(column) or []
    return {key(effect["kind"], str(effect["target"]), effect["line"]): effect for effect in entries}


class Score(NamedTuple):
    right: list[str]
    missed: list[str]
    wrong: list[str]
    columns: list[bool]
    differing: list[str]


@pytest.fixture(scope="module")
def score() -> Score:
    result = Score([], [], [], [], [])
    for one in cases():
        got, want, may = found(one), expected(one, "effects"), expected(one, "may")
        result.wrong.extend(f"{one.name}: {wrong}" for wrong in got if wrong not in want and wrong not in may)
        for wanted, entry in want.items():
            (result.right if wanted in got else result.missed).append(f"{one.name}: {wanted}")
            for column in {"certain", "repeatable"} & entry.keys() if wanted in got else ():
                same = getattr(got[wanted], column) == entry[column]
                result.columns.append(same)
                if not same:
                    result.differing.append(f"{one.name}: {wanted} {column}")
    return result


def report(score: Score) -> str:
    right, missed, wrong = len(score.right), len(score.missed), len(score.wrong)
    return "\n".join(
        [
            f"precision {right / (right + wrong):.4f}, recall {right / (right + missed):.4f} of {right + missed} effects",
            f"certain and repeatable agree {sum(score.columns)} times of {len(score.columns)}",
            *(f"missed  {text}" for text in score.missed),
            *(f"wrong   {text}" for text in score.wrong),
            *(f"differs {text}" for text in score.differing),
        ]
    )


def test_the_set_is_large_enough_to_mean_something(score: Score) -> None:
    assert len(score.right) + len(score.missed) > 500


def test_what_is_claimed_is_true(score: Score) -> None:
    print(report(score))  # noqa: T201 - the figures are the point of this test
    assert len(score.right) / (len(score.right) + len(score.wrong)) >= PRECISION, report(score)


def test_what_happens_is_claimed(score: Score) -> None:
    assert len(score.right) / (len(score.right) + len(score.missed)) >= RECALL, report(score)


def test_certainty_and_repeatability_agree(score: Score) -> None:
    assert sum(score.columns) / len(score.columns) >= COLUMNS, report(score)


@pytest.mark.parametrize("one", list(cases()), ids=lambda one: one.name)
def test_opaque_texts_are_called_so(one: Case) -> None:
    assert (one.behaviour.form == "opaque") == bool(one.entry.get("opaque"))
    if one.entry.get("opaque"):
        assert one.behaviour.effects == ()
