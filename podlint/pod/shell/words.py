"""Expansion of words: what a shell makes of quotes, variables, substitutions and braces."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from podlint.pod.shell.effects import Use
from podlint.pod.shell.state import State
from podlint.pod.shell.word import UNKNOWN, Word

if TYPE_CHECKING:
    from tree_sitter import Node

_EXPANSIONS = frozenset(
    ("simple_expansion", "expansion", "command_substitution", "arithmetic_expansion", "process_substitution")
)
_MOST_CHOICES = 12
_WITHOUT = frozenset((":-", "-", ":=", "=", ":+", "+", ":?", "?"))
_NAMES = frozenset(("variable_name", "special_variable_name", "subscript"))


class Words:
    """Expands the words of one script; what a substitution runs is left to the walker."""

    __slots__ = ("_state", "_substitute")

    def __init__(self, state: State, substitute: Callable[[Node], str]) -> None:
        self._state = state
        self._substitute = substitute

    def expand(self, node: Node) -> list[Word]:
        """Return the arguments that a word becomes: several when a known value has blanks in it."""
        kind = node.type
        if kind == "word" or kind == "number":
            return [self.plain(node)]
        text = self._value(node, kind)
        bare = kind not in ("string", "raw_string", "ansi_c_string")
        script = self._state.script
        start, end = script.offset(node.start_byte), script.offset(node.end_byte)
        if bare:
            if kind in _EXPANSIONS and not text:
                return []
            if kind == "simple_expansion" and (" " in text or "\n" in text):
                return [Word(part, script.nth, start, end, bare=True) for part in text.split()]
            if kind == "simple_expansion" and script.source(node) == "$@":
                return [Word(part, script.nth, start, end) for part in self._state.positional[1:]]
        elif kind == "string" and text == "" and script.source(node) == '"$@"':
            return [Word(part, script.nth, start, end) for part in self._state.positional[1:]]
        if bare and "{" in text and self._state.braces and "," in text:
            return [Word(part, script.nth, start, end, bare=True) for part in _braces(text)]
        return [Word(text, script.nth, start, end, bare)]

    def plain(self, node: Node) -> Word:
        """Return the argument that a word without quotes, variables and the like is."""
        script = self._state.script
        start, end = node.start_byte, node.end_byte
        text = script.slice(start, end)
        if "\\" in text:
            text = _unescape(text)
        return Word(text, script.nth, script.offset(start), script.offset(end), bare=True)

    def joined(self, node: Node) -> str:
        """Return a word's text without splitting it, as an assignment does."""
        return self._value(node, node.type)

    def scan(self, node: Node) -> None:
        """Note the variables and run the substitutions anywhere below a node whose text does not matter."""
        pending = [node]
        while pending:
            current = pending.pop()
            if current.type in _EXPANSIONS and current.type != "arithmetic_expansion":
                self._expansion(current)
            elif current.type == "variable_name":
                self._use(current, self._state.script.source(current), default=False)
            else:
                pending.extend(reversed(current.named_children))

    def reference(self, node: Node, name: str) -> None:
        """Note a reference that the kubelet would have expanded, had it known the name."""
        self._use(node, name, default=False)

    def positions(self, node: Node, text: str) -> list[int]:
        """Return where each character of a double-quoted word's text stands, with the end as the last one."""
        script = self._state.script
        positions: list[int] = []
        at = node.start_byte + 1
        ends = [child for child in node.named_children if child.type in _EXPANSIONS]
        for child in (*ends, None):
            stop = child.start_byte if child else node.end_byte - 1
            source = script.slice(at, stop)
            literal = _literal(source)
            found = text.find(literal, len(positions))
            gap = max(found, len(positions)) - len(positions)
            positions.extend([script.offset(at)] * gap)
            positions.extend(_follow(source, script.offset(at))[: len(literal)])
            at = child.end_byte if child else stop
        positions.extend([script.offset(at)] * (len(text) + 1 - len(positions)))
        return positions

    def _value(self, node: Node, kind: str) -> str:
        script = self._state.script
        if kind == "word" or kind == "number":
            text = script.source(node)
            return _unescape(text) if "\\" in text else text
        if kind == "raw_string":
            return script.source(node)[1:-1]
        if kind == "string" or kind == "translated_string":
            return self._string(node)
        if kind == "concatenation":
            return self._concatenation(node)
        if kind in _EXPANSIONS:
            return self._expansion(node)
        if kind == "ansi_c_string":
            return _decode(script.source(node)[2:-1])
        if kind == "command_name":
            children = node.children
            return self._value(children[0], children[0].type) if children else script.source(node)
        if kind == "variable_name" or kind == "brace_expression":
            return script.source(node) if kind == "variable_name" else UNKNOWN
        self.scan(node)
        return script.source(node) if not node.named_child_count else UNKNOWN

    def _string(self, node: Node) -> str:
        """Everything between the quotes that is no expansion is text, whatever the grammar calls it."""
        script = self._state.script
        children = [child for child in node.named_children if child.type in _EXPANSIONS]
        at = node.start_byte + (2 if node.type == "translated_string" else 1)
        if not children:
            return _literal(script.slice(at, node.end_byte - 1))
        parts: list[str] = []
        for child in children:
            source = script.source(child)
            blanks = len(source) - len(source.lstrip())
            parts.append(_literal(script.slice(at, child.start_byte) + source[:blanks]))
            parts.append(self._expansion(child))
            at = child.end_byte
        parts.append(_literal(script.slice(at, node.end_byte - 1)))
        return "".join(parts)

    def _concatenation(self, node: Node) -> str:
        return "".join(self._value(child, child.type) for child in node.children)

    def _expansion(self, node: Node) -> str:
        kind = node.type
        if kind == "simple_expansion":
            child = node.named_children[0] if node.named_child_count else node
            name = self._state.script.source(child)
            self._use(child, name, default=False)
            return self.variable(name)
        if kind == "expansion":
            return self._braced(node)
        if kind == "arithmetic_expansion":
            for child in node.named_children:
                self.scan(child)
            return UNKNOWN
        return self._substitute(node)

    def _braced(self, node: Node) -> str:
        """`${name…}` in all its forms."""
        script = self._state.script
        name_node: Node | None = None
        operator, prefix = "", ""
        rest: list[Node] = []
        for child in node.children[1:-1]:
            kind = child.type
            if name_node is None and kind in _NAMES:
                name_node = child
            elif name_node is None:
                prefix += kind
            elif not operator and not child.is_named:
                operator = kind
            else:
                rest.append(child)
        if name_node is None:
            return UNKNOWN
        name = script.source(name_node)
        if name_node.type == "subscript":
            self.scan(name_node)
            return UNKNOWN
        self._use(name_node, name, default=operator in _WITHOUT)
        value = self.variable(name)
        alternative = "".join(self._value(child, child.type) for child in rest if child.is_named)
        if operator in (":=", "="):
            self._state.define(name, value or alternative)
        if prefix:
            return UNKNOWN
        return _chosen(operator, value, alternative)

    def variable(self, name: str) -> str:
        """Return a variable's value, as far as it is known."""
        state = self._state
        if name in state.tainted:
            state.watched.extend(state.tainted[name])
        if name in state.variables:
            return state.variables[name]
        if name in state.environment:
            value = state.environment[name]
            return UNKNOWN if "$(" in value or state.sources else value
        if name == "PWD":
            return state.directory or UNKNOWN
        if name == "@" or name == "*":
            return "" if name == "@" else UNKNOWN
        if name.isdecimal() and int(name) < len(state.positional):
            return state.positional[int(name)]
        return UNKNOWN

    def _use(self, node: Node, name: str, *, default: bool) -> None:
        if name[:1].isalpha() or name[:1] == "_":
            script = self._state.script
            start, end = script.offset(node.start_byte), script.offset(node.end_byte)
            if name != "_":
                self._state.uses.append(Use(name, default, script.nth, start, end))


