"""What all tests share: where the material for real-world tests lies, if at all, and the flag for golden files."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected files in tests/golden")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real manifests beside the checkout."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip("the corpus of real manifests is not beside this checkout")
    return SHARED
