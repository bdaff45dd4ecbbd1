"""The report for people: every finding drawn in its source."""

from __future__ import annotations

from podlint.diagnostic import Report
from podlint.render.options import RenderOptions


def render(report: Report, options: RenderOptions) -> str:
    """Every finding with its excerpts, in the report's order, each followed by an empty line."""
    if not report.diagnostics:
        return ""  # a clean run does not pay for drawing
    from podlint.render.drawing import draw
    from podlint.render.paint import Paint

    paint = Paint(colour=options.colour, hyperlinks=options.hyperlinks)
    return "".join(f"{draw(diagnostic, paint)}\n\n" for diagnostic in report.diagnostics)
