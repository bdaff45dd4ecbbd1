"""Signals that commands send, and to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from podlint.pod.shell.argv import Program
from podlint.pod.shell.effects import Signal
from podlint.pod.shell.word import Word

SENDERS = frozenset(("kill", "pkill", "killall", "killall5", "skill", "nginx"))
"""The programs that `signals` knows."""


def signals(program: Program) -> Iterator[Signal]:
    """Yield the signals of `kill -HUP 1`, `kill -s TERM $PID`, `pkill -USR1 nginx` and `nginx -s quit`."""
    words = program.words
    if program.name == "nginx":
        yield from _nginx(words)
        return
    signal, targets = _sent(words)
    for word in targets:
        target = word.text if word.known else None
        yield Signal(program.name, signal.removeprefix("SIG"), target, word.nth, word.start, word.end)


def _nginx(words: Sequence[Word]) -> Iterator[Signal]:
    for flag, action in pairwise(words):
        if flag.text == "-s":
            yield Signal("nginx", action.text, "nginx", action.nth, action.start, action.end)


def _sent(words: Sequence[Word]) -> tuple[str, list[Word]]:
    signal = "TERM"
    targets: list[Word] = []
    rest = iter(words[1:])
    for word in rest:
        text = word.text
        if text in ("-s", "--signal", "-n"):
            signal = next(rest, word).text
        elif text.startswith("--signal="):
            signal = text.removeprefix("--signal=")
        elif text[:1] == "-" and (text[1:].isdecimal() or text[1:].isupper()):
            signal = text[1:]
        elif text[:1] != "-":
            targets.append(word)
    return signal, targets
