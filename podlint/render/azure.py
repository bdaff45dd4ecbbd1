"""Logging commands of Azure Pipelines, which list findings on a run's summary page."""

from __future__ import annotations

from podlint.diagnostic import Diagnostic, Report, Severity
from podlint.escape import shown
from podlint.render.ci import repository_path, worst_first
from podlint.render.concise import concise_line
from podlint.render.options import RenderOptions
from podlint.render.paint import Paint

_ESCAPES = (("%", "%AZP25"), (";", "%3B"), ("\r", "%0D"), ("\n", "%0A"), ("]", "%5D"))


def render(report: Report, options: RenderOptions) -> str:
    """Errors and warnings as commands, the worst first; infos, which have no command, as lines of the log."""
    paint = Paint(colour=options.colour, hyperlinks=False)
    return "".join(f"{_line(diagnostic, paint)}\n" for diagnostic in worst_first(report))


def _line(diagnostic: Diagnostic, paint: Paint) -> str:
    if diagnostic.severity is Severity.INFO:
        return concise_line(diagnostic, paint)
    properties = {
        "type": diagnostic.severity.word,
        "sourcepath": shown(repository_path(diagnostic.source.path)),
        "linenumber": str(diagnostic.start.line),
        "columnnumber": str(diagnostic.start.column),
        "code": diagnostic.rule,
    }
    listed = "".join(f"{name}={_escaped(value)};" for name, value in properties.items())
    return f"##vso[task.logissue {listed}]{_escaped(shown(diagnostic.message))}"


def _escaped(text: str) -> str:
    for char, escape in _ESCAPES:
        text = text.replace(char, escape)
    return text
