"""The documentation says what is so: the site builds without a broken link, and its examples and names are real."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from podlint.catalogue import load
from podlint.commands.check import command
from podlint.render import FORMATS
from tests.commands.conftest import Podlint, podlint  # noqa: F401 - a fixture
from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
CATALOGUE = load()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("material", reason="the docs extra is not installed")
    target = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return target


def test_the_site_builds_strictly_with_a_page_a_rule(site: Path) -> None:
    assert [rule for rule in CATALOGUE if not (site / "rules" / rule / "index.html").is_file()] == []
    assert (site / "rules" / "index.html").is_file()


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    loaded = r"""<(?:script|img|iframe)[^>]+src=["']?(?:https?:)?//|<link[^>]+stylesheet[^>]+href=["']?(?:https?:)?//"""
    assert [path.name for path in site.rglob("*.html") if re.search(loaded, path.read_text(encoding="utf-8"))] == []


def test_the_example_is_what_podlint_prints() -> None:
    call = [sys.executable, "-m", "podlint", "check", "examples/read-only-init.yaml", "--quiet", "--isolated"]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == (DOCS / "example.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda page: page.stem)
def test_options_rules_and_formats_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    options = {name for parameter in command.params for name in parameter.opts}
    options |= {"--all", "--verbose", "--version", "--help", "--output-dir", "--quiet"}
    others = ("pip ", "helm ", "kustomize ", "git ", "cmake ")
    lines = [line for line in text.splitlines() if not line.strip().startswith(others) or "podlint check" in line]
    assert {name for line in lines for name in re.findall(r"(?<![\w-])--[a-z][a-z-]+", line)} <= options
    assert set(re.findall(r"--format (\w+)", text)) <= set(FORMATS)
    families = {f"{rule.family}/*" for rule in CATALOGUE.values()}
    for names in re.findall(r"podlint: ignore\[([^\]]+)\]|podlint\.dev/ignore[.\w]*: \"([^\"]+)\"", text):
        for name in "".join(names).split(", "):
            assert name in CATALOGUE or name in families or name in {"rule", "family/*"}, name


@pytest.mark.parametrize("number", [0, 1])
def test_the_configurations_of_the_page_are_accepted(number: int, tmp_path: Path, podlint: Podlint) -> None:  # noqa: F811
    text = (DOCS / "configuration.md").read_text(encoding="utf-8")
    block = re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[number]
    (tmp_path / ".podlint.yaml").write_text(block, encoding="utf-8")
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "till.json").write_text("{}")
    (tmp_path / "pod.yaml").write_text("a: 1\n")
    done = podlint("check", "pod.yaml")
    assert (done.code, done.out) == (0, ""), done.err


def test_the_suppression_of_the_page_silences_its_finding(podlint: Podlint) -> None:  # noqa: F811
    text = (DOCS / "suppressions.md").read_text(encoding="utf-8")
    block = re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[0].encode()
    call = ("check", "-", "--format", "concise", "--fail-on", "info")
    assert podlint(*call, stdin=block)[:2] == (0, "")
    done = podlint(*call, "--no-inline-ignores", stdin=block)
    assert [line.split(" ")[1] for line in done.out.splitlines()] == ["info[unused-volume]"]
