"""One walk over an object beside the type it should have: what does not fit, as bare problems.

The walk is the schema layer's hot path: it visits each node once and builds no path and no text. Which words
and fixes a problem gets is decided elsewhere, for the few there are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from podlint.structure.definitions import BOOLEAN, INTEGER, LIST, MAP, STRING, STRUCTURE, Type
from podlint.structure.leaves import fits
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence
from podlint.syntax.scalars import LETTERS, NULLS, WORDS

What = Literal["unknown", "duplicate", "missing", "wrong"]

_BOOLEANS = frozenset(("true", "false"))

Push = Callable[[tuple[Mapping, Type]], None]


class Problem(NamedTuple):
    """Something that does not fit.

    `inside` is the collection it was seen in and `type` what that should be; `key` is the key at fault or the
    key of the value at fault (None for a list's item), `value` the value. What is missing has neither, unless
    it is all of a list's item that is null.
    """

    what: What
    inside: Mapping | Sequence
    type: Type
    key: Node | None = None
    value: Node | None = None


def walk(root: Mapping, structure: Type) -> list[Problem]:  # noqa: C901 - the hot loop: a call a value costs a third more
    """All that keeps an object from being what its type says, in no particular order."""
    problems: list[Problem] = []
    stack = [(root, structure)]
    push, pop = stack.append, stack.pop
    letters, words = LETTERS, WORDS
    while stack:
        node, wanted = pop()
        if not wanted.loaded:
            wanted.load()
        known = wanted.fields
        seen = absent = 0
        for key, value in node.entries:
            try:
                bit, form, inner = known[key.value]  # type: ignore[union-attr]  # AttributeError is caught
            except (KeyError, AttributeError):
                problems.append(Problem("unknown", node, wanted, key, value))
                continue
            if seen & bit:
                problems.append(Problem("duplicate", node, wanted, key, value))
                absent &= ~bit
            seen |= bit
            if value.__class__ is Scalar:
                if form == STRING:
                    if value.style or (value.value[:1] in letters and value.value not in words):
                        continue
                elif form == INTEGER:
                    if not value.style and len(value.value) < 10 and value.value.isdecimal():
                        continue
                elif form == BOOLEAN and not value.style and value.value in _BOOLEANS:
                    continue
                if value.value in NULLS and value.is_null:
                    absent |= bit
                elif form >= STRUCTURE or not fits(value, inner):
                    problems.append(Problem("wrong", node, wanted, key, value))
            elif form == STRUCTURE and value.__class__ is Mapping:
                push((value, inner))
            elif form == LIST and value.__class__ is Sequence:
                _walk_list(value, inner, push, problems)
            elif form == MAP and value.__class__ is Mapping:
                _walk_map(value, inner, push, problems)
            elif inner.name != "any":
                problems.append(Problem("wrong", node, wanted, key, value))
        if seen & ~absent & wanted.required != wanted.required:
            problems.append(Problem("missing", node, wanted))
    return problems


def _walk_list(node: Sequence, wanted: Type, push: Push, problems: list[Problem]) -> None:
    """The items of a list; those that are structures are left for later."""
    of = wanted.of or wanted
    if of.form == STRUCTURE:
        if not of.loaded:
            of.load()
        for item in node.items:
            if item.__class__ is Mapping:
                push((item, of))
            elif not (item.__class__ is Scalar and item.is_null):
                problems.append(Problem("wrong", node, wanted, None, item))
            elif of.required:
                problems.append(Problem("missing", node, wanted, None, item))
        return
    for item in node.items:
        if not _is_plain_text(item, of) and not _fits(item, of):
            problems.append(Problem("wrong", node, wanted, None, item))


def _walk_map(node: Mapping, wanted: Type, push: Push, problems: list[Problem]) -> None:
    """The values of a map and its keys."""
    of = wanted.of or wanted
    names = set()
    for key, value in node.entries:
        if key.__class__ is not Scalar or (key.value in NULLS and key.is_null):
            problems.append(Problem("unknown", node, wanted, key, value))
            continue
        if key.value in names:
            problems.append(Problem("duplicate", node, wanted, key, value))
        names.add(key.value)
        if of.form == STRUCTURE and value.__class__ is Mapping:
            push((value, of))
        elif not _is_plain_text(value, of) and not _fits(value, of):
            problems.append(Problem("wrong", node, wanted, key, value))


def _is_plain_text(value: Node, wanted: Type) -> bool:
    """The frequent case of list items and map values."""
    if wanted.form != STRING or value.__class__ is not Scalar:
        return False
    text = value.value
    return bool(value.style) or (text[:1] in LETTERS and text not in WORDS) or text[:2] == "--"


def _fits(value: Node, wanted: Type) -> bool:
    if value.__class__ is Scalar:
        return value.is_null or (wanted.form < STRUCTURE and fits(value, wanted))
    return wanted.name == "any"