def _chosen(operator: str, value: str, alternative: str) -> str:
    if operator == "":
        return value
    if operator in (":+", "+"):
        return alternative if value and UNKNOWN not in value else UNKNOWN
    if operator in _WITHOUT:
        return value or (alternative if operator[0] == ":" else "")
    return UNKNOWN


def _unescape(text: str) -> str:
    return _escapes().sub(r"\1", text.replace("\\\n", ""))


def _literal(text: str) -> str:
    """Text between double quotes: only some backslashes are special, and template marks are unknown."""
    if "\\" in text:
        text = _quoted_escapes().sub(lambda match: match[1] if match[1] != "\n" else "", text)
    return _marks().sub(UNKNOWN, text) if "{{" in text else text


def _follow(source: str, offset: int) -> list[int]:
    """Where each character of a literal stands once its backslashes are gone."""
    skipped = {match.start() for match in _quoted_escapes().finditer(source)}
    return [offset + at for at in range(len(source)) if at not in skipped]


def _decode(text: str) -> str:
    for escape, character in (("\\n", "\n"), ("\\t", "\t"), ("\\'", "'"), ('\\"', '"'), ("\\\\", "\\")):
        text = text.replace(escape, character)
    return text


def _braces(text: str) -> list[str]:
    if text.count(",") > _MOST_CHOICES:
        return [text]
    head, _, rest = text.partition("{")
    inner, close, tail = rest.partition("}")
    if not close or "," not in inner or "{" in inner:
        return [text]
    return [part for choice in inner.split(",") for part in _braces(head + choice + tail)]


@cache
def _escapes() -> re.Pattern[str]:
    return re.compile(r"\\(.)", re.DOTALL)


@cache
def _quoted_escapes() -> re.Pattern[str]:
    return re.compile(r'\\([$`"\\\n])')


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(r"\{\{.*?\}\}", re.DOTALL)
