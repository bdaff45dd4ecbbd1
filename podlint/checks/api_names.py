"""What the API server refuses in names, labels, annotations and other metadata.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Finding
from podlint.subject import Subject

SCOPE = "object"
RELAYS = "refusals"


def annotation_format(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: an annotation has a malformed key, or all annotations together are too big."""
    yield from subject.refusals.get("annotation-format", ())


def finalizer(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a finalizer has no domain before its name, or is malformed."""
    yield from subject.refusals.get("finalizer", ())


def label_format(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a label has a malformed key or value."""
    yield from subject.refusals.get("label-format", ())


def managed_fields(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: an entry of managedFields has no known operation."""
    yield from subject.refusals.get("managed-fields", ())


def name_as_host_name(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the name of an object becomes the host name of pods, but has a dot or is too long."""
    yield from subject.refusals.get("name-as-host-name", ())


def namespace_name(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the namespace of an object is no DNS label."""
    yield from subject.refusals.get("namespace-name", ())


def object_name(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the name of an object is missing, malformed or too long for its kind."""
    yield from subject.refusals.get("object-name", ())


def owner_reference(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: an owner of an object is not named as it has to be."""
    yield from subject.refusals.get("owner-reference", ())
