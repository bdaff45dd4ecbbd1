"""`podlint check` as people call it: exit codes, streams, standard input, formats to files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

GOOD = (ROOT / "examples" / "clean.yaml").read_text(encoding="utf-8")
BAD = (ROOT / "examples" / "clashing-ports.yaml").read_text(encoding="utf-8")


def podlint(folder: Path, *arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {
        k: v for k, v in os.environ.items() if not k.startswith(("PODLINT", "NO_COLOR", "FORCE_COLOR", "CLICOLOR"))
    }
    return subprocess.run(
        [sys.executable, "-m", "podlint", *arguments],
        input=stdin, capture_output=True, text=True, check=False, cwd=folder,
        env={**clean, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    return tmp_path


def test_clean_is_zero_and_silent_on_stdout(folder: Path) -> None:
    done = podlint(folder, "check", "good.yaml")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "1 file, 2 documents: 2 checked; no findings\n"


def test_findings_are_one_and_the_threshold_decides(folder: Path) -> None:
    assert podlint(folder, "check", "bad.yaml").returncode == 1
    assert podlint(folder, "check", "bad.yaml", "--fail-on", "never").returncode == 0
    assert podlint(folder, "check", "bad.yaml", "--exit-zero").returncode == 0
    assert podlint(folder, "check", "bad.yaml", "--ignore", "ports/*", "--ignore", "services").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("check", "none.yaml"), "podlint: none.yaml: no such file or folder"),
        (
            ("check", "--select", "unused-volum"),
            'podlint: no rule or family is called "unused-volum"; did you mean "unused-volume"?',
        ),
        (
            ("check", "--kubernetes-version", "1.12"),
            'podlint: no schema for Kubernetes "1.12"; podlint knows 1.25 to 1.37',
        ),
        (
            ("rule", "unused-volum"),
            'podlint: no rule or family is called "unused-volum"; did you mean "unused-volume"?',
        ),
        (("chek",), "Error: No such command 'chek'; did you mean \"check\"?"),
    ],
)
def test_wrong_use_is_two_and_one_clear_line(folder: Path, arguments: tuple[str, ...], line: str) -> None:
    done = podlint(folder, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == line


def test_standard_input_has_the_name_it_is_given(folder: Path) -> None:
    done = podlint(folder, "check", "-", "--stdin-filename", "deploy/x.yaml", "--format", "concise", stdin=BAD)
    assert done.returncode == 1
    assert done.stdout.startswith("deploy/x.yaml:12:55: error[probe-port-name-foreign] ")


def test_json_adds_up(folder: Path) -> None:
    (folder / "broken.yaml").write_text("a: [\n", encoding="utf-8")
    (folder / "chart.yaml").write_text("a: {{ .Values.a }}\n", encoding="utf-8")
    (folder / "other.yaml").write_text("on: push\n", encoding="utf-8")
    data = json.loads(podlint(folder, "check", ".", "--format", "json").stdout)
    summary = data["summary"]
    parts = [summary[name] for name in ("checked", "not_kubernetes", "templates", "broken")]
    assert parts == [4, 1, 1, 1]
    assert sum(parts) == summary["documents"]
    assert {f["path"] for f in data["findings"]} == {"bad.yaml", "broken.yaml"}
    for finding in data["findings"]:
        start = finding["range"]["start"]
        lines = (folder / finding["path"]).read_text(encoding="utf-8").split("\n")
        assert sum(len(line) + 1 for line in lines[: start["line"] - 1]) + start["column"] - 1 == start["offset"]


def test_several_formats_go_to_their_outputs(folder: Path) -> None:
    done = podlint(folder, "check", "bad.yaml", "--format", "sarif", "--output", "out.sarif", "--format", "concise")
    assert json.loads((folder / "out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert done.stdout.count("\n") == 3
    assert not [name for name in os.listdir(folder) if name.endswith(".tmp")]


def test_colour_follows_the_environment(folder: Path) -> None:
    assert "\x1b[" not in podlint(folder, "check", "bad.yaml").stdout
    assert "\x1b[" in podlint(folder, "check", "bad.yaml", FORCE_COLOR="1").stdout
    assert "\x1b[" not in podlint(folder, "check", "bad.yaml", FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b[" in podlint(folder, "check", "bad.yaml", "--color", "always", NO_COLOR="1").stdout


def test_nothing_to_lint_says_so(folder: Path) -> None:
    (folder / "empty").mkdir()
    done = podlint(folder, "check", "empty")
    assert (done.returncode, done.stderr) == (0, "podlint: no YAML or JSON files found\n")
    assert podlint(folder, "check", "empty", "--require-files").returncode == 2


def test_excluded_files_can_be_left_out_although_named(folder: Path) -> None:
    (folder / ".podlint.yaml").write_text("exclude: [bad.yaml]\n", encoding="utf-8")
    assert podlint(folder, "check", "bad.yaml").returncode == 1
    assert podlint(folder, "check", "bad.yaml", "--force-exclude").returncode == 0
    assert podlint(folder, "check", "good.yaml", ".").returncode == 0


def test_objects_as_the_cluster_returns_them(folder: Path) -> None:
    live = (
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: x\n    uid: 1-2\n"
        "    creationTimestamp: '2026-01-01T00:00:00Z'\n    resourceVersion: '7'\n  spec:\n    containers:\n"
        "    - {name: a, image: example.com/a}\n  status: {phase: Running}\n"
    )
    done = podlint(folder, "check", "-", stdin=live)
    assert (done.returncode, done.stdout) == (0, "")


def test_rules_as_data(folder: Path) -> None:
    rules = json.loads(podlint(folder, "rule", "--all", "--format", "json").stdout)
    assert set(rules[0]) == {"id", "family", "summary", "severity", "profiles", "since", "covers", "references"}
    page = podlint(folder, "rule", "unused-volume").stdout
    assert page.startswith("unused-volume: A volume of the pod is mounted by no container.")


def test_inspect_and_patterns_as_data(folder: Path) -> None:
    pods = json.loads(podlint(folder, "inspect", "good.yaml", "--format", "json").stdout)["pods"]
    assert [container["list"] for container in pods[0]["containers"]] == ["initContainers", "containers"]
    pods = json.loads(podlint(folder, "patterns", "good.yaml", "--format", "json").stdout)["pods"]
    assert pods[0]["containers"][0]["role"] == "native-sidecar"
    assert "native-sidecar" in pods[0]["patterns"]


def test_an_output_belongs_to_the_format_before_it(folder: Path) -> None:
    done = podlint(folder, "check", "bad.yaml", "--format", "concise", "--format", "json", "--output", "out.json")
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["version"] == 1
    assert done.stdout.count("\n") == 3
    done = podlint(folder, "check", "bad.yaml", "--output", "out.txt", "--color", "always")
    assert done.stdout == ""
    assert "--> bad.yaml:" in (folder / "out.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ("--format", "json", "--output", "a", "--output", "b"),
            "Error: each --output belongs to the --format before it",
        ),
        (("--output", "a", "--format", "json"), "Error: each --output belongs to the --format before it"),
        (
            ("--format", "json", "--format", "concise"),
            "Error: json shares standard output with nothing; give one of the formats an --output",
        ),
        (
            ("--format", "sarif", "--statistics"),
            "Error: sarif shares standard output with nothing; give one of the formats an --output",
        ),
    ],
)
def test_outputs_that_make_no_sense(folder: Path, arguments: tuple[str, ...], line: str) -> None:
    done = podlint(folder, "check", "bad.yaml", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == line
    assert not (folder / "a").exists()


def test_statistics_alone_or_beside_a_file(folder: Path) -> None:
    alone = podlint(folder, "check", "bad.yaml", "--statistics")
    beside = podlint(folder, "check", "bad.yaml", "--format", "sarif", "--output", "out.sarif", "--statistics")
    assert alone.stdout == beside.stdout != ""
    assert (folder / "out.sarif").exists()


def test_a_run_without_files_still_writes_its_reports(folder: Path) -> None:
    (folder / "empty").mkdir()
    done = podlint(folder, "check", "empty", "--format", "gitlab", "--output", "out.json", PODLINT_FORMAT="json")
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads((folder / "out.json").read_text(encoding="utf-8")) == []
    assert json.loads(podlint(folder, "check", "empty", PODLINT_FORMAT="json").stdout)["findings"] == []


def test_each_file_has_its_own_threshold(folder: Path) -> None:
    (folder / "strict").mkdir()
    (folder / "lax").mkdir()
    for name in ("strict", "lax"):
        (folder / name / "bad.yaml").write_text(BAD, encoding="utf-8")
    (folder / "lax" / ".podlint.yaml").write_text("fail-on: never\n", encoding="utf-8")
    assert podlint(folder, "check", "lax").returncode == 0
    assert podlint(folder, "check", "lax", "strict").returncode == 1
    assert podlint(folder, "check", "lax", "--fail-on", "error").returncode == 1


def test_patterns_that_no_shell_expands(folder: Path) -> None:
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b" / "bad.yaml").write_text(BAD, encoding="utf-8")
    (folder / "a" / "notes.txt").write_text("no: yaml: here", encoding="utf-8")
    done = podlint(folder, "check", "a/**/*", "--format", "concise")
    assert {line.partition(":")[0] for line in done.stdout.splitlines()} == {"a/b/bad.yaml"}
    done = podlint(folder, "check", "none/*.yaml")
    assert (done.returncode, done.stderr) == (2, "podlint: none/*.yaml: no such file or folder\n")


def test_processes_and_the_order_of_arguments_change_nothing(folder: Path) -> None:
    for number in range(5):
        (folder / f"bad-{number}.yaml").write_text(BAD.replace("checkout", f"checkout-{number}"), encoding="utf-8")
    paths = sorted(path.name for path in folder.glob("*.yaml"))
    alone = podlint(folder, "check", *paths, "--format", "json", "--jobs", "1")
    assert podlint(folder, "check", *paths, "--format", "json", "--jobs", "3").stdout == alone.stdout
    assert podlint(folder, "check", *reversed(paths), "--format", "json", PODLINT_JOBS="2").stdout == alone.stdout
    done = podlint(folder, "check", "--jobs", "none")
    assert (done.returncode, done.stderr) == (2, 'podlint: --jobs is a number from 1 on, or auto, not "none"\n')


def test_what_kubectl_prints_of_a_running_cluster_has_no_findings_of_its_own(folder: Path) -> None:
    live = (ROOT / "tests" / "cli" / "live.yaml").read_text(encoding="utf-8")
    done = podlint(folder, "check", "-", "--profile", "strict", stdin=live)
    assert (done.returncode, done.stdout) == (0, "")
    changed = live.replace("targetPort: http", "targetPort: htpp")
    data = json.loads(podlint(folder, "check", "-", "--format", "json", stdin=changed).stdout)
    [finding] = data["findings"]
    assert (finding["object"]["kind"], finding["yaml_path"]) == ("Service", "items[2].spec.ports[0].targetPort")


def test_a_family_of_rules_is_a_list(folder: Path) -> None:
    lines = podlint(folder, "rule", "suppressions/*").stdout.splitlines()
    assert lines[0] == "suppressions"
    assert [line.split()[0] for line in lines[1:]] == [
        "suppression-malformed", "suppression-unknown-rule", "suppression-unused", "suppression-without-rule",
    ]  # fmt: skip
