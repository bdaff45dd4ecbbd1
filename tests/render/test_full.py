"""The excerpt: which lines stand in it, and that marks stand under what they mark."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podlint.diagnostic import Evidence, Fix, ObjectId, Refusal
from podlint.escape import TAB, escaped, width
from podlint.render import render
from podlint.text import Edit, Source, Span

from .reports import diagnostic, options, report, span


def full(source: Source, at: Span, **fields) -> str:
    found = report(diagnostic(source, at, "some-rule", "is odd", **fields))
    return render(found, "full", options=options())


def excerpt(text: str, marked: str, **fields) -> str:
    """The lines below the arrow, for the first place of what is marked."""
    source = Source("a.yaml", text)
    return full(source, span(source, marked), **fields).split("\n", 2)[2].rstrip("\n")


def expected(text: str) -> str:
    return dedent(text).strip("\n")


def test_marks_stand_under_wide_and_combining_characters() -> None:
    assert excerpt("東京: 'e\u0301' # 😀\nx: y\n", "#") == expected("""
          |
        1 | 東京: 'e\u0301' # 😀
          |           ^
    """)


def test_mark_is_as_wide_as_its_text() -> None:
    assert excerpt("a: 東京\n", "東京") == expected("""
          |
        1 | a: 東京
          |    ^^^^
    """)


def test_tabs_are_four_blanks_and_line_ends_are_left_off() -> None:
    assert excerpt("\tkey:\tvalue\r\nnext: 1\r\n", "value") == expected("""
          |
        1 |     key:    value
          |             ^^^^^
    """)


def test_empty_span_has_one_caret() -> None:
    source = Source("a.yaml", "a:\n")
    assert full(source, Span(2, 2)).split("\n")[3:5] == ["1 | a:", "  |   ^"]


@pytest.mark.parametrize("text", ["", "a: b", "a: b\n", "a: b\n\n\n"])
def test_span_at_the_end_of_the_text(text: str) -> None:
    source = Source("a.yaml", text)
    lines = full(source, Span(len(text), len(text))).rstrip("\n").split("\n")
    assert lines[-1].strip(" |") == "^"


def test_two_places_in_one_line_share_a_row() -> None:
    shown = excerpt("[one, two]\n", "one", evidence=(Evidence(Span(6, 9), "first"),))
    assert shown == expected("""
          |
        1 | [one, two]
          |  ^^^  --- first
    """)


def test_notes_do_not_run_into_other_marks() -> None:
    shown = excerpt("[one, two]\n", "two", evidence=(Evidence(Span(1, 4), "first"),))
    assert shown == expected("""
          |
        1 | [one, two]
          |  --- first
          |       ^^^
    """)


def test_line_between_two_is_shown_more_are_left_out() -> None:
    text = "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\n"
    shown = excerpt(text, "1", evidence=(Evidence(Span(13, 14), "third"), Evidence(Span(28, 29), "sixth")))
    assert shown == expected("""
          |
        1 | a: 1
          |    ^
        2 | b: 2
        3 | c: 3
          |    - third
        ...
        6 | f: 6
          |    - sixth
    """)


def test_far_place_has_an_excerpt_of_its_own_after_the_finding() -> None:
    text = "a: 1\n" + "#\n" * 30 + "z: 2\n"
    shown = excerpt(text, "2", evidence=(Evidence(Span(0, 1), "far"),))
    assert shown == expected("""
           |
        32 | z: 2
           |    ^
          --> a.yaml:1:1
           |
         1 | a: 1
           | - far
    """)


def test_place_in_another_text_has_its_own_arrow() -> None:
    other = Source("b.yaml", "kind: Service\n")
    shown = excerpt("a: 1\n", "1", evidence=(Evidence(Span(6, 13), "there", other),))
    assert shown.split("\n")[3:] == [" --> b.yaml:1:7", "  |", "1 | kind: Service", "  |       ------- there"]


def test_long_line_is_cut_around_each_mark() -> None:
    text = f"{'a' * 3000}HERE{'b' * 3000}THERE{'c' * 3000}\n"
    shown = excerpt(text, "HERE", evidence=(Evidence(Span(6004, 6009), "too"),)).split("\n")
    assert len(shown) == 5
    for number, (word, mark) in enumerate((("HERE", "^^^^"), ("THERE", "----- too"))):
        line, marks = shown[1 + 2 * number], shown[2 + 2 * number]
        assert line.startswith("1 | ...")
        assert line.endswith("...")
        assert len(line) < 120
        assert line.index(word) == marks.index(mark)


def test_long_mark_is_cut_with_its_line() -> None:
    shown = excerpt(f"a: {'b' * 5000}\n", "b" * 5000).split("\n")
    assert shown[1].startswith("1 | a: bbb")
    assert len(shown[2]) == len("1 | ") + 100


def test_block_of_three_lines_is_marked_whole() -> None:
    assert excerpt("a: |\n  b\n  c\nd: 1\n", "|\n  b\n  c\n") == expected("""
          |
        1 | a: |
          |    ^
        2 |   b
          |   ^
        3 |   c
          |   ^
    """)


def test_taller_block_is_marked_at_its_beginning() -> None:
    assert excerpt("a: |\n  b\n  c\n  d\n  e\n", "|\n  b\n  c\n  d\n  e\n") == expected("""
          |
        1 | a: |
          |    ^
        2 |   b
          |   ^ ...
    """)


def test_notes_name_fix_refusal_and_object() -> None:
    source = Source("a.yaml", "a: b\n")
    text = full(
        source,
        Span(3, 4),
        fix=Fix("make it c", (Edit(Span(3, 4), "c"),), safe=True),
        api=(Refusal("Invalid", "spec.a"),),
        identity=ObjectId("v1", "Pod", "prod", "shop", None),
    )
    assert text.endswith(
        "  |\n"
        "  = help: make it c (safe fix)\n"
        "  = note: the API server refuses it: spec.a: Invalid\n"
        '  = note: in Pod "shop", namespace "prod"\n\n'
    )


def test_many_places_are_counted_not_shown() -> None:
    text = full(Source("a.yaml", "abcdefghijklmn\n"), Span(0, 1), evidence=(Evidence(Span(1, 2), "x"),) * 11)
    assert "= note: 3 more places not shown" in text
    assert text.count("- x") == 8


def test_colour_changes_nothing_but_colour() -> None:
    import re

    from .reports import TYPICAL

    plain = render(TYPICAL, "full", options=options())
    coloured = render(TYPICAL, "full", options=options(colour=True, hyperlinks=True))
    assert re.sub(r"\x1b\[[0-9;]*m|\x1b]8;;[^\x1b]*\x1b\\", "", coloured) == plain
    assert "\x1b]8;;https://podlint.example/rules/probe-unknown-port/\x1b\\probe-unknown-port" in coloured


@given(st.text(max_size=300), st.data())
def test_first_caret_stands_under_the_first_marked_character(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    source = Source("a.yaml", text)
    position = source.position(start)
    lines = full(source, Span(start, end)).rstrip("\n").split("\n")
    gutter = len(lines[2]) + 1
    row = next(
        number
        for number, line in enumerate(lines)
        if line[gutter:].strip() and set(line[gutter:]) <= {" ", "^"} and number > 3
    )
    before = lines[row - 1][gutter:]
    begun = source.line(position.line)[: position.column - 1]
    if not before.startswith("...") and len(source.line(position.line)) <= 120:
        assert lines[row].index("^") - gutter == sum(width(_cell(char)) for char in begun)


def _cell(char: str) -> str:
    return TAB if char == "\t" else escaped(char)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 60)), min_size=1, max_size=12), st.text(min_size=1))
def test_any_places_give_an_excerpt(places: list[tuple[int, int]], word: str) -> None:
    text = (word * 400)[:400]
    spans = [Span(min(at, len(text)), min(at + size, len(text))) for at, size in places]
    shown = full(Source("a.yaml", text), spans[0], evidence=tuple(Evidence(span, "note") for span in spans[1:]))
    assert shown.count("- note") + shown.count("- ... note") == min(len(spans) - 1, 8)
