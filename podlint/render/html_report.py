"""One HTML page that needs nothing else: findings in their source, to be filtered by rule and severity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape
from itertools import groupby

from podlint.diagnostic import Diagnostic, Report, Severity
from podlint.escape import cells, shown, web_link
from podlint.render.excerpt import Excerpt, Row, excerpts
from podlint.render.html_page import SCRIPT, STYLE, policy
from podlint.render.notes import notes, object_name
from podlint.render.options import RenderOptions
from podlint.render.summary import summary_line

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>podlint report</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>podlint</h1>
<p>{summary}</p>
<p>podlint {version}, Kubernetes 1.{minor}</p>
</header>
{body}<script>{script}</script>
</body>
</html>
"""


def render(report: Report, options: RenderOptions) -> str:
    """The page; without scripts it is read as it stands, without the filter."""
    files = groupby(report.diagnostics, key=lambda diagnostic: diagnostic.source.path)
    sections = "".join(_section(path, found) for path, found in files)
    return _PAGE.format(
        policy=policy(),
        style=STYLE,
        script=SCRIPT,
        summary=_text(summary_line(report)),
        version=_text(options.version),
        minor=options.minor,
        body=f"{_form(report)}<main>\n{sections}</main>\n" if sections else "",
    )


def _text(text: str) -> str:
    return escape(shown(text))


def _form(report: Report) -> str:
    rules = Counter(diagnostic.rule for diagnostic in report.diagnostics)
    choices = "".join(
        f'<option value="{_text(rule)}">{_text(rule)} ({count})</option>\n' for rule, count in sorted(rules.items())
    )
    boxes = "".join(
        f'<label><input type="checkbox" value="{severity.word}" checked> {severity.word} ({total})</label>\n'
        for severity in sorted(Severity, reverse=True)
        if (total := report.total(severity))
    )
    return (
        '<form hidden autocomplete="off">\n'
        f'<label>Rule <select name="rule">\n<option value="">all</option>\n{choices}</select></label>\n'
        f'{boxes}<output name="shown"></output>\n</form>\n'
    )


def _section(path: str, found: Iterator[Diagnostic]) -> str:
    return f"<section>\n<h2>{_text(path)}</h2>\n{''.join(map(_article, found))}</section>\n"


def _article(diagnostic: Diagnostic) -> str:
    word = diagnostic.severity.word
    parts = [
        f'<article class="{word}" data-severity="{word}" data-rule="{_text(diagnostic.rule)}">\n',
        f"<h3><b>{word}</b> {_text(diagnostic.message)}</h3>\n",
        f"<p>{_origin(diagnostic)}</p>\n",
        *(f"<pre>{''.join(_excerpt(part))}</pre>\n" for part in excerpts(diagnostic)),
    ]
    below = "".join(f"<p>{escape(note)}</p>\n" for note in notes(diagnostic))
    return "".join([*parts, below, "</article>\n"])


def _origin(diagnostic: Diagnostic) -> str:
    """The rule, linked to its page, the place, and the object."""
    rule, url = _text(diagnostic.rule), web_link(diagnostic.url)
    if url:
        rule = f'<a href="{escape(url)}">{rule}</a>'
    parts = [rule, f"line {diagnostic.start.line}, column {diagnostic.start.column}", escape(object_name(diagnostic))]
    return ", ".join(part for part in parts if part)


def _excerpt(part: Excerpt) -> Iterator[str]:
    """The rows, each mark's note below its line; another place than the finding's own is named first."""
    gutter = len(str(part.rows[-1].number))
    if not part.primary:
        yield f"<i>{_text(part.source.path)}:{part.at.line}:{part.at.column}</i>\n"
    for row in part.rows:
        if row.after_gap:
            yield "<i>...</i>\n"
        before, after = "..." if row.cut_before else "", "..." if row.cut_after else ""
        yield f"<i>{row.number:{gutter}} | {before}</i>{''.join(_line(part, row))}<i>{after}</i>\n"
        for mark in row.marks:
            if mark.note:
                yield f"<i>{'':{gutter}} | </i>{_indent(part, row)}<em>{_text(mark.note)}</em>\n"


def _indent(part: Excerpt, row: Row) -> str:
    text = part.source.text[row.start : row.end]
    return " " * (len(text) - len(text.lstrip(" ")))


def _line(part: Excerpt, row: Row) -> Iterator[str]:
    """The row's characters, runs of marked ones within `mark`, the finding's own before other marks."""
    kinds = [""] * (row.end - row.start)
    for mark in sorted(row.marks, key=lambda mark: mark.primary):
        for index in range(mark.start - row.start, mark.end - row.start):
            kinds[index] = ' class="own"' if mark.primary else " "
    shown_cells = cells(part.source.text[row.start : row.end])
    for kind, run in groupby(zip(kinds, shown_cells, strict=True), key=lambda pair: pair[0]):
        text = escape("".join(cell for _, cell in run))
        yield f"<mark{kind.rstrip()}>{text}</mark>" if kind else text
