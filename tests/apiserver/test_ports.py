"""Ports: numbers, names, protocols, host ports, and what the server only warns of."""

from __future__ import annotations

import pytest

from tests.apiserver.judging import container, findings, pod, refusals, template, warnings

P = "spec.containers[0].ports"

CASES = [
    ("{containerPort: 0}", {f"Required {P}[0].containerPort"}),
    ("{containerPort: -1}", {f"Invalid {P}[0].containerPort"}),
    ("{containerPort: 65535}", set()),
    ("{containerPort: 65536}", {f"Invalid {P}[0].containerPort"}),
    ("{containerPort: 0x50}", set()),
    ("{containerPort: 80.0}", set()),
    ("{containerPort: 80, hostPort: 0}", set()),
    ("{containerPort: 80, hostPort: 70000}", {f"Invalid {P}[0].hostPort"}),
    ("{containerPort: 80, protocol: udp}", {f"NotSupported {P}[0].protocol"}),
    ("{containerPort: 80, protocol: ''}", set()),
    ("{containerPort: 80, name: http-metrics-0}", set()),
    ("{containerPort: 80, name: '8080'}", {f"Invalid {P}[0].name"}),
    ("{containerPort: 80, name: a--b}", {f"Invalid {P}[0].name"}),
    ("{containerPort: 80, name: sixteen-letters-}", {f"Invalid {P}[0].name"}),
    ("{containerPort: 80, name: a}, {containerPort: 81, name: a}", {f"Duplicate {P}[1].name"}),
    ("{containerPort: 80, name: A}, {containerPort: 81, name: A}", {f"Invalid {P}[0].name", f"Invalid {P}[1].name"}),
    ("{containerPort: 80, hostPort: 1}, {containerPort: 81, hostPort: 1}", {f"Duplicate {P}[1].hostPort"}),
    ("{containerPort: 80, hostPort: 1}, {containerPort: 81, hostPort: 1, protocol: UDP}", set()),
    ("{containerPort: 80, hostPort: 1}, {containerPort: 80, hostPort: 1, hostIP: 0.0.0.0}", set()),
]


@pytest.mark.parametrize(("ports", "expected"), CASES)
def test_ports(ports: str, expected: set[str]) -> None:
    assert refusals(container(f"ports: [{ports}]")) == expected


TWO = (
    "containers: [{name: a, image: a, ports: [{containerPort: 80}]}, {name: b, image: b, ports: [{containerPort: 80}]}]"
)


def test_a_pod_on_the_host_takes_its_ports_there() -> None:
    assert refusals(pod(f"hostNetwork: true\n  {TWO}")) == {"Duplicate spec.containers[1].ports[0].hostPort"}


def test_a_template_on_the_host_is_accepted_and_its_pods_are_not() -> None:
    text = template(f"{{hostNetwork: true, {TWO}}}")
    assert refusals(text) == set()
    assert "pods-refused-later" in warnings(text)


def test_an_init_container_clashes_with_itself_only() -> None:
    twice = "ports: [{containerPort: 1, hostPort: 9}, {containerPort: 2, hostPort: 9}]"
    text = pod(f"initContainers: [{{name: a, image: a}}, {{name: b, image: b, {twice}}}]")
    assert refusals(text) == {"Duplicate spec.initContainers[0].ports[1].hostPort"}


def test_a_mapped_port_on_the_host_network() -> None:
    text = container("ports: [{containerPort: 80, hostPort: 8080}]", "hostNetwork: true")
    ((rule, found),) = findings(text)
    assert rule == "host-network-port"
    assert found.fix is not None
    assert found.fix.edits[0].text == "80"
    assert refusals(text) == {f"Invalid {P}[0].hostPort"}


WARNED = [
    ("{containerPort: 80}, {containerPort: 80}", {"port-declared-twice"}),
    ("{containerPort: 80, hostPort: 80}, {containerPort: 80}", {"port-declared-twice"}),
    ("{containerPort: 80}, {containerPort: 80, protocol: UDP}", set()),
    ("{containerPort: 80, hostPort: 1}, {containerPort: 80, hostPort: 1, hostIP: 1.2.3.4}", {"port-declared-twice"}),
    ("{containerPort: 80, hostIP: 1.2.3.4}", {"host-ip-without-port"}),
]


@pytest.mark.parametrize(("ports", "expected"), WARNED)
def test_warnings(ports: str, expected: set[str]) -> None:
    assert warnings(container(f"ports: [{ports}]")) == expected
