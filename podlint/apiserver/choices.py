"""Fields that take one of a few words: the check, and the word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.values import text
from podlint.syntax.nodes import Node


def one_of(inquiry: Inquiry, rule: str, node: Node, path: str, allowed: Iterable[str], what: str) -> bool:
    """Whether a text field holds one of the allowed words; refuses it as NotSupported when not."""
    value = text(node)
    if value is None or value in allowed:
        return True
    inquiry.refuse(rule, "NotSupported", path, node.span, f'{what} cannot be "{value}"{meant(value, allowed)}')
    return False


def meant(value: str, allowed: Iterable[str]) -> str:
    """How a message ends: the nearest allowed word, else all of them."""
    from podlint.suggest import nearest

    words = list(allowed)
    near = nearest(value, words)
    if near is not None:
        return f'; did you mean "{near}"?'
    return ", only " + ", ".join(f'"{word}"' for word in words)
