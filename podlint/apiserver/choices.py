"""Fields that take one of a few words or a number within bounds, and what was probably meant instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from podlint.apiserver import formats
from podlint.apiserver.inquiry import Inquiry, Titled
from podlint.apiserver.values import absent, integer, text
from podlint.diagnostic import Fix
from podlint.suggest import nearest
from podlint.syntax.nodes import Mapping, Node, Scalar
from podlint.text import Edit

_REPAIRS: dict[Callable[[str], str | None], Callable[[str], str | None]] = {
    formats.dns_label: formats.as_label,
    formats.dns_subdomain: formats.as_subdomain,
}
"""What may turn a text that breaks a format into one that keeps it."""


RESTART_POLICIES = ("Always", "Never", "OnFailure")
PULL_POLICIES = ("Always", "IfNotPresent", "Never")
_SMALL = 65535


def one_of(
    inquiry: Inquiry, rule: str, node: Node, path: str, allowed: Iterable[str], who: Titled | None = None
) -> bool:
    """Whether a text field holds one of the allowed words; refuses it as NotSupported when not."""
    value = text(node)
    if value is None or value in allowed:
        return True
    field = path.rpartition(".")[2]
    message = f'{(who or inquiry).title}: {field} cannot be "{value}"{meant(value, allowed)}'
    near = nearest(value, [word for word in allowed if word])
    fix = None if near is None else replace(node, near)
    inquiry.refuse(rule, "NotSupported", path, node.span, message, (), fix)
    return False


def named(path: str) -> str:
    """How a message calls the field of a path: `configMapRef name`, but `image` where a list's item owns it."""
    *_, owner, field = path.split(".")
    return field if "[" in owner or field not in ("name", "key", "path") else f"{owner} {field}"


def replace(node: Node, value: str) -> Fix:
    """The fix that puts another text in the place of a scalar, in the quotes that it has."""
    quote = node.style if isinstance(node, Scalar) and node.style in ("'", '"') else ""
    return Fix(f'change to "{value}"', (Edit(node.span, f"{quote}{value}{quote}"),))


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
    if value is None or (low <= value and (high is None or value <= high)) or _undecodable(value, high):
        return True
    field = path.rpartition(".")[2]
    wanted = f"at least {low}" if high is None else f"between {low} and {high}"
    message = f"{(who or inquiry).title}: {field} is {value}, it must be {wanted}"
    inquiry.refuse(rule, "Invalid", path, node.span, message)
    return False


def _undecodable(value: int, high: int | None) -> bool:
    """Whether a number does not fit into its field at all, which the schema layer says: small ones have 32 bits."""
    bits = 31 if high is not None and high <= _SMALL else 63
    return not -(1 << bits) <= value < 1 << bits


def meant(value: str, allowed: Iterable[str]) -> str:
    """How a message ends: the nearest allowed word, else all of them."""
    words = [word for word in (sorted(allowed) if isinstance(allowed, frozenset) else allowed) if word]
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
    field = named(path)
    repair = _REPAIRS.get(flaw)
    better = None if repair is None else repair(value)
    hint = f'; did you mean "{better}"?' if better else ""
    message = f'{(who or inquiry).title}: {field} "{value}" {wrong}{hint}'
    inquiry.refuse(rule, "Invalid", path, node.span, message, (), replace(node, better) if better else None)
    return False


def needed(inquiry: Inquiry, rule: str, node: Mapping, path: str, name: str, who: Titled | None = None) -> str | None:
    """The text of a field that must hold one; refuses its absence or emptiness as Required, then None."""
    value = node.fields.get(name)
    if value is not None and (content := text(value)) != "":
        return content
    given = value is not None and not absent(value)
    at = value.span if value is not None and given else inquiry.above(node)
    wrong = named(f"{path}.{name}") + (" is empty" if given else " is missing")
    inquiry.refuse(rule, "Required", f"{path}.{name}", at, f"{(who or inquiry).title}: {wrong}")
    return None


def filled(inquiry: Inquiry, rule: str, node: Mapping, path: str, name: str, who: Titled | None = None) -> str | None:
    """As `needed`, for a field that the published schema requires: its absence is the schema layer's."""
    value = node.fields.get(name)
    content = text(value)
    if content:
        return content
    return None if absent(value) else needed(inquiry, rule, node, path, name, who)
