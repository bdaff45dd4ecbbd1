"""SARIF 2.1.0, to the letter of its schema and within the limits of GitHub's code scanning."""

from __future__ import annotations

from urllib.parse import quote

from podlint.diagnostic import Diagnostic, Evidence, Fix, Report, Severity
from podlint.escape import shown, valid_unicode
from podlint.render.ci import numbered, repository_path, worst_first
from podlint.render.jsontext import Json, dump, listed
from podlint.render.options import CardText, RenderOptions
from podlint.text import Position, Source, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS = 25_000  # GitHub refuses a run that has more
MOST_RELATED = 100  # GitHub keeps no more of a result
_MOST_LINKS = 8
_LONGEST = 1024  # characters that GitHub takes of a description
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}


def render(report: Report, options: RenderOptions) -> str:
    """One run with the rules that found something and, the worst first, what they found."""
    rules = sorted({diagnostic.rule for diagnostic in report.diagnostics})
    index = {rule: number for number, rule in enumerate(rules)}
    run: dict[str, Json] = {
        "tool": {"driver": _driver(rules, options)},
        "automationDetails": {"id": "podlint/"},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [_invocation(len(report.diagnostics) - MOST_RESULTS)],
    }
    numbers = {id(diagnostic): number for diagnostic, number in numbered(list(report.diagnostics))}
    results = listed(
        _result(diagnostic, index[diagnostic.rule], numbers[id(diagnostic)])
        for diagnostic in worst_first(report)[:MOST_RESULTS]
    )
    head = f'"$schema": {dump(SCHEMA)},\n"version": "2.1.0"'
    return f'{{{head},\n"runs": [{dump(run)[:-1]},\n"results": {results}}}]}}\n'


def _driver(rules: list[str], options: RenderOptions) -> dict[str, Json]:
    return {
        "name": "podlint",
        "semanticVersion": options.version,
        "properties": {"kubernetes": f"1.{options.minor}"},
        "rules": [_rule(rule, options.cards(rule)) for rule in rules],
    }


def _rule(rule: str, card: CardText) -> Json:
    text = _help(card)
    shape: dict[str, Json] = {
        "id": rule,
        "shortDescription": {"text": _clipped(card.summary or rule)},
        "fullDescription": {"text": _clipped(_opening(card))},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": _LEVELS[card.severity]},
        "properties": {
            "tags": ["kubernetes", card.family],
            "precision": "high",
            "problem.severity": _PROBLEMS[card.severity],
        },
    }
    if card.url:
        shape["helpUri"] = card.url
    return shape


def _help(card: CardText) -> str:
    """The card with its links: GitHub shows neither `helpUri` nor anything else that names them."""
    links = dict.fromkeys([*([card.url] if card.url else []), *card.references])
    listing = "\n".join(f"- <{link}>" for link in links)
    return "\n\n".join(part for part in (card.summary, card.body.strip(), listing) if part)


def _opening(card: CardText) -> str:
    """The card's first paragraph on one line, or its summary where the body begins with a heading."""
    paragraph = " ".join(card.body.strip().partition("\n\n")[0].split())
    return card.summary if not paragraph or paragraph.startswith(("#", "```")) else paragraph


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _invocation(too_many: int) -> Json:
    if too_many <= 0:
        return {"executionSuccessful": True}
    text = f"{too_many} findings are left out, none worse than those that stand here"
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": [{"level": "warning", "message": {"text": text}}],
    }


def _result(diagnostic: Diagnostic, index: int, number: int) -> dict[str, Json]:
    place: dict[str, Json] = {"physicalLocation": _tight(diagnostic.source, diagnostic.start, diagnostic.end)}
    logical = _logical(diagnostic)
    if logical:
        place["logicalLocations"] = [logical]
    result: dict[str, Json] = {
        "ruleId": diagnostic.rule,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": _message(diagnostic)},
        "locations": [place],
        "partialFingerprints": {"primaryLocationLineHash": f"{diagnostic.fingerprint}:{number}"},
    }
    if diagnostic.evidence:
        result["relatedLocations"] = [
            _related(evidence, diagnostic.source, identifier)
            for identifier, evidence in enumerate(diagnostic.evidence[:MOST_RELATED], start=1)
        ]
    if diagnostic.fix:
        result["fixes"] = [_fix(diagnostic.fix, diagnostic.source)]
    return result


def _message(diagnostic: Diagnostic) -> str:
    """The message, with a link for each related place: GitHub shows those that the text links to."""
    links = ", ".join(
        f"[{_plain(_note(evidence), '[]')}]({identifier})"
        for identifier, evidence in enumerate(diagnostic.evidence[:_MOST_LINKS], start=1)
    )
    message = shown(diagnostic.message) or diagnostic.rule
    message = _plain(message, "[]") if "](" in message else message
    return f"{message} ({links})" if links else message


def _note(evidence: Evidence) -> str:
    return shown(evidence.note) or "related place"


def _plain(text: str, special: str) -> str:
    """The text with the backslashes that keep brackets from being read as a link (SARIF 3.11.6)."""
    for char in ("\\", *special):
        text = text.replace(char, f"\\{char}")
    return text


def _logical(diagnostic: Diagnostic) -> dict[str, Json] | None:
    kind, namespace, name = diagnostic.object.kind, diagnostic.object.namespace, diagnostic.object.name
    if not kind or not name:
        return None
    full = "/".join(shown(part) for part in (kind, namespace, name, diagnostic.yaml_path) if part)
    return {"name": shown(name), "fullyQualifiedName": full, "kind": "object"}


def _related(evidence: Evidence, own: Source, identifier: int) -> Json:
    source = evidence.source or own
    start, end = source.position(evidence.span.start), source.position(evidence.span.end)
    return {
        "id": identifier,
        "message": {"text": _note(evidence)},
        "physicalLocation": _tight(source, start, end),
    }


def _tight(source: Source, start: Position, end: Position) -> Json:
    """The place on its first line only: GitHub annotates a change only if it has all lines of the region."""
    if end.line != start.line:
        column = len(source.line(start.line)) + 1
        end = Position(start.line, max(column, start.column), end.offset)
    return {"artifactLocation": _artifact(source), "region": _region(start, end)}


def _artifact(source: Source) -> Json:
    path = valid_unicode(repository_path(source.path))
    if path.startswith("/"):
        return {"uri": f"file://{quote(path)}"}
    return {"uri": quote(path), "uriBaseId": "%SRCROOT%"}


def _region(start: Position, end: Position) -> dict[str, Json]:
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _fix(fix: Fix, source: Source) -> Json:
    replacements: list[Json] = [
        {"deletedRegion": _span(edit.span, source), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    return {
        "description": {"text": shown(fix.title)},
        "artifactChanges": [{"artifactLocation": _artifact(source), "replacements": replacements}],
    }


def _span(span: Span, source: Source) -> dict[str, Json]:
    return _region(source.position(span.start), source.position(span.end))
