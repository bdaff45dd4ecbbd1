"""One self-contained page with the drawings of many pods, and a table of their containers with the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podlint.diagnostic import Diagnostic, Evidence
from podlint.patterns.base import Match, PodMatch
from podlint.picture.scene import COLOURS, findings_in, title
from podlint.picture.svg import LETTERS, figure, legend
from podlint.pod.running import Running
from podlint.render.xmltext import xml

_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem; color: #111; background: #fff }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin: 2.5rem 0 .2rem }
.picture { overflow-x: auto; border: 1px solid #ddd; padding: .5rem; margin: .5rem 0 }
table { border-collapse: collapse; width: 100%; font-size: .9rem }
th, td { border: 1px solid #bbb; padding: .3rem .5rem; text-align: left; vertical-align: top }
th { background: #f3f3f3 } ul { margin: 0; padding-left: 1.1rem } .at { color: #555 }
.role { display: inline-block; border: 1px solid #222; border-radius: 3px; padding: 0 .4rem; white-space: nowrap }
nav ol { columns: 20rem; padding-left: 1.4rem }
@media print { .picture { overflow: visible } .picture svg { max-width: 100%; height: auto } h2 { break-after: avoid } }
"""


def draw(found: Sequence[tuple[Running, PodMatch]], diagnostics: Sequence[Diagnostic] = ()) -> str:
    """A page of HTML that loads nothing from elsewhere."""
    return "\n".join(_page(found, diagnostics))


def _page(found: Sequence[tuple[Running, PodMatch]], diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>What the containers of {len(found)} pods are for</title>\n<style>{_STYLE}</style></head>\n<body>"
    yield f"<h1>What the containers of {len(found)} pods are for</h1>"
    yield '<svg xmlns="http://www.w3.org/2000/svg" width="960" height="48" viewBox="0 0 960 48" font-size="12">'
    yield from legend()
    yield "</svg>"
    if len(found) > 1:
        yield "<nav><ol>"
        for number, (running, match) in enumerate(found):
            yield f'<li><a href="#pod-{number}">{xml(title(running))}</a>: {xml(", ".join(match.patterns))}</li>'
        yield "</ol></nav>"
    for number, (running, match) in enumerate(found):
        yield from _pod(number, running, match, diagnostics)
    yield "</body>\n</html>"


def _pod(number: int, running: Running, found: PodMatch, diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    yield f'<section id="pod-{number}"><h2>{xml(title(running))}</h2>'
    yield f'<div class="at">{xml(running.pod.manifest.source.path)}</div>'
    yield f'<div class="picture">{figure(running, found, diagnostics)}</div>'
    yield "<table><thead><tr><th>container</th><th>role</th><th>function</th><th>confidence</th><th>evidence</th>"
    yield "<th>findings</th></tr>"
    yield "</thead><tbody>"
    for match in found.matches:
        yield "".join(_row(running, match, findings_in(running, match.container, diagnostics)))
    yield "</tbody></table>"
    if found.notes:
        yield f"<p>The pod as a whole:</p>{''.join(_evidence(running, found.notes))}"
    yield "</section>"


def _row(running: Running, match: Match, findings: Sequence[str]) -> Iterator[str]:
    role = match.role if match.acts_as is None else f"{match.role} as {match.acts_as}"
    tag = f'<span class="role" style="background:{COLOURS[match.role]}"><b>{LETTERS[match.role]}</b> {xml(role)}</span>'
    yield f"<tr><td>{xml(match.container.name or '?')}</td><td>{tag}</td><td>{xml(match.function or '')}</td>"
    yield f"<td>{match.confidence}</td><td>"
    yield from _evidence(running, match.evidence)
    yield "</td><td>"
    if findings:
        yield f"<ul>{''.join(f'<li>{xml(finding)}</li>' for finding in findings)}</ul>"
    yield "</td></tr>"


def _evidence(running: Running, pieces: Sequence[Evidence]) -> Iterator[str]:
    if not pieces:
        return
    yield "<ul>"
    for piece in pieces:
        source = piece.source or running.pod.manifest.source
        at = source.position(piece.span.start)
        place = f"{source.path}:{at.line}:{at.column}"
        yield f'<li>{xml(piece.note)} <span class="at">{xml(place)}</span></li>'
    yield "</ul>"
