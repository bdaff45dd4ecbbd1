"""Reports to where they go: standard output or files written whole, coloured or not; the exit code of a report."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import NamedTuple

import click

from podlint.catalogue import SEVERITIES, Catalogue, Rule
from podlint.cli import VERSION
from podlint.diagnostic import Report
from podlint.render import render
from podlint.render.options import CardText, RenderOptions


class Printer(NamedTuple):
    """How the reports of a run are printed: formats and their outputs by place, colour, the minor they speak of."""

    formats: tuple[str, ...]
    outputs: tuple[str, ...]
    color: str
    catalogue: Catalogue
    minor: int

    def print(self, report: Report, *, err: bool = False) -> None:
        """Each format in turn: to the output that is named in the same place, the others to standard output.

        With `err` the others go to standard error, where standard output has another use.
        """
        for name, target in self._targets():
            colour = target == "-" and colours(self.color, err=err)
            options = RenderOptions(VERSION, self.minor, lambda rule_id: card_text(self.catalogue[rule_id]), colour)
            text = render(report, name, options=options)
            if target != "-":
                write(target, text.encode())
            elif text:
                click.echo(text, nl=not text.endswith("\n"), color=colour, err=err)

    def _targets(self) -> Iterator[tuple[str, str]]:
        if len(self.outputs) > len(self.formats):
            raise click.UsageError("each --output needs a --format")
        for number, name in enumerate(self.formats):
            yield name, self.outputs[number] if number < len(self.outputs) else "-"


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


def card_text(rule: Rule) -> CardText:
    """A rule's card as renderers quote it."""
    card = rule.card()
    url = card.references[0] if card.references else None
    return CardText(card.summary, card.body, card.references, url, rule.family, rule.severity)


def exit_code(report: Report, fail_on: str) -> int:
    """1 when a diagnostic is at or above the threshold, else 0."""
    threshold = SEVERITIES.get(fail_on)
    return int(threshold is not None and any(diagnostic.severity >= threshold for diagnostic in report.diagnostics))


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
