"""Reports as text: one module a format, each with `render(report, options) -> str`, imported when chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from podlint.diagnostic import Report
from podlint.render.options import RenderOptions

FORMATS: Mapping[str, str] = {
    "full": "podlint.render.full",
    "concise": "podlint.render.concise",
    "json": "podlint.render.json_report",
    "jsonl": "podlint.render.jsonl",
    "sarif": "podlint.render.sarif",
    "github": "podlint.render.github",
    "gitlab": "podlint.render.gitlab",
    "junit": "podlint.render.junit",
    "checkstyle": "podlint.render.checkstyle",
    "rdjson": "podlint.render.rdjson",
    "azure": "podlint.render.azure",
    "markdown": "podlint.render.markdown",
    "html": "podlint.render.html_report",
    "statistics": "podlint.render.statistics_table",
}


def render(report: Report, name: str, *, options: RenderOptions) -> str:
    """The report in the format of that name: all of its lines, each ended, or nothing."""
    from importlib import import_module

    renderer: Callable[[Report, RenderOptions], str] = import_module(FORMATS[name]).render
    return renderer(report, options)
