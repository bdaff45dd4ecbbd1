"""Hostile input through the whole command line: every format ends, says what it must, and lets nothing out of its cell."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from podlint.cli import podlint
from podlint.render import FORMATS

HEAD = "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n"
PWN = "</script><script>alert(1)</script>\\n::error::pwn\\n##vso[task.complete]\\e[2J"
HOSTILE = {
    "a name\n::error::pwn.yaml": f'apiVersion: v1\nkind: Pod\nmetadata: {{name: "{PWN}", "{PWN}": 1}}\nspec: {{containers: []}}\n',
    "brackets.yaml": f"{HEAD}spec: {'[' * 100_000}{']' * 100_000}\n",
    "open.yaml": "[" * 100_000,
    "braces.yaml": f"{HEAD}spec: {'{a: ' * 20_000}{'}' * 20_000}\n",
    "aliases.yaml": f"{HEAD}a0: &a0 [{', '.join('x' * 9)}]\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)),
    "line.yaml": f"{HEAD}spec: {{containers: [{{name: a, image: b, immage: {'y' * 3_000_000}}}]}}\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    (made / ".git").mkdir()
    for name, text in HOSTILE.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_survives(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(podlint, ["check", ".", "--format", name, "--isolated"])
    assert done.exit_code == 1, done.exception
    report = done.stdout
    assert report
    assert "\x1b" not in report
    assert len(report) < 300_000
    if name not in ("json", "jsonl", "sarif", "gitlab", "rdjson"):  # in JSON text a line end is two characters
        assert not [
            line for line in report.splitlines() if line.startswith("::error::pwn") or "##vso[task.complete]" in line
        ]
    if name in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(report)
    if name in ("junit", "checkstyle"):
        ET.fromstring(report)
    if name in ("html", "markdown"):
        assert "<script>alert" not in report
