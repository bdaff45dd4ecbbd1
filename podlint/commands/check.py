"""`podlint check`: read files, lint them as one input, print the report, and say by the exit code how it went."""

import os
import sys

import click

from podlint import files
from podlint.catalogue import SEVERITIES, Catalogue, Rule, load
from podlint.cli import VERSION
from podlint.config import Configuration, Flags, is_excluded
from podlint.diagnostic import Report
from podlint.linter import lint
from podlint.render import FORMATS, render
from podlint.render.options import CardText, RenderOptions
from podlint.render.summary import summary_line
from podlint.text import Source


@click.command(name="check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "formats", multiple=True, type=click.Choice(sorted(FORMATS)), help="Form of the report.")
@click.option("--output", "outputs", multiple=True, metavar="FILE", help="Where the format before it goes.")
@click.option(
    "--fail-on", type=click.Choice([*SEVERITIES, "never"]), help="The lowest severity that makes the exit code 1."
)
@click.option("--kubernetes-version", "version", metavar="1.N", help="The cluster's version.")
@click.option("--profile", type=click.Choice(["default", "strict"]), help="Which rules are on.")
@click.option("--select", multiple=True, metavar="RULE", help="Run only these rules or families (family/*).")
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave out these rules or families (family/*).")
@click.option("--config", metavar="FILE", help="The configuration file to take.")
@click.option("--isolated", is_flag=True, help="Take no configuration file.")
@click.option("--no-inline-ignores", is_flag=True, help="Let no comment or annotation suppress a finding.")
@click.option("--stdin-filename", metavar="FILE", help="What to call standard input in the report.")
@click.option("--force-exclude", is_flag=True, help="Leave out what the configuration excludes, even when it is named.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour the report.")
@click.option("--require-files", is_flag=True, help="Exit with 2 when there is nothing to lint.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option("--quiet", "-q", is_flag=True, help="Print no closing line.")
def command(paths: tuple[str, ...], formats: tuple[str, ...], outputs: tuple[str, ...], **options: object) -> None:
    """Lint manifests: files, folders, or - for standard input."""
    catalogue = load()
    configuration = Configuration(catalogue, _flags(options))
    found = _sources(paths or (".",), configuration, options)
    if not found:
        click.echo("podlint: no YAML or JSON files found", err=True)
        sys.exit(2 if options["require_files"] else 0)
    report = lint(found, catalogue, lambda source: configuration.of(source.path))
    chosen = configuration.of(found[0].path)
    _print(report, formats or ("full",), outputs, str(options["color"]), catalogue, chosen.minor)
    if not options["quiet"]:
        click.echo(summary_line(report), err=True)
    sys.exit(0 if options["exit_zero"] else exit_code(report, chosen.fail_on))


def _flags(options: dict[str, object]) -> Flags:
    def text(name: str) -> str | None:
        value = options[name]
        return None if value is None else str(value)

    def texts(name: str) -> tuple[str, ...]:
        value = options[name]
        return tuple(value) if isinstance(value, tuple) else ()

    return Flags(
        text("profile"),
        texts("select"),
        texts("ignore"),
        text("version"),
        text("fail_on"),
        False if options["no_inline_ignores"] else None,
        text("config"),
        bool(options["isolated"]),
    )


def _sources(paths: tuple[str, ...], configuration: Configuration, options: dict[str, object]) -> list[Source]:
    """The texts to lint; what a configuration excludes is left out of folders, and of named files when asked for."""
    name = options["stdin_filename"]
    found = files.sources(paths, None if name is None else str(name))
    named = set() if options["force_exclude"] else {os.path.normpath(path).replace(os.sep, "/") for path in paths}
    return [
        source
        for source in found
        if source.path in named or not is_excluded(source.path, configuration.of(source.path))
    ]


def _print(
    report: Report, formats: tuple[str, ...], outputs: tuple[str, ...], color: str, catalogue: Catalogue, minor: int
) -> None:
    """Each format in turn: to the output that is named in the same place, the others to standard output."""
    if len(outputs) > len(formats):
        raise click.UsageError("each --output needs a --format")
    for number, name in enumerate(formats):
        target = outputs[number] if number < len(outputs) else "-"
        colour = target == "-" and colours(color)
        options = RenderOptions(VERSION, minor, lambda rule_id: _card_text(catalogue[rule_id]), colour)
        text = render(report, name, options=options)
        if target != "-":
            write(target, text)
        elif text:
            click.echo(text, nl=not text.endswith("\n"), color=colour)


def write(path: str, text: str) -> None:
    """Write a file whole or not at all."""
    scratch = f"{path}.{os.getpid()}.tmp"
    try:
        with open(scratch, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.replace(scratch, path)
    except OSError as error:
        raise click.UsageError(f"{path}: {(error.strerror or 'cannot be written').lower()}") from error
    finally:
        if os.path.exists(scratch):
            os.remove(scratch)


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
