"""What the API server refuses in probes and lifecycle hooks.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Finding
from podlint.subject import Subject

SCOPE = "object"
RELAYS = "refusals"


def hook_sleep(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a hook sleeps longer than the pod may take to stop."""
    yield from subject.refusals.get("hook-sleep", ())


def probe_handler(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a probe or hook has no handler, or more than one."""
    yield from subject.refusals.get("probe-handler", ())


def probe_http(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: an HTTP probe or hook has a scheme or header that Kubernetes refuses."""
    yield from subject.refusals.get("probe-http", ())


def probe_number(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a number of a probe is out of its bounds."""
    yield from subject.refusals.get("probe-number", ())


def probe_port(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a probe or hook asks for a port that cannot be."""
    yield from subject.refusals.get("probe-port", ())
