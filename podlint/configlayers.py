"""The layers of configuration that hold for a file, lowest first, and what each kind of setting makes of them.

A layer is a configuration file's own values or one of its overrides; imported only when there is a configuration.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from podlint.catalogue import SEVERITIES, Catalogue, Check, Rule
from podlint.configfile import KEY, ConfigFile, Value, Way, friendly
from podlint.configfile import read as read_file
from podlint.configschema import errors
from podlint.diagnostic import Severity
from podlint.errors import ConfigError, UsageError
from podlint.gitignore import matches
from podlint.kinds import KINDS, Kinds
from podlint.pod.images import NO_EXTRA, ImageFacts, ImagePort
from podlint.selection import named
from podlint.suggest import did_you_mean


class Layer(NamedTuple):
    """Values that hold together: a file's own or one of its overrides, and the way to them in the file."""

    file: ConfigFile
    way: Way
    values: Mapping[str, Value]

    def place(self, *steps: str | int) -> str:
        """Where a value of the layer stands."""
        return self.file.place((*self.way, *steps))


class RuleChange(NamedTuple):
    """What a layer says of one rule: its severity (None for off), its options, and where it says so."""

    rule: str
    severity: Severity | None
    options: Mapping[str, object]
    place: str


def read(path: str, catalogue: Catalogue) -> tuple[Layer, ...]:
    """All layers of a configuration file and of what it extends, in order; a slip is a ConfigError with its place."""
    file = read_file(path)
    for part in file.chain():
        for way, message in errors(part.values):
            raise ConfigError(f"{part.place(way)}: {message}")
    layers = tuple(_layers(file))
    for _ in rule_changes(layers, catalogue):
        pass  # a wrong name is told whichever file is linted
    return layers


def _layers(file: ConfigFile) -> Iterator[Layer]:
    for part in file.chain():
        yield Layer(part, (), part.values)
        for index, override in enumerate(_list(part.values.get("overrides"))):
            if isinstance(override, dict):
                yield Layer(part, ("overrides", index), override)


def holding(layers: Iterable[Layer], path: str) -> tuple[Layer, ...]:
    """The layers that hold for a file: of overrides those whose patterns name it."""
    return tuple(layer for layer in layers if not layer.way or _names(layer, path))


def _names(layer: Layer, path: str) -> bool:
    relative = os.path.relpath(os.path.abspath(path), layer.file.folder).replace(os.sep, "/")
    files, exclude = (_texts(layer.values.get(name)) for name in ("files", "exclude"))
    return matches(files, relative) and not matches(exclude, relative)


def last(layers: Iterable[Layer], name: str) -> tuple[Value, str] | None:
    """The value that wins, and where it stands."""
    found = None
    for layer in layers:
        if name in layer.values:
            found = layer.values[name], layer.place(name)
    return found


def rule_changes(layers: Iterable[Layer], catalogue: Catalogue) -> Iterator[RuleChange]:
    """What the layers say of rules, in order; within one layer a rule's own entry wins over its family's."""
    for layer in layers:
        rules = layer.values.get("rules")
        entries = list(rules.items()) if isinstance(rules, dict) else []
        for name, value in sorted(entries, key=lambda entry: entry[0] in catalogue):
            place = layer.place("rules", name)
            try:
                ids = list(named(catalogue, [name]))
            except UsageError as error:
                raise ConfigError(f"{layer.place('rules', name, KEY)}: {error}") from error
            for rule_id in ids:
                yield _change(catalogue[rule_id], value, place)


def _change(rule: Rule, value: Value, place: str) -> RuleChange:
    detail = value if isinstance(value, dict) else {"severity": value}
    word, options = detail.get("severity"), detail.get("options")
    options = options if isinstance(options, dict) else {}
    check: Check = getattr(rule.check, "__wrapped__", rule.check)  # one that is measured
    known = check.__kwdefaults__ or {}
    for name, option in options.items():
        if name not in known:
            raise ConfigError(f'{place}: rule "{rule.id}" has no option "{name}"{did_you_mean(name, known)}')
        if type(option) is not type(known[name]):
            raise ConfigError(f'{place}: option "{name}" of "{rule.id}" must be a value like {known[name]!r}')
    severity = None if word == "off" else SEVERITIES.get(str(word), rule.severity)
    return RuleChange(rule.id, severity, options, place)


def kinds(layers: Iterable[Layer]) -> Kinds:
    """The built-in kinds with a pod template, and a user's."""
    own = {
        (str(kind["group"]), str(kind["kind"])): tuple(paths)
        for _, _, kind in _kinds(layers)
        if (paths := _texts(kind.get("paths")))
    }
    return {**KINDS, **own} if own else KINDS


def schemas(layers: Iterable[Layer]) -> dict[tuple[str, str], Mapping[str, object]]:
    """The JSON Schemas of a user's kinds, read from their files."""
    return {
        (str(kind["group"]), str(kind["kind"])): _schema(layer, index, kind["schema"])
        for layer, index, kind in _kinds(layers)
        if isinstance(kind.get("schema"), str)
    }


def _kinds(layers: Iterable[Layer]) -> Iterator[tuple[Layer, int, dict[str, Value]]]:
    for layer in layers:
        for index, kind in enumerate(_list(layer.values.get("kinds"))):
            if isinstance(kind, dict):
                yield layer, index, kind


def _schema(layer: Layer, index: int, name: Value) -> Mapping[str, object]:
    import json

    path, place = os.path.join(layer.file.folder, str(name)), layer.place("kinds", index, "schema")
    try:
        with open(path, encoding="utf-8") as file:
            loaded = json.load(file)
    except OSError as error:
        raise ConfigError(f"{place}: {friendly(path)}: {(error.strerror or 'unreadable').lower()}") from error
    except ValueError as error:
        raise ConfigError(f"{place}: {friendly(path)} is no JSON: {error}") from error
    if not isinstance(loaded, dict):
        raise ConfigError(f"{place}: {friendly(path)} is no JSON Schema")
    return loaded


def images(layers: Iterable[Layer]) -> Mapping[str, ImageFacts]:
    """What a user tells of images, by name."""
    own: dict[str, ImageFacts] = {}
    for layer in layers:
        told = layer.values.get("images")
        for name, facts in told.items() if isinstance(told, dict) else ():
            if isinstance(facts, dict):
                own[name] = _image(name, facts)
    return own or NO_EXTRA


def _image(name: str, facts: Mapping[str, Value]) -> ImageFacts:
    function, entrypoint = facts.get("function"), facts.get("entrypoint")
    return ImageFacts(
        name,
        str(facts.get("role", "app")),
        None if function is None else str(function),
        tuple(ImagePort(port) for port in _list(facts.get("ports")) if isinstance(port, int)),
        logs=_texts(facts.get("logs")),
        data=_texts(facts.get("data")),
        reads=_texts(facts.get("reads")),
        runs=str(facts.get("runs", "long")),
        entrypoint=None if entrypoint is None else str(entrypoint),
        args=None if entrypoint is None else "program",
    )


def excludes(layers: Iterable[Layer]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What is left out: folders with the patterns that count from them."""
    return tuple(
        (layer.file.folder, patterns)
        for layer in layers
        if not layer.way and (patterns := _texts(layer.values.get("exclude")))
    )


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(item for item in _list(value) if isinstance(item, str))
