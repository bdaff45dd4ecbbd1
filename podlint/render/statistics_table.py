"""How often each rule found something, the most frequent first."""

from __future__ import annotations

from collections import Counter

from podlint.diagnostic import Report, Severity
from podlint.escape import shown
from podlint.render.options import RenderOptions
from podlint.render.paint import SEVERITY, Paint


def render(report: Report, options: RenderOptions) -> str:
    """One line a rule and severity: count, severity, `[*]` if all its fixes are safe, rule, summary."""
    paint = Paint(colour=options.colour, hyperlinks=options.hyperlinks)
    counts = Counter((diagnostic.rule, diagnostic.severity) for diagnostic in report.diagnostics)
    fixable = _fixable(report)
    widest = len(str(max(counts.values(), default=0)))
    longest = max((len(rule) for rule, _ in counts), default=0)
    lines = []
    for (rule, severity), count in sorted(counts.items(), key=lambda item: (-item[1], -item[0][1], item[0][0])):
        card = options.cards(rule)
        word = paint(f"{severity.word:7}", SEVERITY[severity])
        mark = "[*]" if (rule, severity) in fixable else "   "
        name = paint.link(rule, card.url) + " " * (longest - len(rule))
        lines.append(f"{count:{widest}}  {word}  {mark}  {name}  {shown(card.summary)}\n")
    return "".join(lines)


def _fixable(report: Report) -> set[tuple[str, Severity]]:
    """The rules of which every finding can be fixed without asking."""
    kept = {(diagnostic.rule, diagnostic.severity) for diagnostic in report.diagnostics}
    for diagnostic in report.diagnostics:
        if not diagnostic.fix or not diagnostic.fix.safe:
            kept.discard((diagnostic.rule, diagnostic.severity))
    return kept
