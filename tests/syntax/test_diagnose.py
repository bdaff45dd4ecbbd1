"""A broken document gets one sentence, in the words of the manifest, at the exact place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podlint.syntax.diagnose import Diagnosis, diagnose
from podlint.syntax.parse import parse
from podlint.text import Source

CASES = [
    ("a: 1\n\tb: 2\n", "\t", "a tab indents this line; YAML takes only blanks"),
    ("a:\n\t- b\n", "\t", "a tab indents this line; YAML takes only blanks"),
    ('a: "x\nb: 1\n', '"', "this quote is never closed"),
    ("a: 'x\nb: 1\n", "'", "this quote is never closed"),
    ("a: [1, 2\nb: 3\n", "[", 'this "[" is never closed'),
    ("a: {b: 1\nc: 3\n", "{", 'this "{" is never closed'),
    ("a: [1, 2}\n", "}", "a comma or a closing bracket is missing before this"),
    ("a: @x\n", "@", 'a value that begins with "@" must be quoted'),
    ("a: `x`\n", "`", 'a value that begins with "`" must be quoted'),
    ("a: %x\n", "%", 'a value that begins with "%" must be quoted'),
    ("a: *.log\n", "*", 'a value that begins with "*" must be quoted'),
    ("a: b: c\n", "b: c", 'a value with ": " inside must be quoted'),
    ("message: error: it failed\n", "error: it failed", 'a value with ": " inside must be quoted'),
    ('a: "\\d"\n', "\\", '"\\d" is no escape in double quotes; did you mean single quotes, or "\\\\d"?'),
    ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> b\n", "<<<<<<< HEAD", "a merge conflict is not resolved here"),
    ("a: 1\nname:web\nb: 2\n", "name:", 'a blank is missing after the colon; did you mean "name: web"?'),
    ("a:\n  - b: 1\n    ...\n  - c: 2\n", "...", '"..." stands for something that was left out; remove the line'),
    ("a: 1\nb\nc: 2\n", "b", '"b" is plain text where a key is expected; remove it or add a colon'),
    (
        "spec:\n  list:\n    - name: x\n      image: y\n    ports:\n      - 1\n",
        "ports",
        '"ports" stands beside the list\'s dashes; indent it by 2 to belong to item "x"',
    ),
    (
        "spec:\n  list:\n    - name: x\n      image: y\n     env:\n      - 1\n",
        "env",
        '"env" is indented by 5 columns, the other keys of item "x" by 6; align them',
    ),
    (
        "list:\n  - name: x\n    image: y # why\n      env:\n        - 1\n",
        "env",
        '"env" is indented deeper than "image", which has a value already; align them',
    ),
    ("a:\n    b: 1\n  c: 2\n", "c", '"c" is indented by 2 columns, which fits nothing above: "a" has 0'),
    (
        "kind: Pod\nmetadata:\nname: x\nspec:\ncontainers:\n- name: a\nimage: b\n- name: c\n",
        "metadata",
        'the indentation is lost: everything from "name" on belongs below "metadata" and the keys after it; indent it again',
    ),
    (
        "kind: ConfigMap\ndata:\n  x.conf: |\n  server {\n  listen 80;\n  }\n",
        "x.conf: |",
        '"x.conf" has no content: its text must be indented below it',
    ),
    ("a: *b\n", "*b", 'alias "*b" has no anchor "&b" before it'),
    ("a: \x01\n", "\x01", "a control character stands here, which YAML does not allow"),
]  # fmt: skip


def _diagnose(text: str) -> tuple[Source, Diagnosis]:
    source = Source("x.yaml", text)
    (tree,) = parse(source)
    assert tree.problem is not None
    return source, diagnose(source, tree.span, tree.problem)


@pytest.mark.parametrize(("text", "at", "message"), CASES, ids=[case[0] for case in CASES])
def test_sentence_and_place(text: str, at: str, message: str) -> None:
    source, found = _diagnose(text)
    assert found.message == message
    assert source.text[found.at.start :].startswith(at)


def test_bytes_that_are_no_text() -> None:
    source = Source.decode("x.yaml", b"a: 1\nb: \xff\n")
    (tree,) = parse(source)
    assert tree.problem is not None
    found = diagnose(source, tree.span, tree.problem)
    assert found.message.startswith("the text is not UTF-8 from here on")
    assert found.at.start == 8


def test_one_broken_document_costs_only_itself() -> None:
    source = Source("x.yaml", "a: 1\n---\nb: [\n---\nc: 3\n")
    assert [tree.problem is None for tree in parse(source)] == [True, False, True]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(alphabet="ab:-[]{}'\"|>&*!%@` \n\t#,?.\\é😀\x01", max_size=60))
def test_any_problem_has_a_place_inside_the_text(text: str) -> None:
    source = Source("x.yaml", text)
    for tree in parse(source):
        if tree.problem is not None:
            found = diagnose(source, tree.span, tree.problem)
            assert 0 <= found.at.start <= found.at.end <= len(text)
            assert found.message
            for span, note in found.evidence:
                assert 0 <= span.start <= span.end <= len(text)
                assert note


def test_articles_as_printed_get_their_sentence(shared: Path) -> None:
    raw = shared / "corpus" / "seeds" / "raw"
    expected = {
        "s0-y1-two-containers": "the indentation is lost",
        "s0-y4-nginx-conf": '"default.conf" has no content',
        "s1-lifecycle-type-sidecar": '"..." stands for something',
        "s3-7.1-sleep-with-file-reader": '"containers." is plain text',
        "s3-7.2-sleep-with-server": '"ports" stands beside',
        "s3-7.4-init-config": '"env" is indented by 5 columns',
        "s3-7.6-good-citizen": '"ports" is indented deeper than "command"',
        "s3-7.7-proxy": '"env" is indented deeper than "image"',
    }
    for name, sentence in expected.items():
        _, found = _diagnose((raw / f"{name}.yaml").read_text(encoding="utf-8"))
        assert found.message.startswith(sentence), name
