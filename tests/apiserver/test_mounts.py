"""Mounts and devices: known volumes, paths, options, and consequences that belong to one finding."""

from __future__ import annotations

import pytest

from tests.apiserver.judging import container, findings, refusals

M = "spec.containers[0].volumeMounts"
D = "spec.containers[0].volumeDevices"
VOLUMES = "volumes: [{name: data, emptyDir: {}}, {name: disk, persistentVolumeClaim: {claimName: disk}}]"

CASES = [
    ("volumeMounts: [{name: data, mountPath: /a}]", set()),
    ("volumeMounts: [{name: daat, mountPath: /a}]", {f"NotFound {M}[0].name"}),
    ("volumeMounts: [{name: '', mountPath: /a}]", {f"Required {M}[0].name", f"NotFound {M}[0].name"}),
    ("volumeMounts: [{name: data, mountPath: ''}]", {f"Required {M}[0].mountPath"}),
    ("volumeMounts: [{name: data, mountPath: /a}, {name: data, mountPath: /a}]", {f"Invalid {M}[1].mountPath"}),
    ("volumeMounts: [{name: data, mountPath: /a}, {name: data, mountPath: /a/}]", set()),
    ("volumeMounts: [{name: data, mountPath: /a, subPath: /b}]", {f"Invalid {M}.subPath"}),
    ("volumeMounts: [{name: data, mountPath: /a, subPath: ..b}]", set()),
    ("volumeMounts: [{name: data, mountPath: /a, subPath: b, subPathExpr: c}]", {f"Invalid {M}[0].subPathExpr"}),
    ("volumeMounts: [{name: data, mountPath: /a, mountPropagation: Both}]", {f"NotSupported {M}.mountPropagation"}),
    (
        "volumeMounts: [{name: data, mountPath: /a, mountPropagation: Bidirectional}]",
        {f"Forbidden {M}.mountPropagation"},
    ),
    (
        "securityContext: {privileged: true}, volumeMounts: [{name: data, mountPath: /a, mountPropagation: Bidirectional}]",
        set(),
    ),
    ("volumeMounts: [{name: data, mountPath: /a, recursiveReadOnly: Enabled}]", {f"Forbidden {M}.recursiveReadOnly"}),
    ("volumeMounts: [{name: data, mountPath: /a, readOnly: true, recursiveReadOnly: Enabled}]", set()),
    ("volumeDevices: [{name: disk, devicePath: /a}]", set()),
    ("volumeDevices: [{name: data, devicePath: /a}]", {f"Invalid {D}[0].name"}),
    ("volumeDevices: [{name: disk, devicePath: /a/../b}]", {f"Invalid {D}[0].devicePath"}),
    (
        "volumeDevices: [{name: disk, devicePath: /a}], volumeMounts: [{name: disk, mountPath: /b}]",
        {f"Invalid {D}[0].name", f"Invalid {M}[0].name"},
    ),
    (
        "volumeDevices: [{name: disk, devicePath: /a}], volumeMounts: [{name: data, mountPath: /a}]",
        {f"Invalid {D}[0].devicePath", f"Invalid {M}[0].mountPath"},
    ),
]


@pytest.mark.parametrize(("fields", "expected"), CASES)
def test_mounts_and_devices(fields: str, expected: set[str]) -> None:
    assert refusals(container(fields, VOLUMES)) == expected


def test_a_near_volume_is_offered_and_shown() -> None:
    text = container("volumeMounts: [{name: daat, mountPath: /a}]", VOLUMES)
    ((rule, found),) = findings(text)
    assert rule == "undefined-volume"
    assert found.message == 'container "web": the pod has no volume "daat"; did you mean "data"?'
    assert [text[piece.span.start : piece.span.end] for piece in found.evidence] == ["data"]
    assert found.fix is not None
    assert found.fix.edits[0].text == "data"


def test_a_mount_of_a_broken_volume_is_the_volumes_finding() -> None:
    text = container("volumeMounts: [{name: data, mountPath: /a}]", "volumes: [{name: data, hostPath: {path: ''}}]")
    ((_, found),) = findings(text)
    assert {f"{refusal.reason} {refusal.field}" for refusal in found.api} == {
        "Required spec.volumes[0].hostPath.path",
        f"NotFound {M}[0].name",
    }


def test_a_volume_that_is_dropped_takes_its_mounts_along() -> None:
    mounts = "volumeMounts: [{name: tools, mountPath: /a}, {name: nowhere, mountPath: /b}]"
    text = container(mounts, "volumes: [{name: tools, image: {reference: a}}]")
    assert refusals(text, 33) == {f"NotFound {M}[0].name"}
    assert refusals(text, 35) == {f"NotFound {M}[1].name"}
