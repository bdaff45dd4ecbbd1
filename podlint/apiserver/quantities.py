"""Quantities as resource.Quantity reads them: exact, in billionths.

What is no quantity is left to the schema layer: `parse` gives None for it. Source: apimachinery
pkg/api/resource/quantity.go.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from podlint.apiserver.values import absent, atoi, number
from podlint.syntax.nodes import Node, Scalar
from podlint.syntax.scalars import parse_float, parse_int

ONE = 10**9
MILLI = 10**6
_MAX = (2**63 - 1) * ONE
_DECIMAL = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
_BINARY = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}
_DIGITS = "0123456789"
_HUGE = 1000
_PLACES = 60


class Quantity(NamedTuple):
    """An amount in billionths, and how it was written: "decimal", "binary" or "exponent"."""

    nanos: int
    form: str

    @property
    def whole(self) -> bool:
        """Whether the amount has no fraction, after rounding up to a thousandth as resource lists do."""
        return self.millis % 1000 == 0

    @property
    def millis(self) -> int:
        """The amount in thousandths, rounded away from zero."""
        return _away(self.nanos, MILLI)


ZERO = Quantity(0, "decimal")


def of(node: Node | None) -> Quantity | None:
    """The quantity that a node stands for: a text or a number; null is zero; None for anything else."""
    if absent(node):
        return ZERO
    if node.__class__ is not Scalar:
        return None
    kind = node.kind
    if kind == "str":
        return parse(node.value)
    if kind == "int":
        number = parse_int(node.value)
        return None if number is None else Quantity(number * ONE, "decimal")
    # a float reaches the server's parser as the shortest decimal text of 64 bits
    decimal = parse_float(node.value) if kind == "float" else None
    return None if decimal is None else parse(repr(decimal))


@lru_cache(maxsize=1024)
def parse(value: str) -> Quantity | None:
    """Read a quantity; missing digits count as zero, as in Go."""
    value = value.strip()
    if not value:
        return None
    negative = value[0] == "-"
    body = value[1:] if value[0] in "+-" else value
    after = body.lstrip(_DIGITS)
    whole = body[: len(body) - len(after)]
    fraction = ""
    if after[:1] == ".":
        rest = after[1:].lstrip(_DIGITS)
        fraction = _short(after[1 : len(after) - len(rest)])
        after = rest
    scale = _scale(after)
    if scale is None:
        return None
    form, exponent = scale
    nanos = _nanos(number(whole + fraction or "0"), len(fraction), form, exponent)
    return Quantity(-nanos if negative else nanos, form)


def _short(fraction: str) -> str:
    """A fraction that rounds as the whole one does."""
    return fraction if len(fraction) <= _PLACES else fraction[:_PLACES] + "1" * bool(fraction[_PLACES:].strip("0"))


def canonical(quantity: Quantity) -> str:
    """The text that Kubernetes writes for a quantity, by which divisors are compared."""
    nanos, form = quantity
    if nanos == 0:
        return "0"
    if form == "binary" and abs(nanos) >= 1024 * ONE and nanos % ONE == 0:
        return _canonical_binary(nanos // ONE)
    exponent = -9
    while nanos % 1000 == 0:
        nanos //= 1000
        exponent += 3
    if form == "exponent":
        return f"{nanos}e{exponent}" if exponent else str(nanos)
    suffix = next((name for name, value in _DECIMAL.items() if value == exponent), f"e{exponent}")
    return f"{nanos}{suffix}"


def _canonical_binary(number: int) -> str:
    power = 0
    while number % 1024 == 0 and power < 6:
        number //= 1024
        power += 1
    return str(number) + ("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei")[power]


def _scale(suffix: str) -> tuple[str, int] | None:
    exponent = _DECIMAL.get(suffix)
    if exponent is not None:
        return "decimal", exponent
    exponent = _BINARY.get(suffix)
    if exponent is not None:
        return "binary", exponent
    exponent = atoi(suffix[1:])
    if suffix[0] not in "eE" or exponent is None:
        return None
    return "exponent", max(min(exponent, _HUGE), -_HUGE)


def _nanos(digits: int, places: int, form: str, exponent: int) -> int:
    """The exact value in billionths; finer amounts are rounded up, binary ones capped at 64 bits."""
    if form == "binary":
        return min(_ceil((digits << exponent) * ONE, 10**places), _MAX)
    shift = exponent - places + 9
    return digits * 10**shift if shift >= 0 else _ceil(digits, 10**-shift)


def _ceil(number: int, divisor: int) -> int:
    return -(-number // divisor)


def _away(number: int, divisor: int) -> int:
    return _ceil(number, divisor) if number >= 0 else -_ceil(-number, divisor)
