"""`podlint config`: what holds for a file and who says so, a first file, the schema."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.conftest import Podlint


def test_show_names_the_origin_of_each_value(tmp_path: Path, podlint: Podlint) -> None:
    (tmp_path / "base.yaml").write_text("fail-on: error\nexclude: [vendor/]\n")
    (tmp_path / ".podlint.yaml").write_text(
        "extends: base.yaml\nrules:\n  unused-volume: info\n  'mesh/*': off\n"
        "overrides:\n  - files: [deploy/]\n    kubernetes-version: '1.30'\n    rules: {unused-volume: error}\n"
    )
    lines = podlint("config", "show", "deploy/pod.yaml").out.splitlines()
    assert lines[:6] == [
        "configuration: .podlint.yaml",
        "profile: default (built in)",
        "kubernetes-version: 1.30 (.podlint.yaml:7:25)",
        "fail-on: error (base.yaml:1:10)",
        "respect-inline: true (built in)",
        'exclude: ["vendor/"] (base.yaml:2:1)',
    ]
    assert "  unused-volume: error (.podlint.yaml:8:28)" in lines
    assert "  undefined-volume: error (profile)" in lines
    assert "  inject-key-misplaced: off (.podlint.yaml:4:13)" in lines
    assert "  unused-volume: info (.podlint.yaml:3:18)" in podlint("config", "show").out.splitlines()


def test_init_writes_a_file_that_holds_and_keeps_one_that_is_there(tmp_path: Path, podlint: Podlint) -> None:
    assert podlint("config", "init")[:2] == (0, ".podlint.yaml\n")
    assert "configuration: .podlint.yaml" in podlint("config", "show").out
    (tmp_path / ".podlint.yaml").write_text("profile: strict\n")
    done = podlint("config", "init")
    assert (done.code, done.err) == (2, "podlint: .podlint.yaml is there already\n")
    assert (tmp_path / ".podlint.yaml").read_text() == "profile: strict\n"


def test_the_first_file_holds_with_its_comments_taken_off(tmp_path: Path, podlint: Podlint) -> None:
    podlint("config", "init")
    path = tmp_path / ".podlint.yaml"
    head, body = path.read_text().split("profile: default\n")
    path.write_text("profile: default\n" + body.replace("# ", ""))
    assert head.startswith("# yaml-language-server: $schema=")
    assert "kubernetes-version: 1.33 (.podlint.yaml:2:21)" in podlint("config", "show").out


def test_schema_is_what_ships(podlint: Podlint) -> None:
    assert json.loads(podlint("config", "schema").out)["title"] == "podlint configuration"


def test_a_slip_is_one_line_and_wrong_use(tmp_path: Path, podlint: Podlint) -> None:
    (tmp_path / ".podlint.yaml").write_text("profil: strict\n")
    (tmp_path / "a.yaml").write_text("kind: Pod\n")
    done = podlint("check", "a.yaml")
    line = 'podlint: .podlint.yaml:1:1: no setting is called "profil"; did you mean "profile"?\n'
    assert done == (2, "", line)


def test_inspect_and_patterns_know_the_configured_kinds_and_images(tmp_path: Path, podlint: Podlint) -> None:
    (tmp_path / "till.yaml").write_text(
        "apiVersion: shop.example.com/v1\nkind: Till\nmetadata: {name: till}\n"
        "spec: {template: {spec: {containers: [{name: tap, image: 'example.com/tap:1'}]}}}\n"
    )
    assert podlint("inspect", "till.yaml", "--format", "json").out == '{"version": 1, "pods": []}\n'
    (tmp_path / ".podlint.yaml").write_text(
        "kinds: [{group: shop.example.com, kind: Till, paths: [spec.template]}]\nimages: {example.com/tap: {ports: [2020]}}\n"
    )
    [pod] = json.loads(podlint("inspect", "till.yaml", "--format", "json").out)["pods"]
    assert (pod["kind"], pod["ports"][0]["port"]) == ("Till", 2020)
    assert podlint("patterns", "till.yaml").out.startswith("till.yaml: Till till: ")
