"""Every node stands exactly where its text does, whichever of the two parsers reads it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podlint.syntax.anchors import MAX_ALIASED
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence
from podlint.syntax.parse import Parser, Tree, parse
from podlint.syntax.pure import PureParser
from podlint.text import Source

BOTH = pytest.mark.parametrize("parser", [Parser, PureParser], ids=["libyaml", "pure"])
Shape = Any


def trees(text: str, parser: Any = Parser) -> list[Tree]:
    return list(parse(Source("x", text), parser))


def root(text: str, parser: Any = Parser) -> Node:
    (tree,) = trees(text, parser)
    assert tree.problem is None, tree.problem
    assert tree.root is not None
    return tree.root


def shape(node: Node, text: str) -> Shape:
    """A tree with each node as (source text, content)."""
    source = text[node.start : node.end]
    if isinstance(node, Scalar):
        return (source, node.value)
    if isinstance(node, Sequence):
        return (source, [shape(item, text) for item in node.items])
    return (source, [(shape(key, text), shape(value, text)) for key, value in node.entries])


def nodes(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Sequence):
        for item in node.items:
            yield from nodes(item)
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield from nodes(key)
            yield from nodes(value)


def pairs(text: str, parser: Any = Parser) -> list[tuple[str, str, str, str]]:
    """Key and value of the root's entries: source text and value."""
    found = root(text, parser)
    assert isinstance(found, Mapping)
    out = []
    for key, value in found.entries:
        assert isinstance(key, Scalar)
        inner = value.value if isinstance(value, Scalar) else ""
        out.append((text[key.start : key.end], key.value, text[value.start : value.end], inner))
    return out


@BOTH
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1 # c\nb: x y\n", [("a", "a", "1", "1"), ("b", "b", "x y", "x y")]),
        ("a: 1\na: 2\n", [("a", "a", "1", "1"), ("a", "a", "2", "2")]),
        ("a:\nb: # c\nc:", [("a", "a", "", ""), ("b", "b", "", ""), ("c", "c", "", "")]),
        ("~: 1\n", [("~", "~", "1", "1")]),
        ("\"a\": 'b''c'\n", [('"a"', "a", "'b''c'", "b'c")]),
        ('a: "\\x41\\u00e9\\\\/"\n', [("a", "a", '"\\x41\\u00e9\\\\/"', "A\u00e9\\/")]),
        ('{"a": "\\u00e9\\/"}', [('"a"', "a", '"\\u00e9\\/"', "\u00e9/")]),
        ("a: '\\ud83d\\/'\nb: |\n  \\ud83d\\/\n", [
            ("a", "a", "'\\ud83d\\/'", "\\ud83d\\/"), ("b", "b", "|\n  \\ud83d\\/", "\\ud83d\\/\n"),
        ]),
        ("a: x\n  y\n\n  z # c\nb: 1\n", [("a", "a", "x\n  y\n\n  z", "x y\nz"), ("b", "b", "1", "1")]),
        ('a: "x\n  y"\n', [("a", "a", '"x\n  y"', "x y")]),
        ("a: |\n  x\n\n\n", [("a", "a", "|\n  x", "x\n")]),
        ("a: |+\n  x\n\n\nb: 1", [("a", "a", "|+\n  x", "x\n\n\n"), ("b", "b", "1", "1")]),
        ("a: |-\n  x\n   y\nb: 1", [("a", "a", "|-\n  x\n   y", "x\n y"), ("b", "b", "1", "1")]),
        ("a: >\n  x\n  y\n# c\nb: 1", [("a", "a", ">\n  x\n  y", "x y\n"), ("b", "b", "1", "1")]),
        ("a: |2 # c\n    x\n   y\n", [("a", "a", "|2 # c\n    x\n   y", "  x\n y\n")]),
        ("a: |\n\nb: 1\n", [("a", "a", "|", ""), ("b", "b", "1", "1")]),
        ("a:\r\n  b\r\nc: d\r\n", [("a", "a", "b", "b"), ("c", "c", "d", "d")]),
        ("a: 1\rb: 2\r", [("a", "a", "1", "1"), ("b", "b", "2", "2")]),
        ('a: "\U0001f600" # \U0001f600\nb: \U0001f600x\n', [
            ("a", "a", '"\U0001f600"', "\U0001f600"), ("b", "b", "\U0001f600x", "\U0001f600x"),
        ]),
        ('a: "x\u2028y"\nb: 1\n', [("a", "a", '"x\u2028y"', "x\u2028y"), ("b", "b", "1", "1")]),
        ("a: 1\x85b: 2", [("a", "a", "1", "1"), ("b", "b", "2", "2")]),
        ("a: &x 1\nb: *x\n", [("a", "a", "1", "1"), ("b", "b", "*x", "1")]),
        ("a: &x\nb: !!str\nc: !!str &y 'q'\n", [("a", "a", "", ""), ("b", "b", "", ""), ("c", "c", "'q'", "q")]),
        ("&k a: &v\n  b\n", [("a", "a", "b", "b")]),
        ("a: !<tag:yaml.org,2002:int> 5\n", [("a", "a", "5", "5")]),
        ("? a\n\n? b\n: 1\n", [("a", "a", "", ""), ("b", "b", "1", "1")]),
        ("? |\n  x\n: 1\n", [("|\n  x", "x\n", "1", "1")]),
        ("{a , b: 1,}", [("a", "a", "", ""), ("b", "b", "1", "1")]),
        ('{\n\t"a":\t1,\n\t"b": "c"\n}', [('"a"', "a", "1", "1"), ('"b"', "b", '"c"', "c")]),
        ("a:\t1\n", [("a", "a", "1", "1")]),
        ('{"a": "\\ud83d\\ude00", "\\ud83d\\ude00": "\\\\ud83d"}', [
            ('"a"', "a", '"\\ud83d\\ude00"', "\U0001f600"),
            ('"\\ud83d\\ude00"', "\U0001f600", '"\\\\ud83d"', "\\ud83d"),
        ]),
        ('{"a": "x\\uD83D"}', [('"a"', "a", '"x\\uD83D"', "x\ufffd")]),
        ("--- {a: 1}\n", [("a", "a", "1", "1")]),
        ("%YAML 1.1\n%TAG ! tag:x,2000:\n---\na: !b 1\n...\n", [("a", "a", "1", "1")]),
        ("\ufeffa: 1\n", [("a", "a", "1", "1")]),
    ],
)  # fmt: skip
def test_scalars_stand_where_their_text_is(text: str, expected: list[tuple[str, str, str, str]], parser: Any) -> None:
    assert pairs(text, parser) == expected


