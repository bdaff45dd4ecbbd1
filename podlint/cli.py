"""The command line: which commands there are, and how the program ends.

Exit codes: 0 nothing at or above the threshold, 1 findings, 2 wrong use or our own fault. A command's module is
imported when the command is called, and not before.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from podlint.errors import PodlintError

VERSION = "0.1.0"
_COMMANDS = {
    "check": "Lint manifests: files, folders, or - for standard input.",
    "rule": "Show what a rule promises, with examples.",
    "inspect": "Show what podlint believes each pod does.",
    "patterns": "Show what each container is for, and why.",
    "config": "Show or begin a configuration.",
}


class _Commands(click.Group):
    """A group whose commands are modules of podlint.commands, imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"podlint.commands.{cmd_name.replace('-', '_')}")
        command = module.command
        assert isinstance(command, click.Command)  # noqa: S101 - each module of podlint.commands has one
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from podlint.suggest import did_you_mean

            raise click.UsageError(f"{error.message.rstrip('.')}{did_you_mean(args[0], _COMMANDS)}", ctx) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, "--version", prog_name="podlint", message="%(prog)s %(version)s")
def podlint() -> None:
    """Lint Kubernetes manifests, pod by pod, with exact places."""


def run() -> NoReturn:
    """The console script: `main`, without tearing the heap down at the end, which costs as much as a small lint."""
    try:
        main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = code or 141
    os._exit(code)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    gc.disable()  # a short life without cycles: a collection at the end would cost more than the linting
    called = os.path.basename(sys.argv[0])
    name = "kubectl podlint" if called.startswith("kubectl-podlint") else "podlint"
    try:
        podlint.main(prog_name=name, standalone_mode=True)
    except PodlintError as error:
        click.echo(f"{name}: {error}", err=True)
        sys.exit(2)
