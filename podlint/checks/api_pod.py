"""What the API server refuses or warns of in the fields of a pod as a whole.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Finding
from podlint.subject import Subject

SCOPE = "object"
RELAYS = "refusals"


def deprecated_annotation(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: an annotation was replaced by a field and has no effect."""
    yield from subject.refusals.get("deprecated-annotation", ())


def image_pull_secret_name(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: an image pull secret has no name, or is listed twice."""
    yield from subject.refusals.get("image-pull-secret-name", ())


def negative_grace_period(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a template gives its pods a negative time to stop."""
    yield from subject.refusals.get("negative-grace-period", ())


def node_name_with_gates(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a pod has a node already while gates still hold its scheduling back."""
    yield from subject.refusals.get("node-name-with-gates", ())


def pod_annotation(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: an annotation that Kubernetes reads has a value that it refuses."""
    yield from subject.refusals.get("pod-annotation", ())


def pod_field_value(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a field of a pod has an unknown word or a number out of bounds."""
    yield from subject.refusals.get("pod-field-value", ())


def pod_hostname(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the host name of a pod has a form or company that Kubernetes refuses."""
    yield from subject.refusals.get("pod-hostname", ())


def pod_name_reference(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a pod names a node, account or class by a name that cannot exist."""
    yield from subject.refusals.get("pod-name-reference", ())
