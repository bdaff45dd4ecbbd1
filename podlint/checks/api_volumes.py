"""What the API server refuses in volumes, and what it warns of.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Finding
from podlint.subject import Subject

SCOPE = "object"
RELAYS = "refusals"


def deprecated_volume_source(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a kind of volume is deprecated, and mostly without function."""
    yield from subject.refusals.get("deprecated-volume-source", ())


def duplicate_projected_path(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: two files of a projected volume have the same path."""
    yield from subject.refusals.get("duplicate-projected-path", ())


def duplicate_volume_name(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: two volumes of a pod have the same name."""
    yield from subject.refusals.get("duplicate-volume-name", ())


def empty_projected_source(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a source of a projected volume brings nothing."""
    yield from subject.refusals.get("empty-projected-source", ())


def incomplete_volume_source(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the source of a volume lacks something that the API server demands."""
    yield from subject.refusals.get("incomplete-volume-source", ())


def overlapping_volume_paths(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: two files of a volume have the same path, or one is to be a directory of the other."""
    yield from subject.refusals.get("overlapping-volume-paths", ())


def projected_volume_source(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a source of a projected volume has more than one kind, or does not fit its kind."""
    yield from subject.refusals.get("projected-volume-source", ())


def several_volume_sources(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a volume has more than one source."""
    yield from subject.refusals.get("several-volume-sources", ())


def volume_claim_template(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the claim that a pod or StatefulSet gets from a template is not whole."""
    yield from subject.refusals.get("volume-claim-template", ())


def volume_field_reference(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a file in a downward API volume refers to nothing that a volume can show."""
    yield from subject.refusals.get("volume-field-reference", ())


def volume_file_mode(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the mode of a file is no set of permission bits."""
    yield from subject.refusals.get("volume-file-mode", ())


def volume_name(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a volume has an empty or malformed name."""
    yield from subject.refusals.get("volume-name", ())


def volume_path(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a path in a volume leads out of the place where it belongs."""
    yield from subject.refusals.get("volume-path", ())


def volume_source_value(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the source of a volume has a value that the API server does not take."""
    yield from subject.refusals.get("volume-source-value", ())
