"""Whether a scalar is what a field wants, as Kubernetes' decoder sees it.

YAML becomes JSON first (sigs.k8s.io/yaml), then Go's decoder fills typed fields: a float without a fraction is
a whole number by then, a null is nothing, and every plain word of YAML 1.1 for a boolean is one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import isfinite

from podlint.structure.definitions import Type
from podlint.syntax.nodes import Scalar
from podlint.syntax.scalars import parse_float, parse_int

INTEGERS = {
    "int32": range(-(2**31), 2**31),
    "int64": range(-(2**63), 2**63),
    "int-or-string": range(-(2**31), 2**31),
}
_EXACT = 10**21
"""From here on Go writes a float with an exponent, which is no whole number to its decoder."""


def fits(scalar: Scalar, wanted: Type) -> bool:
    """Whether the decoder takes a scalar for a leaf of this type; a null counts as absent and always fits."""
    kind, name = scalar.kind, wanted.name
    if kind == "null":
        return True
    # JSON knows neither infinity nor NaN: no field can hold them
    if kind == "float" and not isfinite(parse_float(scalar.value) or 0):
        return False
    if kind == "str":
        return name in ("string", "int-or-string", "any") or _text_fits(scalar.value, name)
    if name in INTEGERS:
        number = whole_number(scalar)
        # None first: asking a range for what is no integer walks all of it
        return number is not None and number in INTEGERS[name]
    if kind == "bool":
        return name in ("boolean", "any")
    return name in ("number", "quantity", "any")


def whole_number(scalar: Scalar) -> int | None:
    """The integer that a number is once it is JSON; None when it is none."""
    integer = parse_int(scalar.value)
    if integer is not None:
        return integer
    number = parse_float(scalar.value)
    if number is not None and isfinite(number) and number.is_integer() and abs(number) < _EXACT:
        return int(number)
    return None


@lru_cache(maxsize=1024)
def _text_fits(text: str, name: str) -> bool:
    if name == "quantity":
        from podlint.apiserver.quantities import parse  # its package is heavy

        return parse(text) is not None
    if name == "time":
        pattern = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([.,]\d+)?(Z|[-+]\d\d:\d\d)"
        return re.fullmatch(pattern, text) is not None
    if name == "bytes":
        plain = text.replace("\n", "").replace("\r", "")
        return len(plain) % 4 == 0 and re.fullmatch(r"[A-Za-z0-9+/]*={0,2}", plain) is not None
    return False
