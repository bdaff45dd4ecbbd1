"""Containers: names, images, words, what each kind may have, restart rules by version."""

from __future__ import annotations

import pytest

from tests.apiserver.judging import container, findings, messages, pod, refusals, template, warnings

C = "spec.containers[0]"
I = "spec.initContainers[0]"  # noqa: E741 - an init container

CASES = [
    ("an empty list", pod("containers: []"), {"Required spec.containers"}),
    ("no spec", "apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\n", {"Required spec.containers"}),
    ("an upper-case name", pod("containers: [{name: Web, image: a}]"), {f"Invalid {C}.name"}),
    ("an empty name", pod("containers: [{name: '', image: a}]"), {f"Required {C}.name"}),
    ("a name of 63", pod(f"containers: [{{name: {'a' * 63}, image: a}}]"), set()),
    ("a name of 64", pod(f"containers: [{{name: {'a' * 64}, image: a}}]"), {f"Invalid {C}.name"}),
    ("no image", pod("containers: [{name: web}]"), {f"Required {C}.image"}),
    ("a blank image", pod("containers: [{name: web, image: ' '}]"), {f"Invalid {C}.image"}),
    ("an image with a tab", pod('containers: [{name: web, image: "a\\t"}]'), {f"Invalid {C}.image"}),
    ("an image of nonsense", pod("containers: [{name: web, image: 'A B::'}]"), set()),
    ("a pull policy in lower case", container("imagePullPolicy: always"), {f"NotSupported {C}.imagePullPolicy"}),
    ("an empty pull policy", container("imagePullPolicy: ''"), set()),
    ("a message policy", container("terminationMessagePolicy: Log"), {f"NotSupported {C}.terminationMessagePolicy"}),
    (
        "two of a name",
        pod("containers: [{name: web, image: a}, {name: web, image: b}]"),
        {"Duplicate spec.containers[1].name"},
    ),
    (
        "an init container of the same name",
        pod("initContainers: [{name: web, image: a}]"),
        {f"Duplicate {I}.name"},
    ),
    (
        "a probe of an init container",
        pod("initContainers: [{name: a, image: a, livenessProbe: {tcpSocket: {port: 0}}}]"),
        {f"Forbidden {I}.livenessProbe"},
    ),
    (
        "hooks of an init container",
        pod("initContainers: [{name: a, image: a, lifecycle: {}}]"),
        {f"Forbidden {I}.lifecycle"},
    ),
    (
        "a probe of a sidecar",
        pod("initContainers: [{name: a, image: a, restartPolicy: Always, livenessProbe: {tcpSocket: {port: 80}}}]"),
        set(),
    ),
    (
        "an ephemeral container",
        pod("ephemeralContainers: [{name: a, image: a}]"),
        {"Forbidden spec.ephemeralContainers"},
    ),
    (
        "an ephemeral container with a port and an unknown target",
        pod("ephemeralContainers: [{name: a, image: a, ports: [{containerPort: 1}], targetContainerName: b}]"),
        {
            "Forbidden spec.ephemeralContainers",
            "Forbidden spec.ephemeralContainers[0].ports",
            "NotFound spec.ephemeralContainers[0].targetContainerName",
        },
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_containers(text: str, expected: set[str]) -> None:
    assert refusals(text) == expected


RESTARTS = [
    ("restartPolicy: Always", 33, {f"Forbidden {C}.restartPolicy"}),
    ("restartPolicy: Nonsense", 34, set()),
    ("restartPolicy: Always", 35, set()),
    ("restartPolicy: ''", 35, {f"NotSupported {C}.restartPolicy"}),
    ("restartPolicyRules: [{action: Restart, exitCodes: {operator: In}}]", 35, {f"Required {C}.restartPolicy"}),
    (
        "restartPolicy: Never, restartPolicyRules: [{action: RestartAllContainers}]",
        35,
        {f"NotSupported {C}.restartPolicyRules[0].action", f"Required {C}.restartPolicyRules[0].exitCodes"},
    ),
    (
        "restartPolicy: Never, restartPolicyRules: [{action: RestartAllContainers, exitCodes: {operator: in}}]",
        36,
        {f"NotSupported {C}.restartPolicyRules[0].exitCodes.operator"},
    ),
]


@pytest.mark.parametrize(("fields", "minor", "expected"), RESTARTS)
def test_restart_policy_of_a_container(fields: str, minor: int, expected: set[str]) -> None:
    assert refusals(container(fields), minor) == expected


def test_rules_of_a_sidecar_came_later_than_rules() -> None:
    rules = "restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [1]}}]"
    text = pod(f"initContainers: [{{name: a, image: a, restartPolicy: Always, {rules}}}]")
    assert refusals(text, 35) == {f"Forbidden {I}.restartPolicyRules"}
    assert refusals(text, 36) == set()


def test_an_init_container_knows_one_policy_before_135() -> None:
    text = pod("initContainers: [{name: a, image: a, restartPolicy: OnFailure}]")
    assert refusals(text, 33) == {f"NotSupported {I}.restartPolicy"}
    assert messages(text, 33) == [
        'init container "a": restartPolicy "OnFailure" needs Kubernetes 1.35; before only "Always"'
    ]
    assert refusals(text, 34) == set()


def test_a_padded_image_in_a_template_hurts_later() -> None:
    text = template("{containers: [{name: web, image: ' a'}]}")
    assert refusals(text) == set()
    assert warnings(text) == {"pods-refused-later"}


def test_the_nearest_word_is_a_fix_in_the_same_quotes() -> None:
    ((rule, found),) = findings(container('imagePullPolicy: "ifnotpresent"'))
    assert rule == "container-choice"
    assert found.message == 'container "web": imagePullPolicy cannot be "ifnotpresent"; did you mean "IfNotPresent"?'
    assert found.fix is not None
    assert found.fix.edits[0].text == '"IfNotPresent"'


def test_a_stop_signal_alone_is_dropped_with_its_hooks() -> None:
    text = pod("initContainers: [{name: a, image: a, lifecycle: {stopSignal: SIGTERM}}]")
    assert refusals(text, 33) == set()
    assert refusals(text, 32) == {f"Forbidden {I}.lifecycle"}
