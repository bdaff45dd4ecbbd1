"""The editor configurations of the documentation, run without a display: the finding stands at its line and column."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from podlint.catalogue import load
from tests.conftest import ROOT

SETUPS = ROOT / "docs" / "editors"
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
MESSAGE = 'container "web": containerPort is 99999'
EVERY_RULE = "".join(f"a.yaml:1:1: error[{rule}] so it is\n" for rule in load())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a bad pod, and podlint as a program."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "a pod.yaml").write_text(BAD, encoding="utf-8")
    program = tmp_path / "bin" / "podlint"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m podlint "$@"\n')
    program.chmod(0o755)
    return tmp_path


def _run(folder: Path, editor: str, *arguments: str) -> str:
    """What an editor prints, in a home of its own."""
    if shutil.which(editor) is None:
        pytest.skip(f"{editor} is not here")
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [editor, *arguments],
        cwd=folder,
        env={**os.environ, "PATH": path, "HOME": str(folder), "TERM": "dumb"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def _commands(steps: list[str]) -> list[str]:
    return [word for step in steps for word in ("-c", step)]


def test_vim_fills_the_quickfix_list(folder: Path) -> None:
    found = folder / "found.json"
    fields = "[bufname(v:val.bufnr), v:val.lnum, v:val.col, v:val.type, v:val.text]"
    show = f"call writefile([json_encode(map(getqflist(), '{fields}'))], '{found}')"
    steps = [f"source {SETUPS / 'podlint.vim'}", "silent make!", show, "qa!"]
    _run(folder, "vim", "-Nu", "NONE", "-es", "a pod.yaml", *_commands(steps))
    [[name, line, column, kind, text]] = json.loads(found.read_text())
    assert (name, line, column, kind) == ("a pod.yaml", 8, 31, "e")
    assert text.startswith(MESSAGE)


def test_neovim_shows_diagnostics_of_the_unsaved_text(folder: Path) -> None:
    (folder / "lua").mkdir()
    shutil.copy(SETUPS / "podlint.lua", folder / "lua")
    steps = [f"set rtp^={folder}", "lua require('podlint').setup()", "edit a\\ pod.yaml", "normal ggO# a new line"]
    steps += ["9s/{/{name: ü, /"]
    steps += ["lua require('podlint').lint(0)", "lua io.stdout:write(vim.json.encode(vim.diagnostic.get(0)))", "qa!"]
    output = _run(folder, "nvim", "--headless", "-u", "NONE", *_commands(steps))
    found = {item["code"]: item for item in json.loads(output[output.index("[") :])}
    its = found["port-number"]
    assert (its["lnum"], its["col"], its["severity"]) == (8, 30 + len("name: ü, ".encode()), 1)
    assert its["message"].startswith(MESSAGE)


def test_emacs_flymake_marks_the_unsaved_text(folder: Path) -> None:
    program = """
(progn
  (find-file "a pod.yaml")
  (goto-char (point-min))
  (insert "# a new line\\n")
  (podlint-setup)
  (flymake-start)
  (let ((end (+ (float-time) 30)))
    (while (and (null (flymake-diagnostics)) (< (float-time) end)) (accept-process-output nil 0.05)))
  (dolist (found (flymake-diagnostics))
    (message "%s %s %s %s" (flymake-diagnostic-type found)
             (line-number-at-pos (flymake-diagnostic-beg found))
             (save-excursion (goto-char (flymake-diagnostic-beg found)) (current-column))
             (flymake-diagnostic-text found)))
  (set-buffer-modified-p nil))
"""
    output = _run(folder, "emacs", "-Q", "--batch", "-l", str(SETUPS / "podlint.el"), "--eval", program)
    [line] = [line for line in output.splitlines() if "port-number" in line]
    assert line.startswith(f":error 9 30 error[port-number] {MESSAGE}")


def test_emacs_reads_the_findings_of_every_rule(folder: Path) -> None:
    (folder / "report.txt").write_text(EVERY_RULE)
    program = """
(with-temp-buffer
  (let ((buffer (current-buffer)))
    (with-temp-buffer
      (insert-file-contents "report.txt")
      (message "%d diagnostics" (length (podlint--found buffer (current-buffer)))))))
"""
    output = _run(folder, "emacs", "-Q", "--batch", "-l", str(SETUPS / "podlint.el"), "--eval", program)
    assert f"{len(EVERY_RULE.splitlines())} diagnostics" in output


def test_emacs_compile_finds_the_place(folder: Path) -> None:
    program = """
(progn
  (require 'compile)
  (with-current-buffer (compile "podlint check --quiet --format concise .")
    (while (process-live-p (get-buffer-process (current-buffer))) (accept-process-output nil 0.05))
    (goto-char (point-min))
    (compilation-next-error 1)
    (let ((place (compilation--message->loc (get-text-property (point) 'compilation-message))))
      (message "at %s:%s" (compilation--loc->line place) (compilation--loc->col place)))))
"""
    assert "at 8:31" in _run(folder, "emacs", "-Q", "--batch", "--eval", program)


def test_vs_code_reads_the_findings_of_every_rule() -> None:
    [task] = json.loads((SETUPS / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    regexp = task["problemMatcher"]["pattern"]["regexp"]
    assert [line for line in EVERY_RULE.splitlines() if re.search(regexp, line) is None] == []


def test_vs_code_matches_the_concise_format(folder: Path) -> None:
    setup = json.loads((SETUPS / "tasks.json").read_text(encoding="utf-8"))
    [task] = setup["tasks"]
    pattern = task["problemMatcher"]["pattern"]
    line = _run(folder, "sh", "-c", "podlint check . --quiet --format concise; true").splitlines()[0]
    match = re.search(pattern["regexp"], line)
    assert match is not None
    fields = {name: match[pattern[name]] for name in ("file", "line", "column", "severity", "code")}
    assert fields == {"file": "a pod.yaml", "line": "8", "column": "31", "severity": "error", "code": "port-number"}
    assert match[pattern["message"]].startswith(MESSAGE)
    done = _run(
        folder, "sh", "-c", f"{task['command']} {' '.join(task['args'])}; true".replace("${workspaceFolder}", ".")
    )
    assert re.search(pattern["regexp"], done.splitlines()[0])
