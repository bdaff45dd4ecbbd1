"""Probes and hooks: handlers, ports, numbers, sleeping."""

from __future__ import annotations

import pytest

from tests.apiserver.judging import container, findings, refusals, template

L = "spec.containers[0].livenessProbe"
H = "spec.containers[0].lifecycle.preStop"

PROBES = [
    ("{}", {f"Required {L}"}),
    ("{exec: {command: []}}", {f"Required {L}.exec.command"}),
    ("{exec: {command: [a]}}", set()),
    ("{httpGet: {port: 80}, tcpSocket: {port: x y}}", {f"Forbidden {L}.tcpSocket"}),
    ("{httpGet: {port: '80'}}", {f"Invalid {L}.httpGet.port"}),
    ("{httpGet: {port: http}}", set()),
    ("{httpGet: {port: 0}}", {f"Invalid {L}.httpGet.port"}),
    ("{httpGet: {port: 80, scheme: Http}}", {f"NotSupported {L}.httpGet.scheme"}),
    ("{httpGet: {port: 80, httpHeaders: [{name: a_b, value: c}]}}", {f"Invalid {L}.httpGet.httpHeaders"}),
    ("{grpc: {port: 70000}}", {f"Invalid {L}.grpc.port"}),
    ("{tcpSocket: {port: 80}, periodSeconds: -1}", {f"Invalid {L}.periodSeconds"}),
    ("{tcpSocket: {port: 80}, periodSeconds: 0, successThreshold: 0}", set()),
    ("{tcpSocket: {port: 80}, successThreshold: 2}", {f"Invalid {L}.successThreshold"}),
    ("{tcpSocket: {port: 80}, terminationGracePeriodSeconds: 0}", {f"Invalid {L}.terminationGracePeriodSeconds"}),
]


@pytest.mark.parametrize(("probe", "expected"), PROBES)
def test_probes(probe: str, expected: set[str]) -> None:
    assert refusals(container(f"livenessProbe: {probe}")) == expected


def test_a_readiness_probe_may_ask_for_more_but_stops_nothing() -> None:
    probe = "readinessProbe: {tcpSocket: {port: 80}, successThreshold: 3, terminationGracePeriodSeconds: 5}"
    assert refusals(container(probe)) == {"Invalid spec.containers[0].readinessProbe.terminationGracePeriodSeconds"}


def test_a_quoted_number_becomes_a_number() -> None:
    ((_, found),) = findings(container('livenessProbe: {tcpSocket: {port: "8080"}}'))
    assert found.message == 'container "web": port name "8080" has no letter; did you mean the number 8080?'
    assert found.fix is not None
    assert found.fix.edits[0].text == "8080"


SLEEPS = [
    ("seconds: 30", "", 37, set()),
    ("seconds: 31", "", 37, {f"Invalid {H}.sleep"}),
    ("seconds: 31", "terminationGracePeriodSeconds: 60", 37, set()),
    ("seconds: 0", "", 33, set()),
    ("seconds: 0", "", 32, {f"Invalid {H}.sleep"}),
    ("seconds: -1", "", 37, {f"Invalid {H}.sleep"}),
    ("seconds: 1", "terminationGracePeriodSeconds: -5", 37, set()),
]


@pytest.mark.parametrize(("sleep", "rest", "minor", "expected"), SLEEPS)
def test_sleeping_hooks(sleep: str, rest: str, minor: int, expected: set[str]) -> None:
    assert refusals(container(f"lifecycle: {{preStop: {{sleep: {{{sleep}}}}}}}", rest), minor) == expected


def test_a_template_keeps_its_negative_grace_period() -> None:
    hook = "lifecycle: {preStop: {sleep: {seconds: 0}}}"
    text = template(f"{{terminationGracePeriodSeconds: -5, containers: [{{name: web, image: a, {hook}}}]}}")
    assert refusals(text) == {"Invalid spec.template.spec.containers[0].lifecycle.preStop.sleep"}


def test_no_hooks_are_fine_and_a_hook_without_handler_is_not() -> None:
    assert refusals(container("lifecycle: {}")) == set()
    assert refusals(container("lifecycle: {preStop: {}}")) == {f"Required {H}"}
