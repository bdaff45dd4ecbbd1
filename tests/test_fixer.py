"""Fixing: what is applied, what is taken back, and what holds for every fix of every card and of real manifests."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import yaml

from podlint.catalogue import load
from podlint.config import NEWEST_MINOR, Settings, settings
from podlint.diagnostic import Counts, Diagnostic, Fix, ObjectId, Report, Severity
from podlint.fixer import FixResult, edited, fix
from podlint.linter import lint
from podlint.text import Edit, Source, Span
from tests.marks import read_marks

CATALOGUE = load()
DEFAULT = settings(CATALOGUE)
TWO_SLIPS = """\
apiVersion: v1
kind: Pod
metadata: {name: shop}  # the shop
spec:
  # one container
  containers:
    - name: web
      image: example.com/shop/web:2.1
      imagepullpolicy: Always  # wrong case
      livenessprobe: {tcpSocket: {port: 80}}
"""


def _fix(text: str, chosen: Settings = DEFAULT, *, unsafe: bool = False) -> FixResult:
    return fix([Source("a.yaml", text)], lambda texts: lint(texts, CATALOGUE, lambda _: chosen), unsafe=unsafe)


def _examples() -> Iterator[object]:
    for rule in CATALOGUE.values():
        for example in rule.card().examples:
            if example.kind == "bad":
                marked = read_marks(example.text)
                chosen = settings(CATALOGUE, minor=marked.minor or NEWEST_MINOR)._replace(schemas=marked.schemas)
                chosen = chosen._replace(severities={**chosen.severities, rule.id: rule.severity})
                yield pytest.param(marked.text, chosen, id=f"{rule.id}:{example.line}")


def _comments(text: str) -> Counter[str]:
    return Counter(found for found in re.findall(r"(?:^|(?<=\s))#[^\n]*", text) if "podlint:" not in found)


def _reads(text: str) -> bool:
    try:
        list(yaml.compose_all(text, yaml.CSafeLoader))
    except yaml.YAMLError:
        return False
    return True


def _holds(text: str, chosen: Settings, *, unsafe: bool) -> int:
    result = _fix(text, chosen, unsafe=unsafe)
    after = result.sources[0].text
    if not result.applied:
        assert after == text
        return 0
    assert _reads(after) or not _reads(text)
    assert not _comments(text) - _comments(after)
    assert result.left.counts.checked >= 1
    again = _fix(after, chosen, unsafe=unsafe)
    assert again.sources[0].text == after
    assert not again.applied
    return len(result.applied)


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize(("text", "chosen"), list(_examples()))
def test_fixed_card_examples_parse_stay_and_keep_comments(text: str, chosen: Settings, unsafe: bool) -> None:
    _holds(text, chosen, unsafe=unsafe)


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_fixed_real_manifests_parse_stay_and_keep_comments(shared: Path, unsafe: bool) -> None:
    applied = 0
    for path in sorted((shared / "corpus").rglob("*.yaml")):
        source = Source.decode(str(path), path.read_bytes())
        applied += _holds(source.text, DEFAULT, unsafe=unsafe)
    assert applied > 0


def test_safe_fixes_are_applied_and_everything_else_stays() -> None:
    result = _fix(TWO_SLIPS)
    assert [change.diagnostic.rule for change in result.applied] == ["unknown-field", "unknown-field"]
    assert result.sources[0].text == TWO_SLIPS.replace("imagepull", "imagePull").replace("policy", "Policy").replace(
        "livenessp", "livenessP"
    )
    assert result.left.diagnostics == ()


def test_unsafe_fixes_wait_to_be_asked_for() -> None:
    text = TWO_SLIPS.replace("image: example", "imgae: example")
    assert "imgae" in _fix(text).sources[0].text
    assert "imgae" not in _fix(text, unsafe=True).sources[0].text


def test_line_ends_and_byte_order_mark_stay() -> None:
    for codec, mark in (("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        data = mark + TWO_SLIPS.replace("\n", "\r\n").encode(codec)
        source = Source.decode("a.yaml", data)
        assert source.encode() == data
        fixed = fix([source], lambda texts: lint(texts, CATALOGUE, lambda _: DEFAULT)).sources[0]
        assert fixed.encode() == data.replace("pullpolicy".encode(codec), "PullPolicy".encode(codec)).replace(
            "livenessp".encode(codec), "livenessP".encode(codec)
        )


def test_a_text_with_bytes_that_are_no_text_is_left_alone() -> None:
    source = Source.decode("a.yaml", TWO_SLIPS.encode().replace(b"the shop", b"the \xff shop"))
    result = fix([source], lambda texts: lint(texts, CATALOGUE, lambda _: DEFAULT))
    assert result.applied == ()
    assert result.sources == (source,)


class _Words:
    """A linter of single words: each rule is a word, its fix another; counts say whether the text still reads."""

    def __init__(self, **fixes: str) -> None:
        self.fixes = fixes

    def __call__(self, texts: Sequence[Source]) -> Report:
        found = [d for source in texts for d in self._diagnostics(source)]
        broken = sum("broken" in source.text for source in texts)
        return Report(Counts(len(texts), len(texts), len(texts) - broken, 0, 0, broken), tuple(found))

    def _diagnostics(self, source: Source) -> Iterator[Diagnostic]:
        for match in re.finditer(r"\w+", source.text):
            word = match[0]
            if word not in self.fixes:
                continue
            new = self.fixes[word]
            offered = Fix(f"write {new}", (Edit(Span(*match.span()), new),), safe=True) if new else None
            where = source.position(match.start()), source.position(match.end())
            severity = Severity.INFO if word.startswith("info") else Severity.ERROR
            nothing = ObjectId(*[None] * 5)
            yield Diagnostic(word, severity, word, source, *where, nothing, "", (), offered, (), None, word)


def _words(text: str, **fixes: str) -> tuple[str, int, int]:
    result = fix([Source("a.yaml", text)], _Words(**fixes))
    return result.sources[0].text, len(result.applied), len(result.taken_back)


def test_a_fix_that_breaks_the_text_is_taken_back_and_the_others_stay() -> None:
    assert _words("one two six", one="1", two="broken", six="6") == ("1 two 6", 2, 1)


def test_a_fix_that_brings_a_finding_as_bad_is_taken_back() -> None:
    assert _words("one two", one="worse", two="2", worse="") == ("one 2", 1, 1)


def test_a_fix_may_bring_a_lesser_finding() -> None:
    assert _words("one", one="info_left", info_left="") == ("info_left", 1, 0)


def test_a_fix_may_bring_what_the_next_round_mends() -> None:
    assert _words("one", one="two", two="three") == ("three", 2, 0)


def test_fixes_that_undo_each_other_end() -> None:
    text, applied, _ = _words("one", one="two", two="one")
    assert (text, applied) == ("two", 1)


def test_a_fix_that_mends_nothing_is_taken_back() -> None:
    assert _words("one", one="one one") == ("one", 0, 1)


def test_edits_are_applied_by_offset_and_the_same_edit_once() -> None:
    swap = Fix("", (Edit(Span(4, 5), "C"), Edit(Span(0, 1), "A")))
    assert edited("a b c", [swap, Fix("", (Edit(Span(0, 1), "A"),))]) == "A b C"
