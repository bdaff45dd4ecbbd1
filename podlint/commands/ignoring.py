"""The `--add-ignores` half of `podlint check`: comments that suppress what is found, written into the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from podlint.commands.output import say, write
from podlint.fixer import Lint
from podlint.ignoring import add_ignores
from podlint.render.summary import counted
from podlint.text import Source


def ignore(found: Sequence[Source], judge: Lint, family_of: Callable[[str], str], *, quiet: bool) -> Sequence[Source]:
    """The texts with comments for all findings, written where they come from."""
    result = add_ignores(found, judge, family_of)
    for before, after in zip(found, result.sources, strict=True):
        if after.text != before.text:
            write(after.path, after.encode())
    if not quiet:
        say(f"suppressed {counted(result.silenced, 'finding')} by comments")
    return result.sources
