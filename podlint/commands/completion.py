"""`podlint completion`: what a shell needs to complete commands, options, formats and rule names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from podlint.cli import podlint


@click.command(name="completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script of a shell; source it from the shell's start-up file."""
    made = get_completion_class(shell)
    assert made is not None  # noqa: S101 - click has all three
    click.echo(made(podlint, {}, "podlint", "_PODLINT_COMPLETE").source())
