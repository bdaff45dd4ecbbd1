"""Text to located documents; a document that cannot be parsed costs only itself and says why.

The trees are built straight from PyYAML's events (C parser, pure one as fallback), the whole text in one go. Only
when that fails is the text cut at its markers and each part parsed alone. Nothing is ever constructed: scalars
keep their text.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from podlint.syntax.build import Builder, Built
from podlint.syntax.nodes import Node, move
from podlint.syntax.parts import parts
from podlint.syntax.problem import Problem, Unfit
from podlint.text import Source, Span

Parser: Any
try:
    from yaml._yaml import CParser as Parser
except ImportError:  # PyYAML without its C extension
    from podlint.syntax.pure import PureParser as Parser

_READABLE = "\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff"
_JSON_ESCAPE = re.compile(r"\\/|\\u[dD]")
_BOM = "\ufeff"


class Tree(NamedTuple):
    """One part of a text between document markers: its root node, or the problem that left none.

    `aliases` are the spans at which aliases stand: nodes there are copies and must not be edited.
    """

    span: Span
    root: Node | None
    problem: Problem | None
    aliases: tuple[Span, ...] = ()


def parse(source: Source, parser: Any = Parser) -> Iterator[Tree]:
    """The documents of a text in order; parts with nothing but comments are no documents."""
    text = source.text
    if source.misdecoded is not None:
        yield Tree(Span(0, len(text)), None, Problem("invalid UTF-8", source.misdecoded))
        return
    spans = [Span(start, end) for start, end in parts(text)]
    if not text.startswith(_BOM):  # the two parsers do not agree on whether it counts
        built = _build(text, parser)
        if not isinstance(built, Problem):
            yield from _placed(built, spans)
            return
        if len(spans) == 1:
            yield Tree(spans[0], None, built)
            return
    for span in spans:
        yield from _parse_part(text, span, parser)


def _placed(documents: list[Built], spans: list[Span]) -> Iterator[Tree]:
    """Each document with the part of the text that it stands in."""
    index, last = 0, len(spans) - 1
    for root, aliases in documents:
        while index < last and root.start >= spans[index].end:
            index += 1
        yield Tree(spans[index], root, None, aliases)


def _parse_part(text: str, span: Span, parser: Any) -> Iterator[Tree]:
    start = span.start
    while text.startswith(_BOM, start):
        start += 1
    built = _build(text[start : span.end], parser)
    if isinstance(built, Problem):
        yield Tree(span, None, built.moved(start))
        return
    for root, aliases in built:
        move(root, start)
        yield Tree(span, root, None, tuple(Span(place + start, end + start) for place, end in aliases))


def _build(text: str, parser: Any) -> list[Built] | Problem:
    try:
        if "\\" in text and _JSON_ESCAPE.search(text) is not None:
            return _with_json_escapes(text, parser)
        return Builder(text).build(parser(text).get_event)
    except yaml.MarkedYAMLError as error:
        return _problem(error, len(text))
    except (yaml.reader.ReaderError, UnicodeEncodeError):
        match = re.search(f"[^{_READABLE}]", text)
        return Problem("unreadable character", match.start() if match else 0)
    except Unfit as unfit:
        return unfit.problem


def _with_json_escapes(text: str, parser: Any) -> list[Built]:
    from podlint.syntax.escapes import is_json, settle, stand_ins

    given = stand_ins(text) if is_json(text) else text
    return settle(Builder(text).build(parser(given).get_event), text)


def _problem(error: yaml.MarkedYAMLError, length: int) -> Problem:
    mark, context = error.problem_mark, error.context_mark
    at = min(mark.index, length) if mark is not None else 0
    context_at = min(context.index, length) if context is not None else None
    return Problem(str(error.problem or error.context or "no YAML"), at, error.context, context_at)
