"""Metadata: names by kind, generated names, labels, annotations, owners, finalizers."""

from __future__ import annotations

import pytest

from tests.apiserver.judging import findings, messages, pod, refusals, template, warnings

CONTAINERS = "containers: [{name: a, image: a}]"
APPS = "spec: {selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {" + CONTAINERS + "}}}"
JOB = "{template: {spec: {restartPolicy: Never, " + CONTAINERS + "}}}"
SPECS = {
    "Pod": ("v1", "spec: {" + CONTAINERS + "}"),
    "PodTemplate": ("v1", "template: {spec: {" + CONTAINERS + "}}"),
    "ReplicationController": ("v1", "spec: {template: {metadata: {labels: {app: a}}, spec: {" + CONTAINERS + "}}}"),
    "Deployment": ("apps/v1", APPS),
    "ReplicaSet": ("apps/v1", APPS),
    "DaemonSet": ("apps/v1", APPS),
    "StatefulSet": ("apps/v1", APPS),
    "Job": ("batch/v1", f"spec: {JOB}"),
    "CronJob": ("batch/v1", "spec: {schedule: '@daily', jobTemplate: {spec: " + JOB + "}}"),
}


def an(kind: str, metadata: str) -> str:
    version, spec = SPECS[kind]
    return f"apiVersion: {version}\nkind: {kind}\nmetadata: {metadata}\n{spec}\n"


@pytest.mark.parametrize("kind", SPECS)
def test_every_kind_is_judged(kind: str) -> None:
    assert findings(an(kind, "{name: a}")) == []
    assert refusals(an(kind, "{}")) == {"Required metadata.name"}
    assert "Invalid metadata.name" in refusals(an(kind, "{name: A_b}"))
    assert refusals(an(kind, "{name: a, namespace: a.b}")) == {"Invalid metadata.namespace"}


@pytest.mark.parametrize("kind", SPECS)
def test_dots_in_names(kind: str) -> None:
    text = an(kind, "{name: a.b}")
    assert refusals(text) == ({"Invalid metadata.name"} if kind == "StatefulSet" else set())
    in_host_names = kind not in ("StatefulSet", "DaemonSet", "PodTemplate")
    assert warnings(text) == ({"name-as-host-name"} if in_host_names else set())


@pytest.mark.parametrize(
    ("kind", "length", "expected"),
    [
        ("CronJob", 52, set()),
        ("CronJob", 53, {"Invalid metadata.name"}),
        ("StatefulSet", 64, {"Invalid metadata.name"}),
        ("Deployment", 253, set()),
        ("Deployment", 254, {"Invalid metadata.name"}),
        ("Job", 63, set()),
        ("Job", 64, {"Invalid spec.template.labels"}),
    ],
)
def test_lengths(kind: str, length: int, expected: set[str]) -> None:
    assert refusals(an(kind, "{name: " + "x" * length + "}")) == expected


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ("{generateName: a-}", set()),
        ("{generateName: a.}", {"Invalid metadata.generateName"}),
        ("{generateName: a_-}", {"Invalid metadata.name"}),
        ("{generateName: A}", {"Invalid metadata.generateName", "Invalid metadata.name"}),
        ("{name: b, generateName: A}", {"Invalid metadata.generateName"}),
        ("{name: '', generateName: a}", set()),
        ("{generateName: " + "x" * 254 + "}", {"Invalid metadata.generateName"}),
    ],
)
def test_generated_names(metadata: str, expected: set[str]) -> None:
    assert refusals(an("Pod", metadata)) == expected


