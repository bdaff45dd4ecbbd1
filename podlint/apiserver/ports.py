"""Container ports: names, numbers, protocols, and host ports that clash or do not fit the host's network.

Source: validateContainerPorts, checkHostPortConflicts and validatePodHostNetworkDeps of pkg/apis/core/validation.
"""

from __future__ import annotations

from collections.abc import Iterable

from podlint.apiserver import formats
from podlint.apiserver.choices import one_of, within
from podlint.apiserver.inquiry import LATER, Inquiry, first
from podlint.apiserver.pod import Container, Pod
from podlint.apiserver.values import integer, items, text
from podlint.diagnostic import Evidence, Fix
from podlint.syntax.nodes import Mapping, Node, Scalar
from podlint.text import Edit

Taken = tuple[str, str, int]
"""Protocol, address and number of a host port."""

PROTOCOLS = ("SCTP", "TCP", "UDP")
_PORT = (1, 65535)


def container_ports(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    """Each port by itself, and the names among each other."""
    names: dict[str, Node] = {}
    for index, port in items(node):
        fields = port.fields
        number = fields.get("containerPort")
        if number is not None and not 1 <= (integer(number) or 0) <= 65535:
            _bad_number(inquiry, number, f"{path}[{index}].containerPort", container)
        if "hostPort" in fields and integer(fields["hostPort"]):
            within(inquiry, "port-number", fields["hostPort"], f"{path}[{index}].hostPort", _PORT, container)
        protocol = fields.get("protocol")
        if protocol is not None and text(protocol):
            one_of(inquiry, "port-protocol", protocol, f"{path}[{index}].protocol", PROTOCOLS, container)
        name = fields.get("name")
        if name is not None:
            _name(inquiry, name, f"{path}[{index}].name", names, container)


def _bad_number(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    value = integer(node)
    if value == 0:
        message = f"{container.title}: containerPort is 0, it must be between 1 and 65535"
        inquiry.refuse("port-number", "Required", path, node.span, message)
    elif value is not None:
        within(inquiry, "port-number", node, path, _PORT, container)


def _name(inquiry: Inquiry, node: Node, path: str, names: dict[str, Node], container: Container) -> None:
    name = text(node)
    if not name:
        return
    flaw = formats.port_name(name)
    if flaw is not None:
        inquiry.refuse("port-name", "Invalid", path, node.span, f'{container.title}: port name "{name}" {flaw}')
        return
    earlier = names.setdefault(name, node)
    if earlier is not node:
        message = f'{container.title}: two ports are named "{name}"'
        seen = (Evidence(earlier.span, "first used here"),)
        inquiry.refuse("duplicate-port-name", "Duplicate", path, node.span, message, seen)


def host_ports(inquiry: Inquiry, pod: Pod, containers: Iterable[Container]) -> None:
    """Host ports that two regular containers, or one init container twice, ask for."""
    regular: dict[Taken, Node] = {}
    for container in containers:
        init = container.group == "initContainers"
        taken = {} if init else regular
        for index, port in items(container.fields["ports"]):
            _take(inquiry, pod, container, index, port, taken)
            if pod.host_network and not init:
                _must_match(inquiry, container, index, port)


def host_port(pod: Pod, port: Mapping) -> int:
    """The host port after defaulting: a Pod on the host's network takes its container ports there."""
    number = integer(port.fields.get("hostPort")) or 0
    if not number and pod.host_network and (pod.bare or pod.minor < 28):
        return integer(port.fields.get("containerPort")) or 0
    return number


def _take(
    inquiry: Inquiry, pod: Pod, container: Container, index: int, port: Mapping, taken: dict[Taken, Node]
) -> None:
    """Note the host port of a container; a template's pods take more of them than the template itself."""
    number = host_port(pod, port)
    later = not number and pod.host_network
    if later:
        number = integer(port.fields.get("containerPort")) or 0
    if not number:
        return
    node = port.fields["hostPort"] if integer(port.fields.get("hostPort")) else port.fields["containerPort"]
    protocol = text(port.fields.get("protocol")) or "TCP"
    earlier = taken.setdefault((protocol, text(port.fields.get("hostIP")) or "", number), node)
    if earlier is node:
        return
    message = f"{container.title}: host port {number}/{protocol} is already taken in this pod"
    seen = (Evidence(earlier.span, "first taken here"),)
    if later:
        inquiry.warn("pods-refused-later", node.span, message + LATER, seen)
        return
    place = "initContainers[0]" if container.group == "initContainers" else f"containers[{container.index}]"
    path = f"{pod.path}.{place}.ports[{index}].hostPort"
    inquiry.refuse("duplicate-host-port", "Duplicate", path, node.span, message, seen)


def _must_match(inquiry: Inquiry, container: Container, index: int, port: Mapping) -> None:
    given = integer(port.fields.get("hostPort")) or 0
    number = integer(port.fields.get("containerPort")) or 0
    if given in (0, number):
        return
    node = port.fields["hostPort"]
    path = f"{container.path}.ports[{index}].hostPort"
    message = (
        f"{container.title}: host port {given} differs from container port {number}, but the pod uses the "
        f"network of its host; did you mean {number}?"
    )
    fix = Fix(f"change to {number}", (Edit(node.span, str(number)),)) if number else None
    inquiry.refuse("host-network-port", "Invalid", path, node.span, message, (), fix)


def port_warnings(inquiry: Inquiry, pod: Pod, containers: Iterable[Container]) -> None:
    """Ports that are declared twice, overlap or share a name over the containers of a pod (warnings.go)."""
    ports = [
        (container, index, port)
        for container in containers
        if "ports" in container.fields
        for index, port in items(container.fields["ports"])
    ]
    seen: dict[tuple[int, str], list[tuple[Container, Mapping]]] = {}
    names: dict[str, tuple[Container, Scalar]] = {}
    for container, _, port in ports:
        fields = port.fields
        if "hostIP" in fields and text(fields["hostIP"]) and not host_port(pod, port):
            message = f"{container.title}: hostIP has no effect without hostPort"
            inquiry.warn("host-ip-without-port", fields["hostIP"].span, message)
        if len(ports) > 1:
            key = (integer(fields.get("containerPort")) or 0, text(fields.get("protocol")) or "TCP")
            others = seen.setdefault(key, [])
            _overlap(inquiry, pod, container, port, others)
            others.append((container, port))
            _shared_name(inquiry, container, port, names)


def _overlap(
    inquiry: Inquiry,
    pod: Pod,
    container: Container,
    port: Mapping,
    others: list[tuple[Container, Mapping]],
) -> None:
    """One warning a port: with the first earlier one of its container that it gets in the way of.

    Containers that run side by side are left to the rules about what runs, and an init container that has
    ended is in nobody's way, although the server warns of it too.
    """
    for other, earlier in others:
        if other is not container:
            continue
        how = _relation(pod, port, earlier)
        if how is not None:
            number = integer(port.fields.get("containerPort")) or 0
            message = f"{container.title}: port {number} {how} a port of {other.title}"
            at = port.fields.get("containerPort")
            seen = (Evidence(first(earlier), "the other port"),)
            inquiry.warn("port-declared-twice", at.span if at else first(port), message, seen)
            return


def _relation(pod: Pod, port: Mapping, earlier: Mapping) -> str | None:
    mine, theirs = host_port(pod, port), host_port(pod, earlier)
    address, other = text(port.fields.get("hostIP")) or "", text(earlier.fields.get("hostIP")) or ""
    if mine == theirs and address == other:
        return "repeats"
    if not mine or not theirs:
        return "overlaps, with and without a host port,"
    if mine == theirs and (not address or not other):
        return "takes the same host port, with and without an address, as"
    return None


def _shared_name(
    inquiry: Inquiry, container: Container, port: Mapping, names: dict[str, tuple[Container, Scalar]]
) -> None:
    node = port.fields.get("name")
    name = text(node)
    if not name or not isinstance(node, Scalar):
        return
    other, earlier = names.setdefault(name, (container, node))
    if other is not container and inquiry.minor > 30:
        message = (
            f'{container.title}: port name "{name}" is used by {other.title} too; Services and probes that '
            "select by name take the first"
        )
        inquiry.warn("service-port-name-ambiguous", node.span, message, (Evidence(earlier.span, "the first"),))
