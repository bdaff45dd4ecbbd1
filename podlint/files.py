"""Paths to texts: what the command line names, folders walked as git sees them, standard input.

An explicit file is always read; a pattern stands for the manifests that it names. In folders: *.yaml, *.yml and *.json,
hidden folders and what .gitignore names left out, links to folders not followed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import Protocol

from podlint.errors import UsageError
from podlint.text import Source

_ENDINGS = (".yaml", ".yml", ".json")


class _Ignores(Protocol):
    """What pathspec's GitIgnoreSpec offers of a path: ignored, taken back, or not mentioned."""

    def check_file(self, file: str) -> _Verdict: ...


class _Verdict(Protocol):
    @property
    def include(self) -> bool | None: ...


def sources(paths: Iterable[str], stdin_filename: str | None = None) -> list[Source]:
    """The texts that paths name, each once, in a fixed order; an unreadable path is a UsageError."""
    found: dict[str, None] = {}
    for path in paths:
        found.update(dict.fromkeys(_expand(path)))
    return [_read(path, stdin_filename) for path in sorted(found)]


def _expand(path: str) -> Iterator[str]:
    if path == "-":
        yield path
    elif os.path.isdir(path):
        yield from _walk(os.path.normpath(path))
    elif os.path.exists(path):
        yield os.path.normpath(path)
    elif any(char in path for char in "*?["):
        yield from _matching(path)
    else:
        raise UsageError(f"{path}: no such file or folder")


def _matching(pattern: str) -> Iterator[str]:
    """What a pattern names, for shells that leave patterns to programs; `**` stands for any folders."""
    from glob import glob

    found = glob(pattern, recursive=True)
    if not found:
        raise UsageError(f"{pattern}: no such file or folder")
    for path in found:
        if os.path.isdir(path):
            yield from _walk(os.path.normpath(path))
        elif path.endswith(_ENDINGS):
            yield os.path.normpath(path)


def _read(path: str, stdin_filename: str | None) -> Source:
    if path == "-":
        return Source.decode(stdin_filename or "<stdin>", sys.stdin.buffer.read())
    try:
        with open(path, "rb") as file:
            return Source.decode(path.replace(os.sep, "/"), file.read())
    except OSError as error:
        raise UsageError(f"{path}: {(error.strerror or 'unreadable').lower()}") from error


def _walk(top: str) -> Iterator[str]:
    """The manifests below a folder, as paths that begin with it."""
    stack = [(top, _outer_ignores(top))]
    while stack:
        folder, ignores = stack.pop()
        own = _ignores_of(folder, ".gitignore")
        if own is not None:
            ignores = (*ignores, own)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            raise UsageError(f"{folder}: {(error.strerror or 'unreadable').lower()}") from error
        for entry in entries:
            path = entry.path.removeprefix("./")
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") and not _ignored(path + "/", ignores):
                    stack.append((path, ignores))
            elif entry.name.endswith(_ENDINGS) and entry.is_file() and not _ignored(path, ignores):
                yield path


_Rules = tuple[tuple[str, _Ignores], ...]
"""Ignore rules with the folder they stand in, outermost first."""


def _outer_ignores(top: str) -> _Rules:
    """The rules of the folders above the walk, up to the repository's root."""
    found: list[tuple[str, _Ignores]] = []
    folder = os.path.abspath(top)
    while True:
        if os.path.exists(os.path.join(folder, ".git")):
            excludes = _ignores_of(folder, ".git/info/exclude")
            return tuple(reversed([*found, excludes] if excludes is not None else found))
        parent = os.path.dirname(folder)
        if parent == folder:
            return ()
        folder = parent
        rules = _ignores_of(folder, ".gitignore")
        if rules is not None:
            found.append(rules)


def _ignores_of(folder: str, name: str) -> tuple[str, _Ignores] | None:
    path = os.path.join(folder, name)
    if not os.path.isfile(path):
        return None
    from pathspec import GitIgnoreSpec

    with open(path, encoding="utf-8", errors="replace") as file:
        return os.path.abspath(folder), GitIgnoreSpec.from_lines(file)


def _ignored(path: str, ignores: _Rules) -> bool:
    """Whether the innermost rules that mention a path leave it out."""
    if not ignores:
        return False
    absolute = os.path.abspath(path) + ("/" if path.endswith("/") else "")
    for folder, rules in reversed(ignores):
        verdict = rules.check_file(absolute[len(folder) :].lstrip("/").replace(os.sep, "/")).include
        if verdict is not None:
            return verdict
    return False
