"""What the API server refuses or warns of in requests, limits and claims.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Finding
from podlint.subject import Subject

SCOPE = "object"
RELAYS = "refusals"


def fractional_bytes(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: an amount of memory or storage is a fraction of a byte."""
    yield from subject.refusals.get("fractional-bytes", ())


def huge_pages(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: huge pages are asked for in a way that Kubernetes refuses."""
    yield from subject.refusals.get("huge-pages", ())


def pod_resources(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the resources of a pod do not fit those of its containers."""
    yield from subject.refusals.get("pod-resources", ())


def request_against_limit(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a request is more than its limit, or lacks the limit that it needs."""
    yield from subject.refusals.get("request-against-limit", ())


def resize_policy(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a resize policy names a resource twice, or something that cannot be resized."""
    yield from subject.refusals.get("resize-policy", ())


def resource_amount(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: an amount of a resource is negative, or a fraction of something whole."""
    yield from subject.refusals.get("resource-amount", ())


def resource_claim(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a container uses a resource claim that its pod does not have."""
    yield from subject.refusals.get("resource-claim", ())


def resource_name(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a request or limit is for a resource that does not exist."""
    yield from subject.refusals.get("resource-name", ())
