"""What the API server refuses in security contexts, host namespaces and on other systems.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Finding
from podlint.subject import Subject

SCOPE = "object"
RELAYS = "refusals"


def host_users(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a pod with users of its own asks for something that belongs to the host's users."""
    yield from subject.refusals.get("host-users", ())


def pod_os(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a pod names an unknown operating system, or sets a field of another one."""
    yield from subject.refusals.get("pod-os", ())


def privilege_escalation(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a container may not gain privileges, yet has all or the greatest of them."""
    yield from subject.refusals.get("privilege-escalation", ())


def security_field_value(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a field of a security context has a value out of bounds or an unknown word."""
    yield from subject.refusals.get("security-field-value", ())


def security_profile(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a seccomp or AppArmor profile has an unknown type."""
    yield from subject.refusals.get("security-profile", ())


def shared_and_host_pid(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a pod shares its processes among its containers and with the host at once."""
    yield from subject.refusals.get("shared-and-host-pid", ())


def sysctl(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a sysctl is misspelled, set twice, or would be the host's."""
    yield from subject.refusals.get("sysctl", ())


def windows_host_process(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: some containers of a Windows pod are host processes and others are not."""
    yield from subject.refusals.get("windows-host-process", ())


def windows_options(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a Windows option is malformed."""
    yield from subject.refusals.get("windows-options", ())
