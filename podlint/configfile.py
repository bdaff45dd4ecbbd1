"""Configuration files: which one holds for a file, what it says, and where in it each value stands.

The nearest folder above a linted file decides, up to the repository's root. What the values mean is left to
`configlayers`, what a valid file is to `configschema`.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from podlint.errors import ConfigError
from podlint.syntax.nodes import Mapping as MappingNode
from podlint.syntax.nodes import Node, Scalar, Sequence
from podlint.text import Source

NAMES = (".podlint.yaml", ".podlint.yml", "podlint.yaml", "podlint.yml", ".podlint.toml", "podlint.toml")
PRESETS = ("podlint:default", "podlint:strict")

Value = dict[str, "Value"] | list["Value"] | str | int | float | bool | None
Way = tuple[str | int, ...]
"""The keys and indexes that lead to a value; with KEY at the end, to its key."""
KEY = ""


class ConfigFile(NamedTuple):
    """A configuration file: its path, its values, where a value stands, and what it extends, the most general first."""

    path: str
    values: Mapping[str, Value]
    place: Callable[[Way], str]
    bases: tuple["ConfigFile", ...] = ()

    @property
    def folder(self) -> str:
        """The folder that its patterns are relative to."""
        return os.path.dirname(self.path)

    def chain(self) -> Iterator["ConfigFile"]:
        """The files in the order in which they apply: a later one wins."""
        for base in self.bases:
            yield from base.chain()
        yield self


def find(folder: str) -> str | None:
    """The configuration file that holds for the files of a folder, if there is one."""
    place = os.path.abspath(folder)
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
        raise ConfigError(f"{friendly(place)}: both {names[0]} and {names[1]} are there; keep one")
    if names:
        return os.path.join(place, names[0])
    project = os.path.join(place, "pyproject.toml")
    if os.path.isfile(project) and _has_table(project):
        return project
    return None


def _has_table(path: str) -> bool:
    with open(path, encoding="utf-8", errors="replace") as file:
        return "[tool.podlint" in file.read()


def friendly(path: str) -> str:
    """A path as people read it: from the working directory when it lies below."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative.replace(os.sep, "/")


def read(path: str, chain: tuple[str, ...] = ()) -> ConfigFile:
    """A configuration file and what it extends; what cannot be read is a ConfigError with its place."""
    if path in chain:
        raise ConfigError(" extends ".join(friendly(name) for name in (*chain, path)) + ": a circle")
    try:
        with open(path, "rb") as file:
            source = Source.decode(friendly(path), file.read())
    except OSError as error:
        raise ConfigError(f"{friendly(path)}: {(error.strerror or 'unreadable').lower()}") from error
    own = _toml(path, source) if path.endswith(".toml") else _yaml(path, source)
    return own._replace(bases=tuple(_bases(own, (*chain, path))))


def _bases(own: ConfigFile, chain: tuple[str, ...]) -> Iterator[ConfigFile]:
    extends = own.values.get("extends") or []
    several = isinstance(extends, list)
    for index, name in enumerate(extends if isinstance(extends, list) else [extends]):
        way: Way = ("extends", index) if several else ("extends",)
        if not isinstance(name, str):
            continue
        if not name.startswith("podlint:"):
            path = os.path.normpath(os.path.join(own.folder, name))
            if not os.path.isfile(path):
                raise ConfigError(f'{own.place(way)}: there is no file "{name}" to extend')
            yield read(path, chain)
        elif name in PRESETS:
            yield ConfigFile(own.path, {"profile": name.removeprefix("podlint:")}, _at(own.place(way)))
        else:
            known = " and ".join(PRESETS)
            raise ConfigError(f'{own.place(way)}: no preset is called "{name}"; there are {known}')


def _at(place: str) -> Callable[[Way], str]:
    """The same place for all values."""
    return lambda _: place


def _yaml(path: str, source: Source) -> ConfigFile:
    from podlint.syntax.parse import parse

    trees = list(parse(source))
    if not trees:
        return ConfigFile(path, {}, _at(f"{source.path}:1:1"))
    tree = trees[0]
    if tree.problem is not None:
        from podlint.syntax.diagnose import diagnose

        found = diagnose(source, tree.span, tree.problem)
        raise ConfigError(f"{_position(source, found.at.start)}: {found.message}")
    root = tree.root
    if not isinstance(root, MappingNode):
        raise ConfigError(f"{source.path}:1:1: a configuration is a mapping of settings")
    if len(trees) > 1:
        raise ConfigError(f"{_position(source, trees[1].span.start)}: a configuration is one document")
    _refuse_doubles(source, root)
    values = _plain(root)
    assert isinstance(values, dict)  # noqa: S101 - the value of a mapping
    return ConfigFile(path, values, partial(_yaml_place, source, root))


def _refuse_doubles(source: Source, root: MappingNode) -> None:
    nodes: list[Node] = [root]
    for node in nodes:
        if isinstance(node, Sequence):
            nodes.extend(node.items)
        elif isinstance(node, MappingNode):
            seen: set[str] = set()
            for key, value in node.entries:
                nodes.append(value)
                name = key.value if isinstance(key, Scalar) else ""
                if name in seen:
                    raise ConfigError(f'{_position(source, key.start)}: "{name}" is set twice')
                seen.add(name)


def _plain(node: Node) -> Value:
    """The value of a node; a number with a point stays text, since 1.30 is a version here."""
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


def _yaml_place(source: Source, root: Node, way: Way) -> str:
    """Where the value of a way stands; its key when it is no plain value."""
    node, at = root, root.start
    for step in way:
        if step == KEY:
            return _position(source, at)
        if isinstance(node, MappingNode) and isinstance(step, str) and step in node.fields:
            key = node.key(step)
            at = key.start if key is not None else node.start
            node = node.fields[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            at = node.start
    plain = isinstance(node, Scalar) and bool(way) and not node.is_null
    return _position(source, node.start if plain else at)


def _position(source: Source, offset: int) -> str:
    at = source.position(offset)
    return f"{source.path}:{at.line}:{at.column}"


def _toml(path: str, source: Source) -> ConfigFile:
    import tomllib

    try:
        values: dict[str, Value] = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{source.path}: {str(error)[:1].lower()}{str(error)[1:]}") from error
    if os.path.basename(path) == "pyproject.toml":
        tool = values.get("tool")
        table = tool.get("podlint") if isinstance(tool, dict) else None
        values = table if isinstance(table, dict) else {}
    return ConfigFile(path, values, partial(_toml_place, source))


def _toml_place(source: Source, way: Way) -> str:
    """The line that most likely sets the value of a way: TOML's reader keeps no places."""
    for step in reversed([step for step in way if isinstance(step, str) and step != KEY]):
        name = re.escape(step)
        found = re.search(
            rf"""(?m)^[ \t]*(?:\[.*?["']?{name}["']?\]|["']?{name}["']?[ \t]*=)|\b{name}\b""", source.text
        )
        if found:
            at = found.start() + len(found.group()) - len(found.group().lstrip())
            return _position(source, at)
    return _position(source, 0)
