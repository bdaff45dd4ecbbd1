"""One line a finding, as compilers print it and editors read it: path, line, column, severity, rule, message."""

from __future__ import annotations

from podlint.diagnostic import Diagnostic, Report
from podlint.escape import shown
from podlint.render.options import RenderOptions
from podlint.render.paint import BOLD, SEVERITY, Paint


def render(report: Report, options: RenderOptions) -> str:
    """One line a finding, in the report's order; `[*]` marks those with a safe fix."""
    paint = Paint(colour=options.colour, hyperlinks=options.hyperlinks)
    return "".join(f"{concise_line(diagnostic, paint)}\n" for diagnostic in report.diagnostics)


def concise_line(diagnostic: Diagnostic, paint: Paint) -> str:
    """The one line of a finding."""
    place = f"{line_opening(diagnostic.source.path)}:{diagnostic.start.line}:{diagnostic.start.column}:"
    word = paint(diagnostic.severity.word, SEVERITY[diagnostic.severity])
    rule = paint.link(diagnostic.rule, diagnostic.url)
    fixable = " [*]" if diagnostic.fix and diagnostic.fix.safe else ""
    return f"{paint(place, BOLD)} {word}[{rule}] {shown(diagnostic.message)}{fixable}"


def line_opening(path: str) -> str:
    """The path as a line may begin with it: `::` there would be a workflow command to GitHub's runner."""
    path = shown(path)
    return f"\\x3a{path[1:]}" if path.lstrip().startswith("::") else path
