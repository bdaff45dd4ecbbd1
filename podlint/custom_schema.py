"""Objects of custom kinds beside a JSON Schema that a user wrote: jsonschema judges, the findings stand on nodes.

Only who configures a schema pays for jsonschema: it is loaded here, and nothing else loads this module.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jsonschema.exceptions import SchemaError, ValidationError, best_match
from jsonschema.validators import Draft202012Validator, validator_for

from podlint.diagnostic import Finding, Fix
from podlint.errors import ConfigError
from podlint.manifest import Manifest
from podlint.structure.missing import anchor
from podlint.structure.values import plain
from podlint.structure.ways import Step, Way
from podlint.suggest import nearest
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence
from podlint.text import Edit


def validate(manifest: Manifest, schema: dict[str, Any]) -> list[Finding]:
    """What a schema has against an object, one finding an error, on the key or value at fault.

    A schema that is no JSON Schema is an error of the configuration.
    """
    kind = validator_for(schema, default=Draft202012Validator)
    try:
        kind.check_schema(schema)
    except SchemaError as error:
        raise ConfigError(f"the schema for {manifest.kind} is no JSON Schema: {error.message}") from error
    errors = kind(schema).iter_errors(plain(manifest.node))
    found = [finding for error in errors for finding in _findings(manifest, best_match([error]) or error)]
    return sorted(dict.fromkeys(found), key=lambda finding: (finding.at, finding.message))


def _findings(manifest: Manifest, error: ValidationError) -> Iterator[Finding]:
    way = _way(manifest, error)
    node = way.steps[-1].node if way.steps else manifest.node
    wanted: Any = error.validator_value
    schema: Any = error.schema
    if error.validator == "required" and isinstance(node, Mapping):
        lacking = [name for name in wanted if error.message == f"{name!r} is a required property"]
        yield from (Finding(anchor(way, node), f'{way.label} lacks "{name}"') for name in lacking)
    elif error.validator == "additionalProperties" and wanted is False and isinstance(node, Mapping):
        yield from _unknown(way, node, schema)
    elif error.validator == "enum" and isinstance(node, Scalar):
        yield _other_value(way, node, [str(value) for value in wanted])
    elif error.validator == "type":
        types = " or ".join([wanted] if isinstance(wanted, str) else wanted)
        yield Finding(node.span, f"{way.label} must be of type {types}")
    else:
        yield Finding(node.span, f"{way.label}: {error.message}")


def _way(manifest: Manifest, error: ValidationError) -> Way:
    """The way to the node that an error speaks of; of a repeated key the last counts."""
    steps: list[Step] = []
    node: Node = manifest.node
    for name in error.absolute_path:
        if isinstance(node, Sequence) and isinstance(name, int):
            step = Step(name, None, node.items[name])
        elif isinstance(node, Mapping):
            step = next(
                Step(str(name), key, value)
                for key, value in reversed(node.entries)
                if isinstance(key, Scalar) and key.name == name
            )
        steps.append(step)
        node = step.node
    return Way(manifest, tuple(steps))


def _unknown(way: Way, node: Mapping, schema: dict[str, Any]) -> Iterator[Finding]:
    """Each key that a closed schema does not name, with the nearest that it does."""
    import re

    known = schema.get("properties", {})
    patterns = schema.get("patternProperties", {})
    for key, _ in node.entries:
        if not isinstance(key, Scalar) or key.value in known or any(re.search(one, key.value) for one in patterns):
            continue
        meant = nearest(key.value, (name for name in known if name not in node.fields))
        message = f'{way.label} has no field "{key.value}"'
        if meant is None:
            yield Finding(key.span, message)
            continue
        fix = Fix(f'rename to "{meant}"', (Edit(key.span, f"{key.style}{meant}{key.style}"),))
        yield Finding(key.span, f'{message}; did you mean "{meant}"?', fix=fix)


def _other_value(way: Way, node: Scalar, allowed: list[str]) -> Finding:
    """A value that is none of those that a schema lists, with the nearest one."""
    listed = ", ".join(f'"{value}"' for value in allowed)
    message = f'{way.label} cannot be "{node.value}", only {listed}'
    meant = nearest(node.value, allowed)
    if meant is None or way.manifest.source.slice(node.span).strip("\"'") != node.value:
        return Finding(node.span, message)
    fix = Fix(f"write {meant}", (Edit(node.span, f"{node.style}{meant}{node.style}"),))
    return Finding(node.span, f'{message}; did you mean "{meant}"?', fix=fix)
