"""Mistakes inside a line: quotes, escapes, characters that mean something to YAML, colons."""

from __future__ import annotations

import re
from itertools import takewhile

from podlint.diagnostic import Evidence, Fix
from podlint.syntax.broken.case import Case, Diagnosis, replace, short, word
from podlint.syntax.broken.lines import Line, without_comment
from podlint.syntax.escapes import HALF_A_CHARACTER
from podlint.text import Edit, Span

_ESCAPE = r"\\(?:([0abt\tnvfre \"/\\N_LP]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|.)"
_DASHED = r"-(?:[A-Za-z][\w-]*:(?:\s|$)|['\"])"
_UNSPACED = r"(?:- +)?([A-Za-z][\w-]*|[A-Za-z][\w./-]*(?=:[\"'\[{]))(:|\uff1a *)((?!//)\S.*?)?\s*(?:\s#.*)?$"
_INDICATORS = "*&!%@`,]}"


def open_quote(case: Case) -> Diagnosis | None:
    """A quote that is never closed, or only by one that opens another."""
    problem = case.problem
    if "quoted scalar" in (problem.context or "") and problem.context_at is not None and not _is_escape(case):
        fix = _close(case, problem.context_at)
        return Diagnosis(Span(problem.context_at, problem.context_at + 1), "this quote is never closed", fix=fix)
    closed = len(case.text[case.line.at : problem.at].rstrip()) + case.line.at - 1
    if case.text[closed : closed + 1] not in ("'", '"') or not case.char.strip() or case.char in ":,]}":
        return None
    if "flow" in (problem.context or "") and (closed + 1 < problem.at or case.char in "\"'"):
        return None  # a comma is missing
    return _closed_too_soon(case, closed) or _closed_elsewhere(case, closed)


def _closed_too_soon(case: Case, closed: int) -> Diagnosis | None:
    """A quote within the quotes: `'it's'`."""
    quote = case.text[closed]
    opened = _opening(case.text, case.line.at, closed)
    if opened is None:
        return None
    last = case.line.at + len(without_comment(case.line.text).rstrip()) - 1
    if case.problem.at > closed + 1 and case.text[last] != quote:
        whole = _quote(case.text, opened, last + 1)
        opens = (Evidence(Span(opened, opened + 1), "it opens here"),)
        return Diagnosis(
            word(case.source, case.problem.at), "this follows the closing quote of the value", opens, whole
        )
    written = "''" if quote == "'" else '\\"'
    message = f"the quote closes here, before the value ends; write {written} for a quote within the quotes"
    fix = None
    if last > closed and case.text[last] == quote:
        inner = case.text[opened + 1 : last].replace(quote, written)
        fix = replace("write the inner quotes so", opened + 1, last, inner)
    return Diagnosis(Span(closed, closed + 1), message, (Evidence(Span(opened, opened + 1), "it opens here"),), fix)


def _opening(text: str, start: int, closed: int) -> int | None:
    """Where on its line a quote opens that closes at a place."""
    quote = text[closed]
    place = text.rfind(quote, start, closed)
    while place >= 0:
        if place == start or text[place - 1] in " \t[{,:":
            return place
        place = text.rfind(quote, start, place)
    return None


def _closed_elsewhere(case: Case, closed: int) -> Diagnosis | None:
    """A quote that opens lines before and is closed by the opening quote of another value."""
    quote = case.text[closed]
    for line in reversed(case.lines[: case.here]):
        opening = re.search(rf"(?:^|[:\-\[,{{]\s*){quote}", without_comment(line.text))
        if opening is None:
            continue
        place = line.at + opening.end() - 1
        if case.text.count(quote, place + 1, line.end) % 2:
            return None
        evidence = (Evidence(Span(closed, closed + 1), "the quote that closes it"),)
        fix = _close(case, place)
        return Diagnosis(Span(place, place + 1), "this quote is never closed on its line", evidence, fix)
    return None


def _close(case: Case, opened: int) -> Fix | None:
    """Close a quote at the end of its line, before a comment."""
    line = next((line for line in reversed(case.lines) if line.start <= opened), None)
    if line is None or opened > line.end:
        return None
    rest = re.sub(r"\s+#.*$", "", case.text[opened : line.end])
    return replace("close the quote", opened + len(rest), opened + len(rest), case.text[opened])


def escape(case: Case) -> Diagnosis | None:
    """A backslash in double quotes that escapes nothing known."""
    problem = case.problem
    if "quoted scalar" not in (problem.context or "") or problem.context_at is None or not _is_escape(case):
        return None
    at = case.text.rfind("\\", problem.context_at, problem.at + 1)
    if at < 0:
        return None
    if "Unicode" in problem.text:
        return Diagnosis(word(case.source, at), HALF_A_CHARACTER)
    bad = case.text[at : at + 2]
    opens = (Evidence(Span(problem.context_at, problem.context_at + 1), "the quote opens here"),)
    message = f'"{bad}" is no escape in double quotes; did you mean single quotes, or "\\{bad}"?'
    return Diagnosis(Span(at, at + 1), message, opens, _double_backslashes(case, problem.context_at))


def _is_escape(case: Case) -> bool:
    return "escape" in case.problem.text or "hexdecimal" in case.problem.text


