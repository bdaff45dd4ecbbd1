"""What a run is asked to do: which rules at which severity, for which Kubernetes minor, with which kinds.

From low to high: built-in values, extended files, the configuration file, its overrides for a path, the environment,
the command line. Nothing learnt for one file reaches another.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from podlint.catalogue import SEVERITIES, Catalogue
from podlint.diagnostic import Severity
from podlint.errors import ConfigError, UsageError
from podlint.kinds import KINDS, Kinds
from podlint.pod.images import NO_EXTRA, ImageFacts, ImagePort
from podlint.subject import Knowledge

OLDEST_MINOR = 25
NEWEST_MINOR = 37


class Settings(NamedTuple):
    """All that decides what a run reports of a text.

    `severities` has the rules that are on; `options` the keyword arguments of their checks.
    """

    severities: Mapping[str, Severity]
    minor: int = NEWEST_MINOR
    kinds: Kinds = KINDS
    options: Mapping[str, Mapping[str, object]] = {}
    images: Mapping[str, ImageFacts] = NO_EXTRA
    schemas: Mapping[tuple[str, str], Mapping[str, object]] = {}
    fail_on: str = "warning"
    respect_inline: bool = True
    exclude: tuple[tuple[str, tuple[str, ...]], ...] = ()
    origin: str | None = None

    @property
    def knowledge(self) -> Knowledge:
        """What checks are told besides the texts."""
        return Knowledge(self.minor, self.images, self.schemas)


class Flags(NamedTuple):
    """What the command line says; None and empty where it says nothing."""

    profile: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    version: str | None = None
    fail_on: str | None = None
    respect_inline: bool | None = None
    config: str | None = None
    isolated: bool = False


def settings(
    catalogue: Catalogue,
    *,
    profile: str = "default",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    minor: int = NEWEST_MINOR,
) -> Settings:
    """The rules of a profile, or the selected ones, less the ignored ones; an unknown name is a UsageError."""
    chosen = set(_named(catalogue, select)) or {
        rule.id for rule in catalogue.values() if profile in rule.profiles or (profile == "strict")
    }
    chosen -= set(_named(catalogue, ignore))
    return Settings({rule.id: rule.severity for rule in catalogue.values() if rule.id in chosen}, minor)


class Configuration:
    """The settings that hold for each path of a run, read once a configuration file and override."""

    def __init__(self, catalogue: Catalogue, flags: Flags) -> None:
        self._catalogue = catalogue
        self._flags = flags
        self._files: dict[str, str | None] = {}
        self._made: dict[tuple[str | None, tuple[int, ...]], Settings] = {}

    def of(self, path: str) -> Settings:
        """The settings for a file, by the configuration nearest to it."""
        found = self._file(path)
        layers = [] if found is None else list(_layers(found, path))
        key = (found, tuple(number for number, _ in layers))
        if key not in self._made:
            self._made[key] = self._make(found, [values for _, values in layers])
        return self._made[key]

    def _file(self, path: str) -> str | None:
        flags = self._flags
        given = flags.config or os.environ.get("PODLINT_CONFIG")
        if flags.isolated:
            return None
        if given:
            return os.path.abspath(given)
        folder = os.path.dirname(os.path.abspath(path))
        if folder not in self._files:
            from podlint.configfile import find

            self._files[folder] = find(folder)
        return self._files[folder]

    def _make(self, origin: str | None, layers: list[tuple[str, Mapping[str, object]]]) -> Settings:
        flags, environment = self._flags, os.environ
        values = [values for _, values in layers]
        profile = flags.profile or environment.get("PODLINT_PROFILE") or _last(values, "profile") or "default"
        version = flags.version or environment.get("PODLINT_KUBERNETES_VERSION") or _last(values, "kubernetes-version")
        made = settings(
            self._catalogue,
            profile=str(profile),
            select=flags.select,
            minor=NEWEST_MINOR if version is None else parse_version(str(version)),
        )
        severities, options = dict(made.severities), dict(made.options)
        for path, layer in layers:
            if not flags.select:
                _apply_rules(self._catalogue, path, layer.get("rules"), severities, options)
        for rule in _named(self._catalogue, flags.ignore):
            severities.pop(rule, None)
        inline = (
            flags.respect_inline if flags.respect_inline is not None else _last(values, "respect-inline") is not False
        )
        return made._replace(
            severities=severities,
            options=options,
            kinds=_kinds(values),
            images=_images(values),
            schemas=dict(_schemas(layers)),
            fail_on=str(flags.fail_on or environment.get("PODLINT_FAIL_ON") or _last(values, "fail-on") or "warning"),
            respect_inline=inline,
            exclude=tuple(_excludes(layers)),
            origin=origin,
        )


def _layers(path: str, linted: str) -> Iterator[tuple[int, tuple[str, Mapping[str, object]]]]:
    """The values that hold for a file: each configuration file's own, then those overrides that name the file."""
    from podlint.configfile import read

    number = 0
    for layer in read(path).layers():
        yield number, (layer.path, layer.values)
        overrides = layer.values.get("overrides")
        for override in overrides if isinstance(overrides, list) else []:
            number += 1
            if isinstance(override, dict) and _matches(layer.folder, override, linted):
                yield number, (layer.path, override)
        number += 1


