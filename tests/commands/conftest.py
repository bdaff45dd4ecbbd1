"""The command line as a user calls it, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT


class Done(NamedTuple):
    """How a call ended."""

    code: int
    out: str
    err: str


Podlint = Callable[..., Done]


@pytest.fixture
def podlint(tmp_path: Path) -> Podlint:
    """Call podlint in the test's folder; `stdin` is what it reads there, bytes come and go as they are."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PODLINT_")}
    environment["PYTHONPATH"] = str(ROOT)
    (tmp_path / ".git").mkdir(exist_ok=True)  # no configuration above the test's folder

    def call(*arguments: str, stdin: bytes = b"", cwd: Path = tmp_path) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "podlint", *arguments],
            input=stdin,
            capture_output=True,
            cwd=cwd,
            env=environment,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file of the test's folder."""

    def put(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    return put
