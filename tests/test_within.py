"""A place inside a scalar is where its characters stand in the source."""

from __future__ import annotations

import pytest

from podlint.syntax.nodes import Mapping, Scalar
from podlint.syntax.parse import parse
from podlint.syntax.within import Runs
from podlint.text import Source

CASES = {
    "plain": "k: echo hi > /data/x\n",
    "plain folded": "k: echo one\n   and two > /data/x\n   three\n",
    "single": "k: 'echo ''one'' > /data/x'\n",
    "single folded": "k: 'echo\n  it''s\n\n  two > /data/x'\n",
    "double": 'k: "echo \\"one\\"\\n > /data/x \\u00e9 \\x41 end"\n',
    "double folded": 'k: "echo a \\\n   b\n   c\n\n   d > /data/x"\n',
    "literal": "k: |\n  set -e\n  mkdir /data/a\n\n    echo é > /data/x\n",
    "literal indent": "k: |2-\n    set -e\n  mkdir /data/a\n",
    "folded": "k: >-\n  echo one\n  two > /data/x\n\n  mkdir a\n    more\n  end\n",
    "crlf": "k: |\r\n  set -e\r\n  mkdir /data/a\r\n",
    "astral": "k: |\n  echo 😀 > /data/x\n  touch /data/y\n",
}


@pytest.mark.parametrize("name", CASES)
def test_words_of_the_value_stand_at_their_span(name: str) -> None:
    source = Source("x", CASES[name])
    (tree,) = parse(source)
    assert isinstance(tree.root, Mapping)
    scalar = tree.root.fields["k"]
    assert isinstance(scalar, Scalar)
    runs = Runs(source.text, scalar)
    for word in ("/data/x", "mkdir", "/data/a", "two", "end", "touch", "> /data", "echo"):
        start = scalar.value.find(word)
        if start >= 0:
            assert source.slice(runs.span(start, start + len(word))) == word, word


def test_an_escape_has_the_span_of_its_source() -> None:
    source = Source("x", 'k: "a\\u00e9b"\n')
    (tree,) = parse(source)
    assert isinstance(tree.root, Mapping)
    scalar = tree.root.fields["k"]
    assert isinstance(scalar, Scalar)
    assert source.slice(Runs(source.text, scalar).span(2, 3)) == "b"
    assert Runs(source.text, scalar).span(1, 2).start == source.text.index("\\")