def _double_backslashes(case: Case, opened: int) -> Fix | None:
    """Double the backslashes of a quoted value that escape nothing."""
    match = re.compile(r'"((?:[^"\\\r\n]|\\.)*)"').match(case.text, opened)
    if match is None:
        return None
    meant = re.sub(_ESCAPE, lambda found: found[0] if found[1] else "\\" + found[0], match[1])
    return replace("double the backslashes", match.start(1), match.end(1), meant)


def indicator(case: Case) -> Diagnosis | None:
    """A value that begins with a character of YAML's own."""
    text, problem = case.text, case.problem
    if "cannot start any token" in problem.text or "expected node content" in problem.text:
        at = problem.at
    elif "alphabetic or numeric" in problem.text and problem.context_at is not None:
        at = problem.context_at
    else:
        return None
    char = text[at : at + 1]
    if not char or char not in _INDICATORS or (char in ",]}" and "flow" in (problem.context or "")):
        return None
    if char in "]}" and not case.line.key and not case.line.is_item:
        return None
    end = at + len(without_comment(text[at : case.line.end]).rstrip())
    return Diagnosis(Span(at, at + 1), f'a value that begins with "{char}" must be quoted', fix=_quote(text, at, end))


def _quote(text: str, start: int, end: int) -> Fix:
    quoted = text[start:end].replace("\\", "\\\\").replace('"', '\\"')
    return replace("quote the value", start, end, f'"{quoted}"')


def colon_inside(case: Case) -> Diagnosis | None:
    """A plain value that holds a colon and a blank."""
    value = case.line.value
    if "mapping values are not allowed" not in case.problem.text or not re.search(r":(?: |$)", value):
        return None
    start = case.text.find(value, case.line.key_end + 1, case.line.end)
    if start < 0 or start > case.problem.at or value[0] in "\"'":
        return None
    end = start + len(value)
    return Diagnosis(Span(start, end), 'a value with ": " inside must be quoted', fix=_quote(case.text, start, end))


def no_blank(case: Case) -> Diagnosis | None:
    """`name:web` or `-name: web`, where a blank is missing, or a colon of another script."""
    for line in case.near:
        match = re.match(_DASHED, line.text[:200])
        if match is not None:
            fix = replace("write the blank", line.at + 1, line.at + 1, " ")
            meant = short(f"- {line.text[1:]}")
            return Diagnosis(
                Span(line.at, line.at + 1), f'a blank is missing after the dash; did you mean "{meant}"?', fix=fix
            )
        match = re.match(_UNSPACED, line.text[:200])
        if match is not None and line.key is None:
            return _no_blank(line, match)
    return None


def _no_blank(line: Line, match: re.Match[str]) -> Diagnosis:
    meant = f"{match[1]}: {match[3]}".rstrip()
    at = Span(line.at + match.start(1), line.at + match.end(2))
    fix = replace(f'write "{short(meant)}"', line.at + match.start(1), line.at + match.end(3), meant)
    what = "a blank is missing after the colon" if match[2] == ":" else f'"{match[2]}" is no colon to YAML'
    return Diagnosis(at, f'{what}; did you mean "{short(meant)}"?', fix=fix)


def no_colon(case: Case) -> Diagnosis | None:
    """A line of plain text where a key has to stand."""
    if case.problem.text == "could not find expected ':'":
        start = case.problem.context_at if case.problem.context_at is not None else case.problem.at
        lines = [line for line in case.lines if line.start <= start <= line.end]
    elif case.problem.text == "did not find expected key":
        lines = [case.line]
    else:
        return None
    for line in lines:
        if line.key is None and not line.is_item and line.text[0] not in "\"'[{|>":
            message = f'"{short(line.text)}" is plain text where a key is expected; remove it or add a colon'
            return Diagnosis(Span(line.at, line.end), message, fix=_remove(case, line))
    return None


def _remove(case: Case, line: Line) -> Fix:
    """Take the line away; what stands below it moves to its column."""
    edits = [remove_line(case, line)]
    index = case.lines.index(line) + 1
    deeper = next((other.indent for other in case.lines[index : index + 1] if other.indent > line.indent), None)
    if deeper is not None:
        for other in takewhile(lambda other: other.indent >= deeper, case.lines[index:]):
            edits.append(Edit(Span(other.start, other.start + deeper - line.indent), ""))
    return Fix("remove the line", tuple(edits))


def remove_line(case: Case, line: Line) -> Edit:
    """The edit that takes a whole line away, its end included."""
    ends = case.source.line_starts
    number = case.source.position(line.start).line
    return Edit(Span(line.start, ends[number] if number < len(ends) else len(case.text)), "")


def header(case: Case) -> Diagnosis | None:
    """Text behind the `|` or `>` that opens a block."""
    if "block scalar" not in (case.problem.context or "") or case.problem.context_at is None:
        return None
    at = case.problem.context_at
    sign = case.text[at : at + 1]
    if "indent" in case.problem.text and "tab" in case.problem.text:
        return Diagnosis(Span(case.problem.at, case.problem.at + 1), "a tab indents this line; YAML takes only blanks")
    message = f'the text of a block begins on the line below "{sign}"; did you mean to quote the value?'
    end = at + len(without_comment(case.text[at : case.line.end]).rstrip())
    return Diagnosis(Span(at, at + 1), message, fix=_quote(case.text, at, max(end, at + 1)))
