"""The fixing half of `podlint check`: mended texts to their files, to standard output, or shown as a diff."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

import click

from podlint.commands.output import write
from podlint.escape import cells, shown
from podlint.fixer import FixResult, Lint, fix
from podlint.render.summary import counted
from podlint.text import Source


def mend(found: Sequence[Source], judge: Lint, *, unsafe: bool, stdin: str | None) -> FixResult:
    """Fix the texts and write those files that change; what came from standard input goes to standard output."""
    result = fix(found, judge, unsafe=unsafe)
    for before, after in zip(found, result.sources, strict=True):
        if after.path == stdin:
            sys.stdout.buffer.write(after.encode())
            sys.stdout.buffer.flush()
        elif after.text != before.text:
            write(after.path, after.encode())
    return result


def show(found: Sequence[Source], judge: Lint, *, unsafe: bool) -> FixResult:
    """Print what fixing would change as a unified diff, and write nothing."""
    result = fix(found, judge, unsafe=unsafe)
    for before, after in zip(found, result.sources, strict=True):
        if after.text != before.text:
            click.echo("".join(_for_reader(diff(before, after))), nl=False)
    return result


def _for_reader(lines: Iterable[str]) -> Iterator[str]:
    """The lines as they are for a program, and for a terminal without what would steer it."""
    for line in lines:
        yield f"{''.join(cells(line.rstrip(chr(10))))}\n" if sys.stdout.isatty() else line


def diff(before: Source, after: Source) -> Iterator[str]:
    """The lines of a unified diff as `patch` and `git apply` read them."""
    from difflib import unified_diff

    path = shown(before.path)
    for line in unified_diff(_lines(before.text), _lines(after.text), path, path):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1].removesuffix("\n")
    return lines if lines[-1] else lines[:-1]


def changes(found: Sequence[Source], result: FixResult) -> int:
    """How many texts fixing changed."""
    return sum(after.text != before.text for before, after in zip(found, result.sources, strict=True))


def summary(found: Sequence[Source], result: FixResult, *, written: bool) -> str:
    """What was applied and what was taken back, in one line."""
    files = changes(found, result)
    verb = "applied" if written else "would apply"
    line = f"{verb} {counted(len(result.applied), 'fix')} in {counted(files, 'file')}"
    if result.taken_back:
        line += f"; took {counted(len(result.taken_back), 'fix')} back that would have done harm"
    return line
