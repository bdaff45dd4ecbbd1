"""Flags and operands: how a program's words fall into the two, as getopt and Go's flag package read them."""

from collections.abc import Sequence
from typing import NamedTuple

from podlint.pod.shell.word import Word


class Syntax(NamedTuple):
    """Which flags take a value (`takes`), which only one in the same word (`attached`), and the dialect."""

    takes: frozenset[str]
    attached: frozenset[str]
    single: bool
    """One dash begins a long name, as in Go's flag package and in `find`."""
    stops: bool = False
    """Flags end at the first operand: what follows belongs to another program."""


class Options(NamedTuple):
    """Flags with their values in order (none for a switch), and operands."""

    flags: dict[str, list[Word]]
    operands: list[Word]


def parse(words: Sequence[Word], syntax: Syntax) -> Options:
    """Split the words that follow a program's name into flags and operands."""
    flags: dict[str, list[Word]] = {}
    operands: list[Word] = []
    rest = iter(words)
    for word in rest:
        text = word.text
        if len(text) < 2 or text[0] != "-":
            operands.append(word)
            if syntax.stops:
                operands.extend(rest)
        elif text == "--":
            operands.extend(rest)
        else:
            long = text[1] == "-" or (syntax.single and len(text) > 2)
            name, value, wants = _long(word) if long else _cluster(word, syntax, flags)
            values = flags.setdefault(name, [])
            if value is None and name in syntax.takes and wants:
                value = next(rest, None)
            if value is not None:
                values.append(value)
    return Options(flags, operands)


def _long(word: Word) -> tuple[str, Word | None, bool]:
    name, equals, value = word.text.lstrip("-").partition("=")
    return name, word.with_text(value) if equals else None, not equals


def _cluster(word: Word, syntax: Syntax, flags: dict[str, list[Word]]) -> tuple[str, Word | None, bool]:
    text = word.text
    for at in range(1, len(text)):
        letter = text[at]
        if letter in syntax.takes or letter in syntax.attached:
            value = text[at + 1 :]
            return letter, word.with_text(value) if value else None, not value
        flags.setdefault(letter, [])
    return text[-1], None, False
