"""The shell's own commands: what they do to its state, and how they end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from podlint.pod.shell.argv import LONG_OPTIONS
from podlint.pod.shell.conditions import evaluate
from podlint.pod.shell.options import parse
from podlint.pod.shell.paths import resolve
from podlint.pod.shell.programs import syntax
from podlint.pod.shell.programs.call import Claim
from podlint.pod.shell.record import record
from podlint.pod.shell.state import (
    BREAKS,
    CONTINUES,
    EXITS,
    FAILS,
    FALLS,
    FALSE,
    LEAVES,
    OPEN,
    RETURNS,
    STAYS,
    TRUE,
    State,
)
from podlint.pod.shell.word import UNKNOWN, Word


def _change_directory(state: State, words: Sequence[Word]) -> int:
    operands = [word for word in words[1:] if word.text not in ("-P", "-L", "--")]
    if operands and operands[0].text == "-":
        state.directory = None
        return FALLS
    place = resolve(operands[0], state.directory) if operands else None
    path = place.path if place and place.certain and not place.path.endswith("/*") else None
    if path is not None:
        state.directories.add(path)
    state.directory = path
    return FALLS


def _leave_directory(state: State, words: Sequence[Word]) -> int:
    del words
    state.directory = None
    return FALLS


def _exit(state: State, words: Sequence[Word]) -> int:
    del state
    return EXITS if len(words) < 2 or words[1].text in ("0", UNKNOWN) else FAILS


def _return(state: State, words: Sequence[Word]) -> int:
    del state
    return RETURNS if len(words) < 2 or words[1].text in ("0", UNKNOWN) else RETURNS | FAILS


def _break(state: State, words: Sequence[Word]) -> int:
    del state
    return LEAVES if len(words) > 1 and words[1].text not in ("1", UNKNOWN) else BREAKS


def _continue(state: State, words: Sequence[Word]) -> int:
    del state, words
    return CONTINUES


def _true(state: State, words: Sequence[Word]) -> int:
    del words
    state.answer = TRUE
    return FALLS


def _false(state: State, words: Sequence[Word]) -> int:
    del words
    state.answer = FALSE
    return FALLS


def _set(state: State, words: Sequence[Word]) -> int:
    """`set -e`, `set -euo pipefail`, `set -- a b`."""
    rest = iter(words[1:])
    for word in rest:
        text = word.text
        if text == "--":
            state.positional = ("sh", *(word.text for word in rest))
        elif text[:1] in ("-", "+"):
            names = [letter for letter in text[1:] if letter != "o"]
            if "o" in text[1:]:
                option = next(rest, None)
                names.append(LONG_OPTIONS.get(option.text, option.text) if option else "")
            if "e" in names:
                state.errexit = text[0] == "-"
                state.lenient = text[0] == "+"
            if text[0] == "-":
                state.options.update(names)
    return FALLS


def _read(state: State, words: Sequence[Word]) -> int:
    options = parse(words[1:], syntax("p d n N t u a i"))
    for word in options.operands:
        state.define(word.text, UNKNOWN)
    state.answer = ()
    return FALLS


def _source(state: State, words: Sequence[Word]) -> int:
    """What the file defines is unknown from here on."""
    state.sources = True
    state.variables = dict.fromkeys(state.variables, UNKNOWN)
    for word in words[1:2]:
        place = resolve(word, state.directory)
        if place:
            span = words[0]._replace(end=word.end)
            record(state, (Claim("read", place.path, words[0].text, word, place.certain),), span, span)
    return FALLS


def _evaluate(state: State, words: Sequence[Word]) -> int:
    del words
    state.sources = True
    return FALLS | OPEN


def _wait(state: State, words: Sequence[Word]) -> int:
    """`wait` ends with the jobs in the background."""
    jobs = state.jobs
    some_ends = jobs & ~STAYS and any(word.text == "-n" for word in words)
    if jobs & STAYS and not some_ends:
        span = words[0]._replace(end=words[-1].end)
        record(state, (Claim("never-ends", "wait", "wait"),), span, span)
        return STAYS
    return FALLS | (jobs & OPEN)


def _test(state: State, words: Sequence[Word]) -> int:
    mark = len(state.watched)
    span = words[0]._replace(end=words[-1].end)
    state.answer = evaluate(state, [(word, mark) for word in words[1:]], span)
    return FALLS


def _shift(state: State, words: Sequence[Word]) -> int:
    count = int(words[1].text) if len(words) > 1 and words[1].text.isdecimal() else 1
    kept = state.positional
    state.positional = (*kept[:1], *kept[1 + count :])
    return FALLS


def _nothing(state: State, words: Sequence[Word]) -> int:
    del state, words
    return FALLS


CHANGES: dict[str, Callable[[State, Sequence[Word]], int]] = {
    "cd": _change_directory,
    "pushd": _change_directory,
    "popd": _leave_directory,
    "exit": _exit,
    "return": _return,
    "break": _break,
    "continue": _continue,
    ":": _true,
    "true": _true,
    "false": _false,
    "set": _set,
    "read": _read,
    ".": _source,
    "source": _source,
    "eval": _evaluate,
    "wait": _wait,
    "test": _test,
    "shift": _shift,
    **dict.fromkeys(("umask", "ulimit", "alias", "shopt", "jobs", "pwd", "let"), _nothing),
}
"""What the shell does itself, by name."""
