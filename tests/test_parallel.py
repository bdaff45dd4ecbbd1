"""Several processes find what one finds, in the same order, and an accident in one of them ends the run."""

from __future__ import annotations

import io
import sys

import pytest

from podlint.catalogue import load
from podlint.commands import spreading
from podlint.commands.spreading import each_of, watched
from podlint.config import settings
from podlint.errors import UsageError
from podlint.linter import lint
from podlint.parallel import can_fork, forked
from podlint.text import Source
from tests.conftest import ROOT

CATALOGUE = load()
CHOSEN = settings(CATALOGUE)
EXAMPLES = [Source(str(path), path.read_text(encoding="utf-8")) for path in sorted((ROOT / "examples").glob("*.yaml"))]
needs_fork = pytest.mark.skipif(not can_fork(), reason="the system cannot fork")


@needs_fork
@pytest.mark.parametrize("jobs", [2, 3, 100])
def test_any_number_of_processes_gives_the_same_report(jobs: int) -> None:
    alone = lint(EXAMPLES, CATALOGUE, lambda _: CHOSEN)
    assert alone.diagnostics
    together = lint(EXAMPLES, CATALOGUE, lambda _: CHOSEN, each_of(EXAMPLES, str(jobs), quiet=True))
    assert together == alone
    assert [item.source for item in together.diagnostics] == [item.source for item in alone.diagnostics]


@needs_fork
def test_an_accident_in_a_process_ends_the_run(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        list(forked(lambda number: [][number], EXAMPLES, 2))
    assert ended.value.code == 2
    assert "IndexError" in capfd.readouterr().err


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "1.5", ""])
def test_what_is_no_number_of_processes(jobs: str) -> None:
    with pytest.raises(UsageError, match="--jobs is a number from 1 on, or auto"):
        each_of(EXAMPLES, jobs, quiet=True)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_told_after_a_second_and_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    clock = iter([0.0, 0.5, 1.1, 1.1, 1.15, 1.3, 1.3, 9.0])
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(spreading.time, "monotonic", lambda: next(clock))
    assert list(watched(iter([[], [], [], []]), 4)) == [[], [], [], []]
    assert screen.getvalue() == "\rpodlint: 2 of 4 files\rpodlint: 4 of 4 files\r\x1b[K"


def test_a_short_run_and_a_pipe_are_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for screen, quiet in ((Terminal(), False), (Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", screen)
        lint(EXAMPLES, CATALOGUE, lambda _: CHOSEN, each_of(EXAMPLES, "1", quiet=quiet))
        assert screen.getvalue() == ""
