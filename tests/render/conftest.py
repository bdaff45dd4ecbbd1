"""Comparing with golden files."""

from __future__ import annotations

import os

import pytest

GOLDEN = os.path.join(os.path.dirname(__file__), os.pardir, "golden")


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """Compares a text with the golden file of that name, or rewrites the file."""

    def compare(name: str, text: str) -> None:
        path = os.path.join(GOLDEN, name)
        if request.config.getoption("--update-golden"):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        with open(path, encoding="utf-8", newline="") as file:
            assert text == file.read()

    return compare
