"""What `check` may import: start-up is most of a run on one file, so each module there is a decision."""

from __future__ import annotations

import os
import subprocess
import sys
from ast import literal_eval
from pathlib import Path

import pytest

from tests.conftest import ROOT

CLEAN = """\
apiVersion: v1
kind: Pod
metadata: {name: shop}
spec:
  containers:
    - name: web
      image: example.com/shop/web:2.1
      ports: [{name: http, containerPort: 8080}]
"""
SCRIPT = CLEAN + "      command: [sh, -c, 'exec /bin/web > /tmp/log']\n"
PROGRAM = """\
import sys
import click, yaml
before = set(sys.modules)
from podlint.cli import main
sys.argv = ["podlint", "check", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    code = end.code
print(repr((code, sorted(set(sys.modules) - before))))
"""
NEVER = (
    "jsonschema", "ruamel", "pathspec", "tree_sitter", "tree_sitter_bash", "dataclasses", "logging", "asyncio", "decimal",
    "pygls", "importlib.metadata", "importlib.resources", "ipaddress", "html", "xml", "difflib", "hashlib", "multiprocessing",
    "concurrent.futures", "podlint.render.json_report", "podlint.render.sarif", "podlint.picture", "podlint.fixer",
    "json", "glob", "subprocess", "tomllib", "podlint.configlayers", "podlint.configschema", "podlint.gitignore",
    "podlint.suppression", "podlint.directives", "podlint.annotations", "podlint.syntax.comments", "podlint.syntax.diagnose",
    "podlint.ignoring", "podlint.baseline", "podlint.origins", "podlint.parallel", "podlint.commands.spreading",
    "podlint.commands.telling", "podlint.commands.fixing", "podlint.commands.changed",
)  # fmt: skip


def _run(tmp_path: Path, text: str, *options: str) -> tuple[int, set[str]]:
    path = tmp_path / "pod.yaml"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path), *options],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    code, modules = literal_eval(done.stdout.splitlines()[-1])
    return code, set(modules)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules that a run on one clean file imports beyond click and yaml."""
    code, modules = _run(tmp_path_factory.mktemp("clean"), CLEAN)
    assert code == 0
    return modules


@pytest.mark.parametrize("name", NEVER)
def test_a_clean_file_does_not_pay_for(name: str, clean: set[str]) -> None:
    assert not {module for module in clean if module == name or module.startswith(name + ".")}


def test_a_script_brings_its_parser(tmp_path: Path) -> None:
    _, modules = _run(tmp_path, SCRIPT)
    assert "tree_sitter" in modules


def test_a_suppression_brings_its_reader(tmp_path: Path) -> None:
    _, modules = _run(tmp_path, CLEAN + "# podlint: ignore-document[unused-volume]\n")
    assert {"podlint.suppression", "podlint.directives", "podlint.syntax.comments"} <= modules


def test_how_many_modules_a_clean_file_needs(clean: set[str]) -> None:
    assert len([module for module in clean if module.startswith("podlint")]) <= 150
    assert len(clean) <= 190
