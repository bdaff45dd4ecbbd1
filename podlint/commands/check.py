"""`podlint check`: read files, lint them as one input, print the report, and say by the exit code how it went."""

from __future__ import annotations

import os
import sys

import click

from podlint import files
from podlint.catalogue import SEVERITIES, Catalogue, Rule, load
from podlint.cli import VERSION
from podlint.config import Settings, parse_version, settings
from podlint.diagnostic import Report
from podlint.linter import lint
from podlint.render import FORMATS, render
from podlint.render.options import CardText, RenderOptions
from podlint.render.summary import summary_line


@click.command(name="check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "format_", type=click.Choice(sorted(FORMATS)), default="full", help="Form of the report.")
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    default="warning",
    help="The lowest severity that makes the exit code 1.",
)
@click.option("--kubernetes-version", "version", default=None, metavar="1.N", help="The cluster's version.")
@click.option("--profile", type=click.Choice(["default", "strict"]), default="default", help="Which rules are on.")
@click.option("--select", multiple=True, metavar="RULE", help="Run only these rules or families (family/*).")
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave out these rules or families (family/*).")
@click.option("--stdin-filename", default=None, metavar="FILE", help="What to call standard input in the report.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour the report.")
@click.option("--require-files", is_flag=True, help="Exit with 2 when there is nothing to lint.")
@click.option("--quiet", "-q", is_flag=True, help="Print no closing line.")
def command(
    paths: tuple[str, ...],
    format_: str,
    fail_on: str,
    version: str | None,
    profile: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    stdin_filename: str | None,
    color: str,
    require_files: bool,  # noqa: FBT001 - click passes flags so
    quiet: bool,  # noqa: FBT001 - as above
) -> None:
    """Lint manifests: files, folders, or - for standard input."""
    catalogue = load()
    chosen = _settings(catalogue, profile, select, ignore, version)
    sources = files.sources(paths or (".",), stdin_filename)
    if not sources:
        click.echo("podlint: no YAML or JSON files found", err=True)
        sys.exit(2 if require_files else 0)
    report = lint(sources, catalogue, lambda _: chosen)
    _print(report, format_, color, catalogue, chosen)
    if not quiet:
        click.echo(summary_line(report), err=True)
    sys.exit(exit_code(report, fail_on))


def _settings(
    catalogue: Catalogue, profile: str, select: tuple[str, ...], ignore: tuple[str, ...], version: str | None
) -> Settings:
    if version is None:
        return settings(catalogue, profile=profile, select=select, ignore=ignore)
    return settings(catalogue, profile=profile, select=select, ignore=ignore, minor=parse_version(version))


def _print(report: Report, format_: str, color: str, catalogue: Catalogue, chosen: Settings) -> None:
    options = RenderOptions(
        colour=colours(color),
        hyperlinks=False,
        version=VERSION,
        minor=chosen.minor,
        cards=lambda rule_id: _card_text(catalogue[rule_id]),
    )
    text = render(report, format_, options=options)
    if text:
        click.echo(text, nl=not text.endswith("\n"), color=options.colour)


def _card_text(rule: Rule) -> CardText:
    card = rule.card()
    url = card.references[0] if card.references else None
    return CardText(card.summary, card.body, card.references, url, rule.family, rule.severity)


def exit_code(report: Report, fail_on: str) -> int:
    """1 when a diagnostic is at or above the threshold, else 0."""
    threshold = SEVERITIES.get(fail_on)
    return int(threshold is not None and any(diagnostic.severity >= threshold for diagnostic in report.diagnostics))


def colours(choice: str) -> bool:
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
    return sys.stdout.isatty()

