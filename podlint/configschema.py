"""What a valid configuration is: the JSON Schema that also ships for editors, and its complaints as sentences.

jsonschema judges; it is imported only when there is a configuration.
"""

import os
from collections.abc import Iterator, Mapping
from typing import Any

from podlint.configfile import KEY, Value, Way
from podlint.data import folder
from podlint.suggest import did_you_mean

_Error = Any  # jsonschema's ValidationError: what it holds depends on the keyword
_TYPES = {
    "object": "a mapping",
    "array": "a list",
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}


def schema() -> dict[str, Value]:
    """The JSON Schema of a configuration."""
    import json

    with open(os.path.join(folder("schemas"), "config.schema.json"), encoding="utf-8") as file:
        loaded: dict[str, Value] = json.load(file)
    return loaded


def errors(values: Mapping[str, Value]) -> Iterator[tuple[Way, str]]:
    """What the schema has against a configuration: the way to each place, and a sentence."""
    from jsonschema import Draft7Validator

    found = Draft7Validator(schema()).iter_errors(dict(values))
    for error in sorted(found, key=lambda error: [str(step) for step in error.absolute_path]):
        for leaf in _leaves(error):
            yield _sentence(leaf)


def _leaves(error: _Error) -> Iterator[_Error]:
    """What is wrong with the alternative that was most likely meant: one of the value's own type."""
    if error.validator not in {"oneOf", "anyOf"} or not error.context:
        yield error
        return
    elsewhere = {inner.schema_path[0] for inner in error.context if inner.validator == "type"}
    if isinstance(error.instance, dict):
        elsewhere |= {inner.schema_path[0] for inner in error.context if inner.validator == "enum" and not inner.path}
    meant = [inner for inner in error.context if inner.schema_path[0] not in elsewhere]
    for inner in meant[:1] or error.context[:1]:
        yield from _leaves(inner)


def _sentence(error: _Error) -> tuple[Way, str]:
    way = tuple(error.absolute_path)
    given = error.instance
    if error.validator == "additionalProperties":
        known = list(error.schema.get("properties", {}))
        unknown = next((name for name in given if name not in known), "")
        return (*way, unknown, KEY), f'no setting is called "{unknown}"{did_you_mean(unknown, known)}'
    if error.validator == "enum":
        allowed = [str(value) for value in error.validator_value]
        return way, f'"{_text(given)}" is none of {", ".join(allowed)}{did_you_mean(_text(given), allowed)}'
    if error.validator == "type":
        return way, f"{_subject(way)} must be {_types(error.validator_value)}, not {_shape(given)}"
    if error.validator == "required":
        missing = next((name for name in error.validator_value if name not in given), "")
        return way, f'{_subject(way)} needs "{missing}"'
    return way, f"{_subject(way)}: {error.message}"


def _subject(way: Way) -> str:
    names = [step for step in way if isinstance(step, str)]
    if not names:
        return "a configuration"
    return f'each of "{names[-1]}"' if isinstance(way[-1], int) else f'"{names[-1]}"'


def _types(wanted: str | list[str]) -> str:
    names = [wanted] if isinstance(wanted, str) else wanted
    return " or ".join(_TYPES.get(name, name) for name in names)


def _shape(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else f'"{_text(value)}"'


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
