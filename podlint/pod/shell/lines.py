"""From the tree's command nodes to lines: words, redirections, here-documents and assignments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from podlint.pod.shell.simple import Line
from podlint.pod.shell.state import State
from podlint.pod.shell.word import UNKNOWN, Word
from podlint.pod.shell.words import Words

if TYPE_CHECKING:
    from tree_sitter import Node

_REDIRECTS = frozenset(("file_redirect", "heredoc_redirect", "herestring_redirect"))


class Redirections:
    """What stands beside a command: files, further words, the text on its input, and what follows a here-document."""

    __slots__ = ("files", "following", "stdin", "words")

    def __init__(self) -> None:
        self.files: list[tuple[str, Word]] = []
        self.words: list[Word] = []
        self.stdin: str | None = None
        self.following: list[Node] = []


NOTHING_BESIDE = Redirections()


class Lines:
    """Reads the parts of simple commands, expanding their words on the way."""

    __slots__ = ("_state", "_words", "node")

    node: Node | None
    """The command that was read last."""

    def __init__(self, state: State, words: Words) -> None:
        self._state = state
        self._words = words
        self.node = None

    def command(self, node: Node, beside: Redirections) -> Line:
        """Return a command's line; redirections around it are given."""
        self.node = node
        script = self._state.script
        words: list[Word] = []
        inner: list[Node] = []
        mark = len(self._state.watched)
        plain = self._words.plain
        start, end = node.start_byte, node.start_byte
        for child in node.children:
            kind = child.type
            if kind == "word":
                words.append(plain(child))
                end = child.end_byte
            elif kind == "command_name":
                start = child.start_byte
                words.extend(self._words.expand(child.children[0] if child.child_count else child))
                end = child.end_byte
            elif kind in _REDIRECTS:
                inner.append(child)
            elif kind == "variable_assignment":
                self._words.scan(child.children[-1])
            else:
                words.extend(self._words.expand(child))
                end = child.end_byte
        files, stdin = beside.files, beside.stdin
        if inner:
            own = self.redirections(inner)
            files, stdin = [*own.files, *files], own.stdin or stdin
            words.extend(own.words)
        words.extend(beside.words)
        if len(self._state.watched) > mark and words and words[0].text not in ("test", "["):
            del self._state.watched[mark:]
        span = Word("", script.nth, script.offset(start), script.offset(end))
        return Line(words, files, stdin, span)

    def redirections(self, nodes: Sequence[Node]) -> Redirections:
        """Return what redirection nodes say."""
        found = Redirections()
        for node in nodes:
            if node.type == "file_redirect":
                self._file(node, found)
            elif node.type == "herestring_redirect":
                texts = [self._words.joined(child) for child in node.named_children]
                found.stdin = texts[0] if texts else None
            elif node.type == "heredoc_redirect":
                found.stdin = self._here_document(node, found)
        return found

    def _file(self, node: Node, found: Redirections) -> None:
        operator = ""
        for child in node.children:
            kind = child.type
            if kind == "file_descriptor":
                continue
            if not operator:
                operator = kind
                continue
            for word in self._words.expand(child):
                if operator == "done":
                    found.words.append(word)
                elif operator not in (">&", "<&") or not (word.text.isdecimal() or word.text == "-"):
                    found.files.append((operator, word))
            operator = "done"

    def _here_document(self, node: Node, found: Redirections) -> str | None:
        text: str | None = None
        for child in node.named_children:
            kind = child.type
            if kind == "heredoc_body":
                text = self._state.script.source(child)
                self._words.scan(child)
            elif kind == "file_redirect":
                self._file(child, found)
            elif kind in ("heredoc_start", "heredoc_end"):
                continue
            elif kind == "pipeline" or _follows(child):
                found.following.append(child)
            else:
                found.words.extend(self._words.expand(child))
        return text

    def assign(self, node: Node) -> None:
        """Carry out an assignment."""
        state = self._state
        children = node.children
        name = state.script.source(children[0])
        mark = len(state.watched)
        value_node = children[-1]
        value = self._words.joined(value_node) if value_node.is_named and len(children) > 2 else ""
        if children[0].type != "variable_name":
            self._words.scan(children[0])
            name, value = name.partition("[")[0], UNKNOWN
        if value_node.type == "array" or (len(children) > 1 and children[1].type == "+="):
            value = UNKNOWN
        state.define(name, value)
        asked = state.watched[mark:]
        if asked:
            state.tainted[name] = [watch._replace(present=None) for watch in asked]
            del state.watched[mark:]

    def declare(self, node: Node) -> None:
        """Carry out `export`, `local`, `readonly` and `declare`."""
        for child in node.named_children:
            if child.type == "variable_assignment":
                self.assign(child)
            elif child.type == "variable_name":
                self._state.defined.add(self._state.script.source(child))
            else:
                for word in self._words.expand(child):
                    name, equals, value = word.text.partition("=")
                    if equals and name.isidentifier():
                        self._state.define(name, value)


def _follows(node: Node) -> bool:
    """Whether a node is the right side of `&&` or `||` behind a here-document's delimiter."""
    before = node.prev_sibling
    return before is not None and before.type in ("&&", "||")
