"""How Kubernetes' YAML decoder reads a scalar: the rules of its go-yaml v2 fork, not PyYAML's.

Source: sigs.k8s.io/yaml/goyaml.v2, `resolve.go` (tables of names, then `strconv.ParseInt(plain, 0, 64)`,
`ParseUint`, `yamlStyleFloat`, `0b`), and `convertToJSONableObject` of sigs.k8s.io/yaml for keys.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Kind = Literal["null", "bool", "int", "float", "str"]

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TRUE = frozenset(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"))
_NAMES: dict[str, Kind] = {
    **dict.fromkeys(NULLS, "null"),
    **dict.fromkeys(_TRUE, "bool"),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"), "bool"),
    **dict.fromkeys((".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), "float"),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), "float"),
}
WORDS = frozenset(_NAMES)
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/")
"""For hot loops: a plain scalar that begins with one of these is text, unless it is one of `WORDS`."""
_INFINITE = (float("inf"), float("-inf"))
_CORE = "tag:yaml.org,2002:"
_TAGS: dict[str, Kind] = {_CORE + kind: kind for kind in ("str", "int", "float", "bool", "null")}
_INT = r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))"
_SIGNED_BINARY = r"0b([-+][01]+)"
_FLOAT = r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"


def resolve(value: str, style: str, tag: str | None) -> Kind:
    """What a scalar is to Kubernetes: only a plain or a tagged one can be something else than a string."""
    if tag is not None and tag != "!":
        return _TAGS.get(tag, "str")
    return "str" if style or tag else resolve_plain(value)


@lru_cache(maxsize=4096)
def resolve_plain(value: str) -> Kind:
    """The kind of a plain scalar by its text alone."""
    named = _NAMES.get(value)
    if named is not None:
        return named
    if value[0] not in "+-.0123456789":
        return "str"
    if parse_int(value) is not None:
        return "int"
    return "str" if parse_float(value) is None else "float"


def fits_tag(value: str, tag: str) -> bool:
    """Whether the decoder can do what a tag of YAML's core asks for: `!!int x` it refuses (`resolve`, `failf`)."""
    kind = _TAGS.get(tag)
    if kind is None or kind == "str":
        return True
    found = resolve_plain(value)
    return found == kind or (kind == "float" and found == "int")


def parse_int(plain: str) -> int | None:
    """The integer that a plain scalar is; None when it is none, or beyond 64 bits (go-yaml makes that a float)."""
    if not plain or plain[0] not in "+-0123456789":
        return None
    plain = plain.replace("_", "")
    match = re.fullmatch(_INT, plain)
    if match is None:
        signed = re.fullmatch(_SIGNED_BINARY, plain)
        return _within_64_bits(int(signed[1], 2)) if signed else None
    sign, hexadecimal, binary, octal, decimal = match.groups()
    bases = ((hexadecimal, 16), (binary, 2), (octal, 8))
    number = next((int(digits, base) for digits, base in bases if digits is not None), None)
    if number is None:
        if len(decimal) > 20:
            return None
        number = int(decimal)
    if sign:
        # ParseUint takes no sign
        return _within_64_bits(-number if sign == "-" else number, 2**63)
    return _within_64_bits(number)


def _within_64_bits(number: int, limit: int = 2**64) -> int | None:
    return number if -(2**63) <= number < limit else None


def parse_float(plain: str) -> float | None:
    """The number that a plain scalar is when it is no integer; None when it is none or too large for a float."""
    if _NAMES.get(plain) == "float":
        return float(plain.replace(".", ""))
    if not plain or plain[0] not in "+-.0123456789":
        return None
    digits = plain.replace("_", "")
    if re.fullmatch(_FLOAT, digits) is None or (plain[0] == "." and re.search(r"(?<![0-9])_|_(?![0-9])", plain)):
        return None
    number = float(digits)
    return None if number in _INFINITE else number


def key_text(value: str, style: str, tag: str | None) -> str | None:
    """The field name that a key becomes in JSON: `on` is "true", `0x10` is "16"; None for what cannot be a key."""
    kind = resolve(value, style, tag)
    if kind == "str":
        return value
    if kind == "null":
        return None
    if kind == "bool":
        return "true" if boolean(value) else "false"
    integer = parse_int(value)
    if integer is not None:
        return str(integer) if integer < 2**63 else None
    number = parse_float(value)
    return None if number is None else _go_float(number)


def _go_float(number: float) -> str:
    """`strconv.FormatFloat(number, 'g', -1, 32)`: the shortest decimal that is the same 32-bit float."""
    if number != number:
        return ".nan"
    narrow = _narrow(number)
    if narrow in _INFINITE:
        return ".inf" if narrow > 0 else "-.inf"
    shortest = next(text for digits in range(9) if _narrow(float(text := f"{narrow:.{digits}e}")) == narrow)
    mantissa, _, exponent = shortest.partition("e")
    if not -4 <= int(exponent) < 6:
        return shortest
    decimals = len(mantissa.lstrip("-").replace(".", "")) - 1 - int(exponent)
    return f"{float(shortest):.{max(decimals, 0)}f}"


def _narrow(number: float) -> float:
    import struct

    try:
        (narrow,) = struct.unpack("f", struct.pack("f", number))
    except OverflowError:
        return _INFINITE[number < 0]
    return float(narrow)


def boolean(value: str) -> bool:
    """What a plain scalar of kind "bool" stands for."""
    return value in _TRUE
