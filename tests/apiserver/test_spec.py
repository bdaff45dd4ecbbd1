"""Fields of a pod as a whole, annotations, and what is no business of the judge."""

from __future__ import annotations

import pytest

from podlint.apiserver import judge
from podlint.manifest import read
from podlint.text import Source
from tests.apiserver.judging import messages, pod, refusals, template, warnings

CASES = [
    ("restartPolicy: always", {"NotSupported spec.restartPolicy"}),
    ("restartPolicy: ''", set()),
    ("dnsPolicy: none", {"NotSupported spec.dnsPolicy"}),
    ("preemptionPolicy: ''", {"Required spec.preemptionPolicy"}),
    ("activeDeadlineSeconds: 0", {"Invalid spec.activeDeadlineSeconds"}),
    ("serviceAccountName: A", {"Invalid spec.serviceAccountName"}),
    ("serviceAccount: A", {"Invalid spec.serviceAccountName"}),
    ("serviceAccount: A\n  serviceAccountName: a", set()),
    ("runtimeClassName: ''", {"Invalid spec.runtimeClassName"}),
    ("priorityClassName: ''", set()),
    ("hostname: a.b", {"Invalid spec.hostname"}),
    ("hostnameOverride: ''", {"Invalid spec.hostnameOverride"}),
    ("hostnameOverride: a\n  hostNetwork: true", {"Forbidden spec.hostnameOverride"}),
    ("nodeName: a\n  schedulingGates: [{name: example.com/a}]", {"Forbidden spec.nodeName"}),
    ("dnsPolicy: None", {"Required spec.dnsConfig"}),
    ("terminationGracePeriodSeconds: -1", set()),
    ("overhead: {cpu: -1}", {"Invalid spec.overhead.limits[cpu]"}),
]


@pytest.mark.parametrize(("spec", "expected"), CASES)
def test_fields(spec: str, expected: set[str]) -> None:
    assert refusals(pod(spec)) == expected


def test_a_field_that_is_dropped_before_its_minor() -> None:
    assert refusals(pod("hostnameOverride: A"), 34) == set()


WARNED = [
    ("{terminationGracePeriodSeconds: -1, containers: [{name: a, image: a}]}", {"negative-grace-period"}),
    ("{imagePullSecrets: [{name: a}, {name: a}], containers: [{name: a, image: a}]}", {"image-pull-secret-name"}),
    (
        "{nodeName: a, schedulingGates: [{name: example.com/a}], containers: [{name: a, image: a}]}",
        {"pods-refused-later"},
    ),
]


@pytest.mark.parametrize(("spec", "expected"), WARNED)
def test_warnings_of_templates(spec: str, expected: set[str]) -> None:
    assert refusals(template(spec)) == set()
    assert warnings(template(spec)) == expected


COST = "controller.kubernetes.io/pod-deletion-cost"
SECCOMP = "seccomp.security.alpha.kubernetes.io/pod"
APPARMOR = "container.apparmor.security.beta.kubernetes.io/web"
TOLERATIONS = "scheduler.alpha.kubernetes.io/tolerations"
A = "metadata.annotations"

ANNOTATIONS = [
    (f"{{{COST}: '100'}}", "", set()),
    (f"{{{COST}: '+1'}}", "", {f"Invalid {A}[{COST}]"}),
    (f"{{{COST}: ''}}", "", {f"Invalid {A}[{COST}]"}),
    (f"{{{SECCOMP}: strict}}", "", {f"Invalid {A}.{SECCOMP}"}),
    (
        f"{{{SECCOMP}: unconfined}}",
        "securityContext: {seccompProfile: {type: RuntimeDefault}}",
        {"Forbidden spec.securityContext.seccompProfile.type"},
    ),
    (f"{{{APPARMOR}x: unconfined}}", "", {f"Invalid {A}[{APPARMOR}x]"}),
    (f"{{{APPARMOR}: on-my-honour}}", "", {f"Invalid {A}[{APPARMOR}]"}),
    ("{kubernetes.io/config.mirror: a}", "", {f"Invalid {A}[kubernetes.io/config.mirror]"}),
    ("{kubernetes.io/config.mirror: a}", "nodeName: a", set()),
    (f"{{{TOLERATIONS}: '[{{'}}", "", {f"Invalid {A}"}),
    (
        f'{{{TOLERATIONS}: \'[{{"operator": "Is"}}]\'}}',
        "",
        {f"Invalid {A}.{TOLERATIONS}[0].operator", f"NotSupported {A}.{TOLERATIONS}[0].operator"},
    ),
    (f'{{{TOLERATIONS}: \'[{{"KEY": "a", "operator": "Exists"}}]\'}}', "", set()),
]


@pytest.mark.parametrize(("annotations", "spec", "expected"), ANNOTATIONS)
def test_annotations(annotations: str, spec: str, expected: set[str]) -> None:
    assert refusals(pod(spec, f"{{name: shop, annotations: {annotations}}}")) == expected


def test_an_annotation_without_effect() -> None:
    text = pod("", f"{{name: shop, annotations: {{{SECCOMP}: unconfined}}}}")
    assert warnings(text) == {"deprecated-annotation"}


def test_messages_begin_with_the_object() -> None:
    assert messages(pod("restartPolicy: onfailure")) == [
        'Pod "shop": restartPolicy cannot be "onfailure"; did you mean "OnFailure"?'
    ]


@pytest.mark.parametrize(
    "text",
    [
        "containers: [{name: A}]\n",
        "apiVersion: v1\nkind: Service\nmetadata: {name: A}\n",
        "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {template: {spec: {containers: [{name: A}]}}}\n",
        "apiVersion: extensions/v1beta1\nkind: Deployment\nspec: {template: {spec: {containers: [{name: A}]}}}\n",
    ],
)
def test_what_the_server_judges_otherwise_is_left_alone(text: str) -> None:
    assert [judge(manifest, 37) for document in read(Source("a.yaml", text)) for manifest in document.manifests] == [{}]


@pytest.mark.parametrize("value", ["[]", "{}", "3", "true", "text", "null", "[null]", "[{}]", "{a: b}"])
def test_a_field_of_another_type_is_passed_over(value: str) -> None:
    fields = (
        "ports", "env", "envFrom", "resources", "securityContext", "volumeMounts", "volumeDevices", "lifecycle",
        "livenessProbe", "resizePolicy", "restartPolicy", "restartPolicyRules", "name", "image", "imagePullPolicy",
    )  # fmt: skip
    for field in fields:
        refusals(f"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {{containers: [{{{field}: {value}}}]}}\n")
    for field in (
        "containers",
        "volumes",
        "os",
        "resources",
        "securityContext",
        "tolerations",
        "hostAliases",
        "overhead",
    ):
        refusals(f"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {{{field}: {value}}}\n")


def test_numbers_without_end_are_no_fault() -> None:
    many = "9" * 5000
    text = f"spec: {{containers: [{{name: a, image: b, resources: {{limits: {{cpu: '{many}', memory: 1e{many}}}}}}}]}}"
    metadata = f"metadata: {{name: a, annotations: {{{COST}: '{many}'}}}}"
    assert f"Invalid {A}[{COST}]" in refusals(f"apiVersion: v1\nkind: Pod\n{metadata}\n{text}\n")
