"""What the API server refuses or warns of in the environment of containers.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Finding
from podlint.subject import Subject

SCOPE = "object"
RELAYS = "refusals"


def duplicate_env_name(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a variable is set twice in one container."""
    yield from subject.refusals.get("duplicate-env-name", ())


def env_field_path(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a variable reads a field or resource of the pod that cannot be read."""
    yield from subject.refusals.get("env-field-path", ())


def env_name(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a variable, or the prefix of an envFrom, has a name that Kubernetes refuses."""
    yield from subject.refusals.get("env-name", ())


def env_reference(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a variable refers to a ConfigMap, Secret or file by a name that cannot exist."""
    yield from subject.refusals.get("env-reference", ())


def env_source(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a variable has no source, several, or a source and a value."""
    yield from subject.refusals.get("env-source", ())
