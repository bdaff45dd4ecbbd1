"""What the API server refuses or warns of in the ports of containers.

The findings come from `podlint.apiserver`, which judges an object once for all rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Finding
from podlint.subject import Subject

SCOPE = "object"
RELAYS = "refusals"


def duplicate_host_port(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: two containers of one pod take the same port of the host."""
    yield from subject.refusals.get("duplicate-host-port", ())


def duplicate_port_name(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: two ports of one container have the same name."""
    yield from subject.refusals.get("duplicate-port-name", ())


def host_ip_without_port(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a port names an address of the host, but no port of it."""
    yield from subject.refusals.get("host-ip-without-port", ())


def host_network_port(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a pod on its host's network maps a port to another one."""
    yield from subject.refusals.get("host-network-port", ())


def port_declared_twice(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a port is declared twice, or with and without its host port."""
    yield from subject.refusals.get("port-declared-twice", ())


def port_name(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a port has a name that Services could not use."""
    yield from subject.refusals.get("port-name", ())


def service_port_name_ambiguous(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: two containers of one pod have a port of the same name."""
    yield from subject.refusals.get("service-port-name-ambiguous", ())


def port_number(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a port number of a container is not between 1 and 65535."""
    yield from subject.refusals.get("port-number", ())


def port_protocol(subject: Subject) -> Iterator[Finding]:
    """Pass on what the judge says: a port's protocol is none of TCP, UDP and SCTP."""
    yield from subject.refusals.get("port-protocol", ())
