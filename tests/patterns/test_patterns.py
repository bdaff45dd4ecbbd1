"""What containers are for: small pods of ours one by one, and the labelled pods of the corpus as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.patterns import How, Score, measure
from podlint.manifest import read
from podlint.objects import Objects
from podlint.patterns.base import Match, PodMatch
from podlint.patterns.decide import detect
from podlint.pod.read import read_pod
from podlint.pod.running import Running
from podlint.text import Source

CASES = yaml.safe_load((Path(__file__).parent / "pods.yaml").read_text(encoding="utf-8"))


def found_in(spec: dict[str, object]) -> tuple[Source, PodMatch]:
    """The parts and patterns of a pod with this spec."""
    text = yaml.safe_dump({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": spec})
    source = Source("pod.yaml", text)
    (manifest,) = next(iter(read(source))).manifests
    pod = read_pod(manifest, manifest.templates[0])
    return source, detect(Running(pod, Objects([manifest], [pod])))


def told(match: Match) -> str:
    """A part as the cases write it."""
    role = match.role if match.acts_as is None else f"{match.role}:{match.acts_as}"
    return role if match.function is None else f"{role}/{match.function}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_parts_and_patterns(case: dict[str, Any]) -> None:
    _, found = found_in(case["spec"])
    assert {match.container.name: told(match) for match in found.matches} == case["parts"]
    assert set(found.patterns) == set(case["patterns"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_every_part_but_the_app_has_evidence_in_the_text(case: dict[str, Any]) -> None:
    source, found = found_in(case["spec"])
    for match in found.matches:
        assert match.role == "app" or match.evidence
        for piece in match.evidence:
            assert piece.note
            assert 0 <= piece.span.start < piece.span.end <= len(source.text)


@pytest.mark.parametrize("name", ["adapter", "ambassador", "sidecar", "log-agent", "metrics-exporter", "auth-proxy"])
def test_a_name_alone_is_never_sure(name: str) -> None:
    containers = [{"name": "web", "image": "example.com/a:1"}, {"name": name, "image": "example.com/b:1"}]
    _, found = found_in({"containers": containers})
    assert found.matches[1].confidence != "high"


@pytest.fixture(scope="module")
def plain(shared: Path) -> Score:
    """The labelled pods as they are."""
    assert shared
    return measure(How())


def test_the_labelled_pods(plain: Score) -> None:
    assert plain.macro_f1 >= 0.95
    assert plain.sets / plain.counted >= 0.90
    assert plain.functions / plain.function_total >= 0.90
    assert plain.bare == 0


@pytest.mark.parametrize("seed", [1, 2])
def test_names_are_not_needed(shared: Path, seed: int) -> None:
    assert shared
    assert measure(How(anonymous=True, seed=seed)).macro_f1 >= 0.88


def test_images_are_not_needed(shared: Path) -> None:
    assert shared
    assert measure(How(unknown_images=True)).macro_f1 >= 0.80
