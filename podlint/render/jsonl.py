"""The findings of the JSON format, one a line: for streams, `jq` and log collectors."""

from __future__ import annotations

from podlint.diagnostic import Report
from podlint.render.json_report import finding
from podlint.render.jsontext import dump
from podlint.render.options import RenderOptions


def render(report: Report, _options: RenderOptions) -> str:
    """One JSON object a line and finding; nothing when there is none."""
    return "".join(f"{dump(finding(diagnostic))}\n" for diagnostic in report.diagnostics)
