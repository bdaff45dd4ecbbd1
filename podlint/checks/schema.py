"""What the schema layer finds in an object: one rule a kind of mistake, all found in one walk."""

from __future__ import annotations

from collections.abc import Iterable

from podlint.diagnostic import Finding
from podlint.subject import Subject

SCOPE = "object"
RELAYS = "structure"


def unknown_field(subject: Subject) -> Iterable[Finding]:
    """Take the keys that their structure does not have."""
    return subject.structure.get("unknown-field", ())


def misplaced_field(subject: Subject) -> Iterable[Finding]:
    """Take the keys and items that belong to another level."""
    return subject.structure.get("misplaced-field", ())


def lost_indentation(subject: Subject) -> Iterable[Finding]:
    """Take the empty keys whose content stands beside them."""
    return subject.structure.get("lost-indentation", ())


def placeholder_manifest(subject: Subject) -> Iterable[Finding]:
    """Take the texts whose values are names of types."""
    return subject.structure.get("placeholder-manifest", ())


def missing_field(subject: Subject) -> Iterable[Finding]:
    """Take the structures that lack what the definitions require."""
    return subject.structure.get("missing-field", ())


def wrong_type(subject: Subject) -> Iterable[Finding]:
    """Take the values that the decoder cannot put into their fields."""
    return subject.structure.get("wrong-type", ())


def duplicate_key(subject: Subject) -> Iterable[Finding]:
    """Take the keys that stand twice in one mapping."""
    return subject.structure.get("duplicate-key", ())


def unserved_api_version(subject: Subject) -> Iterable[Finding]:
    """Take the apiVersions that the minor does not serve for their kind."""
    return subject.structure.get("unserved-api-version", ())


def unknown_kind(subject: Subject) -> Iterable[Finding]:
    """Take the kinds that are no kind of their apiVersion, and resemble one."""
    return subject.structure.get("unknown-kind", ())


def ephemeral_containers_kind(subject: Subject) -> Iterable[Finding]:
    """Take the objects of the kind that ephemeral containers had as an alpha feature."""
    return subject.structure.get("ephemeral-containers-kind", ())


def custom_schema(subject: Subject) -> Iterable[Finding]:
    """Take what the JSON Schema that a user configured for the kind has against the object."""
    return subject.structure.get("custom-schema", ())


def lifecycle_type_sidecar(subject: Subject) -> Iterable[Finding]:
    """Take `type` below a container's lifecycle."""
    return subject.structure.get("lifecycle-type-sidecar", ())
