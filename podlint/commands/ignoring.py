"""The `--add-ignores` half of `podlint check`: comments that suppress what is found, written into the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from podlint.commands.output import write
from podlint.ignoring import Lint, add_ignores
from podlint.text import Source


def ignore(found: Sequence[Source], judge: Lint, family_of: Callable[[str], str], *, quiet: bool) -> Sequence[Source]:
    """The texts with comments for all findings, written where they come from."""
    result = add_ignores(found, judge, family_of)
    for before, after in zip(found, result.sources, strict=True):
        if after.text != before.text:
            write(after.path, after.encode())
    if not quiet:
        findings = "1 finding" if result.silenced == 1 else f"{result.silenced} findings"
        click.echo(f"podlint: suppressed {findings} by comments", err=True)
    return result.sources
