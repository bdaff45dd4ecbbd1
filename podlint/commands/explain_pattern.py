"""`podlint explain-pattern`: what a pattern is, when to use it, what goes wrong, and an example."""

from __future__ import annotations

import os

import click

from podlint.errors import UsageError
from podlint.patterns.base import PATTERNS
from podlint.suggest import did_you_mean

_PAGES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "patterns", "pages")
_NAMES = tuple(name for name in PATTERNS if name != "none")


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in _NAMES if name.startswith(incomplete)]


@click.command(name="explain-pattern")
@click.argument("names", nargs=-1, metavar="[PATTERN]...", shell_complete=_complete)
def command(names: tuple[str, ...]) -> None:
    """Tell what a pattern is, when to use it, what goes wrong; without a name, list the patterns."""
    for name in names:
        if name not in _NAMES:
            raise UsageError(f'no pattern is called "{name}"{did_you_mean(name, _NAMES)}')
    click.echo("\n".join(_page(name) for name in names) if names else "\n".join(_NAMES))


def _page(name: str) -> str:
    with open(os.path.join(_PAGES, f"{name}.md"), encoding="utf-8") as file:
        return file.read()
