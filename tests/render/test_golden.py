"""Every renderer on every report, character by character: `pytest --update-golden` rewrites, people read in review."""

from __future__ import annotations

import pytest

from podlint.render import FORMATS, render

from .hostile import HOSTILE
from .reports import EMPTY, TYPICAL, options

ENDINGS = {
    "full": "txt",
    "concise": "txt",
    "json": "json",
    "jsonl": "jsonl",
    "sarif": "json",
    "github": "txt",
    "gitlab": "json",
    "junit": "xml",
    "checkstyle": "xml",
    "rdjson": "json",
    "azure": "txt",
    "markdown": "md",
    "html": "html",
    "statistics": "txt",
}
REPORTS = {"typical": TYPICAL, "empty": EMPTY, "hostile": HOSTILE}


def test_every_format_has_a_golden_file() -> None:
    assert list(ENDINGS) == list(FORMATS)


@pytest.mark.parametrize("case", REPORTS)
@pytest.mark.parametrize("name", FORMATS)
def test_golden(case: str, name: str, golden) -> None:
    golden(f"{case}/{name}.{ENDINGS[name]}", render(REPORTS[case], name, options=options()))


@pytest.mark.parametrize("name", ["full", "concise", "github", "azure", "statistics"])
def test_golden_with_colour_and_links(name: str, golden) -> None:
    golden(f"colour/{name}.txt", render(TYPICAL, name, options=options(colour=True, hyperlinks=True)))
