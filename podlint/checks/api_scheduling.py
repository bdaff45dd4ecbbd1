"""What the API server refuses in where a pod may run and whom it may ask, and what it warns of.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Finding
from podlint.subject import Subject

SCOPE = "object"
RELAYS = "refusals"


def affinity_term(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a term of an affinity is not what the scheduler could use."""
    yield from subject.refusals.get("affinity-term", ())


def class_decides(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a pod sets what a priority class or runtime class decides, so admission refuses it."""
    yield from subject.refusals.get("class-decides", ())


def deprecated_node_label(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a pod selects nodes by a label that has a new name."""
    yield from subject.refusals.get("deprecated-node-label", ())


def dns_config(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: the resolver of a pod is set up in a way that the API server does not take."""
    yield from subject.refusals.get("dns-config", ())


def duplicate_host_alias(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: two host aliases have the same address."""
    yield from subject.refusals.get("duplicate-host-alias", ())


def host_alias(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a line for the hosts file has no IP address, or a malformed host name."""
    yield from subject.refusals.get("host-alias", ())


def label_selector(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a label selector has a malformed label, an unknown operator, or values that do not fit."""
    yield from subject.refusals.get("label-selector", ())


def missing_label_selector(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: an affinity term or spread constraint matches no pod, since it has no label selector."""
    yield from subject.refusals.get("missing-label-selector", ())


def node_selector(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a node selector has a malformed label."""
    yield from subject.refusals.get("node-selector", ())


def odd_ip_address(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: an IP address is not written as it should be."""
    yield from subject.refusals.get("odd-ip-address", ())


def pod_gate(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a scheduling or readiness gate has a malformed name, or stands twice."""
    yield from subject.refusals.get("pod-gate", ())


def pod_resource_claim(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a resource claim of a pod has a malformed name, or not exactly one origin."""
    yield from subject.refusals.get("pod-resource-claim", ())


def preferred_node_label_value(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a preferred node affinity asks for a label value that no node can have."""
    yield from subject.refusals.get("preferred-node-label-value", ())


def spread_constraint(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a topology spread constraint has a value out of bounds, or repeats another one."""
    yield from subject.refusals.get("spread-constraint", ())


def toleration(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a toleration contradicts itself."""
    yield from subject.refusals.get("toleration", ())
