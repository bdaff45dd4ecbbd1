"""Fields that take one of a few words or a number within bounds, and what was probably meant instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.values import absent, integer, text
from podlint.syntax.nodes import Mapping, Node


class Titled(Protocol):
    """Whatever a message can begin with: the object itself, or a container of it."""

    @property
    def title(self) -> str:
        """How a message names it, as in `container "web"`."""


def one_of(
    inquiry: Inquiry, rule: str, node: Node, path: str, allowed: Iterable[str], who: Titled | None = None
) -> bool:
    """Whether a text field holds one of the allowed words; refuses it as NotSupported when not."""
    value = text(node)
    if value is None or value in allowed:
        return True
    field = path.rpartition(".")[2]
    message = f'{(who or inquiry).title}: {field} cannot be "{value}"{meant(value, allowed)}'
    inquiry.refuse(rule, "NotSupported", path, node.span, message)
    return False


def within(
    inquiry: Inquiry,
    rule: str,
    node: Node,
    path: str,
    bounds: tuple[int, int | None],
    who: Titled | None = None,
) -> bool:
    """Whether a number field lies between two bounds, both allowed; refuses it as Invalid when not."""
    value = integer(node)
    low, high = bounds
    if value is None or (low <= value and (high is None or value <= high)):
        return True
    field = path.rpartition(".")[2]
    wanted = f"at least {low}" if high is None else f"between {low} and {high}"
    message = f"{(who or inquiry).title}: {field} is {value}, it must be {wanted}"
    inquiry.refuse(rule, "Invalid", path, node.span, message)
    return False


def meant(value: str, allowed: Iterable[str]) -> str:
    """How a message ends: the nearest allowed word, else all of them."""
    from podlint.suggest import nearest

    words = [word for word in allowed if word]
    near = nearest(value, words)
    if near is not None:
        return f'; did you mean "{near}"?'
    return ", only " + ", ".join(f'"{word}"' for word in words)


def shaped(
    inquiry: Inquiry,
    rule: str,
    node: Node,
    path: str,
    flaw: Callable[[str], str | None],
    who: Titled | None = None,
) -> bool:
    """Whether a text has the form that a format demands; `flaw` tells what is wrong with it."""
    value = text(node)
    wrong = None if value is None else flaw(value)
    if value is None or wrong is None:
        return True
    field = path.rpartition(".")[2]
    inquiry.refuse(rule, "Invalid", path, node.span, f'{(who or inquiry).title}: {field} "{value}" {wrong}')
    return False


def needed(
    inquiry: Inquiry, rule: str, node: Mapping, path: str, name: str, who: Titled | None = None
) -> str | None:
    """The text of a field that must hold one; refuses its absence or emptiness as Required, then None."""
    value = node.fields.get(name)
    if value is not None and (content := text(value)) != "":
        return content
    given = value is not None and not absent(value)
    at = value.span if value is not None and given else inquiry.above(node)
    wrong = f"{name} is empty" if given else f"{name} is missing"
    inquiry.refuse(rule, "Required", f"{path}.{name}", at, f"{(who or inquiry).title}: {wrong}")
    return None


def filled(
    inquiry: Inquiry, rule: str, node: Mapping, path: str, name: str, who: Titled | None = None
) -> str | None:
    """As `needed`, for a field that the published schema requires: its absence is the schema layer's."""
    return None if absent(node.fields.get(name)) else needed(inquiry, rule, node, path, name, who)
