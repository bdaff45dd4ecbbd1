"""What may run or not: lists of `&&` and `||`, `if` and `case`, and what is unknown or certain after them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from podlint.pod.shell.conditions import negate, wait_for
from podlint.pod.shell.effects import Condition
from podlint.pod.shell.state import (
    BREAKS,
    CONTINUES,
    EXITS,
    FAILS,
    FALLS,
    FALSE,
    LEAVES,
    RETURNS,
    TRUE,
    Answer,
    State,
)
from podlint.pod.shell.word import UNKNOWN
from podlint.pod.shell.words import Words

if TYPE_CHECKING:
    from tree_sitter import Node

_JUMPS = BREAKS | LEAVES | CONTINUES | RETURNS | EXITS | FAILS


Marks = tuple[int, int, int]
"""How many effects, commands and watched things had been found before the left side of a list."""


class Branches:
    """Walks alternatives; statements are left to the walker."""

    __slots__ = ("_sequence", "_state", "_words")

    def __init__(self, state: State, words: Words, sequence: Callable[[Sequence[Node]], int]) -> None:
        self._state = state
        self._words = words
        self._sequence = sequence

    def marks(self) -> Marks:
        """Return what to hand to `follow` after the left side."""
        state = self._state
        return len(state.effects), len(state.commands), len(state.watched)

    def follow(self, flow: int, operator: str, marks: Marks, right: Callable[[], int]) -> int:
        """Walk the right side of `&&` or `||`, given how the left side ended."""
        if not flow & FALLS:
            return flow
        left = self._state.answer
        if operator == "&&":
            return flow if left == FALSE else self._and(flow, left, marks, right)
        return flow if left == TRUE else self._or(flow, left, marks, right)

    def _and(self, flow: int, left: Answer, marks: Marks, right: Callable[[], int]) -> int:
        state = self._state
        plain = left is None or left == TRUE
        other = right() if plain else self._maybe(left or (), right)
        leaves = not other & FALLS and other & _JUMPS
        if leaves and state.loops and not other & (FAILS | CONTINUES):
            wait_for(state, marks[2], "break on", present=True)
        if left is None or plain:
            return flow & ~FALLS | other | (FALLS if leaves else 0)
        if leaves and not state.loops:
            state.conditions = (*state.conditions, *_early(negate(left)))
        state.answer = (*left, *(state.answer or ()))
        return flow | other

    def _or(self, flow: int, left: Answer, marks: Marks, right: Callable[[], int]) -> int:
        state = self._state
        other = self._maybe(negate(left), right, certain=left == FALSE)
        if other & FALLS and not other & _JUMPS:
            self._tolerate(marks)
        elif other & _JUMPS and not other & FALLS and left is not None:
            state.conditions = (*state.conditions, *_early(left))
        state.answer = () if left is not None and state.answer is not None and other & FALLS else None
        return flow | other

    def _maybe(self, conditions: tuple[Condition, ...], walk: Callable[[], int], *, certain: bool = False) -> int:
        """Walk what runs under conditions: what it changes is unknown afterwards."""
        state = self._state
        saved = state.certain, state.conditions, state.directory
        before = dict(state.variables)
        state.certain = state.certain and certain
        if not conditions and not certain:
            conditions = (Condition("test", "", holds=True),)
        state.conditions = (*state.conditions, *conditions)
        flow = walk()
        state.certain, state.conditions, directory = saved
        if not flow & FALLS:
            state.directory, state.variables = directory, before
            return flow
        if state.directory != directory:
            state.directory = None
        for name, value in state.variables.items():
            if before.get(name) != value:
                state.variables[name] = UNKNOWN
        return flow

    def _tolerate(self, marks: Marks) -> None:
        """`|| true`: a step that meets its own result may fail."""
        state = self._state
        kept = []
        for effect in state.effects[marks[0] :]:
            if effect.kind == "unrepeatable":
                continue
            if not effect.repeatable and effect.kind != "append":
                effect = effect._replace(repeatable=True, guard="|| true")
            kept.append(effect)
        state.effects[marks[0] :] = kept
        for at in range(marks[1], len(state.commands)):
            state.commands[at] = state.commands[at]._replace(tolerated=True)

    def choose(self, node: Node) -> int:
        """`if`, with its `elif` and `else`; a branch that leaves makes the rest conditional on the others."""
        state = self._state
        result, falls, complete = 0, False, False
        conditions: tuple[Condition, ...] = ()
        early: tuple[Condition, ...] = ()
        for head, body in _clauses(node):
            watched = len(state.watched)
            answer: Answer = ()
            if head:
                flow = self._head(head, conditions)
                if not flow & FALLS:
                    return result | flow
                answer = state.answer
            complete = not head
            branch = self._branch((*conditions, *(answer or ())), body)
            result |= branch & ~FALLS
            falls = falls or bool(branch & FALLS)
            if head and state.loops and branch & _JUMPS and not branch & (FALLS | FAILS | CONTINUES):
                wait_for(state, watched, "break on", present=True)
            conditions = (*conditions, *negate(answer))
            if not branch & FALLS:
                early = (*early, *_early(negate(answer)))
        state.answer = None
        if not complete and not state.loops:
            state.conditions = (*state.conditions, *early)
        return result | (FALLS if falls or not complete else 0)

    def _head(self, head: Sequence[Node], conditions: tuple[Condition, ...]) -> int:
        """Only the first condition is asked for certain."""
        state = self._state
        place = state.place
        state.place = "condition" if place == "script" else place
        flow = self._branch(conditions, head, certain=not conditions)
        state.place = place
        return flow

    def _branch(self, conditions: tuple[Condition, ...], body: Sequence[Node], *, certain: bool = False) -> int:
        return self._maybe(conditions, lambda: self._sequence(body), certain=certain)

    def select(self, node: Node) -> int:
        """`case`: each item may run or not, one of them does when there is a `*`."""
        state = self._state
        value = node.child_by_field_name("value")
        if value is not None:
            self._words.expand(value)
        result, complete = 0, False
        for item in node.named_children:
            if item.type != "case_item":
                continue
            children = item.children
            patterns = [state.script.source(child) for child in item.children_by_field_name("value")]
            complete = complete or "*" in patterns
            close = next((at for at, child in enumerate(children) if child.type == ")"), 0)
            body = [child for child in children[close + 1 :] if child.type not in (";;", ";&", ";;&")]
            result |= self._branch((), body)
        state.answer = None
        return result if complete else result | FALLS


def _early(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """What still holds after an early exit, such as the absence of a marker file."""
    return tuple(
        condition._replace(what="marker") if condition.what == "path" else condition
        for condition in conditions
        if condition.what in ("path", "marker", "query")
    )


def _clauses(node: Node) -> list[tuple[list[Node], list[Node]]]:
    """The branches of an `if`: what is tested, and what runs then; `else` tests nothing."""
    clauses: list[tuple[list[Node], list[Node]]] = []
    head: list[Node] = []
    body: list[Node] = []
    current = head
    for child in node.children[1:]:
        kind = child.type
        if kind == "then":
            current = body
        elif kind == "elif_clause":
            clauses.append((head, body))
            head, body = _clauses(child)[0]
        elif kind == "else_clause":
            clauses.append((head, body))
            head, body = [], child.children[1:]
        elif kind != "fi":
            current.append(child)
    clauses.append((head, body))
    return clauses
