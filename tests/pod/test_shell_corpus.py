"""Real manifests: their scripts parse, and none of their command lines upsets the analysis."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from podlint.pod.shell.analyse import analyse

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
PARSED = 0.97


def documents() -> Iterator[Any]:
    for folder in ("patterns", "seeds/repaired"):
        for path in sorted((CORPUS / folder).rglob("*.y*ml")):
            try:
                yield from yaml.safe_load_all(path.read_text(encoding="utf-8"))
            except yaml.YAMLError:  # templates are no YAML
                continue


def commands(node: Any) -> Iterator[list[str | None]]:
    """Yield every command line: containers, exec probes and hooks."""
    if isinstance(node, list):
        for item in node:
            yield from commands(item)
    elif isinstance(node, dict):
        words = (
            [*(node.get("command") or [None]), *(node.get("args") or [])] if "image" in node else node.get("command")
        )
        if isinstance(words, list) and words != [None]:
            yield [word if word is None else str(word) for word in words]
        for value in node.values():
            yield from commands(value)


@pytest.fixture(scope="module")
def lines() -> list[list[str | None]]:
    if not CORPUS.is_dir():
        pytest.skip("the shared corpus is not beside this checkout")
    return [line for document in documents() for line in commands(document)]


def test_scripts_parse(lines):
    behaviours = [analyse(line, env={}, working_dir=None, directories=()) for line in lines]
    scripts = [behaviour for behaviour in behaviours if behaviour.script is not None]
    opaque = [behaviour for behaviour in scripts if behaviour.form == "opaque"]
    assert len(scripts) > 100
    assert len(opaque) <= (1 - PARSED) * len(scripts)
    assert all(behaviour.effects == () for behaviour in opaque)
