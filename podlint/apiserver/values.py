"""How a node reads as a Go field: the decoded text, number or truth, and null as absent.

A node of the wrong type reads as None everywhere: the decoder refuses it first and the server says nothing
else, which is the schema layer's to report.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence
from podlint.syntax.scalars import LETTERS, WORDS, boolean, parse_float, parse_int

_MOST_DIGITS = 400
_SAFE_DIGITS = 19
"""So many decimal digits fit in 64 bits, whatever they are."""
_HUGE = 1 << 1400


def absent(node: Node | None) -> bool:
    """Whether a field counts as not given: missing or null."""
    return node is None or (node.__class__ is Scalar and node.is_null)


def text(node: Node | None) -> str | None:
    """The text of a string field, empty for null; None when missing or no text."""
    if node.__class__ is not Scalar:
        return None
    value = node.value
    if node.tag is None and (node.style or (value[:1] in LETTERS and value not in WORDS)):
        return value
    kind = node.kind
    if kind == "str":
        return value
    return "" if kind == "null" else None


def integer(node: Node | None) -> int | None:
    """The whole number that the decoder takes from a number field (`60`, `60.0`, `1e3`, `0x10`, `010`)."""
    if node.__class__ is not Scalar or node.style:
        return None
    plain = node.value
    if plain.isdecimal() and plain[0] in "123456789" and len(plain) < _SAFE_DIGITS and plain.isascii() and not node.tag:
        return int(plain)
    kind = node.kind
    if kind == "int":
        return parse_int(plain)
    number = parse_float(plain) if kind == "float" else None
    return int(number) if number is not None and number.is_integer() else None


def truth(node: Node | None) -> bool | None:
    """What a boolean field says; None when missing, null or no boolean."""
    if node.__class__ is Scalar and node.kind == "bool":
        return boolean(node.value)
    return None


def items(node: Node | None) -> Iterator[tuple[int, Mapping]]:
    """The objects of a list with their index; null is an object without fields, as the decoder has it."""
    if node.__class__ is not Sequence:
        return
    for index, item in enumerate(node.items):
        if item.__class__ is Mapping:
            yield index, item
        elif item.__class__ is Scalar and item.is_null:
            yield index, Mapping([], flow=True, start=item.start, end=item.end)


def elements(node: Node | None) -> list[Node]:
    """All that a list holds, whatever it is; nothing when the node is no list."""
    return node.items if node.__class__ is Sequence else []


def texts(node: Mapping | None) -> dict[str, str]:
    """The texts of a map such as labels, by key; null is an empty one."""
    return {} if node is None else {key: text(value) or "" for key, value in node.fields.items()}


def is_digits(value: str) -> bool:
    """Whether a text is decimal digits, at least one, and nothing else."""
    return value.isascii() and value.isdecimal()


def atoi(value: str) -> int | None:
    """The number that Go's Atoi reads, though of any length: digits, maybe behind one sign; else None."""
    return number(value) if is_digits(value[1:] if value[:1] in ("-", "+") else value) else None


def number(digits: str) -> int:
    """What digits, maybe with a sign, stand for; so many that Python would not read them, a number past every bound."""
    plain = digits.lstrip("+-0")
    value = int(plain or "0") if len(plain) < _MOST_DIGITS else _HUGE
    return -value if digits[:1] == "-" else value