def test_a_generated_name_of_a_cron_job_leaves_room() -> None:
    assert refusals(an("CronJob", "{generateName: " + "x" * 48 + "}")) == {"Invalid metadata.name"}
    assert refusals(an("CronJob", "{generateName: " + "x" * 47 + "}")) == set()


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ("{name: a, labels: {a/b/c: d}}", {"Invalid metadata.labels"}),
        ("{name: a, labels: {a: b c}}", {"Invalid metadata.labels"}),
        ("{name: a, labels: {a: '', b: null}}", set()),
        ("{name: a, annotations: {A.b/C: any text}}", set()),
        ("{name: a, annotations: {a b: c}}", {"Invalid metadata.annotations"}),
        ("{name: a, annotations: {a: " + "x" * 262143 + "}}", set()),
        ("{name: a, annotations: {a: " + "x" * 262144 + "}}", {"TooLong metadata.annotations"}),
        ("{name: a, annotations: {a: " + "é" * 131072 + "}}", {"TooLong metadata.annotations"}),
        ("{name: a, finalizers: [kubernetes, a.b/c]}", set()),
        ("{name: a, finalizers: [a]}", {"Invalid metadata.finalizers[0]"}),
        ("{name: a, finalizers: [a b]}", {"Invalid metadata.finalizers", "Invalid metadata.finalizers[0]"}),
        ("{name: a, finalizers: [orphan, foregroundDeletion]}", {"Invalid metadata.finalizers"}),
        ("{name: a, managedFields: [{}]}", {"Required metadata.managedFields[0].operation"}),
        ("{name: a, managedFields: [{operation: Set}]}", {"NotSupported metadata.managedFields[0].operation"}),
    ],
)
def test_the_rest_of_metadata(metadata: str, expected: set[str]) -> None:
    assert refusals(an("Deployment", metadata)) == expected


OWNER = "apiVersion: {0}, kind: {1}, name: {2}, uid: {3}"


@pytest.mark.parametrize(
    ("owner", "older", "newer"),
    [
        (("apps/v1", "Deployment", "a", "b"), set(), set()),
        (("v1", "Event", "a", "b"), {"Invalid metadata.ownerReferences"}, {"Invalid metadata.ownerReferences[0]"}),
        (
            ("a/b/c", "D", "a", "b"),
            {"Invalid metadata.ownerReferences.apiVersion"},
            {"Invalid metadata.ownerReferences[0].apiVersion"},
        ),
        (
            ("v1", "''", "a", "b"),
            {"Invalid metadata.ownerReferences.kind"},
            {"Required metadata.ownerReferences[0].kind"},
        ),
    ],
)
def test_owners(owner: tuple[str, ...], older: set[str], newer: set[str]) -> None:
    text = an("Pod", "{name: a, ownerReferences: [{" + OWNER.format(*owner) + "}]}")
    assert refusals(text, 36) == older
    assert refusals(text, 37) == newer


def test_one_owner_is_the_controller() -> None:
    owner = "{" + OWNER.format("v1", "Pod", "a", "b") + ", controller: true}"
    assert refusals(an("Pod", f"{{name: a, ownerReferences: [{owner}, {owner}]}}")) == {
        "Invalid metadata.ownerReferences"
    }


def test_a_pods_generation_counted_until_1_32() -> None:
    text = an("Pod", "{name: a, generation: -1}")
    assert refusals(text, 32) == {"Invalid metadata.generation"}
    assert refusals(text, 33) == set()


def test_labels_of_a_template_are_reported_without_the_word_metadata() -> None:
    assert refusals(template("{" + CONTAINERS + "}", "{name: A_b, labels: {app: shop, a b: c}}")) == {
        "Invalid spec.template.labels"
    }


def test_an_object_without_labels_has_those_of_its_template() -> None:
    version, spec = SPECS["ReplicationController"]
    bare = f"apiVersion: {version}\nkind: ReplicationController\nmetadata: {{name: a}}\n{spec.replace('app: a', 'a b: c')}\n"
    assert refusals(bare) == {"Invalid spec.template.labels", "Invalid metadata.labels"}
    assert len(messages(bare)) == 1
    assert refusals(bare.replace("{name: a}", "{name: a, labels: {b: c}}")) == {"Invalid spec.template.labels"}


def test_the_likely_name_is_offered() -> None:
    assert messages(pod("nodeName: a", "{name: My_Pod}"))[0].endswith('did you mean "my-pod"?')


def test_a_replication_controllers_base_was_a_name_until_1_34() -> None:
    text = an("ReplicationController", "{name: a, generateName: A}")
    assert refusals(text, 34) == {"Invalid metadata.generateName"}
    assert refusals(text, 35) == set()
