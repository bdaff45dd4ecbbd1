"""What the API server refuses in mounts and block devices.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Finding
from podlint.subject import Subject

SCOPE = "object"
RELAYS = "refusals"


def duplicate_mount_path(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: two volumes are mounted at the same path of a container."""
    yield from subject.refusals.get("duplicate-mount-path", ())


def mount_option(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a mount's propagation or recursive protection does not fit the rest."""
    yield from subject.refusals.get("mount-option", ())


def mount_path(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a mount has no path, or a sub path that leads out of its volume."""
    yield from subject.refusals.get("mount-path", ())


def undefined_volume(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a container mounts a volume that the pod does not have."""
    yield from subject.refusals.get("undefined-volume", ())


def volume_device(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a block device is no claim's, or is also mounted."""
    yield from subject.refusals.get("volume-device", ())
