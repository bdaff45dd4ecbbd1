"""Whatever the text: an answer, never an exception, and places that lie inside it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from podlint.pod.shell.analyse import analyse

PIECES = st.sampled_from(
    "touch /a/b|rm -rf /x/*|$X|${Y:-z}|$(|)|`|'|\"|\n|;|&&|\\|\\||&|if a; then|fi|while true; do|done|until |"
    "case $X in|esac|*)|f() {|}|{|(|[ -f /a ]|[[|]]|<<EOF\n|EOF\n|>/b|>>/c|< /d|2>&1|é𝒳|{{ x }}|$1|$@|~|cd /w|exec |"
    "sh -c '|xargs |find /a -exec |{} \\;|trap |nc -l|-o|=|X=|\x00|\r|exit|break|echo |su x -c |<>".split("|")
)


def _is_no_option(script: str) -> bool:
    return script[:1] not in ("-", "+")


SCRIPTS = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=25).map(" ".join).filter(_is_no_option)


@given(SCRIPTS, st.sampled_from(["sh", "bash"]))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_any_script_has_a_behaviour(script, shell):
    behaviour = analyse([shell, "-c", script], env={"X": "/e", "Y": "a b"}, working_dir="/w", directories=["/a"])
    assert behaviour.form in ("shell", "opaque")
    for fact in (*behaviour.effects, *behaviour.commands, *behaviour.variables, *behaviour.tools, *behaviour.traps):
        text = [shell, "-c", script][fact.word]
        assert 0 <= fact.start <= fact.end <= len(text)
    for effect in behaviour.effects:
        if effect.kind in ("read", "write", "append", "delete"):
            assert effect.target.startswith("/")
            assert "//" not in effect.target


@given(st.lists(st.one_of(st.none(), PIECES, st.text(max_size=8)), max_size=8))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_any_words_have_a_behaviour(words):
    behaviour = analyse(words, env={}, working_dir=None, directories=())
    assert all(words[effect.word] is not None for effect in behaviour.effects)


@given(SCRIPTS)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_the_same_text_gives_the_same_answer(script):
    first = analyse(["sh", "-c", script], env={}, working_dir=None, directories=())
    assert analyse(["sh", "-c", script], env={}, working_dir=None, directories=()) == first
