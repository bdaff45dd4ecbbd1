"""Loops: which ones wait for something, which never end, and what they leave unknown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from podlint.pod.shell.conditions import wait_for
from podlint.pod.shell.effects import EVEN_TWICE, Condition, Effect
from podlint.pod.shell.mend import descend
from podlint.pod.shell.paths import has_pattern
from podlint.pod.shell.state import (
    BREAKS,
    CONTINUES,
    EXITS,
    FAILS,
    FALLS,
    FALSE,
    LEAVES,
    OPEN,
    RETURNS,
    STAYS,
    TRUE,
    State,
)
from podlint.pod.shell.word import UNKNOWN, Word
from podlint.pod.shell.words import Words

if TYPE_CHECKING:
    from tree_sitter import Node

_OUTWARD = RETURNS | EXITS | FAILS


class Loops:
    """Walks loops; their bodies are left to the walker."""

    __slots__ = ("_sequence", "_state", "_words")

    def __init__(self, state: State, words: Words, sequence: Callable[[Sequence[Node]], int]) -> None:
        self._state = state
        self._words = words
        self._sequence = sequence

    def conditional(self, node: Node) -> int:
        """`while` and `until`."""
        state = self._state
        children = node.children
        until = children[0].type == "until"
        forget(state, node)
        mark, watched = len(state.effects), len(state.watched)
        place = state.place
        state.place = "condition" if place == "script" else place
        state.loops += 1
        flow = self._sequence(children[1:-1])
        state.place = place
        endless = state.answer == FALSE if until else state.answer == TRUE or state.steady
        if not endless and flow & FALLS:
            how = "until" if until else "while !"
            wait_for(state, watched, how, present=until)
        body = self._body(children[-1], certain=endless) if flow & FALLS else 0
        state.loops -= 1
        state.answer = None
        forget(state, node)
        flow = flow & ~FALLS | body & (_OUTWARD | OPEN) | (body & STAYS if not endless else 0)
        if not endless or body & BREAKS:
            return _left(flow | FALLS, body)
        if body & (LEAVES | _OUTWARD):
            return _left(flow, body)
        state.drop_lives(mark)
        self._never(node, children[-2 if children[-2].is_named else -3], children[0].type)
        return STAYS

    def over_words(self, node: Node) -> int:
        """`for name in words` and `select`."""
        state = self._state
        forget(state, node)
        name = node.child_by_field_name("variable")
        values = [word for child in node.children_by_field_name("value") for word in self._words.expand(child)]
        if name is not None:
            state.define(state.script.source(name), _each(values))
        state.loops += 1
        body = self._body(node.children[-1], certain=True)
        state.loops -= 1
        forget(state, node)
        state.answer = None
        flow = body & (_OUTWARD | OPEN | STAYS)
        returns = body & (FALLS | BREAKS | CONTINUES | LEAVES) or not values
        return _left(flow | (FALLS if returns or not body & STAYS else 0), body)

    def counted(self, node: Node) -> int:
        """`for ((…; …; …))`, endless without a condition."""
        state = self._state
        forget(state, node)
        endless = node.child_by_field_name("condition") is None
        for child in node.named_children[:-1]:
            self._words.scan(child)
        mark = len(state.effects)
        state.loops += 1
        body = self._body(node.children[-1], certain=True)
        state.loops -= 1
        forget(state, node)
        state.answer = None
        flow = body & (_OUTWARD | OPEN)
        if not endless or body & BREAKS:
            return _left(flow | FALLS, body)
        if body & (LEAVES | _OUTWARD):
            return _left(flow, body)
        state.drop_lives(mark)
        self._never(node, node.children[-2], "for")
        return STAYS

    def _body(self, node: Node, *, certain: bool) -> int:
        state = self._state
        saved = state.certain, state.conditions
        if not certain:
            state.certain = False
            state.conditions = (*state.conditions, Condition("test", "", holds=True))
        flow = self._sequence(node.children)
        state.certain, state.conditions = saved
        return flow

    def _never(self, node: Node, head: Node, keyword: str) -> None:
        """The loop itself is what never ends; its place is its first line."""
        script = self._state.script
        start, end = script.offset(node.start_byte), script.offset(head.end_byte)
        how = f"{keyword} {script.source(head).strip()}" if keyword != "for" else "for ((;;))"
        certain = self._state.certain
        self._state.add(Effect("never-ends", keyword, how, certain, EVEN_TWICE, "", script.nth, start, end))


def _each(values: Sequence[Word]) -> str:
    """What is known of a loop's variable: all of it for one word, the directory for one pattern."""
    if len(values) != 1:
        return UNKNOWN
    text = values[0].text
    if not (values[0].bare and has_pattern(text)):
        return text
    head, slash, _ = text.rpartition("/")
    return UNKNOWN if has_pattern(head) else f"{head}{slash}{UNKNOWN}"


def _left(flow: int, body: int) -> int:
    """`break 2` leaves the loop around this one too."""
    return flow | (BREAKS if body & LEAVES else 0)


def forget(state: State, node: Node) -> None:
    """Make unknown what a part of the script assigns: it may run often or not at all."""
    if "=" not in state.script.source(node):
        return
    for child in descend(node):
        if child.type == "variable_assignment":
            name = state.script.source(child.children[0]).partition("[")[0]
            state.variables[name] = UNKNOWN
