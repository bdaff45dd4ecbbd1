"""How Kubernetes' YAML decoder reads a plain scalar: the rules of its go-yaml v2 fork, not PyYAML's.

Source: sigs.k8s.io/yaml/goyaml.v2, `resolve.go`: tables of null, bool and float names, then
`strconv.ParseInt(plain, 0, 64)`, the `yamlStyleFloat` expression, `0b` and `0o` prefixes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Kind = Literal["null", "bool", "int", "float", "str"]

_NAMES: dict[str, Kind] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), "null"),
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"), "bool"),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"), "bool"),
    **dict.fromkeys((".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), "float"),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), "float"),
}
_TRUE = frozenset(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"))
_TAGS: dict[str, Kind] = {
    "tag:yaml.org,2002:str": "str",
    "tag:yaml.org,2002:int": "int",
    "tag:yaml.org,2002:float": "float",
    "tag:yaml.org,2002:bool": "bool",
    "tag:yaml.org,2002:null": "null",
}


def resolve(value: str, style: str, tag: str | None) -> Kind:
    """What a scalar is to Kubernetes: only a plain one without a tag can be something else than a string."""
    if tag is not None:
        return _TAGS.get(tag, "str")
    return "str" if style else resolve_plain(value)


@lru_cache(maxsize=4096)
def resolve_plain(value: str) -> Kind:
    """The kind of a plain scalar by its text alone."""
    named = _NAMES.get(value)
    if named is not None:
        return named
    if value[0] not in "+-.0123456789":
        return "str"
    return _number(value.replace("_", ""))


def _number(plain: str) -> Kind:
    if parse_int(plain) is not None:
        return "int"
    if re.fullmatch(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", plain):
        return "float"
    return "str"


def parse_int(plain: str) -> int | None:
    """The integer that Go's ParseInt with base 0, or go-yaml's `0b` and `0o`, makes of a text; else None.

    Beyond 64 bits go-yaml turns to a float, so such a text is no integer here.
    """
    match = re.fullmatch(r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))", plain)
    if match is None:
        return None
    sign, hexadecimal, binary, octal, decimal = match.groups()
    bases = ((hexadecimal, 16), (binary, 2), (octal, 8), (decimal, 10))
    number = next(int(digits, base) for digits, base in bases if digits is not None)
    number = -number if sign == "-" else number
    return number if -(2**63) <= number < 2**64 else None


def boolean(value: str) -> bool:
    """What a plain scalar of kind "bool" stands for."""
    return value in _TRUE
