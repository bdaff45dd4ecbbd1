"""From the words of a command line to the program that runs: wrappers taken off, shells and their scripts found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from podlint.pod.shell.options import Syntax, parse
from podlint.pod.shell.programs import syntax, wrapper
from podlint.pod.shell.table import ELSEWHERE, INTERPRETERS, SHELLS
from podlint.pod.shell.word import UNKNOWN, Word


class Shell(NamedTuple):
    """A shell with its options, the word that is its script or its script's file, and the words after it."""

    name: str
    options: frozenset[str]
    script: Word | None
    file: Word | None
    operands: tuple[str, ...]


class Program(NamedTuple):
    """A program and its arguments, with the wrappers around it; `elsewhere` on another file system."""

    words: Sequence[Word]
    wrappers: tuple[str, ...]
    elsewhere: bool
    shell: Shell | None

    @property
    def name(self) -> str:
        """The program's base name; empty when it is not known."""
        return base_name(self.words[0].text) if self.words else ""


def base_name(text: str) -> str:
    """Return a program's name without its directory; empty when it is not known."""
    name = text.rpartition("/")[2]
    return "" if UNKNOWN in name else name


def unwrap(words: Sequence[Word]) -> Program:
    """Take `timeout 5`, `env A=b`, `sudo -u x` and their like off a command."""
    wrappers: list[str] = []
    while words:
        name = base_name(words[0].text)
        if name in ELSEWHERE:
            return Program(words, tuple(wrappers), elsewhere=True, shell=None)
        if name in SHELLS:
            return Program(words, tuple(wrappers), elsewhere=False, shell=_shell(name, words))
        if name == "su" or name == "runuser":
            shell = _substitute_user(name, words)
            if shell:
                return Program(words, tuple(wrappers), elsewhere=False, shell=shell)
        known = wrapper(name)
        rest = _inner(name, words, *known) if known else None
        if not rest:
            break
        wrappers.append(name)
        words = rest
    return Program(words, tuple(wrappers), elsewhere=False, shell=_flock(words) if wrappers or words else None)


def _inner(name: str, words: Sequence[Word], flags: Syntax, skipped: int) -> Sequence[Word] | None:
    options = parse(words[1:], flags)
    if name == "command" and not options.flags.keys().isdisjoint("vV"):
        return None
    if name == "flock" and _flock(words):
        return None
    rest = options.operands[skipped:]
    while rest and name in ("env", "sudo", "doas") and "=" in rest[0].text.partition("/")[0]:
        rest = rest[1:]
    if rest and name == "xargs":
        mark = options.flags.get("I")
        if not mark:
            return [*rest, rest[0].with_text(UNKNOWN)]
        rest = [word.with_text(word.text.replace(mark[-1].text, UNKNOWN)) for word in rest]
    return rest


def _shell(name: str, words: Sequence[Word]) -> Shell:
    """Options come first, those inside clusters included; `-o` takes a word, `-c` makes the next one the script."""
    letters: set[str] = set()
    commands = False
    at = 1
    while at < len(words):
        text = words[at].text
        if text == "--" or text == "-":
            at += 1
            break
        if text[:1] not in ("-", "+") or UNKNOWN in text[:1]:
            break
        at += 1
        if text[:2] == "--":
            at += text in ("--rcfile", "--init-file")
            continue
        commands = commands or "c" in text[1:]
        letters.update(text[1:] if text[0] == "-" else "")
        for _ in range(text.count("o")):
            letters.update((words[at].text,) if at < len(words) else ())
            at += 1
    script = words[at] if at < len(words) else None
    operands = tuple(word.text for word in words[at + 1 :])
    options = frozenset(_LONG.get(letter, letter) for letter in letters) - {"c", "o"}
    if commands:
        return Shell(name, options, script, None, operands or (name,))
    return Shell(name, options, None, None if "s" in letters else script, operands)


_LONG = {"errexit": "e", "nounset": "u", "xtrace": "x"}


def _substitute_user(name: str, words: Sequence[Word]) -> Shell | None:
    """`su USER -c SCRIPT`: the user's login shell runs it."""
    options = parse(words[1:], syntax("c command s shell u user g group l?"))
    values = options.flags.get("c") or options.flags.get("command")
    return Shell("sh", frozenset(), values[0], None, (name,)) if values else None


def _flock(words: Sequence[Word]) -> Shell | None:
    """`flock FILE -c SCRIPT`."""
    if words and base_name(words[0].text) == "flock":
        values = parse(words[1:], syntax("w timeout E c")).flags.get("c")
        if values:
            return Shell("sh", frozenset(), values[0], None, ("sh",))
    return None


def is_opaque(program: Program) -> bool:
    """Tell whether the program runs a text in a language that is not read here."""
    flags = INTERPRETERS.get(program.name.lower())
    if flags is None:
        return False
    given = [word.text for word in program.words[1:3]]
    if program.name == "perl" and any("i" in text for text in given if text[:1] == "-"):
        return False
    return not flags or any(text.startswith(flags) for text in given)
