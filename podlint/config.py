"""What a run is asked to do: which rules at which severity, for which Kubernetes minor, with which kinds."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from podlint.catalogue import Catalogue
from podlint.diagnostic import Severity
from podlint.errors import UsageError
from podlint.kinds import KINDS, Kinds

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
