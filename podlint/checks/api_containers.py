"""What the API server refuses in containers themselves: names, images, policies, what each kind may have.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Finding
from podlint.subject import Subject

SCOPE = "object"
RELAYS = "refusals"


def container_choice(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a container's pull policy or message policy is no word that Kubernetes knows."""
    yield from subject.refusals.get("container-choice", ())


def container_image(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a container has no image, or one with white space round it."""
    yield from subject.refusals.get("container-image", ())


def container_name(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the name of a container is no DNS label."""
    yield from subject.refusals.get("container-name", ())


def container_restart_policy_field(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a container has a restart policy of its own that its Kubernetes does not take."""
    yield from subject.refusals.get("container-restart-policy-field", ())


def duplicate_container_name(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: two containers of one pod have the same name."""
    yield from subject.refusals.get("duplicate-container-name", ())


def ephemeral_container(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a manifest brings an ephemeral container along."""
    yield from subject.refusals.get("ephemeral-container", ())


def init_forbidden_fields(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: an init container that is no sidecar has a probe or a lifecycle hook."""
    yield from subject.refusals.get("init-forbidden-fields", ())


def no_container(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a pod has no container at all."""
    yield from subject.refusals.get("no-container", ())


def pods_refused_later(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a template is accepted, but the API server will refuse the pods made from it."""
    yield from subject.refusals.get("pods-refused-later", ())
