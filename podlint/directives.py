"""Suppressions in comments, and what each covers; keyed on nodes, so a better place for a finding loses none.

# podlint: ignore[rule, family/*] reason     behind something: its line; on a line of its own: the next node, all of it
# podlint: ignore-document[...] · ignore-file[...] · disable[...] … enable[...]
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from podlint.manifest import Document
from podlint.suggest import did_you_mean, nearest
from podlint.suppression import Name, Suppression
from podlint.syntax.comments import Comment, comments, entries, line_begin, line_end
from podlint.syntax.nodes import Node
from podlint.text import Span

_WORDS = ("ignore", "ignore-document", "ignore-file", "disable", "enable")
_FORM = r"#[ \t]*podlint:[ \t]*(?P<word>[A-Za-z_-]*)(?P<open>\[(?P<names>[^\]]*)(?P<close>\])?)?"


def directives(text: str, documents: Sequence[Document]) -> Iterator[Suppression]:
    """The suppressions in the comments of a text, in order of place."""
    roots = [document.tree.root for document in documents if document.tree.root is not None]
    first = roots[0].start if roots else len(text)
    opened: dict[str, list[Suppression]] = {}
    reach = _Reach(text, documents)
    for comment in comments(text, roots, "podlint:"):
        form = re.compile(_FORM).match(text, comment.span.start, comment.span.end)
        if form is None or not form["word"]:
            continue
        word, at = form["word"], comment.span
        names = tuple(_names(text, form, comment))
        if word not in _WORDS or (form["open"] and not form["close"]):
            yield from _slips(word, at, opens=form["open"] is not None)
        elif word == "enable":
            yield from _closed(opened, names, at)
        elif word == "disable" and names:
            for name in names:
                suppression = Suppression((name,), (Span(at.start, len(text)),), at)
                opened.setdefault(name.text, []).append(suppression)
                yield suppression
        elif word == "ignore-file" and first < at.start:
            yield Suppression((), (), at, "ignore-file must stand before the first key of the file")
        else:
            yield Suppression(names, reach.of(word, comment), at)


def _slips(word: str, at: Span, *, opens: bool) -> Iterator[Suppression]:
    """What is meant for podlint and cannot be understood; other words are prose."""
    if word in _WORDS:
        yield Suppression((), (), at, f'the bracket of "{word}[" is never closed')
    elif opens or nearest(word, _WORDS) is not None:
        yield Suppression((), (), at, f'no suppression is called "{word}"{did_you_mean(word, _WORDS)}')


def _closed(opened: dict[str, list[Suppression]], names: tuple[Name, ...], at: Span) -> Iterator[Suppression]:
    """End what an `enable` names, or everything; one that ends nothing is a slip."""
    wanted = [name.text for name in names]
    missing = [name for name in wanted if name not in opened]
    if missing or not opened:
        which = f' "{missing[0]}"' if missing else ""
        yield Suppression((), (), at, f"enable ends nothing: no disable{which} stands before it")
    for name in wanted or list(opened):
        for suppression in opened.pop(name, ()):
            suppression.covers = (Span(suppression.at.start, at.start),)


def _names(text: str, form: re.Match[str], comment: Comment) -> Iterator[Name]:
    """The names in the bracket; one that is not needed goes with its comma, the last with the comment."""
    parts = list(re.finditer(r"[^,\s][^,]*", form["names"] or ""))
    base = form.start("names")
    for number, part in enumerate(parts):
        if len(parts) == 1:
            removal = _whole(text, comment)
        elif number == 0:
            removal = Span(base + part.start(), base + parts[1].start())
        else:
            removal = Span(base + parts[number - 1].start() + len(parts[number - 1][0].rstrip()), base + part.end())
        yield Name(part[0].rstrip(), removal)


def _whole(text: str, comment: Comment) -> Span:
    """All of a comment: its whole line, or the blanks before it too."""
    start, end = comment.span
    if comment.own_line:
        match = re.compile(r"\r\n|\n|\r|").match(text, end)
        return Span(line_begin(text, start), end if match is None else match.end())
    while text[start - 1] in " \t":
        start -= 1
    return Span(start, end)


class _Reach:
    """What the comments of one text cover; each question costs no walk over the text."""

    def __init__(self, text: str, documents: Sequence[Document]) -> None:
        self._text = text
        self._documents = documents
        self._ends = [document.span.end for document in documents]
        self._lines: list[int] | None = None

    def of(self, word: str, comment: Comment) -> tuple[Span, ...]:
        """The spans that a comment with that word covers."""
        at = comment.span
        if word == "ignore-file":
            return (Span(0, len(self._text)),)
        number = bisect_right(self._ends, at.start)
        if number == len(self._documents):
            return ()
        if word == "ignore-document":
            return (self._documents[number].span,)
        if comment.own_line:
            return self._next_node(self._documents[number].tree.root, at.end)
        line = Span(line_begin(self._text, at.start), at.start)
        return (line,) if comment.scalar is None else (line, comment.scalar)

    def _next_node(self, root: Node | None, after: int) -> tuple[Span, ...]:
        """The entry or item that begins on the next line with content, with all that belongs to it."""
        if self._lines is None:
            content = re.compile(r"(?:^|(?<=\r))[ \t]*(?=[^\s#])", re.MULTILINE)
            self._lines = [match.end() for match in content.finditer(self._text)]
        number = bisect_right(self._lines, after)
        if number == len(self._lines) or root is None:
            return ()
        line = Span(self._lines[number], line_end(self._text, self._lines[number]))
        found = _begins_in(root, line)
        return () if found is None else (Span(line.start, max(found.end, line.end)),)


def _begins_in(root: Node, line: Span) -> Span | None:
    """The outermost entry or item that begins in a line."""
    node: Node | None = root
    while node is not None:
        pairs = entries(node)
        number = bisect_left(pairs, line.start, key=_first)
        if number < len(pairs) and pairs[number][0].start <= line.end:
            first, last = pairs[number]
            return Span(first.start, max(first.end, last.end))
        node = pairs[number - 1][1] if number and line.start < pairs[number - 1][1].end else None
    return None


def _first(pair: tuple[Node, Node]) -> int:
    return pair[0].start
