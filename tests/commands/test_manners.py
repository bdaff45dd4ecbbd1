"""How the command line behaves: what it tells when asked, completion, broken pipes, interrupts."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Podlint
from tests.commands.test_inputs import BAD, GOOD
from tests.conftest import ROOT

Write = Callable[[str, str], Path]


def test_statistics_count_by_rule(write: Write, podlint: Podlint) -> None:
    write("a.yaml", f"{BAD}---\n{BAD.replace('bad', 'worse')}")
    done = podlint("check", ".", "--statistics")
    assert done.out.split()[:2] == ["2", "error"]
    assert "port-number" in done.out
    done = podlint("check", ".", "--format", "concise", "--output", "out.txt", "--statistics")
    assert done.out.split()[:2] == ["2", "error"]


def test_verbose_tells_configurations_and_times_on_standard_error(write: Write, podlint: Podlint) -> None:
    config = write("sub/.podlint.yaml", "kubernetes-version: '1.30'\nexclude: [left/]\n")
    write("a.yaml", BAD)
    write("sub/b.yaml", GOOD)
    write("sub/left/c.yaml", BAD)
    done = podlint("check", ".", "--verbose", "--format", "concise")
    assert len(done.out.splitlines()) == 1
    assert "podlint: a.yaml: Kubernetes 1.37, " in done.err
    assert "podlint: sub/b.yaml: Kubernetes 1.30, " in done.err
    assert f"rules; configuration {config}\n" in done.err
    assert f"podlint: sub/left/c.yaml: left out; configuration {config}\n" in done.err
    assert "podlint: read " in done.err
    assert re.search(r"^podlint: +\d+\.\d\d ms  [a-z-]+$", done.err, re.MULTILINE)
    assert podlint("check", ".", "--format", "concise").out == done.out


def test_version_alone_and_with_what_it_knows(podlint: Podlint) -> None:
    assert podlint("--version").out == "podlint 0.1.0\n"
    lines = podlint("--version", "--verbose").out.splitlines()
    assert lines[:2] == ["podlint 0.1.0", "Kubernetes 1.25 to 1.37"]
    assert lines[2].startswith("Python 3.")


def test_no_command_shows_help_and_is_wrong_use(podlint: Podlint) -> None:
    assert "Commands:" in podlint().out + podlint().err
    assert (podlint().code, podlint("--verbose").code, podlint("--help").code) == (2, 2, 0)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell: str, podlint: Podlint) -> None:
    done = podlint("completion", shell)
    assert done.code == 0
    assert f"_PODLINT_COMPLETE={shell}_complete" in done.out


def test_rule_names_complete(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "_PODLINT_COMPLETE": "bash_complete"}
    environment |= {"COMP_WORDS": "podlint check --select port-n", "COMP_CWORD": "3"}
    program = "import sys; sys.argv = ['podlint']; from podlint.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert "plain,port-number" in done.stdout.splitlines()


def test_our_own_fault_ends_with_2_and_a_traceback(tmp_path: Path) -> None:
    program = "import podlint.cli as cli; cli.podlint.main = lambda **_: [][0]; cli.run()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    call = [sys.executable, "-c", program]
    done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Traceback")


def test_a_closed_pipe_is_silent(write: Write) -> None:
    path = write("a.yaml", "---\n".join(BAD.replace("bad", f"bad-{number}") for number in range(400)))
    command = f"{sys.executable} -m podlint check --quiet --format concise {path} | head -1"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["sh", "-c", command], env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout.count("\n"), done.stderr) == (1, "")


def test_an_interrupt_ends_with_130_and_no_traceback(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "podlint", "check", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(b"#" * 200_000)  # more than a pipe holds: when this returns, podlint is reading
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err