@BOTH
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n  - 1\n\n# c\n", ("a:\n  - 1", [(("a", "a"), ("- 1", [("1", "1")]))])),
        ("a:\n- b\n-\n- c: 1\nd: 2\n", ("a:\n- b\n-\n- c: 1\nd: 2", [
            (("a", "a"), ("- b\n-\n- c: 1", [("b", "b"), ("", ""), ("c: 1", [(("c", "c"), ("1", "1"))])])),
            (("d", "d"), ("2", "2")),
        ])),
        ("a: &x # c\n  # d\n  - 1\n", ("a: &x # c\n  # d\n  - 1", [(("a", "a"), ("- 1", [("1", "1")]))])),
        ("a: &x !!map\n  b: 1\n", ("a: &x !!map\n  b: 1", [(("a", "a"), ("b: 1", [(("b", "b"), ("1", "1"))]))])),
        ("a: !!seq [1 , {b: 2} ] # c\n", ("a: !!seq [1 , {b: 2} ]", [
            (("a", "a"), ("[1 , {b: 2} ]", [("1", "1"), ("{b: 2}", [(("b", "b"), ("2", "2"))])])),
        ])),
        ("[a: b , c]\n", ("[a: b , c]", [("a: b", [(("a", "a"), ("b", "b"))]), ("c", "c")])),
        ("? [a, b]\n: 1\n", ("[a, b]\n: 1", [(("[a, b]", [("a", "a"), ("b", "b")]), ("1", "1"))])),
        ("- - a\n  - b\n- {}\n- []\n", ("- - a\n  - b\n- {}\n- []", [
            ("- a\n  - b", [("a", "a"), ("b", "b")]), ("{}", []), ("[]", []),
        ])),
    ],
)  # fmt: skip
def test_collections_end_with_their_last_item(text: str, expected: Shape, parser: Any) -> None:
    assert shape(root(text, parser), text) == expected


@BOTH
def test_what_an_alias_stands_for_stands_at_the_alias(parser: Any) -> None:
    text = "a: &x\n  b: [1, &y 2]\nc: *x\nd: *y\n"
    (tree,) = trees(text, parser)
    assert isinstance(tree.root, Mapping)
    copy = tree.root.mapping("c")
    assert copy is not None
    assert [text[node.start : node.end] for node in nodes(copy)] == ["*x"] * 5
    assert tree.root.text("d") == "2"
    assert [text[span.start : span.end] for span in tree.aliases] == ["*x", "*y"]


