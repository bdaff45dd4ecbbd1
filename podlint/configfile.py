"""Configuration files: which one holds for a file, what is in it, and what is wrong with it, with its place.

The nearest folder above a linted file decides, up to the repository's root or a file with `root: true`. The value is
judged by jsonschema, which is imported only when there is a configuration at all.
"""

import os
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from podlint.data import folder
from podlint.errors import ConfigError
from podlint.syntax.nodes import Mapping as MappingNode
from podlint.syntax.nodes import Node, Scalar, Sequence
from podlint.text import Source

NAMES = (".podlint.yaml", ".podlint.yml", "podlint.yaml", "podlint.yml", ".podlint.toml", "podlint.toml")
_PRESETS = ("podlint:default", "podlint:strict")

Value = dict[str, "Value"] | list["Value"] | str | int | float | bool | None


class ConfigFile(NamedTuple):
    """A configuration file: its path, its values, and those it extends, the most general first."""

    path: str
    values: Mapping[str, Value]
    bases: tuple["ConfigFile", ...] = ()

    @property
    def folder(self) -> str:
        """The folder that its patterns are relative to."""
        return os.path.dirname(self.path)

    def layers(self) -> Iterator["ConfigFile"]:
        """The files in the order in which they apply: a later one wins."""
        for base in self.bases:
            yield from base.layers()
        yield self


def find(path: str) -> str | None:
    """The configuration file that holds for a file or folder, if there is one."""
    place = os.path.abspath(path)
    if not os.path.isdir(place):
        place = os.path.dirname(place)
    home = os.path.expanduser("~")
    while True:
        found = _in_folder(place)
        if found is not None:
            return found
        parent = os.path.dirname(place)
        if os.path.exists(os.path.join(place, ".git")) or place == home or parent == place:
            return None
        place = parent


def _in_folder(place: str) -> str | None:
    names = [name for name in NAMES if os.path.isfile(os.path.join(place, name))]
    if len(names) > 1:
        raise ConfigError(f"{place}: both {names[0]} and {names[1]} are there; keep one")
    if names:
        return os.path.join(place, names[0])
    project = os.path.join(place, "pyproject.toml")
    if os.path.isfile(project) and _has_table(project):
        return project
    return None


def _has_table(path: str) -> bool:
    with open(path, encoding="utf-8", errors="replace") as file:
        return "[tool.podlint" in file.read()


def read(path: str, chain: tuple[str, ...] = ()) -> ConfigFile:
    """A configuration file and what it extends; anything wrong in it is a ConfigError with its place."""
    if path in chain:
        raise ConfigError(" extends ".join((*chain, path)) + ": a circle")
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise ConfigError(f"{path}: {(error.strerror or 'unreadable').lower()}") from error
    values = _toml(path, data) if path.endswith(".toml") else _yaml(path, data)
    bases = []
    extends = values.get("extends") or []
    for name in [extends] if isinstance(extends, str) else extends if isinstance(extends, list) else []:
        if isinstance(name, str) and name.startswith("podlint:"):
            if name not in _PRESETS:
                raise ConfigError(f'{path}: no preset is called "{name}"; there are {" and ".join(_PRESETS)}')
            bases.append(ConfigFile(path, {"profile": name.removeprefix("podlint:")}))
        elif isinstance(name, str):
            bases.append(read(os.path.normpath(os.path.join(os.path.dirname(path), name)), (*chain, path)))
    return ConfigFile(path, values, tuple(bases))


def _yaml(path: str, data: bytes) -> dict[str, Value]:
    from podlint.syntax.diagnose import diagnose
    from podlint.syntax.parse import parse

    source = Source.decode(path, data)
    trees = list(parse(source))
    if not trees:
        return {}
    tree = trees[0]
    if tree.problem is not None:
        found = diagnose(source, tree.span, tree.problem)
        raise ConfigError(f"{_place(source, found.at.start)}: {found.message}")
    root = tree.root
    if not isinstance(root, MappingNode):
        raise ConfigError(f"{path}: a configuration is a mapping")
    values = _plain(root)
    assert isinstance(values, dict)  # noqa: S101 - the value of a mapping
    for way, message in _errors(values):
        raise ConfigError(f"{_place(source, _at(root, way))}: {message}")
    return values


def _toml(path: str, data: bytes) -> dict[str, Value]:
    import tomllib

    try:
        values: dict[str, Value] = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    if os.path.basename(path) == "pyproject.toml":
        tool = values.get("tool")
        table = tool.get("podlint") if isinstance(tool, dict) else None
        values = table if isinstance(table, dict) else {}
    for way, message in _errors(values):
        where = ".".join(map(str, way))
        raise ConfigError(f"{path}: {f'{where}: ' if where else ''}{message}")
    return values


def _plain(node: Node) -> Value:
    if isinstance(node, MappingNode):
        return {name: _plain(value) for name, value in node.fields.items()}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    if node.is_null:
        return None
    if node.kind == "bool" and node.value.lower() in {"true", "false"}:
        return node.value.lower() == "true"  # `off` is a severity here
    if node.kind == "int" and node.value.isdigit():
        return int(node.value)
    return node.value


def schema() -> dict[str, Value]:
    """The JSON Schema of a configuration, as it ships for editors."""
    import json

    with open(os.path.join(folder("schemas"), "config.schema.json"), encoding="utf-8") as file:
        loaded: dict[str, Value] = json.load(file)
    return loaded


def _errors(values: Mapping[str, Value]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What the schema has against a configuration: the way to each place, and a sentence."""
    from jsonschema import Draft7Validator

    from podlint.suggest import did_you_mean

    for error in sorted(
        Draft7Validator(schema()).iter_errors(dict(values)), key=lambda error: list(error.absolute_path)
    ):
        way = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            known = error.schema.get("properties", {})
            unknown = next((name for name in error.instance if name not in known), "")
            yield (*way, unknown), f'no setting is called "{unknown}"{did_you_mean(unknown, known)}'
        elif error.validator == "oneOf" and not isinstance(error.instance, dict):
            allowed = ["error", "warning", "info", "off"]
            yield way, f'"{error.instance}" is none of {", ".join(allowed)}{did_you_mean(str(error.instance), allowed)}'
        elif error.validator == "enum":
            given = str(error.instance)
            allowed = [str(value) for value in error.validator_value]
            yield way, f'"{given}" is none of {", ".join(allowed)}{did_you_mean(given, allowed)}'
        else:
            yield way, error.message


def _at(root: Node, way: tuple[str | int, ...]) -> int:
    """Where the value of a way stands; the key of its last step when that is a key."""
    node: Node = root
    at = root.start
    for step in way:
        if isinstance(node, MappingNode) and isinstance(step, str) and step in node.fields:
            key = node.key(step)
            at = key.start if key is not None else node.start
            node = node.fields[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            at = node.start
    return node.start if isinstance(node, Scalar) and node is not root and way and not node.is_null else at


def _place(source: Source, offset: int) -> str:
    at = source.position(offset)
    return f"{source.path}:{at.line}:{at.column}"
