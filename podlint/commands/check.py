"""`podlint check`: read files, lint them as one input, print the report, and say by the exit code how it went."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from podlint import files
from podlint.catalogue import SEVERITIES, load
from podlint.commands.output import Printer, exit_code
from podlint.config import Configuration, Flags, is_excluded
from podlint.diagnostic import Report
from podlint.linter import lint
from podlint.render import FORMATS
from podlint.render.summary import summary_line
from podlint.text import Source

if TYPE_CHECKING:
    from podlint.commands.baselining import Known

_Judge = Callable[[Iterable[Source]], Report]


@click.command(name="check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "formats", multiple=True, type=click.Choice(sorted(FORMATS)), help="Form of the report.")
@click.option("--output", "outputs", multiple=True, metavar="FILE", help="Where the format before it goes.")
@click.option("--fix", is_flag=True, help="Apply safe fixes, and report what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="Apply the other fixes too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.option("--fix-only", is_flag=True, help="Apply fixes, and report nothing.")
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
@click.option("--baseline", metavar="FILE", help="Report only what this baseline does not know.")
@click.option("--write-baseline", metavar="FILE", help="Write all findings into a baseline, and report none.")
@click.option("--update-baseline", is_flag=True, help="Remove from the baseline what is no longer found.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option("--quiet", "-q", is_flag=True, help="Print no closing line.")
def command(paths: tuple[str, ...], formats: tuple[str, ...], outputs: tuple[str, ...], **options: object) -> None:
    """Lint manifests: files, folders, or - for standard input."""
    catalogue = load()
    configuration = Configuration(catalogue, _flags(options))
    stdin = str(options["stdin_filename"] or "<stdin>") if "-" in paths else None
    everything = files.sources(paths or (".",), stdin)
    found = list(_kept(everything, paths, configuration, force=bool(options["force_exclude"])))
    fixes = bool(options["fix"] or options["fix_only"]) and not options["diff"]
    if fixes and stdin is not None:
        _pass_on(everything, found, stdin)
    if not found:
        click.echo("podlint: no YAML or JSON files found", err=True)
        sys.exit(2 if options["require_files"] else 0)

    def judge(texts: Iterable[Source]) -> Report:
        return lint(texts, catalogue, lambda source: configuration.of(source.path))

    chosen = configuration.of(found[0].path)
    printer = Printer(formats or ("full",), outputs, str(options["color"]), catalogue, chosen.minor)
    known = _known(found, configuration, options)
    judge_new = judge if known is None else known.judging(judge)
    if options["diff"]:
        sys.exit(_diff(found, judge_new, options))
    if fixes:
        found = _mended(found, judge_new, options, stdin)
    report = judge(found)
    if known is not None:
        report = known.settled(report, options)
    if not options["fix_only"]:
        printer.print(report, err=fixes and stdin is not None)
        if not options["quiet"]:
            click.echo(summary_line(report), err=True)
    sys.exit(0 if options["exit_zero"] or options["fix_only"] else exit_code(report, chosen.fail_on))


def _known(found: Sequence[Source], configuration: Configuration, options: dict[str, object]) -> "Known | None":
    """The baseline that the command line names."""
    path = options["write_baseline"] or options["baseline"]
    if path is None:
        if options["update_baseline"]:
            raise click.UsageError("--update-baseline needs --baseline FILE")
        return None
    from podlint.commands.baselining import read

    paths = {source.path for source in found}
    return read(
        str(path),
        lambda where, rule: where in paths and rule in configuration.of(where).severities,
        missing_is_empty=options["write_baseline"] is not None,
    )


def _mended(found: Sequence[Source], judge: _Judge, options: dict[str, object], stdin: str | None) -> list[Source]:
    """The texts after fixing, written where they come from."""
    from podlint.commands.fixing import mend, summary

    result = mend(found, judge, unsafe=bool(options["unsafe_fixes"]), stdin=stdin)
    if not options["quiet"]:
        click.echo(f"podlint: {summary(found, result, written=True)}", err=True)
    return list(result.sources)


def _pass_on(everything: Sequence[Source], found: Sequence[Source], stdin: str) -> None:
    """An editor that pipes a text through --fix gets it back, also when the configuration leaves the text out."""
    for source in everything:
        if source.path == stdin and source not in found:
            sys.stdout.buffer.write(source.encode())


def _diff(found: Sequence[Source], judge: _Judge, options: dict[str, object]) -> int:
    """Show what fixing would change: 1 when it is something."""
    from podlint.commands.fixing import changes, show, summary

    result = show(found, judge, unsafe=bool(options["unsafe_fixes"]))
    if not options["quiet"]:
        click.echo(f"podlint: {summary(found, result, written=False)}", err=True)
    return int(changes(found, result) > 0)


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


def _kept(
    found: Iterable[Source], paths: tuple[str, ...], configuration: Configuration, *, force: bool
) -> Iterator[Source]:
    """The texts to lint; what a configuration excludes is left out of folders, and of named files by force."""
    named = set() if force else {os.path.normpath(path).replace(os.sep, "/") for path in paths}
    for source in found:
        if source.path in named or not is_excluded(source.path, configuration.of(source.path)):
            yield source