@BOTH
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x {p: 1, q: 1}\nc:\n  <<: *x\n  p: 9\n", {"q": "1", "p": "9"}),
        ("a: &x {p: 1}\nc:\n  p: 9\n  <<: *x\n", {"p": "1"}),
        ("a: &x {p: 1, q: 1}\nb: &w {q: 2, r: 2}\nc: {<<: [*x, *w]}\n", {"q": "1", "r": "2", "p": "1"}),
        ("a: &x {p: 1}\nb: &w {<<: *x, q: 2}\nc: {<<: *w, r: 3}\n", {"p": "1", "q": "2", "r": "3"}),
        ("a: &x {p: 1}\nb: &w {p: 2}\nc: {<<: *x, <<: *w}\n", {"p": "2"}),
        ("c: {<<: {p: 1}, q: 2}\n", {"p": "1", "q": "2"}),
        ("c: {<<: []}\n", {}),
        ("c: {'<<': 1, !!str <<: 2}\n", {"<<": "2"}),
    ],
)
def test_merge_keys_as_go_resolves_them(text: str, expected: dict[str, str], parser: Any) -> None:
    found = root(text, parser)
    assert isinstance(found, Mapping)
    merged = found.mapping("c")
    assert merged is not None
    assert {name: value.value for name, value in merged.fields.items() if isinstance(value, Scalar)} == expected


def test_own_duplicates_survive_a_merge() -> None:
    found = root("a: &x {p: 1}\nc: {q: 1, <<: *x, q: 2, p: 3}\n")
    assert isinstance(found, Mapping)
    merged = found.mapping("c")
    assert merged is not None
    assert [key.value for key, _ in merged.entries if isinstance(key, Scalar)] == ["q", "q", "p"]


@BOTH
@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("# only a comment\n", []),
        ("---\n---\n# c\n---\n", []),
        ("a: 1\n---\nb: 2\n", ["a: 1\n", "---\nb: 2\n"]),
        ("--- x\n--- y\n---\n# c\n---\nz", ["--- x\n", "--- y\n", "---\nz"]),
        ("a: 1\n...\n---\nb: 2\n...\n", ["a: 1\n...\n", "---\nb: 2\n...\n"]),
        ("%YAML 1.1\n---\na: 1\n", ["%YAML 1.1\n---\na: 1\n"]),
        ("a: 1\n---x\n", ["a: 1\n---x\n"]),
        ("a: |\n  x\n--- # c\nb: 1\r\n---\r\nc: 1", ["a: |\n  x\n", "--- # c\nb: 1\r\n", "---\r\nc: 1"]),
        ("a: 1\r---\rb: 2", ["a: 1\r", "---\rb: 2"]),
        ("null\n---\n~\n", ["null\n", "---\n~\n"]),
    ],
)
def test_documents_are_the_parts_between_markers_that_hold_something(text: str, parts: list[str], parser: Any) -> None:
    assert [text[tree.span.start : tree.span.end] for tree in trees(text, parser)] == parts


@BOTH
def test_a_broken_document_costs_only_itself(parser: Any) -> None:
    text = "a: 1\n---\nb: [\n---\nc: &x 3\nd: *x\n---\ne: 'x\n"
    first, second, third, fourth = trees(text, parser)
    assert second.problem is not None
    assert fourth.problem is not None
    assert first.problem is third.problem is None
    assert isinstance(third.root, Mapping)
    assert [text[node.start : node.end] for node in nodes(third.root)][1:] == ["c", "3", "d", "*x"]
    assert [text[span.start : span.end] for span in third.aliases] == ["*x"]
    assert second.problem.at == text.index("---\nc")


@BOTH
@pytest.mark.parametrize(
    ("text", "at", "reason"),
    [
        ("a: &x [*x]\n", "*x", "contains itself"),
        ("a: *x\n", "*x", "has no anchor"),
        ("a: 1\n---\nb: *x\n", "*x", "has no anchor"),
        ("- " * 300 + "a\n", "- " * 99, "nests deeper than 200 levels"),
        ("a: !!int b\n", "b\n", "is not what its tag"),
        ("<<: 1\n", "1\n", "a merge key"),
        ('a: "x\\\\y\\/"\n', '\\/"', "an escape in JSON only"),
        ("a: {<<: [[x]]}\n", "[x]", "a merge key"),
    ],
)
def test_what_no_decoder_takes(text: str, at: str, reason: str, parser: Any) -> None:
    (tree,) = [tree for tree in trees(text, parser) if tree.problem is not None]
    assert tree.problem is not None
    assert reason in tree.problem.text
    assert text[tree.problem.at :].startswith(at)


