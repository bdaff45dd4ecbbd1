"""Write kubernetes.txt, the structural schemas of all supported minors, from the published OpenAPI definitions.

`python schemas/update.py` needs the kubernetes-validate package, which carries the definitions of every
minor; it is a tool of this script alone, podlint does not depend on it. README.md explains the format.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

FIRST, LAST = 25, 37
OUTPUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "kubernetes.txt")

KINDS = frozenset(
    """
    Pod PodTemplate Deployment ReplicaSet StatefulSet DaemonSet ReplicationController Job CronJob
    Service ConfigMap Secret PersistentVolumeClaim ServiceAccount HorizontalPodAutoscaler PodDisruptionBudget
    NetworkPolicy Ingress Lease Role RoleBinding ClusterRole ClusterRoleBinding
    """.split()
)
"""The kinds whose fields are bundled; of all others only which apiVersion serves them."""

NO_OBJECTS = frozenset(("DeleteOptions", "WatchEvent", "Status", "APIGroup", "APIResourceList", "APIVersions"))
"""Kinds in the definitions that nobody writes a manifest of."""

LEAVES = {
    ("string", None): "string",
    ("string", "byte"): "bytes",
    ("string", "date-time"): "time",
    ("integer", "int32"): "int32",
    ("integer", "int64"): "int64",
    ("boolean", None): "boolean",
    ("number", "double"): "number",
    ("number", None): "number",
    ("object", None): "any",
    (None, None): "any",
}

Definitions = dict[str, dict[str, Any]]
Line = dict[str, str]
"""What a definition holds: field -> type expression."""


def main() -> None:
    """Read every minor, lay the minors over each other and write the bundle."""
    minors = {minor: _definitions(minor) for minor in range(FIRST, LAST + 1)}
    names = _short_names(name for definitions in minors.values() for name in _reachable(definitions))
    fields = {minor: _types(definitions, names) for minor, definitions in minors.items()}
    _require_as_the_newest(fields)
    served = {minor: _served(definitions, names) for minor, definitions in minors.items()}
    lines = [
        f"# Kubernetes API definitions 1.{FIRST} to 1.{LAST}, written by update.py; README.md explains the format",
        f"minors {FIRST} {LAST}",
        *(f"= {line}" for line in _overlay(served)),
        *_overlay(fields),
    ]
    with open(OUTPUT, "w", encoding="ascii", newline="\n") as file:
        file.write("\n".join(lines) + "\n")
    print(f"{OUTPUT}: {len(lines)} lines, {os.path.getsize(OUTPUT)} bytes")


def _definitions(minor: int) -> Definitions:
    package = find_spec("kubernetes_validate")
    if package is None or package.origin is None:
        sys.exit("update.py needs the package kubernetes-validate")
    folder = os.path.join(os.path.dirname(package.origin), "kubernetes-json-schema", f"v1.{minor}.0-local")
    with open(os.path.join(folder, "_definitions.json"), encoding="utf-8") as file:
        definitions: Definitions = json.load(file)["$defs"]
    return definitions


def _kinds_of(definition: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The (apiVersion, kind) pairs that a definition serves."""
    for served in definition.get("x-kubernetes-group-version-kind", ()):
        group, version, kind = served["group"], served["version"], served["kind"]
        if kind not in NO_OBJECTS and not kind.endswith("List"):
            yield (f"{group}/{version}" if group else version), kind


def _reachable(definitions: Definitions) -> set[str]:
    """The definitions that some bundled kind leads to."""
    waiting = [name for name, found in definitions.items() if any(kind in KINDS for _, kind in _kinds_of(found))]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(_references(definitions[name]))
    return reached


def _references(schema: dict[str, Any]) -> Iterator[str]:
    if "$ref" in schema:
        yield schema["$ref"].rsplit("/", 1)[1]
    for value in schema.values():
        if isinstance(value, dict):
            yield from _references(value)


def _short_names(reached: Iterator[str]) -> dict[str, str]:
    """The last part of each full name; where two share it, the version stands before it."""
    full = sorted(set(reached))
    last = [name.rsplit(".", 1)[1] for name in full]
    return {
        name: ".".join(name.split(".")[-2:]) if last.count(short) > 1 else short
        for name, short in zip(full, last, strict=True)
    }


def _types(definitions: Definitions, names: dict[str, str]) -> dict[str, Line]:
    """Each reachable structure with its fields; a definition without fields stands for a leaf."""
    lines = {}
    for name in _reachable(definitions):
        schema = definitions[name]
        if "properties" not in schema:
            continue
        required = schema.get("required", ())
        lines[names[name]] = {
            field: _expression(inner, definitions, names) + ("!" if field in required else "")
            for field, inner in schema["properties"].items()
        }
    return lines


def _require_as_the_newest(minors: dict[int, dict[str, Line]]) -> None:
    """Mark as required everywhere what the newest definitions require.

    Later definitions only say what the server always did: it never took a Deployment without a spec.
    """
    for name, fields in minors[LAST].items():
        for field, expression in fields.items():
            if not expression.endswith("!"):
                continue
            for lines in minors.values():
                if lines.get(name, {}).get(field) == expression[:-1]:
                    lines[name][field] = expression


def _expression(schema: dict[str, Any], definitions: Definitions, names: dict[str, str]) -> str:
    """A schema as a type expression."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        target = definitions[name]
        return names[name] if "properties" in target else _expression(target, definitions, names)
    if "items" in schema:
        return "[]" + _expression(schema["items"], definitions, names)
    if "additionalProperties" in schema:
        return "{}" + _expression(schema["additionalProperties"], definitions, names)
    if "oneOf" in schema:
        types = {_not_null(choice["type"]) for choice in schema["oneOf"]}
        return {("integer", "string"): "int-or-string", ("number", "string"): "quantity"}[tuple(sorted(types))]
    return LEAVES[_not_null(schema.get("type")), schema.get("format")]


def _not_null(types: str | list[str] | None) -> str | None:
    """Undo the package's addition of null to every optional type: the API server takes null as absent."""
    if isinstance(types, list):
        (types,) = (name for name in types if name != "null")
    return types


def _served(definitions: Definitions, names: dict[str, str]) -> dict[str, Line]:
    """The kinds of each apiVersion, with the structure where it is bundled."""
    lines: dict[str, Line] = {}
    for name, schema in definitions.items():
        for api_version, kind in _kinds_of(schema):
            lines.setdefault(api_version, {})[kind] = names.get(name, "") if kind in KINDS else ""
    return lines


def _overlay(minors: dict[int, dict[str, Line]]) -> Iterator[str]:
    """One line a name, with each of its fields and, where it does not hold always, the minors it holds for."""
    for name in sorted({name for lines in minors.values() for name in lines}):
        runs: dict[tuple[str, str], list[int]] = {}
        for minor, lines in minors.items():
            for field, expression in lines.get(name, {}).items():
                runs.setdefault((field, expression), []).append(minor)
        words = [
            (f"{field}:{expression}" if expression else field) + when
            for (field, expression), held in sorted(runs.items())
            for when in _ranges(held)
        ]
        yield f"{name} {' '.join(words)}"


def _ranges(minors: list[int]) -> Iterator[str]:
    """`@27-30` for each unbroken run of minors; an end that is the bundle's own is left out."""
    start = previous = minors[0]
    for minor in [*minors[1:], LAST + 2]:
        if minor != previous + 1:
            first, last = "" if start == FIRST else start, "" if previous == LAST else previous
            yield f"@{first}-{last}" if first or last else ""
            start = minor
        previous = minor


if __name__ == "__main__":
    main()
