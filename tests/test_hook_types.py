"""Which files pre-commit hands to the hooks, by the tags that it gives to their names."""

from __future__ import annotations

import pytest
import yaml

from tests.conftest import ROOT

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}


@pytest.mark.parametrize("hook", sorted(HOOKS))
@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("pod.yaml", True),
        ("deploy/pod.yml", True),
        ("POD.YAML", True),
        ("a b.yaml", True),
        ("pod.json", True),
        ("chart/templates/_helpers.tpl", False),
        ("README.md", False),
        ("pod.yaml.bak", False),
        ("Dockerfile", False),
        ("values.toml", False),
    ],
)
def test_files_by_their_names(hook: str, name: str, wanted: bool) -> None:
    identify = pytest.importorskip("identify.identify", reason="pre-commit is not installed")
    tags = identify.tags_from_filename(name)
    assert bool(tags & set(HOOKS[hook]["types_or"])) is wanted
    assert "files" not in HOOKS[hook]
    assert "args" not in HOOKS[hook]  # a user's args replace ours: nothing that is needed belongs there


def test_only_the_project_hook_names_its_paths_itself() -> None:
    assert HOOKS["podlint-project"]["pass_filenames"] is False
    assert HOOKS["podlint-project"]["entry"].split()[-1] == "."
    assert "pass_filenames" not in HOOKS["podlint"]
    assert "--force-exclude" in HOOKS["podlint"]["entry"].split()
