"""Scripts inside scripts: functions, command substitutions, and texts that another shell runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from podlint.pod.shell.effects import Condition
from podlint.pod.shell.lines import Lines
from podlint.pod.shell.script import parse
from podlint.pod.shell.simple import Nested, redirect
from podlint.pod.shell.state import BREAKS, CONTINUES, EXITS, FAILS, FALLS, LEAVES, OPEN, RETURNS, State
from podlint.pod.shell.word import UNKNOWN, Origin, Word
from podlint.pod.shell.words import Words

if TYPE_CHECKING:
    from tree_sitter import Node


class Inner:
    """Enters inner scripts and comes back; their statements are left to the walker."""

    __slots__ = ("_lines", "_sequence", "_state", "_words")

    def __init__(self, state: State, words: Words, lines: Lines, sequence: Callable[[Sequence[Node]], int]) -> None:
        self._state = state
        self._words = words
        self._lines = lines
        self._sequence = sequence

    def function(self, name: str, words: Sequence[Word]) -> int:
        """Walk a function's body at its call; nobody knows how often it runs."""
        state = self._state
        if name in state.active:
            return FALLS | OPEN
        state.active.add(name)
        body, script = state.functions[name]
        saved = state.script, state.positional, state.place, state.certain, state.conditions
        state.script, state.positional = script, tuple([word.text for word in words])
        state.place, state.certain = "function", False
        state.conditions = (*state.conditions, Condition("test", name, holds=True))
        flow = self._sequence([body])
        state.script, state.positional, state.place, state.certain, state.conditions = saved
        state.answer = None
        state.active.discard(name)
        return flow & ~(RETURNS | FAILS) | FALLS if flow & RETURNS else flow

    def substitute(self, node: Node) -> str:
        """`$( … )`, backquotes and `<( … )`: the inner commands run, their output is unknown."""
        state = self._state
        inner = node.children[1:-1]
        if len(inner) == 1:
            text = state.script.source(inner[0])
            if text == "pwd":
                return state.directory or UNKNOWN
            if text.isupper() and text.isidentifier():
                self._words.reference(inner[0], text)
                return UNKNOWN
        scope = state.scope()
        saved = state.place, state.answer, state.steady
        state.place = "substitution" if state.place == "script" else state.place
        if inner and inner[0].type == "file_redirect":
            for operator, word in self._lines.redirections(inner).files:
                redirect(state, operator, word, "$(")
        else:
            self._sequence(inner)
        state.place, state.answer, state.steady = saved
        state.restore(scope)
        return UNKNOWN

    def nested(self, nested: Nested) -> int:
        """`sh -c 'script'`: another shell with a copy of the variables; a trap's handler is run by this one."""
        state = self._state
        word, shell = nested
        script = parse(word.text, self._origin(word)) if word.text.strip(UNKNOWN + " ") else None
        if script is None:
            return FALLS | OPEN
        scope, outer = state.scope(), (state.script, state.functions, state.braces)
        state.script = script
        if shell:
            state.functions, state.positional = {}, shell.operands
            state.braces = shell.name in ("bash", "zsh", "ksh")
            state.errexit = "e" in shell.options
        flow = self._sequence(script.root.children)
        state.restore(scope)
        state.script, state.functions, state.braces = outer
        return contained(flow)

    def _origin(self, word: Word) -> Origin:
        script = self._state.script
        node = self._lines.node
        for child in node.children if node is not None else ():
            if child.type == "string" and script.offset(child.start_byte) == word.start:
                return Origin(word.nth, 0, self._words.positions(child, word.text))
        if word.end - word.start == len(word.text) + 2:
            return Origin(word.nth, word.start + 1)
        return Origin(word.nth, 0, [word.start] * len(word.text) + [word.end])


def contained(flow: int) -> int:
    """Return how a subshell ends for the shell around it: `exit` leaves only the subshell."""
    ends = EXITS | FAILS | RETURNS | BREAKS | LEAVES | CONTINUES
    return flow & ~ends | (FALLS if flow & ends else 0)
