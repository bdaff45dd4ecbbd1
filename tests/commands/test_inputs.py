"""Where texts come from: changes since a commit, and documents that name the file they were rendered from."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from podlint.origins import split
from podlint.text import Source
from tests.commands.conftest import Podlint

POD = """\
apiVersion: v1
kind: Pod
metadata: {{name: {name}}}
spec:
  containers:
    - name: web
      image: example.com/shop/web:2.1
      ports: [{{containerPort: {port}}}]
"""
GOOD, BAD = POD.format(name="good", port=80), POD.format(name="bad", port=99999)
Write = Callable[[str, str], Path]


@pytest.fixture
def git(tmp_path: Path, podlint: Podlint) -> Callable[..., None]:
    if shutil.which("git") is None:
        pytest.skip("git is not here")
    shutil.rmtree(tmp_path / ".git")

    def call(*arguments: str) -> None:
        identity = ["-c", "user.name=user", "-c", "user.email=user@example.com"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    call("init", "-q", "-b", "main")
    return call


def _paths(out: str) -> list[str]:
    return [line.split(":")[0] for line in out.splitlines()]


def test_changed_since_reports_changed_and_new_files_only(
    git: Callable[..., None], write: Write, podlint: Podlint
) -> None:
    write("old.yaml", BAD)
    write("changed.yaml", GOOD)
    write("gone.yaml", GOOD.replace("good", "gone"))
    git("add", ".")
    git("commit", "-qm", "one")
    git("checkout", "-qb", "work")
    write("sub/changed too.yaml", BAD.replace("bad", "worse"))
    git("add", ".")
    git("commit", "-qm", "two")
    write("changed.yaml", GOOD.replace("80", "99998"))
    write("new.yaml", BAD.replace("bad", "worst")).parent.joinpath("gone.yaml").unlink()
    done = podlint("check", ".", "--changed-since", "main", "--format", "concise")
    assert _paths(done.out) == ["changed.yaml", "new.yaml", "sub/changed too.yaml"]
    assert podlint("check", "old.yaml", "--changed-since", "main").code == 0


def test_changes_of_the_other_branch_do_not_count(git: Callable[..., None], write: Write, podlint: Podlint) -> None:
    write("a.yaml", BAD)
    git("add", ".")
    git("commit", "-qm", "one")
    git("branch", "work")
    write("a.yaml", f"# moved on\n{BAD}")
    git("commit", "-qam", "two")
    git("checkout", "-q", "work")
    assert podlint("check", ".", "--changed-since", "main").code == 0


@pytest.mark.parametrize("reference", ["nowhere", "--output=x"])
def test_an_unknown_commit_is_wrong_use(
    reference: str, git: Callable[..., None], write: Write, podlint: Podlint
) -> None:
    write("a.yaml", BAD)
    done = podlint("check", ".", f"--changed-since={reference}")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


def test_rendered_documents_are_named_after_their_source(podlint: Podlint) -> None:
    rendered = "".join(
        f"---\n# Source: shop/templates/{name}\n{text}"
        for name, text in (("a.yaml", GOOD), ("b.yaml", BAD), ("a.yaml", BAD.replace("bad", "worse")))
    )
    done = podlint("check", "-", "--format", "concise", stdin=rendered.encode())
    assert [line.split(" ")[0] for line in done.out.splitlines()] == [
        "shop/templates/a.yaml:20:31:",
        "shop/templates/b.yaml:10:31:",
    ]
    assert done.err.startswith("2 files, 3 documents: 3 checked")


def test_a_text_without_origins_keeps_its_name(podlint: Podlint) -> None:
    text = f"# Source: is a word here\n#\n{BAD}".replace("# Source", "# The Source")
    done = podlint("check", "-", "--format", "concise", stdin=text.encode())
    assert _paths(done.out) == ["<stdin>"]


def test_what_stands_before_the_first_origin_keeps_the_name_of_the_input() -> None:
    text = f"{GOOD}---\n# Source: shop/b.yaml\n{BAD}---\n{GOOD}"
    parts = split(Source("<stdin>", text.replace("\n", "\r\n")))
    assert [part.path for part in parts] == ["<stdin>", "shop/b.yaml"]
    assert "".join(part.text for part in parts) == text.replace("\n", "\r\n")


def test_a_comment_inside_of_a_document_is_no_origin() -> None:
    text = f"{GOOD}# Source: x.yaml\n"
    assert [(part.path, part.text) for part in split(Source("<stdin>", text))] == [("<stdin>", text)]


def test_fixing_never_writes_to_a_file_that_a_rendered_text_names(write: Write, podlint: Podlint) -> None:
    template = write("shop/a.yaml", "the template\n")
    rendered = f"---\n# Source: shop/a.yaml\n{GOOD.replace('containerPort', 'containerport')}"
    done = podlint("check", "--fix", "-", stdin=rendered.encode())
    assert done.out == rendered.replace("containerport", "containerPort")
    assert template.read_text() == "the template\n"
