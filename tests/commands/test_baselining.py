"""`podlint check --baseline`: known findings stay silent while lines and items move, and vanished ones are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Podlint

ONE = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, namespace: sales}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
        - name: web
          image: example.com/shop/web:2.1
          ports: [{containerPort: 99999}]
"""
OTHER = """\
        - name: other
          image: example.com/shop/other:2.1
"""


def _entries(path: Path) -> list[dict[str, object]]:
    return json.loads(path.read_text())["findings"]


@pytest.fixture
def known(tmp_path: Path, podlint: Podlint) -> Path:
    (tmp_path / "a.yaml").write_text(ONE)
    done = podlint("check", "a.yaml", "--write-baseline", "known.json")
    assert (done.code, done.out) == (0, "")
    assert "1 finding written to known.json" in done.err
    return tmp_path / "known.json"


def test_an_entry_says_rule_path_object_and_way_without_lines(known: Path) -> None:
    assert _entries(known) == [
        {
            "path": "a.yaml",
            "object": "apps/Deployment/sales/shop",
            "at": "spec.template.spec.containers[name=web].ports[0].containerPort",
            "rule": "port-number",
            "count": 1,
        }
    ]


def test_moved_lines_and_items_stay_known(tmp_path: Path, known: Path, podlint: Podlint) -> None:
    moved = "# a comment\n\n" + ONE.replace("        - name: web", f"{OTHER}        - name: web")
    (tmp_path / "a.yaml").write_text(moved)
    done = podlint("check", ".", "--baseline", "known.json")
    assert (done.code, done.out) == (0, "")
    assert "1 finding known to the baseline" in done.err
    assert podlint("check", "a.yaml").code == 1


def test_a_second_equal_finding_is_new(tmp_path: Path, known: Path, podlint: Podlint) -> None:
    (tmp_path / "a.yaml").write_text(f"{ONE}---\n{ONE}")
    done = podlint("check", "a.yaml", "--baseline", "known.json", "--format", "concise", "--select", "port-number")
    assert done.code == 1
    assert [line.split(":")[1] for line in done.out.splitlines()] == ["25"]


def test_the_baseline_holds_from_another_folder(tmp_path: Path, known: Path, podlint: Podlint) -> None:
    below = tmp_path / "below"
    below.mkdir()
    assert podlint("check", "../a.yaml", "--baseline", "../known.json", cwd=below).code == 0


def test_what_vanished_is_told_and_removed_on_demand(tmp_path: Path, known: Path, podlint: Podlint) -> None:
    (tmp_path / "a.yaml").write_text(ONE.replace("99999", "80"))
    before = known.read_text()
    done = podlint("check", "a.yaml", "--baseline", "known.json")
    assert done.code == 0
    assert "no longer found: port-number in a.yaml, apps/Deployment/sales/shop" in done.err
    assert known.read_text() == before
    done = podlint("check", "a.yaml", "--baseline", "known.json", "--update-baseline")
    assert "removed: port-number in a.yaml" in done.err
    assert _entries(known) == []


def test_what_a_run_did_not_look_for_stays(tmp_path: Path, known: Path, podlint: Podlint) -> None:
    (tmp_path / "b.yaml").write_text(ONE.replace("shop", "shed"))
    podlint("check", "b.yaml", "--write-baseline", "known.json")
    assert [entry["path"] for entry in _entries(known)] == ["a.yaml", "b.yaml"]
    for arguments in (["b.yaml"], [".", "--ignore", "port-number"]):
        done = podlint("check", *arguments, "--baseline", "known.json", "--update-baseline")
        assert "removed" not in done.err
    (tmp_path / "a.yaml").unlink()
    podlint("check", "b.yaml", "--baseline", "known.json", "--update-baseline")
    assert [entry["path"] for entry in _entries(known)] == ["b.yaml"]


def test_a_finding_outside_of_objects_is_known_by_its_document(tmp_path: Path, podlint: Podlint) -> None:
    (tmp_path / "a.yaml").write_text(f"{ONE}---\nkind: Pod\n  apiVersion: v1\n")
    podlint("check", "a.yaml", "--write-baseline", "known.json")
    entries = _entries(tmp_path / "known.json")
    assert ("", "document 2") in {(entry["object"], entry["at"]) for entry in entries}
    assert podlint("check", "a.yaml", "--baseline", "known.json").code == 0


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 2, "findings": []}', '{"version": 1, "findings": [{}]}'])
def test_another_file_is_refused_in_one_line(text: str, tmp_path: Path, known: Path, podlint: Podlint) -> None:
    known.write_text(text)
    done = podlint("check", "a.yaml", "--baseline", "known.json")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


def test_a_missing_baseline_is_wrong_use(tmp_path: Path, known: Path, podlint: Podlint) -> None:
    assert podlint("check", "a.yaml", "--baseline", "unknown.json").code == 2
    assert podlint("check", "a.yaml", "--update-baseline").code == 2


def test_fixes_leave_known_findings_alone(tmp_path: Path, podlint: Podlint) -> None:
    slip = ONE.replace("ports: [{containerPort: 99999}]", "imagepullpolicy: Always")
    (tmp_path / "a.yaml").write_text(slip)
    podlint("check", "a.yaml", "--write-baseline", "known.json")
    assert podlint("check", "a.yaml", "--baseline", "known.json", "--fix").code == 0
    assert (tmp_path / "a.yaml").read_text() == slip