def _matches(folder: str, override: Mapping[str, object], linted: str) -> bool:
    from pathspec import GitIgnoreSpec

    relative = os.path.relpath(os.path.abspath(linted), folder).replace(os.sep, "/")
    files, exclude = override.get("files"), override.get("exclude")
    named = GitIgnoreSpec.from_lines(files if isinstance(files, list) else [])
    left_out = GitIgnoreSpec.from_lines(exclude if isinstance(exclude, list) else [])
    return named.match_file(relative) and not left_out.match_file(relative)


def _last(layers: list[Mapping[str, object]], name: str) -> object:
    return next((layer[name] for layer in reversed(layers) if name in layer), None)


def _apply_rules(
    catalogue: Catalogue,
    path: str,
    rules: object,
    severities: dict[str, Severity],
    options: dict[str, Mapping[str, object]],
) -> None:
    for name, value in rules.items() if isinstance(rules, dict) else ():
        try:
            ids = list(_named(catalogue, [name]))
        except UsageError as error:
            raise ConfigError(f"{path}: {error}") from error
        word = value.get("severity") if isinstance(value, dict) else value
        for rule_id in ids:
            if word == "off":
                severities.pop(rule_id, None)
            elif word in SEVERITIES:
                severities[rule_id] = SEVERITIES[word]
            else:
                severities.setdefault(rule_id, catalogue[rule_id].severity)
            if isinstance(value, dict) and isinstance(value.get("options"), dict):
                options[rule_id] = value["options"]


def _kinds(layers: list[Mapping[str, object]]) -> Kinds:
    own: dict[tuple[str, str], tuple[str, ...]] = {}
    for layer in layers:
        kinds = layer.get("kinds")
        for kind in kinds if isinstance(kinds, list) else []:
            if kind.get("paths"):
                own[kind["group"], kind["kind"]] = tuple(kind["paths"])
    return {**KINDS, **own} if own else KINDS


def _schemas(layers: list[tuple[str, Mapping[str, object]]]) -> Iterator[tuple[tuple[str, str], Mapping[str, object]]]:
    for path, layer in layers:
        kinds = layer.get("kinds")
        for kind in kinds if isinstance(kinds, list) else []:
            if kind.get("schema"):
                yield (kind["group"], kind["kind"]), _schema(os.path.join(os.path.dirname(path), kind["schema"]))


def _schema(path: str) -> Mapping[str, object]:
    import json

    try:
        with open(path, encoding="utf-8") as file:
            loaded = json.load(file)
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from error
    if not isinstance(loaded, dict):
        raise ConfigError(f"{path}: a JSON Schema is an object")
    return loaded


def _images(layers: list[Mapping[str, object]]) -> Mapping[str, ImageFacts]:
    own: dict[str, ImageFacts] = {}
    for layer in layers:
        images = layer.get("images")
        for name, facts in images.items() if isinstance(images, dict) else ():
            own[name] = ImageFacts(
                name,
                facts.get("role", "app"),
                facts.get("function"),
                tuple(ImagePort(port) for port in facts.get("ports", ())),
                logs=tuple(facts.get("logs", ())),
                data=tuple(facts.get("data", ())),
                reads=tuple(facts.get("reads", ())),
                runs=facts.get("runs", "long"),
                entrypoint=facts.get("entrypoint"),
                args="program" if facts.get("entrypoint") else None,
            )
    return own or NO_EXTRA


def _excludes(layers: list[tuple[str, Mapping[str, object]]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for path, layer in layers:
        patterns = layer.get("exclude")
        if isinstance(patterns, list) and "files" not in layer:
            yield os.path.dirname(path), tuple(patterns)


def is_excluded(path: str, chosen: Settings) -> bool:
    """Whether a configuration leaves a file out, by patterns as in .gitignore from its folder."""
    if not chosen.exclude:
        return False
    from pathspec import GitIgnoreSpec

    absolute = os.path.abspath(path)
    for folder, patterns in chosen.exclude:
        relative = os.path.relpath(absolute, folder).replace(os.sep, "/")
        if not relative.startswith("../") and GitIgnoreSpec.from_lines(patterns).match_file(relative):
            return True
    return False


def _named(catalogue: Catalogue, names: Iterable[str]) -> Iterable[str]:
    """The rules that a name stands for: a rule's id, or `family/*`."""
    for name in names:
        if name in catalogue:
            yield name
            continue
        family = [rule.id for rule in catalogue.values() if name in {f"{rule.family}/*", rule.family}]
        if not family:
            from podlint.suggest import did_you_mean

            names_known = [*catalogue, *{rule.family for rule in catalogue.values()}]
            raise UsageError(f'no rule or family is called "{name}"{did_you_mean(name, names_known)}')
        yield from family


def parse_version(text: str) -> int:
    """The minor of a Kubernetes version as people write it: 1.33, v1.33.2 or 33."""
    parts = text.removeprefix("v").split(".")
    minor = parts[1] if len(parts) > 1 and parts[0] == "1" else parts[0] if len(parts) == 1 else ""
    if not minor.isascii() or not minor.isdigit() or not OLDEST_MINOR <= int(minor) <= NEWEST_MINOR:
        raise UsageError(f'no schema for Kubernetes "{text}"; podlint knows 1.{OLDEST_MINOR} to 1.{NEWEST_MINOR}')
    return int(minor)
