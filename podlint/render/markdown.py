"""GitHub-flavoured Markdown for a job's summary page or a comment on a merge request."""

from __future__ import annotations

import re

from podlint.diagnostic import Diagnostic, Report
from podlint.escape import shown
from podlint.render.ci import repository_path, worst_first
from podlint.render.options import RenderOptions
from podlint.render.summary import summary_line

LONGEST = 60_000  # characters: a comment on GitHub may have 65,536
_HEAD = "| Severity | Place | Rule | Finding |\n| --- | --- | --- | --- |\n"
_MARKUP = re.compile(r"[\\`*_\[\]<>|:.@#!~$%&=+-](?=(\w)?)")
_CALLS = "@#!~$%&"  # before a word they name a user, an issue, a merge request ... on GitHub or GitLab
_SPLIT = re.compile(r'("[^"]*")')


def render(report: Report, _options: RenderOptions) -> str:
    """A heading, the counts, and a table of the findings, the worst first, cut where a comment must end."""
    head = f"## podlint\n\n{summary_line(report)}\n"
    rows = list(map(_row, worst_first(report)))
    if not rows:
        return head
    kept, left = [], LONGEST
    for row in rows:
        left -= len(row)
        if left < 0:
            break
        kept.append(row)
    more = f"\n{len(rows) - len(kept)} more findings do not fit here.\n" if len(kept) < len(rows) else ""
    return f"{head}\n{_HEAD}{''.join(kept)}{more}"


def _row(diagnostic: Diagnostic) -> str:
    place = f"{shown(repository_path(diagnostic.source.path))}:{diagnostic.start.line}:{diagnostic.start.column}"
    cells = (diagnostic.severity.word, _code(place), _rule(diagnostic), prose(diagnostic.message))
    return f"| {' | '.join(cells)} |\n"


def _rule(diagnostic: Diagnostic) -> str:
    name, url = _code(diagnostic.rule), diagnostic.url
    linkable = url and re.fullmatch(r"https?://[\w./#~-]+", url, re.ASCII)
    return f"[{name}]({url})" if linkable else name


def prose(text: str) -> str:
    """The text with its quoted names as code, and nothing in it that Markdown or GitHub would act on."""
    parts = enumerate(_SPLIT.split(shown(text)))
    return "".join(_code(part[1:-1]) if odd % 2 and len(part) > 2 else _plain(part) for odd, part in parts)


def _plain(text: str) -> str:
    """The text with its markup escaped; a zero-width space keeps `@name` from calling someone."""
    return _MARKUP.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}&#8203;" if match[1] and match[0] in _CALLS else f"\\{match[0]}"


def _code(text: str) -> str:
    """The text as code; in HTML's way where a backtick, bar or backslash would confuse a table's cell."""
    if text and text == text.strip() and not any(char in text for char in "`|\\"):
        return f"`{text}`"
    entities = re.sub(r"[^\w /-]|_", lambda match: f"&#{ord(match[0])};", text)
    return f"<code>{entities}</code>"
