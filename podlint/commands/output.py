"""Reports to where they go: standard output or files written whole, coloured or not; the exit code of a report."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import click

from podlint.catalogue import SEVERITIES, Catalogue, Rule
from podlint.cli import VERSION
from podlint.diagnostic import Report
from podlint.render import render
from podlint.render.options import CardText, RenderOptions
from podlint.text import Source

DEFAULT = "full"
_ALONE = frozenset(("json", "jsonl", "sarif", "gitlab", "junit", "checkstyle", "rdjson", "html"))
"""The formats that a program reads whole."""


class Printer(NamedTuple):
    """How the reports of a run are printed: formats with their outputs, colour, the minor they speak of."""

    targets: Sequence[tuple[str, str]]
    color: str
    catalogue: Catalogue
    minor: int

    def print(self, report: Report, *, err: bool = False) -> None:
        """Each format in turn to its output; with `err` standard output has another use, and standard error is taken."""
        for name, target in self.targets:
            colour = target == "-" and colours(self.color, err=err)
            options = RenderOptions(VERSION, self.minor, lambda rule_id: card_text(self.catalogue[rule_id]), colour)
            text = render(report, name, options=options)
            if target != "-":
                write(target, text.encode())
            elif text:
                click.echo(text, nl=not text.endswith("\n"), color=colour, err=err)


def paired(order: Iterable[str], formats: Sequence[str], outputs: Sequence[str]) -> list[tuple[str, str]]:
    """Each format with its output, "-" where it has none: an `--output` belongs to the `--format` before it.

    `order` has these two options as they were given; formats that stand elsewhere go to standard output.
    """
    named, files = iter(formats), iter(outputs)
    targets: list[tuple[str, str]] = []
    for option in order:
        if option == "--format":
            targets.append((next(named), "-"))
        elif not formats and not targets:
            targets.append((DEFAULT, next(files)))
        elif targets and targets[-1][1] == "-":
            targets[-1] = (targets[-1][0], next(files))
        else:
            raise click.UsageError("each --output belongs to the --format before it")
    targets += [(name, "-") for name in named]
    shown = [name for name, target in targets if target == "-"]
    for name in shown if len(shown) > 1 else ():
        if name in _ALONE:
            raise click.UsageError(f"{name} shares standard output with nothing; give one of the formats an --output")
    return targets or [(DEFAULT, "-")]


def write(path: str, data: bytes) -> None:
    """Write a file whole or not at all; a file that is there keeps its mode, a link keeps leading to it."""
    target = os.path.realpath(path)
    scratch = f"{target}.{os.getpid()}.tmp"
    try:
        with open(scratch, "wb") as file:
            file.write(data)
        if os.path.exists(target):
            os.chmod(scratch, os.stat(target).st_mode & 0o7777)
        os.replace(scratch, target)
    except OSError as error:
        raise click.UsageError(f"{path}: {(error.strerror or 'cannot be written').lower()}") from error
    finally:
        if os.path.exists(scratch):
            os.remove(scratch)


def say(line: str) -> None:
    """A line on standard error that podlint says of itself; standard output is the report's."""
    from podlint.escape import shown

    click.echo(f"podlint: {shown(line)}", err=True)


def card_text(rule: Rule) -> CardText:
    """A rule's card as renderers quote it."""
    card = rule.card()
    url = card.references[0] if card.references else None
    return CardText(card.summary, card.body, card.references, url, rule.family, rule.severity)


def exit_code(report: Report, fail_on: Callable[[Source], str]) -> int:
    """1 when a diagnostic is at or above the threshold of its text, else 0."""
    for diagnostic in report.diagnostics:
        threshold = SEVERITIES.get(fail_on(diagnostic.source))
        if threshold is not None and diagnostic.severity >= threshold:
            return 1
    return 0


def colours(choice: str, *, err: bool = False) -> bool:
    """Whether to colour: the flag, then NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR, TERM, then the terminal."""
    if choice != "auto":
        return choice == "always"
    environment = os.environ
    if environment.get("NO_COLOR"):
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if environment.get(name) not in {None, "", "0"}:
            return True
    if environment.get("CLICOLOR") == "0" or environment.get("TERM") == "dumb":
        return False
    return (sys.stderr if err else sys.stdout).isatty()
