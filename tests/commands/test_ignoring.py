"""`podlint check --add-ignores`: the files carry comments, and the next run is silent."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Podlint

BAD = """\
apiVersion: v1
kind: Pod
metadata: {name: shop}
spec:
  containers:
    - name: web
      image: example.com/shop/web:2.1
      ports: [{containerPort: 99999}]
"""


def test_the_next_run_is_silent_and_a_new_finding_is_told(tmp_path: Path, podlint: Podlint) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(BAD)
    done = podlint("check", "--add-ignores", ".")
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines()[0] == "podlint: suppressed 1 finding by comments"
    assert path.read_text().splitlines()[-1].startswith("      ports: [{containerPort: 99999}]  # podlint: ignore[")
    assert podlint("check", ".").code == 0
    assert podlint("check", "--no-inline-ignores", ".").code == 1
    path.write_text(path.read_text() + "    - {name: web, image: example.com/other:1}\n")
    assert podlint("check", ".").code == 1


def test_what_cannot_be_suppressed_is_still_told(tmp_path: Path, podlint: Podlint) -> None:
    (tmp_path / "a.yaml").write_text("a: [\n")
    done = podlint("check", "--add-ignores", "a.yaml", "--format", "concise")
    assert done.code == 1
    assert done.out.startswith("a.yaml:1:4: error[broken-yaml] ")


def test_standard_input_has_no_place_for_comments(podlint: Podlint) -> None:
    done = podlint("check", "--add-ignores", "-", stdin=BAD.encode())
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1] == "Error: --add-ignores writes into files, not into standard input"
