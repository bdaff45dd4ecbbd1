"""Requests and limits of containers and pods."""

from __future__ import annotations

import pytest

from podlint.apiserver.units import meant_quantity
from tests.apiserver.judging import container, messages, pod, refusals, template, warnings

R = "spec.containers[0].resources"

CASES = [
    ("limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 1000m, memory: 1024Mi}", set()),
    ("limits: {cpu: 1}, requests: {cpu: 1001m}", {f"Invalid {R}.requests"}),
    ("requests: {cpu: -1}", {f"Invalid {R}.requests[cpu]"}),
    ("limits: {cpu: -1}", {f"Invalid {R}.limits[cpu]", f"Invalid {R}.requests[cpu]"}),
    ("requests: {gpu: 1}", {f"Invalid {R}.requests[gpu]"}),
    ("requests: {storage: 1Gi}", {f"Invalid {R}.requests[storage]"}),
    ("limits: {nvidia.com/gpu: 1}", set()),
    ("requests: {nvidia.com/gpu: 1}", {f"Required {R}.limits"}),
    ("limits: {nvidia.com/gpu: 2}, requests: {nvidia.com/gpu: 1}", {f"Invalid {R}.requests"}),
    ("limits: {nvidia.com/gpu: 1.5}", {f"Invalid {R}.limits[nvidia.com/gpu]", f"Invalid {R}.requests[nvidia.com/gpu]"}),
    ("limits: {hugepages-2Mi: 4Mi}", {f"Forbidden {R}"}),
    ("limits: {hugepages-2Mi: 4Mi, cpu: 1}", set()),
    (
        "limits: {hugepages-2Mi: 3Mi, cpu: 1}",
        {f"Invalid {R}.limits[hugepages-2Mi]", f"Invalid {R}.requests[hugepages-2Mi]"},
    ),
    ("claims: [{name: gpu}]", {f"NotFound {R}.claims[0]"}),
]


@pytest.mark.parametrize(("fields", "expected"), CASES)
def test_requests_and_limits(fields: str, expected: set[str]) -> None:
    assert refusals(container(f"resources: {{{fields}}}")) == expected


def test_a_template_has_no_request_from_its_limit() -> None:
    text = template("{containers: [{name: web, image: a, resources: {limits: {cpu: -1}}}]}")
    assert refusals(text) == {"Invalid spec.template.spec.containers[0].resources.limits[cpu]"}


def test_claims_of_a_pod_are_used_once() -> None:
    claims = "resourceClaims: [{name: gpu, resourceClaimName: a}]"
    twice = "resources: {claims: [{name: gpu, request: a}, {name: gpu}]}"
    assert refusals(container(twice, claims)) == {f"Duplicate {R}.claims[1]"}
    assert refusals(container(twice, claims), 33) == set()


def test_parts_of_a_byte() -> None:
    text = container("resources: {requests: {memory: 512m}}")
    assert warnings(text) == {"fractional-bytes"}
    assert messages(text) == ['container "web": memory "512m" is no whole number of bytes; did you mean "512M"?']


@pytest.mark.parametrize(
    ("minor", "policy", "expected"),
    [
        (32, "{resourceName: disk, restartPolicy: Maybe}", set()),
        (33, "{resourceName: disk, restartPolicy: NotRequired}", {"NotSupported spec.containers[0].resizePolicy"}),
        (33, "{resourceName: cpu, restartPolicy: RestartContainer}", set()),
    ],
)
def test_resize_policy(minor: int, policy: str, expected: set[str]) -> None:
    assert refusals(container(f"resizePolicy: [{policy}]"), minor) == expected


POD_LEVEL = [
    (
        "{limits: {memory: 1Gi}}",
        "limits: {memory: 2Gi}",
        {"Invalid spec.resources.containers[0][memory].limits", "Invalid spec.resources.requests"},
    ),
    ("{requests: {cpu: 1}}", "requests: {cpu: 2}", {"Invalid spec.resources.requests[cpu]"}),
    ("{requests: {cpu: 2}}", "requests: {cpu: 2}", set()),
    (
        "{limits: {ephemeral-storage: 1Gi}}",
        "requests: {cpu: 1}",
        {"NotSupported spec.resources.limits[ephemeral-storage]"},
    ),
    ("{claims: []}", "requests: {cpu: 1}", {"Forbidden spec.resources.claims"}),
]


@pytest.mark.parametrize(("whole", "part", "expected"), POD_LEVEL)
def test_resources_of_a_pod(whole: str, part: str, expected: set[str]) -> None:
    text = container(f"resources: {{{part}}}", f"resources: {whole}")
    assert refusals(text) == expected
    assert refusals(text, 33) == set()


def test_sidecars_count_beside_the_containers() -> None:
    sidecar = "{name: a, image: a, restartPolicy: Always, resources: {requests: {cpu: 1}}}"
    main = "containers: [{name: web, image: a, resources: {requests: {cpu: 1}}}]"
    text = pod(f"resources: {{requests: {{cpu: 1500m}}}}\n  initContainers: [{sidecar}]\n  {main}")
    assert refusals(text) == {"Invalid spec.resources.requests[cpu]"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("512MB", "512M"),
        ("1 Gi", "1Gi"),
        ("2gb", "2G"),
        ("500mib", "500Mi"),
        ("1K", "1k"),
        ("64bytes", None),
        ("plenty", None),
        ("1.2.3G", None),
    ],
)
def test_the_unit_that_was_meant(written: str, meant: str | None) -> None:
    assert meant_quantity(written) == meant
