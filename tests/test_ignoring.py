"""`--add-ignores`: the comments silence what was found, change no value, and stand where a person would put them."""

from __future__ import annotations

import pytest

from podlint.catalogue import load
from podlint.config import settings
from podlint.diagnostic import Report
from podlint.ignoring import add_ignores
from podlint.linter import lint
from podlint.manifest import State, read
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence
from podlint.syntax.parse import parse
from podlint.text import Source
from tests.conftest import ROOT

CATALOGUE = load()
STRICT = settings(CATALOGUE, profile="strict")
HEAD = "apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec:\n  containers:\n    - {name: web, image: example.com/web:1}\n"


def judge(sources: list[Source] | tuple[Source, ...]) -> Report:
    return lint(sources, CATALOGUE, lambda _: STRICT)


def ignored(text: str, path: str = "a.yaml") -> str:
    return add_ignores([Source(path, text)], judge, lambda rule: CATALOGUE[rule].family).sources[0].text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    - name: one\n", "    - name: one  # podlint: ignore[unused-volume]\n"),
        ("    - name: one   \n", "    - name: one  # podlint: ignore[unused-volume]\n"),
        ("    - name: one # why\n", "    # podlint: ignore[unused-volume]\n    - name: one # why\n"),
        (
            "    - name: one  # podlint: ignore[mesh/*] why\n",
            "    - name: one  # podlint: ignore[mesh/*, unused-volume] why\n",
        ),
        (
            f"    - name: {'o' * 120}\n",
            f"    # podlint: ignore[unused-volume]\n    - name: {'o' * 120}\n",
        ),
        (
            "    - {name: one,\n       emptyDir: {}}\n",
            "    - {name: one,  # podlint: ignore[unused-volume]\n       emptyDir: {}}\n",
        ),
    ],
    ids=["behind", "blanks", "behind a comment", "into another", "long", "flow"],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_where_a_comment_stands(before: str, after: str, newline: str) -> None:
    tail = "" if "{" in before else "      emptyDir: {}\n"
    old, new = (f"{HEAD}  volumes:\n{part}{tail}".replace("\n", newline) for part in (before, after))
    found = [item.rule for item in judge([Source("a.yaml", old)]).diagnostics]
    assert "unused-volume" in found
    text = ignored(old)
    if found == ["unused-volume"]:
        assert text == new
    assert "unused-volume" not in {item.rule for item in judge([Source("a.yaml", text)]).diagnostics}


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "  volumes: [{name: 'x# podlint: ignore[mesh/*]', emptyDir: {}}]\n",
        HEAD + "  volumes:\n    - name: x# podlint:ignore[mesh/*]\n      emptyDir: {}\n",
        HEAD + "  volumes:\n    - name: |-  # podlint: ignore[mesh/*]\n        x\n      emptyDir: {}\n",
        HEAD + '  volumes:\n    - name: "x\n        y # podlint: ignore[mesh/*]"\n      emptyDir: {}\n',
    ],
)
def test_text_that_looks_like_a_suppression_stays(text: str) -> None:
    after = ignored(text)
    assert after != text
    assert [_plain(tree.root) for tree in parse(Source("a", after))] == [
        _plain(tree.root) for tree in parse(Source("a", text))
    ]


def test_a_second_run_changes_nothing() -> None:
    once = ignored(HEAD + "  volumes: [{name: one, emptyDir: {}}]\n")
    assert "ignore[unused-volume]" in once
    assert ignored(once) == once


@pytest.mark.parametrize("path", ["a.json", "a.yaml"])
def test_json_takes_no_comments(path: str) -> None:
    text = '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": []}}\n'
    assert (ignored(text, path) == text) is (path == "a.json")


def test_a_broken_text_stays_as_it_is() -> None:
    assert ignored("a: [\n") == "a: [\n"


def _plain(node: Node | None) -> object:
    if node is None or isinstance(node, Scalar):
        return None if node is None else (node.value, node.style)
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    assert isinstance(node, Mapping)
    return [(_plain(key), _plain(value)) for key, value in node.entries]


def test_real_manifests_keep_their_values_and_lose_their_findings() -> None:
    corpus = ROOT.parent / "shared" / "corpus"
    if not corpus.is_dir():
        pytest.skip("the corpus is not here")
    paths = sorted(corpus.rglob("*.yaml"))
    sources = [Source.decode(str(path), path.read_bytes()) for path in paths]
    result = add_ignores(sources, judge, lambda rule: CATALOGUE[rule].family)
    assert result.silenced > 100
    for old, new in zip(sources, result.sources, strict=True):
        assert [_plain(tree.root) for tree in parse(old)] == [_plain(tree.root) for tree in parse(new)], old.path
    whole = {source.path for source in sources if all(document.state is not State.BROKEN for document in read(source))}
    assert [item.source.path for item in judge(result.sources).diagnostics if item.source.path in whole] == []
