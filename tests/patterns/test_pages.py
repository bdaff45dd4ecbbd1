"""The pages of the patterns: each is there, is told whole, and its example shows what it explains."""

from __future__ import annotations

import os

import pytest
from click.testing import CliRunner

from podlint.cli import podlint
from podlint.manifest import read
from podlint.objects import Objects
from podlint.patterns import base
from podlint.patterns.decide import detect
from podlint.pod.read import read_pod
from podlint.pod.running import Running
from podlint.text import Source

PAGES = os.path.join(os.path.dirname(base.__file__), "pages")
NAMES = [name for name in base.PATTERNS if name != "none"]


def test_every_pattern_has_a_page() -> None:
    assert sorted(os.listdir(PAGES)) == sorted(f"{name}.md" for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_told_and_its_example_shows_the_pattern(name: str) -> None:
    told = CliRunner().invoke(podlint, ["explain-pattern", name])
    assert told.exit_code == 0
    headings = [line for line in told.output.splitlines() if line.startswith("## ")]
    assert headings == ["## What it is", "## When to use it", "## What goes wrong", "## Example"]
    example = told.output.partition("```yaml\n")[2].partition("```")[0]
    manifests = [manifest for document in read(Source("example.yaml", example)) for manifest in document.manifests]
    (pod,) = [read_pod(manifest, template) for manifest in manifests for template in manifest.templates]
    assert name in detect(Running(pod, Objects(manifests, [pod]))).patterns


def test_without_a_name_the_patterns_are_listed() -> None:
    assert CliRunner().invoke(podlint, ["explain-pattern"]).output.split() == NAMES


def test_a_wrong_name_gets_the_nearest_one() -> None:
    error = CliRunner().invoke(podlint, ["explain-pattern", "embassador"]).exception
    assert str(error) == 'no pattern is called "embassador"; did you mean "ambassador"?'
