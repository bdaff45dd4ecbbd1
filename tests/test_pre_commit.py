"""Both hooks end to end: pre-commit builds them from this checkout and runs them in a repository of a user.

pre-commit installs the package as a user's would be, so the first test takes some seconds; where it cannot (no index
of packages in reach) the tests are skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT

GOOD = """\
apiVersion: v1
kind: Pod
metadata: {name: shop}
spec:
  containers:
    - name: web
      image: example.com/shop/web:2.1
"""
BAD = GOOD.replace("      image:", "      ports: [{containerPort: 99999}]\n      image:")
UNRELATED = "on: push\njobs: {build: {steps: [{run: make}]}}\n"
TEMPLATE = GOOD.replace("{name: shop}", "{name: {{ .Release.Name }}}").replace("spec:", "{{- if .Values.on }}\nspec:")
TEMPLATE += "{{- end }}\n"


class User(NamedTuple):
    """A user's repository, the tool's, and the environment that both are worked with."""

    folder: Path
    tool: Path
    environment: dict[str, str]

    def call(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )

    def write(self, **files: str) -> None:
        """Make these the only manifests of the repository, and stage them."""
        for old in self.folder.rglob("*.yaml"):
            if ".git" not in old.parts and not old.name.startswith(".pre-commit"):
                old.unlink()
        head = self.call("git", "-C", str(self.tool), "rev-parse", "HEAD").stdout.strip()
        hooks = "[{id: podlint}, {id: podlint-project}]"
        files[".pre-commit-config.yaml"] = f"repos: [{{repo: {self.tool}, rev: {head}, hooks: {hooks}}}]\n"
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.call("git", "add", "--all", ".")

    def pre_commit(self, *arguments: str) -> tuple[bool, str]:
        """Whether the hooks pass on all files, and what pre-commit prints."""
        done = self.call(sys.executable, "-m", "pre_commit", *arguments, "--all-files", "--verbose")
        if done.returncode not in (0, 1):
            pytest.skip(f"pre-commit cannot build its environment here: {done.stdout.strip()[-300:]}")
        return done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> User:
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("the hooks are built from a git checkout")
    base = tmp_path_factory.mktemp("pre-commit")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PODLINT_"))}
    environment |= {"PRE_COMMIT_HOME": str(base / "home"), "HOME": str(base), "GIT_CONFIG_NOSYSTEM": "1"}
    made = User(base / "user", base / "podlint", environment)
    made.folder.mkdir()
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in tracked.split("\0"):
        if name and (ROOT / name).is_file():
            (made.tool / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, made.tool / name)
    for repository in (made.folder, made.tool):
        for command in (
            ["init", "-q"], ["config", "user.name", "user"], ["config", "user.email", "user@example.com"],
            ["add", "--all", "."], ["commit", "-q", "--allow-empty", "-m", "all"],
        ):  # fmt: skip
            subprocess.run(["git", *command], cwd=repository, env=environment, check=True, capture_output=True)
    return made


def test_the_manifest_is_valid() -> None:
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("hook", ["podlint", "podlint-project"])
def test_a_hook_passes_what_is_clean_unrelated_or_a_template(hook: str, user: User) -> None:
    user.write(**{
        "good.yaml": GOOD, "a b.yaml": GOOD.replace("shop}", "shed}"), ".github/work.yaml": UNRELATED,
        "unrelated.yaml": UNRELATED, "chart/templates/web.yaml": TEMPLATE,
    })  # fmt: skip
    passed, output = user.pre_commit("run", hook)
    assert passed, output
    assert "3 checked" in output or "2 checked" in output
    assert "1 template" in output


def test_try_repo_reports_bad_pods_at_their_place_and_nothing_else(user: User) -> None:
    user.write(
        **{
            "good.yaml": GOOD,
            "bad.yaml": BAD.replace("shop}", "shed}"),
            "a b.yaml": BAD.replace("shop}", "stall}"),
            "unrelated.yaml": UNRELATED,
            "chart/templates/web.yaml": TEMPLATE,
        }
    )
    passed, output = user.pre_commit("try-repo", str(user.tool))
    assert not passed
    first, second = output.partition("(whole project)")[::2]
    for part in (first, second):
        places = [line.strip() for line in part.splitlines() if "-->" in line]
        assert sorted(places) == ["--> a b.yaml:7:31", "--> bad.yaml:7:31"]


def test_a_hook_leaves_out_what_the_configuration_excludes(user: User) -> None:
    user.write(**{"vendor/bad.yaml": BAD, "good.yaml": GOOD, ".podlint.yaml": "exclude: [vendor/]\n"})
    passed, output = user.pre_commit("run", "podlint")
    assert passed, output


def test_a_bad_commit_is_blocked_and_a_good_one_passes(user: User) -> None:
    user.write(**{"pod.yaml": BAD})
    assert not user.pre_commit("run")[0]
    assert user.call(sys.executable, "-m", "pre_commit", "install").returncode == 0
    before = user.call("git", "rev-parse", "HEAD").stdout
    blocked = user.call("git", "commit", "-m", "bad")
    assert blocked.returncode == 1
    assert "pod.yaml:7:31" in blocked.stdout + blocked.stderr
    assert user.call("git", "rev-parse", "HEAD").stdout == before
    user.write(**{"pod.yaml": GOOD})
    passed = user.call("git", "commit", "-m", "good")
    assert passed.returncode == 0, passed.stdout + passed.stderr
