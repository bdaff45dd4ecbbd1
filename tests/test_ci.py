"""The GitHub action's steps and the GitLab job as a runner would run them, but for the installation."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

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
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """A runner's folder where podlint is installed, and a work tree with one bad pod."""
    if shutil.which("bash") is None:
        pytest.skip("bash is not here")
    programs = tmp_path / "temp" / "podlint" / "bin"
    programs.mkdir(parents=True)
    for name, module in (("podlint", "-m podlint "), ("python", "")):
        program = programs / name
        program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} {module}"$@"\n')
        program.chmod(0o755)
    work = tmp_path / "work"
    (work / ".git").mkdir(parents=True)
    (work / "a b").mkdir()
    (work / "a b" / "pod.yaml").write_text(BAD)
    return tmp_path


def _lint(runner: Path, **inputs: str) -> tuple[int, str, dict[str, str]]:
    names = {name: value["default"] for name, value in ACTION["inputs"].items()} | inputs
    given = {
        name: names[re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) }}", value)[1]]  # type: ignore[index]  # all are inputs
        for name, value in STEPS["Lint"]["env"].items()
    }
    environment = {**os.environ, **given, "RUNNER_TEMP": str(runner / "temp")}
    environment |= {"GITHUB_OUTPUT": str(runner / "output"), "GITHUB_STEP_SUMMARY": str(runner / "summary")}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS["Lint"]["run"]]
    done = subprocess.run(command, cwd=runner / "work", env=environment, capture_output=True, text=True, check=False)
    output = (runner / "output").read_text().splitlines()
    return done.returncode, done.stdout, dict(line.split("=", 1) for line in output)


def test_no_input_stands_in_a_script() -> None:
    assert not [name for name, step in STEPS.items() if "${{" in step["run"]]


def test_every_input_and_output_is_used() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert [name for name in ACTION["inputs"] if "${{ inputs." + name + " }}" not in text] == []
    written = STEPS["Lint"]["run"]
    assert [name for name in ACTION["outputs"] if f"{name}=" not in written] == []


def test_the_action_annotates_counts_and_fails(runner: Path) -> None:
    code, out, outputs = _lint(runner)
    assert code == 1
    assert out.startswith("::error ")
    assert "file=a b/pod.yaml,line=8," in out
    assert outputs == {"exit-code": "1", "errors": "1", "warnings": "0"}
    assert "port-number" in (runner / "summary").read_text()


def test_the_action_writes_sarif_and_fails_only_on_what_is_asked_for(runner: Path) -> None:
    code, _, outputs = _lint(runner, **{"sarif-file": "found.sarif", "fail-on": "never"})
    assert (code, outputs["exit-code"]) == (0, "0")
    found = json.loads((runner / "work" / "found.sarif").read_text())
    assert [result["ruleId"] for result in found["runs"][0]["results"]] == ["port-number"]


def test_inputs_are_words_and_never_code(runner: Path) -> None:
    code, _, _ = _lint(runner, paths="$(touch_x) ; echo", args="--ignore port-number")
    assert code == 2
    code, _, outputs = _lint(runner, args="--ignore port-number --exit-zero")
    assert (code, outputs["errors"]) == (0, "0")


def test_the_gitlab_job_writes_the_report_that_it_declares(runner: Path) -> None:
    job = yaml.safe_load((ROOT / "docs" / "gitlab-ci.yml").read_text(encoding="utf-8"))["podlint"]
    call = next(line for line in job["script"] if line.startswith("podlint "))
    path = f"{runner / 'temp' / 'podlint' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", call],
        cwd=runner / "work",
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.startswith("a b/pod.yaml:8:31: error[port-number]")
    report = json.loads((runner / "work" / job["artifacts"]["reports"]["codequality"]).read_text())
    assert [finding["check_name"] for finding in report] == ["port-number"]
