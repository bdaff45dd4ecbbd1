"""What a run is asked to do: which rules at which severity, for which Kubernetes minor, with which kinds.

From low to high: built-in values, extended files, the configuration file, its overrides for a path, the environment,
the command line. Nothing learnt for one file reaches another.
"""

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from podlint.catalogue import SEVERITIES, Catalogue
from podlint.diagnostic import Severity
from podlint.errors import UsageError
from podlint.kinds import KINDS, Kinds
from podlint.pod.images import NO_EXTRA, ImageFacts
from podlint.selection import named
from podlint.subject import Knowledge

if TYPE_CHECKING:
    from podlint.configlayers import Layer

OLDEST_MINOR = 25
NEWEST_MINOR = 37
PROFILES = ("default", "strict")
FAIL_ON = (*SEVERITIES, "never")


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
    extend_select: tuple[str, ...] = ()


class Chosen(NamedTuple):
    """A value that holds, and who says so."""

    value: str
    origin: str


def settings(
    catalogue: Catalogue,
    *,
    profile: str = "default",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    minor: int = NEWEST_MINOR,
) -> Settings:
    """The rules of a profile, or the selected ones, less the ignored ones; an unknown name is a UsageError."""
    chosen = set(named(catalogue, select)) or set(_profile(catalogue, profile))
    chosen -= set(named(catalogue, ignore))
    return Settings({rule.id: rule.severity for rule in catalogue.values() if rule.id in chosen}, minor)


def _profile(catalogue: Catalogue, profile: str) -> Iterable[str]:
    return (rule.id for rule in catalogue.values() if profile in rule.profiles or profile == "strict")


class Configuration:
    """The settings that hold for each path of a run; a configuration file is read once."""

    def __init__(self, catalogue: Catalogue, flags: Flags) -> None:
        self._catalogue = catalogue
        self._flags = flags
        self._found: dict[str, str | None] = {}
        self._read: dict[str, tuple[Layer, ...]] = {}
        self._made: dict[str | None, Settings] = {}

    def of(self, path: str) -> Settings:
        """The settings for a file, by the configuration nearest to it."""
        file = self.file(path)
        if file is None:
            if None not in self._made:
                self._made[None] = self._make((), None)
            return self._made[None]
        held = self.layers(path)
        key = f"{file}\0{[layer.way for layer in held]}"
        if key not in self._made:
            self._made[key] = self._make(held, file)
        return self._made[key]

    def file(self, path: str) -> str | None:
        """The configuration file that holds for a file."""
        given = self._flags.config or os.environ.get("PODLINT_CONFIG")
        if self._flags.isolated:
            return None
        if given:
            return os.path.abspath(given)
        folder = os.path.dirname(path)
        if folder not in self._found:
            from podlint.configfile import find

            self._found[folder] = find(folder)
        return self._found[folder]

    def layers(self, path: str) -> "tuple[Layer, ...]":
        """The layers of configuration files that hold for a file, lowest first."""
        file = self.file(path)
        if file is None:
            return ()
        from podlint.configlayers import holding, read

        if file not in self._read:
            self._read[file] = read(file, self._catalogue)
        return holding(self._read[file], path)

    def chosen(self, layers: "tuple[Layer, ...]", name: str, default: str) -> Chosen:
        """The value of a plain setting: the command line's, the environment's, a file's, or the built-in one."""
        flag, variable = _flag(self._flags, name), f"PODLINT_{name.upper().replace('-', '_')}"
        if flag is not None:
            return Chosen(flag, f"--{name}")
        if os.environ.get(variable):
            return Chosen(os.environ[variable], variable)
        if layers:
            from podlint.configlayers import last

            found = last(layers, name)
            if found is not None:
                value, place = found
                return Chosen(str(value).lower() if isinstance(value, bool) else str(value), place)
        return Chosen(default, "built in")

    def _make(self, layers: "tuple[Layer, ...]", origin: str | None) -> Settings:
        profile = _one_of(self.chosen(layers, "profile", "default"), PROFILES)
        fail_on = _one_of(self.chosen(layers, "fail-on", "warning"), FAIL_ON)
        inline = _one_of(self.chosen(layers, "respect-inline", "true"), ("true", "false"))
        version = self.chosen(layers, "kubernetes-version", f"1.{NEWEST_MINOR}")
        severities: dict[str, Severity] = dict(settings(self._catalogue, profile=profile).severities)
        made = Settings(severities, _minor(version), fail_on=fail_on, respect_inline=inline == "true", origin=origin)
        if layers:
            made = self._filed(made, severities, layers)
        return made._replace(severities=self._refined(severities))

    def _filed(self, made: Settings, severities: dict[str, Severity], layers: "tuple[Layer, ...]") -> Settings:
        """The settings with what only files can say; rules are changed in place."""
        from podlint.configlayers import excludes, images, kinds, rule_changes, schemas

        options: dict[str, Mapping[str, object]] = {}
        for change in rule_changes(layers, self._catalogue):
            if change.options:
                options[change.rule] = change.options
            if change.severity is None:
                severities.pop(change.rule, None)
            else:
                severities[change.rule] = change.severity
        return made._replace(
            options=options,
            kinds=kinds(layers),
            images=images(layers),
            schemas=schemas(layers),
            exclude=excludes(layers),
        )

    def _refined(self, severities: dict[str, Severity]) -> dict[str, Severity]:
        """What the command line makes of the rules: `select` replaces, `extend_select` adds, `ignore` takes away."""
        flags, catalogue = self._flags, self._catalogue
        if not (flags.select or flags.extend_select or flags.ignore):
            return severities
        on = set(named(catalogue, flags.select)) or set(severities)
        on |= set(named(catalogue, flags.extend_select))
        on -= set(named(catalogue, flags.ignore))
        return {name: severities.get(name, rule.severity) for name, rule in catalogue.items() if name in on}


