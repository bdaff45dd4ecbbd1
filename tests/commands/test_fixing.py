"""`podlint check --fix` and its kin: what is written, what is shown, and the exit codes."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Podlint
from tests.conftest import ROOT

SLIP = """\
apiVersion: v1
kind: Pod
metadata: {name: shop}
spec:
  containers:
    - name: web
      image: example.com/shop/web:2.1
      imagepullpolicy: Always
"""
MENDED = SLIP.replace("pullpolicy", "PullPolicy")
STAYS = SLIP.replace("imagepullpolicy: Always", "ports: [{containerPort: 99999}]")


def test_fix_writes_the_file_and_reports_what_is_left(tmp_path: Path, podlint: Podlint) -> None:
    (tmp_path / "a.yaml").write_text(SLIP)
    (tmp_path / "b.yaml").write_text(STAYS)
    done = podlint("check", "--fix", ".", "--format", "concise")
    assert done.code == 1
    assert (tmp_path / "a.yaml").read_text() == MENDED
    assert (tmp_path / "b.yaml").read_text() == STAYS
    assert [line.partition(":")[0] for line in done.out.splitlines()] == ["b.yaml"]
    assert "podlint: applied 1 fix in 1 file\n" in done.err
    assert podlint("check", "--fix", "a.yaml").code == 0


def test_line_ends_mark_mode_and_link_stay(tmp_path: Path, podlint: Podlint) -> None:
    real = tmp_path / "real" / "a.yaml"
    real.parent.mkdir()
    real.write_bytes(b"\xef\xbb\xbf" + SLIP.replace("\n", "\r\n").encode())
    real.chmod(0o640)
    (tmp_path / "a.yaml").symlink_to(real)
    assert podlint("check", "--fix", "a.yaml").code == 0
    assert real.read_bytes() == b"\xef\xbb\xbf" + MENDED.replace("\n", "\r\n").encode()
    assert real.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "a.yaml").is_symlink()
    assert [path.name for path in real.parent.iterdir()] == ["a.yaml"]


def test_standard_input_comes_back_fixed_with_the_report_on_standard_error(podlint: Podlint) -> None:
    two = f"{SLIP}---\n{STAYS.replace('shop', 'shed')}"
    done = podlint("check", "--fix", "-", "--format", "concise", stdin=two.encode())
    assert done.out == two.replace("pullpolicy", "PullPolicy")
    assert "<stdin>:17:" in done.err
    assert done.code == 1


def test_a_clean_or_excluded_text_comes_back_as_it_is(tmp_path: Path, podlint: Podlint) -> None:
    assert podlint("check", "--fix", "-", stdin=MENDED.encode()).out == MENDED
    (tmp_path / ".podlint.yaml").write_text("exclude: [vendor/]\n")
    done = podlint("check", "--fix", "-", "--stdin-filename", "vendor/a.yaml", stdin=SLIP.encode())
    assert (done.code, done.out) == (0, SLIP)


def test_diff_writes_nothing_and_exits_with_1_when_there_would_be_a_change(tmp_path: Path, podlint: Podlint) -> None:
    path = tmp_path / "a b.yaml"
    path.write_text(SLIP)
    done = podlint("check", "--diff", ".")
    assert done.code == 1
    assert path.read_text() == SLIP
    assert "-      imagepullpolicy: Always\n+      imagePullPolicy: Always\n" in done.out
    assert "would apply 1 fix in 1 file" in done.err
    path.write_text(MENDED)
    assert podlint("check", "--diff", ".")[:2] == (0, "")


@pytest.mark.parametrize("text", [SLIP, SLIP.rstrip("\n"), SLIP.replace("\n", "\r\n")], ids=["lf", "open end", "crlf"])
def test_patch_takes_the_diff(text: str, tmp_path: Path, podlint: Podlint) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not here")
    path = tmp_path / "a.yaml"
    path.write_bytes(text.encode())
    diff = podlint("check", "--diff", "a.yaml").out
    shutil.rmtree(tmp_path / ".git")
    subprocess.run(["git", "apply", "-p0", "-"], input=diff.encode(), check=True, cwd=tmp_path)
    assert path.read_bytes() == text.replace("pullpolicy", "PullPolicy").encode()


def test_fix_only_reports_nothing(tmp_path: Path, podlint: Podlint) -> None:
    (tmp_path / "a.yaml").write_text(SLIP)
    (tmp_path / "b.yaml").write_text(STAYS)
    assert podlint("check", "--fix-only", ".")[:2] == (0, "")
    assert (tmp_path / "a.yaml").read_text() == MENDED


def test_unsafe_fixes_are_applied_only_when_asked_for(tmp_path: Path, podlint: Podlint) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(SLIP.replace("imagepullpolicy", "imagePulPolicy"))
    podlint("check", "--fix", "a.yaml")
    assert "imagePulPolicy" in path.read_text()
    podlint("check", "--fix", "--unsafe-fixes", "a.yaml")
    assert "imagePullPolicy" in path.read_text()


def test_a_diff_cannot_steer_a_terminal(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="there are no terminals here")
    (tmp_path / "a.yaml").write_text(f"{SLIP}---\n# \x1b[2J\n")
    own, other = pty.openpty()
    command = [sys.executable, "-m", "podlint", "check", "--diff", "--quiet", "a.yaml"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, stdout=other, cwd=tmp_path, env=environment, check=False)
    assert done.returncode == 1
    shown = os.read(own, 65536) if select.select([own], [], [], 5)[0] else b""
    os.close(other)
    os.close(own)
    assert b"\\x1b[2J" in shown
    assert b"\x1b" not in shown
