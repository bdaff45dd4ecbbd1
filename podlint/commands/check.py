"""`podlint check`: read files, lint them as one input, print the report, and say by the exit code how it went."""

import sys
from typing import TYPE_CHECKING

import click

from podlint.catalogue import SEVERITIES, load
from podlint.commands.linting import Run, read
from podlint.commands.names import complete_rules
from podlint.commands.output import Printer, exit_code, paired, say
from podlint.config import Configuration, Flags
from podlint.diagnostic import Report
from podlint.render import FORMATS
from podlint.render.summary import summary_line

if TYPE_CHECKING:
    from podlint.commands.telling import Clock

_ORDER = "podlint.order"


class _Check(click.Command):
    """Keeps the order of --format and --output, which click forgets."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options = (argument.partition("=")[0] for argument in args)
        ctx.meta[_ORDER] = [option for option in options if option in {"--format", "--output"}]
        return super().parse_args(ctx, args)


@click.command(name="check", cls=_Check)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(sorted(FORMATS)),
    envvar="PODLINT_FORMAT",
    help="Form of the report.",
)
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
@click.option(
    "--select",
    multiple=True,
    metavar="RULE",
    shell_complete=complete_rules,
    help="Run only these rules or families (family/*).",
)
@click.option(
    "--extend-select",
    multiple=True,
    metavar="RULE",
    shell_complete=complete_rules,
    help="Run these rules or families too.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULE",
    shell_complete=complete_rules,
    help="Leave out these rules or families (family/*).",
)
@click.option("--config", metavar="FILE", help="The configuration file to take.")
@click.option("--isolated", is_flag=True, help="Take no configuration file.")
@click.option("--no-inline-ignores", is_flag=True, help="Let no comment or annotation suppress a finding.")
@click.option("--add-ignores", is_flag=True, help="Write comments that suppress what is found.")
@click.option("--stdin-filename", metavar="FILE", help="What to call standard input in the report.")
@click.option("--force-exclude", is_flag=True, help="Leave out what the configuration excludes, even when it is named.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour the report.")
@click.option("--require-files", is_flag=True, help="Exit with 2 when there is nothing to lint.")
@click.option("--baseline", metavar="FILE", help="Report only what this baseline does not know.")
@click.option("--write-baseline", metavar="FILE", help="Write all findings into a baseline, and report none.")
@click.option("--update-baseline", is_flag=True, help="Remove from the baseline what is no longer found.")
@click.option("--changed-since", metavar="REF", help="Report only files that changed since this commit (git).")
@click.option("--statistics", is_flag=True, help="Count the findings by rule.")
@click.option(
    "--jobs", default="auto", envvar="PODLINT_JOBS", metavar="N", help="In how many processes to lint; auto by default."
)
@click.option("--verbose", "-v", is_flag=True, help="Tell which configuration holds, and where time goes.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option("--quiet", "-q", is_flag=True, help="Print no closing line.")
def command(paths: tuple[str, ...], formats: tuple[str, ...], outputs: tuple[str, ...], **options: object) -> None:
    """Lint manifests: files, folders, or - for standard input."""
    targets = _targets(formats, outputs, statistics=bool(options["statistics"]))
    clock = _clock(told=bool(options["verbose"]))
    catalogue = load() if clock is None else clock.timed(load())
    configuration = Configuration(catalogue, _flags(options))
    fixes = bool(options["fix"] or options["fix_only"]) and not options["diff"]
    run = read(paths, catalogue, configuration, options, whole=fixes or bool(options["diff"]))
    if clock is not None:
        clock.ends("read")
        clock.tell_files(run.everything, run.found, configuration)
    if fixes:
        run.pass_on()
    if not run.found:
        say("no YAML or JSON files found")
        if options["require_files"]:
            sys.exit(2)
    if options["diff"]:
        known = run.known(options)
        sys.exit(run.diff(run.judge if known is None else known.judging(run.judge), options))
    report = _report(run, options, fixes=fixes)
    if clock is not None:
        clock.ends("lint")
    if not options["fix_only"]:
        minor = configuration.of(run.found[0].path if run.found else "any.yaml").minor
        Printer(targets, str(options["color"]), catalogue, minor).print(report, err=fixes and run.stdin is not None)
        if run.found and not options["quiet"]:
            click.echo(summary_line(report), err=True)
    if clock is not None:
        clock.ends("print")
        clock.tell()
    if options["exit_zero"] or options["fix_only"]:
        sys.exit(0)
    sys.exit(exit_code(report, lambda source: configuration.of(source.path).fail_on))


def _targets(formats: tuple[str, ...], outputs: tuple[str, ...], *, statistics: bool) -> list[tuple[str, str]]:
    """The formats in turn with their outputs; statistics alone when only they are asked for."""
    order: list[str] = click.get_current_context().meta[_ORDER]
    if statistics:
        return paired([*order, "--format"], (*formats, "statistics"), outputs)
    return paired(order, formats, outputs)


def _report(run: Run, options: dict[str, object], *, fixes: bool) -> Report:
    """What is found, after fixing, less what the baseline knows."""
    known = run.known(options)
    judge = run.judge if known is None else known.judging(run.judge)
    found = run.mended(judge, options) if fixes else run.found
    if options["add_ignores"]:
        found = run.ignored(found, judge, options)
    report = run.judge(found)
    return report if known is None else known.settled(report, options)


def _clock(*, told: bool) -> "Clock | None":
    if not told:
        return None
    from podlint.commands.telling import Clock

    return Clock()


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
        texts("extend_select"),
    )