def _flag(flags: Flags, name: str) -> str | None:
    if name == "respect-inline":
        return None if flags.respect_inline is None else str(flags.respect_inline).lower()
    return {"profile": flags.profile, "kubernetes-version": flags.version, "fail-on": flags.fail_on}.get(name)


def _one_of(chosen: Chosen, allowed: tuple[str, ...]) -> str:
    if chosen.value in allowed:
        return chosen.value
    from podlint.suggest import did_you_mean

    meant = did_you_mean(chosen.value, allowed)
    raise UsageError(f'{chosen.origin}: "{chosen.value}" is none of {", ".join(allowed)}{meant}')


def _minor(version: Chosen) -> int:
    try:
        return parse_version(version.value)
    except UsageError as error:
        if version.origin.startswith("--"):
            raise
        raise UsageError(f"{version.origin}: {error}") from error


def is_excluded(path: str, chosen: Settings) -> bool:
    """Whether a configuration leaves a file out, by patterns as in .gitignore from its folder."""
    if not chosen.exclude:
        return False
    from podlint.gitignore import matches

    absolute = os.path.abspath(path)
    return any(
        matches(patterns, os.path.relpath(absolute, folder).replace(os.sep, "/")) for folder, patterns in chosen.exclude
    )


def parse_version(text: str) -> int:
    """The minor of a Kubernetes version as people write it: 1.33, v1.33.2 or 33."""
    parts = text.removeprefix("v").split(".")
    minor = parts[1] if len(parts) > 1 and parts[0] == "1" else parts[0] if len(parts) == 1 else ""
    if not minor.isascii() or not minor.isdigit() or not OLDEST_MINOR <= int(minor) <= NEWEST_MINOR:
        raise UsageError(f'no schema for Kubernetes "{text}"; podlint knows 1.{OLDEST_MINOR} to 1.{NEWEST_MINOR}')
    return int(minor)
