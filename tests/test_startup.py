"""What `check` may import: start-up is most of a run on one file, so each module there is a decision."""

from __future__ import annotations

import json
import os
import subprocess
import sys
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
import json, sys
import click, yaml
before = set(sys.modules)
from podlint.cli import main
sys.argv = ["podlint", "check", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    code = end.code
print(json.dumps({"code": code, "modules": sorted(set(sys.modules) - before)}))
"""
NEVER = (
    "jsonschema", "ruamel", "pathspec", "tree_sitter", "tree_sitter_bash", "dataclasses", "logging", "asyncio", "decimal",
    "pygls", "importlib.metadata", "importlib.resources", "ipaddress", "html", "xml", "difflib", "hashlib", "multiprocessing",
    "concurrent.futures", "podlint.render.json_report", "podlint.render.sarif", "podlint.picture", "podlint.fixer",
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
    result = json.loads(done.stdout.splitlines()[-1])
    return result["code"], set(result["modules"])


@pytest.mark.parametrize("name", NEVER)
def test_a_clean_file_does_not_pay_for(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    code, modules = _run(tmp_path_factory.mktemp("clean"), CLEAN)
    assert code == 0
    assert not {module for module in modules if module == name or module.startswith(name + ".")}


def test_a_script_brings_its_parser(tmp_path: Path) -> None:
    _, modules = _run(tmp_path, SCRIPT)
    assert "tree_sitter" in modules


def test_how_many_modules_a_clean_file_needs(tmp_path: Path) -> None:
    _, modules = _run(tmp_path, CLEAN)
    assert len([module for module in modules if module.startswith("podlint")]) <= 150
    assert len(modules) <= 190
