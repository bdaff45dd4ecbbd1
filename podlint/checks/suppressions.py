"""Suppressions that are slips themselves; they are known once everything else has been found."""

from collections.abc import Iterable

from podlint.diagnostic import Finding
from podlint.subject import Subject

SCOPE = "document"
RELAYS = "suppressions"


def suppression_without_rule(subject: Subject) -> Iterable[Finding]:
    """Take suppressions that name no rule."""
    return subject.suppressions.get("suppression-without-rule", ())


def suppression_unknown_rule(subject: Subject) -> Iterable[Finding]:
    """Take suppressions that name a rule or family that does not exist."""
    return subject.suppressions.get("suppression-unknown-rule", ())


def suppression_unused(subject: Subject) -> Iterable[Finding]:
    """Take suppressions of rules that found nothing where they stand."""
    return subject.suppressions.get("suppression-unused", ())


def suppression_malformed(subject: Subject) -> Iterable[Finding]:
    """Take comments and annotations for podlint that are no suppressions."""
    return subject.suppressions.get("suppression-malformed", ())
