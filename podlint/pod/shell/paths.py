"""File names: how a command's word becomes an absolute path, and which names are no files."""

from collections.abc import Iterable
from posixpath import normpath
from typing import NamedTuple

from podlint.pod.shell.word import UNKNOWN, Word

_DEVICES = frozenset(
    ("/dev/null", "/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/tty", "/dev/zero", "/dev/full")
) | frozenset(("/dev/random", "/dev/urandom", "/dev/console", "/dev/ptmx"))


class Place(NamedTuple):
    """A path, and whether it is all known; the content of a directory ends in `/*`."""

    path: str
    certain: bool


def normalise(path: str) -> str:
    """Return an absolute path without `.`, `..` and doubled slashes."""
    path = normpath(path)
    return path[1:] if path.startswith("//") else path


def is_file(path: str) -> bool:
    """Tell a file from a device or descriptor that only looks like one."""
    if not path.startswith(("/dev/", "/proc/")):
        return True
    return not (path in _DEVICES or path.startswith("/dev/fd/") or "/fd/" in path)


def resolve(word: Word, directory: str | None) -> Place | None:
    """Return the path that a word names; nothing when more than its last part is unknown."""
    text = word.text
    if not text or text[0] in (UNKNOWN, "~") or text == "-":
        return None
    if text[0] != "/":
        if directory is None:
            return None
        text = f"{directory}/{text}"
    if UNKNOWN not in text and not (word.bare and has_pattern(text)):
        path = normalise(text)
        return Place(path, certain=True) if is_file(path) else None
    return _content(text, word)


def _content(text: str, word: Word) -> Place | None:
    head, _, leaf = text.rstrip("/").rpartition("/")
    if UNKNOWN in head or (word.bare and has_pattern(head)) or ".." in leaf:
        return None
    path = normalise(f"{head}/*")
    return Place(path, certain=leaf == "*") if is_file(path) else None


def has_pattern(text: str) -> bool:
    """Whether the shell would look for file names that match."""
    return "*" in text or "?" in text or "[" in text


def join(directory: str, leaf: str) -> str:
    """Return the path of a file in a directory."""
    return f"/{leaf}" if directory == "/" else f"{directory}/{leaf}"


def content(directory: str) -> str:
    """Return the pattern that stands for everything in a directory."""
    return directory if directory.endswith("/*") else join(directory, "*")


def is_below(path: str, directories: Iterable[str]) -> bool:
    """Tell whether a path is one of the directories or lies in one."""
    return any(path == directory or path.startswith(f"{directory}/") for directory in directories)
