"""Nodes to plain values, as Kubernetes' decoder has them once YAML is JSON.

podlint itself never constructs values; a validator of JSON Schema wants them.
"""

from __future__ import annotations

from podlint.structure.leaves import whole_number
from podlint.syntax.nodes import Mapping, Node, Scalar
from podlint.syntax.scalars import boolean, parse_float

Value = dict[str, "Value"] | list["Value"] | str | int | float | bool | None
"""What JSON can hold."""


def plain(node: Node) -> Value:
    """The JSON value of a node: keys that name nothing are left out, of a repeated key the last counts."""
    if isinstance(node, Scalar):
        return _scalar(node)
    if isinstance(node, Mapping):
        entries = ((key.name, value) for key, value in node.entries if isinstance(key, Scalar))
        return {name: plain(value) for name, value in entries if name is not None}
    return [plain(item) for item in node.items]


def _scalar(scalar: Scalar) -> Value:
    match scalar.kind:
        case "null":
            return None
        case "bool":
            return boolean(scalar.value)
        case "int" | "float":
            number = whole_number(scalar)
            return number if number is not None else parse_float(scalar.value)
        case _:
            return scalar.value
