"""The catalogue: every rule's card joined with its check by name.

`rules/<family>/<rule-id>.md` needs `podlint/checks/<family>.py` with a function of the rule's name (dashes become
underscores). Nothing is registered: a card without a function, or a public function without a card, is an error.

A module with `RELAYS` needs no functions: a layer finds everything of an object in one walk, and each card of the family
stands for what the layer finds by its name.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Literal, NamedTuple

from podlint.card import Card, glance, read_card
from podlint.data import folder
from podlint.diagnostic import Finding, Severity
from podlint.errors import CardError
from podlint.subject import Layer, Subject

Check = Callable[..., Iterable[Finding]]
"""A rule's function: it takes a Subject, and the rule's options by keyword."""
Scope = Literal["document", "object", "pod"]
"""What a rule is asked about: a document without objects (a broken one), an object, or a pod template."""

SEVERITIES: dict[str, Severity] = {severity.word: severity for severity in Severity}


class Rule(NamedTuple):
    """What podlint promises to report: the card's place and what a run needs of it, and the check.

    A rule that relays a layer is asked only when the layer found something by the rule's name.
    """

    id: str
    family: str
    severity: Severity
    profiles: tuple[str, ...]
    scope: Scope
    relays: Layer | None
    check: Check
    path: str

    def card(self) -> Card:
        """The whole card."""
        return _card(self.path)


Catalogue = Mapping[str, Rule]
"""All rules by id, in order of family and id."""


def load(root: str | None = None) -> Catalogue:
    """Read the cards and join them with their checks."""
    base = root or folder("rules")
    rules: dict[str, Rule] = {}
    for family in sorted(entry.name for entry in os.scandir(base) if entry.is_dir()):
        for rule in _family(base, family):
            if rule.id in rules:
                raise CardError(f'{rule.path}: "{rule.id}" stands in family "{rules[rule.id].family}" too')
            rules[rule.id] = rule
    return rules


def _family(base: str, family: str) -> Iterator[Rule]:
    module = import_module(f"podlint.checks.{family.replace('-', '_')}")
    scope: Scope = getattr(module, "SCOPE", "pod")
    relays: Layer | None = getattr(module, "RELAYS", None)
    checks = _checks(module)
    where = os.path.join(base, family)
    for name in sorted(os.listdir(where)):
        if not name.endswith(".md"):
            continue
        rule_id, path = name.removesuffix(".md"), os.path.join(where, name)
        check = checks.pop(rule_id.replace("-", "_"), None) if relays is None else _relaying(relays, rule_id)
        if check is None:
            raise CardError(f"{path}: {module.__name__} has no function {rule_id.replace('-', '_')}")
        severity, profiles = glance(_head(path))
        if severity not in SEVERITIES:
            raise CardError(f'{path}: severity "{severity}" is none of {", ".join(SEVERITIES)}')
        yield Rule(rule_id, family, SEVERITIES[severity], profiles, scope, relays, check, path)
    if checks:
        raise CardError(f"{module.__name__}: no card for {', '.join(sorted(checks))} in {where}")


def _relaying(layer: Layer, rule_id: str) -> Check:
    def relayed(subject: Subject) -> Iterable[Finding]:
        return subject.found_by(layer).get(rule_id, ())

    return relayed


def _checks(module: ModuleType) -> dict[str, Check]:
    """The public functions that a checks module defines itself, and that take a Subject."""
    return {
        name: value
        for name, value in vars(module).items()
        if not name.startswith("_") and isinstance(value, FunctionType) and value.__module__ == module.__name__
    }


@cache
def _card(path: str) -> Card:
    return read_card(_read(path), path)


def _head(path: str) -> str:
    """The front matter of a card: the first block of its file, or all of it when that is not enough."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        head = os.read(descriptor, 1024).decode("utf-8", "ignore")
    finally:
        os.close(descriptor)
    return head if "\n---\n" in head else _read(path)


def _read(path: str) -> str:
    with open(path, encoding="utf-8") as file:
        return file.read()