def test_an_alias_bomb_is_put_out() -> None:
    levels = "abcdefgh"
    lines = ["a: &a [" + ",".join("x" * 10) + "]"]
    lines += [f"{new}: &{new} [" + ",".join([f"*{old}"] * 10) + "]" for old, new in pairwise(levels)]
    (tree,) = trees("\n".join(lines))
    assert tree.problem is not None
    assert str(MAX_ALIASED) in tree.problem.text


def test_aliases_cannot_nest_deeper_than_texts() -> None:
    chain = ["a0: &a0 " + "[" * 150 + "]" * 150]
    chain += [f"a{number}: &a{number} " + "[" * 150 + f"*a{number - 1}" + "]" * 150 for number in (1, 2, 3)]
    (tree,) = trees("\n".join(chain))
    assert tree.problem is not None
    assert "nests deeper" in tree.problem.text


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000, "{" * 100_000, "[" * 100_000 + "]" * 100_000, "- " * 100_000, "? " * 100_000, "{a: " * 50_000,
        "!a " * 50_000, "&a " * 50_000, "a: " + "x" * 10_000_000, 'a: "' + "x" * 10_000_000, "%a\n" * 100_000,
        ":" * 100_000, "\n" * 1_000_000, "a: &a {x: 1}\n" + "b: {<<: *a}\n" * 10_000, "---\n" * 20_000,
        "a: &a {x: 1}\nb: {" + "<<: *a, " * 10_000 + "}\n", "".join(" " * n + "a:\n" for n in range(1000)),
    ],
    ids=lambda text: ascii(text[:12]),
)  # fmt: skip
def test_hostile_texts_end_soon_and_without_recursion(text: str) -> None:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(1000)
    try:
        assert all(tree.problem is not None or tree.root is not None for tree in trees(text))
    finally:
        sys.setrecursionlimit(limit)


def test_bytes_that_are_no_text_make_one_broken_document() -> None:
    (tree,) = parse(Source.decode("x", b"a: \xc3(\n---\nb: 1\n"))
    assert tree.problem is not None
    assert tree.problem.at == 3


@BOTH
@pytest.mark.parametrize(("text", "at"), [("a: \0", 3), ("a: 1\nb: \x07\n", 8), ("a: \ud83d", 3)])
def test_unreadable_characters_have_a_place(text: str, at: int, parser: Any) -> None:
    (tree,) = trees(text, parser)
    assert tree.problem is not None
    assert (tree.problem.text, tree.problem.at) == ("unreadable character", at)


YAMLISH = st.text(alphabet="ab1:-[]{}'\"|>&*!%@`? \n\r\t#,.\\<~u0é😀\x85\u2028\ufeff\x01", max_size=60)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.one_of(YAMLISH, st.text(max_size=40)))
def test_any_text_gives_documents_whose_nodes_lie_inside_it(text: str) -> None:
    for tree in trees(text):
        assert 0 <= tree.span.start <= tree.span.end <= len(text)
        if tree.problem is not None:
            assert 0 <= tree.problem.at <= len(text)
        for node in nodes(tree.root) if tree.root is not None else ():
            assert tree.span.start <= node.start <= node.end <= tree.span.end


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.binary(max_size=60))
def test_any_bytes_give_documents(data: bytes) -> None:
    source = Source.decode("x", data)
    for tree in parse(source):
        assert tree.problem is not None or tree.root is not None
        assert tree.span.end <= len(source.text)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(YAMLISH)
def test_the_text_of_a_scalar_read_alone_has_its_value(text: str) -> None:
    for tree in trees(text):
        for node in nodes(tree.root) if tree.root is not None else ():
            source = text[node.start : node.end]
            if isinstance(node, Scalar) and node.style in ("'", '"') and "*" not in source[:1] and "\n" not in source:
                again = root(source)
                assert isinstance(again, Scalar)
                assert again.value == node.value
            elif isinstance(node, Scalar) and not node.style and source.isalnum() and source.isascii():
                assert node.value == source


def test_both_parsers_read_real_manifests_alike(shared: Path) -> None:
    folder = shared / "corpus" / "patterns"
    for path in sorted(folder.rglob("*.yaml"))[::8]:
        text = path.read_text(encoding="utf-8")
        fast, slow = trees(text), trees(text, PureParser)
        assert [tree.span for tree in fast] == [tree.span for tree in slow]
        for one, other in zip(fast, slow, strict=True):
            assert (one.root is None) == (other.root is None)
            if one.root is not None and other.root is not None:
                assert shape(one.root, text) == shape(other.root, text), path
