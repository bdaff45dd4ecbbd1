"""What all tests share: where the material for real-world tests lies, when it is there at all."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real manifests beside the checkout."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip("the corpus of real manifests is not beside this checkout")
    return SHARED
