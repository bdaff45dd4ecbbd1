"""Values of the wrong type: what the decoder misses in them, and the reading that was probably meant."""

from __future__ import annotations

import re
from typing import NamedTuple

from podlint.apiserver.units import meant_quantity
from podlint.diagnostic import Finding, Fix, Refusal
from podlint.structure.definitions import BOOLEAN, LIST, MAP, STRING, STRUCTURE, Type
from podlint.structure.leaves import INTEGERS, whole_number
from podlint.structure.reindent import add_dash, remove_dash
from podlint.structure.ways import Way
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence
from podlint.text import Edit, Source

_WANTED = {
    "string": "a string",
    "int32": "a whole number",
    "int64": "a whole number",
    "boolean": "true or false",
    "number": "a number",
    "quantity": "a quantity",
    "int-or-string": "a whole number or a string",
    "time": "a time such as 2026-01-31T08:00:00Z",
    "bytes": "text in base64",
    "any": "finite",
}
_BOOLEANS = {"true": "true", "false": "false", "yes": "true", "no": "false", "on": "true", "off": "false"}
_LONGEST = 40
"""More of a value than this is not repeated in a message."""


class Guess(NamedTuple):
    """What was probably meant: how the message ends, and the fix."""

    hint: str
    fix: Fix | None = None


def wrong_type(way: Way, name: str | int, wanted: Type, value: Node) -> Finding:
    """A value that the decoder cannot put into its field: `name` of the collection that `way` leads to."""
    what = f"item {name + 1}" if isinstance(name, int) else f'"{name}"'
    guess = _guess(way.manifest.source, wanted, value)
    message = f"{way.label}: {what} must be {_wanted(wanted, value)}, not {_found(value)}{guess.hint}"
    field = f"{way.field}[{name}]" if isinstance(name, int) else way.below(name)
    return Finding(value.span, message, fix=guess.fix, api=(Refusal("Decode", field),))


def odd_key(way: Way, key: Node) -> Finding:
    """A key that is no text: it names no field, and the decoder refuses the whole object."""
    found = "null" if isinstance(key, Scalar) else _found(key)
    message = f"{way.label} has a key that is {found}, not text"
    return Finding(key.span, message, api=(Refusal("Decode", way.field),))


def _wanted(wanted: Type, value: Node) -> str:
    if wanted.form == LIST:
        return "a list"
    if wanted.form in (MAP, STRUCTURE):
        return "a mapping"
    limits = INTEGERS.get(wanted.name)
    if limits is not None and isinstance(value, Scalar) and _beyond(value, limits):
        return f"a whole number between {limits[0]} and {limits[-1]}"
    return _WANTED[wanted.name]


def _beyond(value: Scalar, limits: range) -> bool:
    if value.kind not in ("int", "float"):
        return False
    number = whole_number(value)
    return number not in limits if number is not None else value.value.strip("+-").isdecimal()


def _found(value: Node) -> str:
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, Sequence):
        return "a list"
    text = value.value if len(value.value) <= _LONGEST else value.value[:_LONGEST] + "…"
    match value.kind:
        case "bool":
            return f"the boolean {text}"
        case "int" | "float":
            return f"the number {text}"
        case _:
            return f'the string "{text}"' if text else "an empty string"


def _guess(source: Source, wanted: Type, value: Node) -> Guess:
    if isinstance(value, Scalar):
        return _of_scalar(source, wanted, value) or Guess("")
    if wanted.form == LIST and isinstance(value, Mapping):
        return _missing_dash(source, wanted, value)
    if wanted.form in (MAP, STRUCTURE) and isinstance(value, Sequence):
        return _extra_dash(source, value)
    if wanted.form == STRING and isinstance(value, Mapping):
        return _split_at_colon(source, value)
    return Guess("")


def _of_scalar(source: Source, wanted: Type, value: Scalar) -> Guess | None:
    text = value.value
    if wanted.form == STRING:
        return _replace(source, value, f'"{text}"', safe=True) if source.slice(value.span) == text else None
    if wanted.name in INTEGERS and (match := re.fullmatch(r"(-?\d+)( ?s)?", text)):
        number = match.group(1)
        plain = number.lstrip("-") == "0" or not number.lstrip("-").startswith("0")
        if value.kind != "str" or int(number) not in INTEGERS[wanted.name]:
            return None
        return _replace(source, value, number, safe=plain and not match.group(2))
    if wanted.name == "quantity" and (amount := meant_quantity(text)):
        return _replace(source, value, amount)
    if wanted.form == BOOLEAN and (meant := _BOOLEANS.get(text.lower())):
        return _replace(source, value, meant, safe=text.lower() == meant)
    if wanted.name == "[]string" and re.fullmatch(r"\S+", text):
        return _replace(source, value, f"[{source.slice(value.span)}]")
    if wanted.form == STRUCTURE and text and value.kind == "str" and (field := _main_field(wanted)):
        return Guess(f'; did you mean "{field}: {text[:_LONGEST]}" below it?')
    return None


def _replace(source: Source, value: Scalar, text: str, *, safe: bool = False) -> Guess:
    hint = f"; did you mean {text}?" if len(text) <= _LONGEST else ""
    if source.slice(value.span)[:1] == "*":
        return Guess(hint)
    return Guess(hint, Fix(f"write {text}", (Edit(value.span, text),), safe))


def _main_field(wanted: Type) -> str | None:
    """The field that a lone text stands for: the only required one, else the name."""
    wanted.load()
    texts = [(name, bit) for name, (bit, form, _) in wanted.fields.items() if form == STRING]
    required = [name for name, bit in texts if bit & wanted.required]
    if len(required) == 1:
        return required[0]
    return next((name for name in ("name", "secretName") if any(name == text for text, _ in texts)), None)


def _missing_dash(source: Source, wanted: Type, value: Mapping) -> Guess:
    item = wanted.of
    if not value.entries:
        return Guess("; did you mean []?", Fix("write []", (Edit(value.span, "[]"),), safe=True))
    if item is None or item.form != STRUCTURE:
        return Guess("")
    if any(item.field(name) is not None for name in value.fields):
        edits = add_dash(source, value)
        return Guess("; did you forget the dash?", Fix("make it the item of a list", edits) if edits else None)
    if item.field("name") is not None and item.field("value") is not None:
        return Guess('; did you mean a list of items with "name" and "value"?')
    return Guess("")


def _extra_dash(source: Source, value: Sequence) -> Guess:
    if not value.items:
        return Guess("; did you mean {}?", Fix("write {}", (Edit(value.span, "{}"),), safe=True))
    if not all(isinstance(item, Mapping) for item in value.items):
        return Guess("")
    edits = remove_dash(source, value)
    dashes = "the dash" if len(value.items) == 1 else "dashes"
    return Guess(f"; did you mean it without {dashes}?", Fix("remove the dash", edits) if edits else None)


def _split_at_colon(source: Source, value: Mapping) -> Guess:
    """A text with a colon and a blank in it is a mapping to YAML: `- --flag: value`."""
    text = source.slice(value.span)
    if value.flow or "\n" in text or len(value.entries) != 1 or text[:1] in "\"'*":
        return Guess("")
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return Guess(f"; did you mean {quoted}?", Fix("quote it", (Edit(value.span, quoted),)))
