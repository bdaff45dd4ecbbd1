"""From the words of a command line to the program that runs: wrappers taken off, shells and their scripts found."""

from collections.abc import Sequence
from typing import NamedTuple

from podlint.pod.shell.options import Syntax, parse
from podlint.pod.shell.programs import syntax, wrapper
from podlint.pod.shell.table import ELSEWHERE, INTERPRETERS, SHELLS, WRAPPERS
from podlint.pod.shell.word import UNKNOWN, Word

_SPECIAL = WRAPPERS.keys() | ELSEWHERE | SHELLS | {"su"}
LONG_OPTIONS = {"errexit": "e", "nounset": "u", "xtrace": "x"}
"""What `-o` calls the options that have letters."""
_VALUES_OF_SU = "c command s shell u user g group l?"


class Shell(NamedTuple):
    """A shell with its options, the word that is its script or its script's file, and `$0` and what follows."""

    name: str
    options: frozenset[str]
    script: Word | None
    file: Word | None
    operands: tuple[str, ...]


class Program(NamedTuple):
    """A program by its base name and its words, with the wrappers around it."""

    name: str
    words: Sequence[Word]
    wrappers: tuple[str, ...] = ()
    elsewhere: bool = False
    """It runs on another file system, or in another container."""
    shell: Shell | None = None


_COMMON_WORDS = frozenset(
    ("sync", "test", "install", "watch", "date", "time", "link", "split", "join", "sort", "find", "head", "tail", "env",
     "id", "host", "file", "echo", "type", "wait", "read", "exec", "set", "export", "eval", "kill", "who", "yes"),
)  # fmt: skip


def is_homemade(text: str) -> bool:
    """Whether a path such as `/app/sync` names a program of its own that only shares a common tool's name."""
    folder, slash, name = text.rpartition("/")
    return bool(slash) and name in _COMMON_WORDS and folder.rpartition("/")[2] not in {"bin", "sbin", "busybox"}


def base_name(text: str) -> str:
    """Return a program's name without its directory; empty when it is not known."""
    name = text.rpartition("/")[2]
    return "" if UNKNOWN in name else name


def unwrap(words: Sequence[Word]) -> Program:
    """Take `timeout 5`, `env A=b`, `sudo -u x` and their like off a command."""
    name = base_name(words[0].text)
    if name not in _SPECIAL:
        return Program(name, words)
    wrappers: tuple[str, ...] = ()
    while name in _SPECIAL:
        if name in ELSEWHERE:
            return Program(name, words, wrappers, elsewhere=True)
        shell = _shell(name, words) if name in SHELLS else _user_shell(name, words)
        rest = None if shell else _inner(name, words)
        if not rest:
            return Program(name, words, wrappers, shell=shell)
        wrappers = (*wrappers, name)
        words = rest
        name = base_name(words[0].text)
    return Program(name, words, wrappers)


def _inner(name: str, words: Sequence[Word]) -> Sequence[Word] | None:
    """What a wrapper runs; nothing when it only asks, or stands alone."""
    known = wrapper(name)
    if known is None:
        return None
    flags, skipped = known
    options = parse(words[1:], flags)
    if name == "command" and not options.flags.keys().isdisjoint("vV"):
        return None
    rest = options.operands[skipped:]
    while rest and name in ("env", "sudo", "doas") and "=" in rest[0].text.partition("/")[0]:
        rest = rest[1:]
    if rest and name == "xargs":
        mark = options.flags.get("I")
        if not mark:
            return [*rest, rest[0].with_text(UNKNOWN)]
        return [word.with_text(word.text.replace(mark[-1].text, UNKNOWN)) for word in rest]
    return rest


def _shell(name: str, words: Sequence[Word]) -> Shell:
    """Options come first, in clusters too; `-o` takes a word, `-c` makes the first operand the script."""
    letters: set[str] = set()
    at = 1
    while at < len(words):
        text = words[at].text
        if text in ("--", "-"):
            at += 1
            break
        if text[:1] not in ("-", "+"):
            break
        at += 1
        if text[:2] == "--":
            at += text in ("--rcfile", "--init-file")
            continue
        letters.update(text[1:] if text[0] == "-" else "c" if "c" in text else "")
        for _ in range(text.count("o")):
            letters.update((words[at].text,) if at < len(words) else ())
            at += 1
    first = words[at] if at < len(words) else None
    operands = tuple(word.text for word in words[at + 1 :])
    options = frozenset(LONG_OPTIONS.get(letter, letter) for letter in letters if letter not in ("c", "o"))
    if "c" in letters:
        return Shell(name, options, first, None, operands or (name,))
    return Shell(name, options, None, None if "s" in letters else first, operands)


def _user_shell(name: str, words: Sequence[Word]) -> Shell | None:
    """`su USER -c SCRIPT` and `flock FILE -c SCRIPT`: a shell of the user's runs it."""
    if name not in ("su", "runuser", "flock"):
        return None
    flags: Syntax = syntax(_VALUES_OF_SU if name != "flock" else "w timeout E c")
    given = parse(words[1:], flags).flags
    values = given.get("c") or given.get("command")
    return Shell("sh", frozenset(), values[0], None, (name,)) if values else None


def is_opaque(program: Program) -> bool:
    """Tell whether the program runs a text in a language that is not read here."""
    flags = INTERPRETERS.get(program.name.lower())
    if flags is None:
        return False
    given = [word.text for word in program.words[1:3]]
    if program.name == "perl" and any("i" in text for text in given if text[:1] == "-"):
        return False
    return not flags or any(text.startswith(flags) for text in given)
