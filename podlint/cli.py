"""The command line: which commands there are, and how the program ends.

Exit codes: 0 nothing at or above the threshold, 1 findings, 2 wrong use or our own fault, 130 interrupted. A command's
module is imported when the command is called, and not before.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
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
    "explain-pattern": "Tell what a pattern is, when to use it, what goes wrong.",
    "config": "Show or begin a configuration.",
    "completion": "Print the completion script of a shell.",
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


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--version", is_flag=True, help="Show the version and exit.")
@click.option("--verbose", is_flag=True, help="With --version: the Kubernetes versions, Python and the platform too.")
@click.pass_context
def podlint(context: click.Context, version: bool, verbose: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Lint Kubernetes manifests, pod by pod, with exact places."""
    if version:
        click.echo("\n".join(_version_lines(verbose=verbose)))
        context.exit()
    if context.invoked_subcommand is None:
        raise click.UsageError("name a command", context)


def _version_lines(*, verbose: bool) -> Iterator[str]:
    yield f"podlint {VERSION}"
    if verbose:
        import platform

        from podlint.config import NEWEST_MINOR, OLDEST_MINOR

        yield f"Kubernetes 1.{OLDEST_MINOR} to 1.{NEWEST_MINOR}"
        yield f"Python {platform.python_version()} on {platform.platform()}"


def run() -> NoReturn:
    """The console script: `main`, without tearing the heap down at the end, which costs as much as a small lint."""
    try:
        main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except Exception:
        sys.excepthook(*sys.exc_info())
        code = 2  # our own fault; Python's 1 would say that there are findings
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
        sys.exit(podlint.main(prog_name=name, standalone_mode=False))
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except PodlintError as error:
        click.echo(f"{name}: {error}", err=True)
        sys.exit(2)
