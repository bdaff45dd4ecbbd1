"""What a valid configuration is: the JSON Schema that also ships for editors, and its complaints as sentences.

jsonschema judges and explains. It costs as much to import as all of a small run, so a configuration that the few
keywords of our schema plainly allow is not put to it; a test holds the two verdicts together.
"""

import os
from collections.abc import Iterator, Mapping
from typing import Any

from podlint.configfile import KEY, Value, Way
from podlint.data import folder
from podlint.suggest import did_you_mean

_Error = Any  # jsonschema's ValidationError: what it holds depends on the keyword
_SPEAKING = frozenset(("$schema", "title", "description", "default", "definitions"))
_CLASSES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}
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
    rules = schema()
    if allows(rules, dict(values), rules):
        return
    from jsonschema import Draft7Validator

    found = Draft7Validator(rules).iter_errors(dict(values))
    for error in sorted(found, key=lambda error: [str(step) for step in error.absolute_path]):
        for leaf in _leaves(error):
            yield _sentence(leaf)


def allows(rules: Value, value: Value, root: Value) -> bool:
    """Whether a schema of those keywords that ours uses allows a value; of any other keyword it says no."""
    if not isinstance(rules, dict):
        return rules is True
    return all(_allows(keyword, rule, rules, value, root) for keyword, rule in rules.items())


def _allows(keyword: str, rule: Any, rules: dict[str, Any], value: Value, root: Any) -> bool:
    if keyword in _SPEAKING:
        return True
    if keyword == "$ref":
        return allows(root["definitions"][rule.removeprefix("#/definitions/")], value, root)
    if keyword == "oneOf":
        return sum(allows(part, value, root) for part in rule) == 1
    if keyword == "enum":
        return isinstance(value, str) and value in rule
    if keyword == "type":
        names = rule if isinstance(rule, list) else [rule]
        return any(type(value) in _CLASSES.get(name, ()) for name in names)
    if keyword == "required":
        return not isinstance(value, dict) or all(name in value for name in rule)
    if keyword == "properties":
        return not isinstance(value, dict) or all(
            allows(rule[name], value[name], root) for name in rule if name in value
        )
    if keyword == "additionalProperties":
        known = rules.get("properties", {})
        return not isinstance(value, dict) or all(
            allows(rule, value[name], root) for name in value if name not in known
        )
    if keyword == "items":
        return not isinstance(value, list) or all(allows(rule, item, root) for item in value)
    if keyword in {"minimum", "maximum"}:
        return type(value) is int and (rule <= value if keyword == "minimum" else value <= rule)
    return False


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
