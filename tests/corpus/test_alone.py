"""Real manifests in one run and one file at a time: only what another file decides differs."""

from __future__ import annotations

import pytest

from podlint.catalogue import load
from podlint.config import settings
from podlint.diagnostic import Diagnostic
from podlint.files import sources
from podlint.linter import lint
from tests.conftest import ROOT

CORPUS = ROOT.parent / "shared" / "corpus"
CATALOGUE = load()
CHOSEN = settings(CATALOGUE)
BETWEEN_FILES = {"service-target-port-unserved"}
"""Rules that look at an object of another file: a Service and the pods that it selects."""


def _key(item: Diagnostic) -> tuple[object, ...]:
    return (item.source.path, item.start, item.end, item.rule, item.message, item.fingerprint)


def test_files_do_not_change_what_is_found_in_others() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not here")
    texts = sources([str(CORPUS)])
    together = {_key(item) for item in lint(texts, CATALOGUE, lambda _: CHOSEN).diagnostics}
    alone = {_key(item) for text in texts for item in lint([text], CATALOGUE, lambda _: CHOSEN).diagnostics}
    backwards = {_key(item) for item in lint(texts[::-1], CATALOGUE, lambda _: CHOSEN).diagnostics}
    assert len(together) > 100
    assert backwards == together
    assert {key[3] for key in together ^ alone} <= BETWEEN_FILES
