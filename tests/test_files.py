"""Which files a run reads: those that are named, and folders as git sees them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from podlint.errors import UsageError
from podlint.files import sources


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git" / "info").mkdir(parents=True)
    for name in (
        "a.yaml",
        "b.yml",
        "c.json",
        "d.txt",
        ".hidden/e.yaml",
        "sub/f.yaml",
        "sub/gen/g.yaml",
        "out/h.yaml",
        "i.yaml",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"name: {name}\n", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("out/\n*.yml\n", encoding="utf-8")
    (tmp_path / "sub" / ".gitignore").write_text("gen/*\n!gen/g.yaml\n", encoding="utf-8")
    (tmp_path / ".git" / "info" / "exclude").write_text("i.yaml\n", encoding="utf-8")
    return tmp_path


def _paths(*paths: str) -> list[str]:
    return [source.path for source in sources(paths)]


def test_a_folder_is_walked_as_git_sees_it(tree: Path) -> None:
    assert _paths(".") == ["a.yaml", "c.json", "sub/f.yaml", "sub/gen/g.yaml"]


def test_a_folder_below_heeds_the_ignores_above(tree: Path) -> None:
    assert _paths("sub") == ["sub/f.yaml", "sub/gen/g.yaml"]
    assert _paths("out") == []


def test_a_named_file_is_always_read(tree: Path) -> None:
    assert _paths("d.txt", "out/h.yaml", "b.yml", ".hidden/e.yaml") == [
        ".hidden/e.yaml",
        "b.yml",
        "d.txt",
        "out/h.yaml",
    ]


def test_order_and_repeats_change_nothing(tree: Path) -> None:
    assert _paths("sub", "a.yaml", "./a.yaml", "sub/f.yaml") == _paths("a.yaml", "sub")


def test_links_to_folders_are_not_followed(tree: Path) -> None:
    os.symlink(tree / "sub", tree / "link")
    os.symlink(tree, tree / "sub" / "loop")
    assert "link/f.yaml" not in _paths(".")


def test_a_path_that_is_not_there(tree: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.yaml: no such file or folder"):
        sources(["none.yaml"])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_cannot_be_read(tree: Path) -> None:
    (tree / "a.yaml").chmod(0)
    with pytest.raises(UsageError, match=r"a\.yaml: permission denied"):
        sources(["a.yaml"])
