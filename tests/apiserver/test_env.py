"""The environment: names by version, sources, references."""

from __future__ import annotations

import pytest

from tests.apiserver.judging import container, refusals, warnings

E = "spec.containers[0].env[0]"
F = "spec.containers[0].envFrom"

CASES = [
    ("{name: ''}", 37, {f"Required {E}.name"}),
    ("{name: 'A=B'}", 37, {f"Invalid {E}.name"}),
    ("{name: '1 $x'}", 37, set()),
    ("{name: '1x'}", 31, {f"Invalid {E}.name"}),
    ("{name: 'é'}", 37, {f"Invalid {E}.name"}),
    ("{name: A, valueFrom: {}}", 37, {f"Invalid {E}.valueFrom"}),
    ("{name: A, valueFrom: null}", 37, set()),
    ("{name: A, value: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}", 37, {f"Invalid {E}.valueFrom"}),
    ("{name: A, value: '', valueFrom: {fieldRef: {fieldPath: metadata.name}}}", 37, set()),
    (
        "{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}, secretKeyRef: {name: a, key: b}}}",
        37,
        {f"Invalid {E}.valueFrom"},
    ),
    ("{name: A, valueFrom: {secretKeyRef: {key: b}}}", 37, {f"Invalid {E}.valueFrom.secretKeyRef.name"}),
    ("{name: A, valueFrom: {secretKeyRef: {name: a, key: ..}}}", 37, {f"Invalid {E}.valueFrom.secretKeyRef.key"}),
    (
        "{name: A, valueFrom: {configMapKeyRef: {name: a, key: ''}}}",
        37,
        {f"Required {E}.valueFrom.configMapKeyRef.key"},
    ),
    (
        "{name: A, valueFrom: {fieldRef: {fieldPath: status.phase}}}",
        37,
        {f"NotSupported {E}.valueFrom.fieldRef.fieldPath"},
    ),
    (
        "{name: A, valueFrom: {fieldRef: {fieldPath: metadata.labels}}}",
        37,
        {f"NotSupported {E}.valueFrom.fieldRef.fieldPath"},
    ),
    (
        "{name: A, valueFrom: {fieldRef: {fieldPath: spec.containers}}}",
        37,
        {f"Invalid {E}.valueFrom.fieldRef.fieldPath"},
    ),
    (
        "{name: A, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['x y']\"}}}",
        37,
        {f"Invalid {E}.valueFrom.fieldRef"},
    ),
    ("{name: A, valueFrom: {fieldRef: {fieldPath: \"metadata.annotations['A/B']\"}}}", 37, set()),
    (
        "{name: A, valueFrom: {fieldRef: {apiVersion: v2, fieldPath: metadata.name}}}",
        37,
        {f"Invalid {E}.valueFrom.fieldRef.fieldPath"},
    ),
    (
        "{name: A, valueFrom: {resourceFieldRef: {resource: cpu}}}",
        37,
        {f"NotSupported {E}.valueFrom.resourceFieldRef.resource"},
    ),
    ("{name: A, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1024Ki}}}", 37, set()),
    (
        "{name: A, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1024}}}",
        37,
        {f"Invalid {E}.valueFrom.resourceFieldRef.divisor"},
    ),
    ("{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 0.001}}}", 37, set()),
    ("{name: A, valueFrom: {fileKeyRef: {key: a, path: b, volumeName: c}}}", 34, {f"Invalid {E}.valueFrom"}),
    (
        "{name: A, valueFrom: {fileKeyRef: {key: a, path: b, volumeName: c}}}",
        37,
        {f"NotFound {E}.valueFrom.fileKeyRef.volumeName"},
    ),
]


@pytest.mark.parametrize(("variable", "minor", "expected"), CASES)
def test_variables(variable: str, minor: int, expected: set[str]) -> None:
    assert refusals(container(f"env: [{variable}]"), minor) == expected


FROM = [
    ("{}", {f"Invalid {F}"}),
    ("{configMapRef: {name: a}, secretRef: {name: b}}", {f"Invalid {F}"}),
    ("{configMapRef: {}}", {f"Required {F}[0].configMapRef.name"}),
    ("{configMapRef: {name: A}}", {f"Invalid {F}[0].configMapRef.name"}),
    ("{configMapRef: {name: a-}}", set()),
    ("{prefix: 'a=', secretRef: {name: a}}", {f"Invalid {F}[0].prefix"}),
]


@pytest.mark.parametrize(("source", "expected"), FROM)
def test_sources_of_many(source: str, expected: set[str]) -> None:
    assert refusals(container(f"envFrom: [{source}]")) == expected


def test_a_file_comes_from_an_empty_directory() -> None:
    variable = "env: [{name: A, valueFrom: {fileKeyRef: {key: a, path: b, volumeName: c}}}]"
    assert refusals(container(variable, "volumes: [{name: c}]")) == set()
    assert refusals(container(variable, "volumes: [{name: c, hostPath: {path: /}}]")) == {
        f"Invalid {E}.valueFrom.fileKeyRef.volumeName"
    }


@pytest.mark.parametrize(
    ("later", "expected"),
    [("b", {"duplicate-env-name"}), ("$(A)", {"duplicate-env-name"}), ("$(A):b", set()), ("$$(A)b", set())],
)
def test_a_variable_set_twice(later: str, expected: set[str]) -> None:
    assert warnings(container(f"env: [{{name: A, value: a}}, {{name: A, value: '{later}'}}]")) == expected
