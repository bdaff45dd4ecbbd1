"""What the cards do not show: versions, fragments, custom kinds, fixes on awkward texts, the bundle itself."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from podlint.custom_schema import validate
from podlint.data import folder
from podlint.diagnostic import Finding, Fix
from podlint.errors import ConfigError, UsageError
from podlint.manifest import Manifest, read
from podlint.schema import check_structure
from podlint.structure.definitions import bundle, structures, within
from podlint.structure.refused import refusals_of_missing
from podlint.structure.removed import REMOVED
from podlint.structure.values import plain
from podlint.text import Source

POD = """\
apiVersion: v1
kind: Pod
metadata: {{name: shop}}
spec:
  containers:
    - name: web
      image: shop:1
{}
"""


def manifests(text: str) -> list[Manifest]:
    return [manifest for document in read(Source("x.yaml", text)) for manifest in document.manifests]


def found(text: str, minor: int = 37) -> list[tuple[str, Finding]]:
    (manifest,) = manifests(text)
    return [(rule, finding) for rule, findings in check_structure(manifest, minor).items() for finding in findings]


def only(text: str, minor: int = 37) -> tuple[str, Finding]:
    (one,) = found(text, minor)
    return one


def in_container(lines: str, minor: int = 37) -> list[tuple[str, Finding]]:
    return found(POD.format("".join(f"      {line}\n" for line in lines.splitlines())), minor)


def fixed(text: str) -> str:
    fixes = [finding.fix for _, finding in found(text) if finding.fix is not None]
    edits = sorted((edit for fix in fixes for edit in fix.edits), reverse=True)
    for edit in edits:
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def fields(finding: Finding) -> list[str]:
    return [f"{refusal.reason} {refusal.field}" for refusal in finding.api]


# --- versions ---------------------------------------------------------------------------------------------------


def test_every_minor_knows_the_kinds_with_pods() -> None:
    assert list(bundle().minors) == list(range(25, 38))
    for minor in bundle().minors:
        for api_version, kind in (("v1", "Pod"), ("apps/v1", "Deployment"), ("batch/v1", "CronJob")):
            root = structures(minor).of_kind(api_version, kind)
            assert root is not None
            assert root.field("spec") is not None


@pytest.mark.parametrize("minor", [24, 38, 0])
def test_a_minor_that_is_not_bundled_is_wrong_use(minor: int) -> None:
    with pytest.raises(UsageError, match=r"1\.25 to 1\.37"):
        structures(minor)


@pytest.mark.parametrize(
    ("minors", "minor", "holds"),
    [("", 30, True), ("27-", 27, True), ("27-", 26, False), ("-25", 25, True), ("-25", 26, False), ("34-34", 34, True)],
)
def test_ranges_of_minors(minors: str, minor: int, holds: bool) -> None:
    assert within(minors, minor) is holds


@pytest.mark.parametrize(("minor", "count"), [(26, 1), (27, 0), (37, 0)])
def test_a_field_is_known_since_its_minor(minor: int, count: int) -> None:
    assert len(in_container("resizePolicy: []", minor)) == count


def test_a_field_that_went_is_told_so() -> None:
    text = POD.format("  workloadRef: {name: a, podGroup: b}")
    assert found(text, 35) == []
    rule, finding = only(text, 37)
    assert rule == "unknown-field"
    assert finding.message.endswith("since Kubernetes 1.36")


def test_the_bundle_lies_where_the_wheel_puts_it() -> None:
    path = os.path.join(folder("schemas"), "kubernetes.txt")
    assert os.path.getsize(path) < 60_000
    config = (Path(folder("schemas")).parent / "pyproject.toml").read_text(encoding="utf-8")
    assert '"schemas/kubernetes.txt" = "podlint/_data/schemas/kubernetes.txt"' in config


def test_each_type_in_the_bundle_exists() -> None:
    known = structures(37)
    leaves = {"string", "bytes", "time", "int32", "int64", "boolean", "number", "any", "int-or-string", "quantity"}
    for name in bundle().types:
        for _, expression, _ in known.fields_of(name):
            inner = re.sub(r"^(\[\]|\{\})+", "", expression)
            assert inner in leaves or inner in bundle().types, f"{name}: {expression}"


# --- identity ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("api_version", "kind", "meant"),
    [
        ("extensions/v1beta1", "Ingress", "networking.k8s.io/v1"),
        ("policy/v1beta1", "PodDisruptionBudget", "policy/v1"),
        ("autoscaling/v2beta2", "HorizontalPodAutoscaler", "autoscaling/v2"),
        ("app/v1", "Deployment", "apps/v1"),
        ("apps/v2", "StatefulSet", "apps/v1"),
        ("v1", "CronJob", "batch/v1"),
        ("rbac.authorization.k8s.io/v1beta1", "Role", "rbac.authorization.k8s.io/v1"),
    ],
)
def test_an_unserved_version_names_the_one_to_use(api_version: str, kind: str, meant: str) -> None:
    hits = found(f"apiVersion: {api_version}\nkind: {kind}\nmetadata: {{name: x}}\n")
    finding = next(finding for rule, finding in hits if rule == "unserved-api-version")
    assert finding.message.endswith(f'did you mean "{meant}"?')
    assert finding.fix is not None
    assert not finding.fix.safe


def test_versions_of_newer_minors_say_since_when() -> None:
    _, finding = only("apiVersion: resource.k8s.io/v1\nkind: DeviceClass\nmetadata: {name: x}\n", 33)
    assert "only since Kubernetes 1.34" in finding.message


def test_what_replaces_a_removed_version_is_served_now() -> None:
    for removed in REMOVED.values():
        assert removed.replacement is None or removed.replacement in bundle().served


def test_only_what_the_server_cannot_decode_is_said_to_be_refused_by_it() -> None:
    _, still = only("apiVersion: apps/v1beta1\nkind: Deployment\nmetadata: {name: x}\n")
    _, gone = only("apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: x}\n")
    assert still.api == ()
    assert fields(gone) == ["Decode "]


@pytest.mark.parametrize(
    "text",
    [
        "apiVersion: example.com/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {replicas: a}\n",
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\nfoo: 1\n",
    ],
)
def test_kinds_that_are_nobodys_business(text: str) -> None:
    assert found(text) == []


def test_an_object_is_checked_under_the_version_it_means() -> None:
    rules = [rule for rule, _ in found("kind: Pod\nmetadata: {name: x}\nspec: {contianers: []}\n")]
    assert rules == ["missing-field", "unknown-field"]


# --- pieces and custom kinds ------------------------------------------------------------------------------------


def test_a_fragment_is_one_finding_and_its_mistakes() -> None:
    text = "containers:\n  - name: web\n    imgae: shop:1\n  - ports: [{name: http}]\n    image: x\n"
    assert [(rule, finding.api != ()) for rule, finding in found(text)] == [
        ("missing-field", True),
        ("unknown-field", False),
    ]


KNATIVE = """\
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {{name: shop}}
spec:
  template:
    spec:
      containerConcurrency: 10
      timeoutSeconds: 30
      containers:
        - image: shop:1
          readinessProbe: {{httpGet: {{path: /}}}}
{}
"""


def test_what_a_controller_adds_or_fills_in_is_no_mistake() -> None:
    assert found(KNATIVE.format("")) == []


def test_what_no_controller_can_mean_is_one() -> None:
    rule, finding = only(KNATIVE.format("          env: [{name: A, value: 1}]"))
    assert rule == "wrong-type"
    assert finding.api == ()


# --- types ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["80", "80.0", "8e1", "0x50", "0o120", "0120", "0b1010000", "8_0", "null", "~", ""])
def test_whole_numbers_as_the_decoder_reads_them(value: str) -> None:
    assert [rule for rule, _ in in_container(f"ports: [{{name: a, containerPort: {value}}}]")] in (
        [],
        ["missing-field"],
    )


@pytest.mark.parametrize("value", ['"80"', "80.5", "y", "2147483648", "1e21", "1:20", "08x", '""', "[]", ".inf"])
def test_what_is_no_whole_number(value: str) -> None:
    assert [rule for rule, _ in in_container(f"ports: [{{containerPort: {value}}}]")] == ["wrong-type"]


@pytest.mark.parametrize(
    "value", ["a", '"1"', "1a", "12:30", "2026-01-31", "1.2.3", "yEs", "=", "!!str 1", "0o8", "'on'"]
)
def test_texts(value: str) -> None:
    assert in_container(f"env: [{{name: A, value: {value}}}]") == []


@pytest.mark.parametrize("value", ["1", "1.0", "1e3", "yes", "Off", "n", ".5", "0x1F", "1_000", "+1"])
def test_what_must_be_quoted_keeps_its_spelling(value: str) -> None:
    text = POD.format(f"      env: [{{name: A, value: {value}}}]")
    ((rule, finding),) = found(text)
    assert rule == "wrong-type"
    assert finding.fix is not None
    assert finding.fix.safe
    assert f'value: "{value}"' in fixed(text)
    assert found(fixed(text)) == []


def test_a_value_of_a_template_is_left_alone_and_one_of_a_shell_is_not() -> None:
    assert in_container('ports: [{containerPort: "{{ .Values.port }}"}]') == []
    assert len(in_container('ports: [{containerPort: "${PORT}"}]')) == 1


def test_an_octal_in_quotes_is_no_safe_fix() -> None:
    text = POD.format('  volumes: [{name: v, configMap: {name: c, defaultMode: "0640"}}]')
    _, finding = only(text)
    assert finding.fix is not None
    assert not finding.fix.safe


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ports:\n  containerPort: 80\n  name: http", "ports:\n  - containerPort: 80\n    name: http"),
        ("ports: {containerPort: 80}", "ports: [{containerPort: 80}]"),
        ("ports: {}", "ports: []"),
        (
            "securityContext:\n- privileged: true\n  runAsUser: 1",
            "securityContext:\n  privileged: true\n  runAsUser: 1",
        ),
        ("securityContext: []", "securityContext: {}"),
        ("command: run", "command: [run]"),
        ("args:\n  - --a: b", 'args:\n  - "--a: b"'),
        ("tty: 'true'", "tty: true"),
        ("stdin: YES_PLEASE\ntty: 'Yes'", "stdin: YES_PLEASE\ntty: true"),
    ],
)
def test_fixes_of_types(before: str, after: str) -> None:
    lines = "".join(f"      {line}\n" for line in before.splitlines())
    wanted = "".join(f"      {line}\n" for line in after.splitlines())
    assert fixed(POD.format(lines)) == POD.format(wanted)


def test_a_key_that_is_no_text_is_undecodable() -> None:
    rules = [rule for rule, _ in in_container("? [a]\n: b\n~: c")]
    assert rules == ["wrong-type", "wrong-type"]


def test_a_long_text_is_cut_in_the_message() -> None:
    ((_, finding),) = in_container(f"tty: {'x' * 200}")
    assert len(finding.message) < 120


# --- unknown, misplaced, doubled --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "home"),
    [
        ("protocol: TCP", 'belongs to an item of "ports"'),
        ("mountPath: /x", 'belongs to an item of "volumeMounts"'),
        ("serviceAccountName: x", 'belongs one level up, beside "containers"'),
        ("runAsUser: 1", 'belongs under "securityContext"'),
        ("limits: {}", 'belongs under "resources"'),
        ("exec: {command: [a]}", 'belongs under "livenessProbe", "readinessProbe" or "startupProbe"'),
        ("livenessProbe:\n  exec:\n    command: [a]\n    periodSeconds: 5", 'belongs one level up, beside "exec"'),
    ],
)
def test_where_a_key_belongs(lines: str, home: str) -> None:
    ((rule, finding),) = in_container(lines)
    assert rule == "misplaced-field"
    assert finding.message.endswith(home)


def test_a_volume_that_names_its_source_draws_the_key_there() -> None:
    text = POD.format("  volumes: [{name: v, hostPath: {type: Directory}, path: /srv}]")
    ((rule, finding), *_) = found(text)
    assert rule == "misplaced-field"
    assert finding.message == 'volume "v": "path" belongs under "hostPath"'


def test_a_misspelt_required_key_is_one_finding() -> None:
    rule, finding = only("apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {contianers: []}\n")
    assert rule == "unknown-field"
    assert fields(finding) == ["UnknownField spec.contianers", "Required spec.containers"]


def test_a_misplaced_required_key_is_one_finding() -> None:
    rule, finding = only("apiVersion: v1\nkind: Pod\nmetadata: {name: x}\ncontainers: []\nspec: {}\n")
    assert rule == "misplaced-field"
    assert fields(finding) == ["UnknownField containers", "Required spec.containers"]


def test_a_rename_is_not_offered_over_a_key_that_is_there() -> None:
    ((_, finding),) = in_container("Image: x")
    assert finding.fix is None


def test_a_quoted_key_keeps_its_quotes() -> None:
    text = POD.format('      "image-pull-policy": Always')
    assert '"imagePullPolicy": Always' in fixed(text)


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ("env: []\nenv: []", "env: []"),
        ("env:\n  - name: A\nenv:\n  - name: A", "env:\n  - name: A"),
        ("env: []\n# why\nenv: []", "env: []\n# why"),
        ("tty: true\ntty: true  # twice", "tty: true\ntty: true  # twice"),
        ("tty: true\ntty: yes", "tty: true\ntty: yes"),
        ("tty: true\ntty: false", "tty: true\ntty: false"),
    ],
)
def test_a_doubled_key_goes_only_with_the_same_value_and_no_comment(lines: str, left: str) -> None:
    text = POD.format("".join(f"      {line}\n" for line in lines.splitlines()))
    assert fixed(text) == POD.format("".join(f"      {line}\n" for line in left.splitlines()))


def test_a_doubled_key_in_flow_style_is_left_to_people() -> None:
    ((rule, finding),) = in_container("env: [{name: A, name: A}]")
    assert rule == "duplicate-key"
    assert finding.fix is None


def test_a_key_of_three_is_told_twice() -> None:
    assert [rule for rule, _ in in_container("tty: true\ntty: true\ntty: true")] == ["duplicate-key"] * 2


# --- missing ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("structure", "name", "parent", "kind", "minor", "said"),
    [
        ("Container", "name", "spec.containers[0]", "Pod", 37, ["Required spec.containers[0].name"]),
        ("HTTPGetAction", "port", "spec.x.httpGet", "Pod", 37, ["Invalid spec.x.httpGet.port"]),
        ("HTTPHeader", "name", "a.httpHeaders[2]", "Pod", 37, ["Invalid a.httpHeaders"]),
        ("HTTPHeader", "value", "a.httpHeaders[2]", "Pod", 37, []),
        ("DownwardAPIVolumeFile", "path", "v.downwardAPI.items[1]", "Pod", 37, ["Required v.downwardAPI.path"]),
        ("OwnerReference", "uid", "metadata.ownerReferences[0]", "Pod", 36, ["Invalid metadata.ownerReferences.uid"]),
        (
            "OwnerReference",
            "uid",
            "metadata.ownerReferences[0]",
            "Pod",
            37,
            ["Required metadata.ownerReferences[0].uid"],
        ),
        ("Container", "name", "spec.template.spec.containers[0]", "StatefulSet", 33, []),
        ("SleepAction", "seconds", "a.sleep", "Pod", 30, ["Invalid a.sleep"]),
        ("SleepAction", "seconds", "a.sleep", "Pod", 37, []),
        (
            "DeploymentSpec",
            "selector",
            "spec",
            "Deployment",
            37,
            ["Required spec.selector", "Invalid spec.template.metadata.labels"],
        ),
    ],
)
def test_what_the_server_says_of_a_missing_field(
    structure: str, name: str, parent: str, kind: str, minor: int, said: list[str]
) -> None:
    refusals = refusals_of_missing(structure, name, parent, kind, minor)
    assert [f"{refusal.reason} {refusal.field}" for refusal in refusals] == said


def test_what_the_server_does_without_is_a_warning() -> None:
    ((rule, finding),) = in_container("livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: A}]}}")
    assert rule == "missing-field"
    assert finding.severity is not None
    assert finding.severity.word == "warning"
    assert finding.api == ()


# --- layout -----------------------------------------------------------------------------------------------------


def test_lost_indentation_says_nothing_else() -> None:
    text = (
        "apiVersion: v1\nkind: Pod\nmetadata:\nname: x\nspec:\nrestartPolicy: Never\ncontainers:\n- name: a\nimage: b\n"
    )
    rule, finding = only(text)
    assert rule == "lost-indentation"
    assert text[finding.at.start : finding.at.end] == "metadata"
    assert "UnknownField containers" in fields(finding)


def test_a_lost_level_does_not_hide_other_mistakes() -> None:
    text = POD.format("      foo: 1\n  volumes:\n    - name: v\n      hostPath:\n      path: /x")
    assert sorted(rule for rule, _ in found(text)) == ["misplaced-field", "unknown-field"]


def test_an_empty_list_key_with_its_item_beside_it() -> None:
    ((rule, finding),) = in_container("ports:\ncontainerPort: 80")
    assert rule == "misplaced-field"
    assert finding.message.endswith('"ports" is empty: "containerPort" belongs in an item below it')


def test_shallow_items_move_together() -> None:
    text = POD.format("      volumeMounts:\n    - name: v\n      mountPath: /x\n    - name: w\n      mountPath: /y")
    assert [rule for rule, _ in found(text)] == ["misplaced-field"] * 2
    assert found(fixed(text)) == []


def test_shallow_items_stay_when_their_key_is_not_the_last() -> None:
    text = POD.format("      volumeMounts:\n      tty: true\n    - name: v\n      mountPath: /x")
    _, finding = only(text)
    assert finding.fix is None


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_shallow_items_are_indented_whatever_ends_the_lines(newline: str) -> None:
    text = POD.format("      volumeMounts:\n    - name: v\n      mountPath: /x\n\n      readOnly: true").replace(
        "\n", newline
    )
    after = fixed(text)
    assert f"      volumeMounts:{newline}        - name: v{newline}          mountPath: /x{newline}" in after
    assert found(after) == []


# --- aliases, JSON, values --------------------------------------------------------------------------------------


def test_a_mistake_behind_an_alias_is_told_where_the_alias_stands() -> None:
    text = POD.format("      env:\n        - &a {name: A, value: 1}\n        - *a")
    starts = [text[finding.at.start : finding.at.end] for _, finding in found(text)]
    assert sorted(starts) == ["*a", "1"]


def test_json_is_read_and_fixed_like_yaml() -> None:
    text = '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"hostNetwork": "true", "containers": []}}'
    assert '"hostNetwork": true' in fixed(text)


def test_plain_values_are_what_json_would_be() -> None:
    (manifest,) = manifests("apiVersion: v1\nkind: X\nmetadata: {name: 0x10, on: [1.0, 1.5, ~, yes, '1']}\n")
    assert plain(manifest.node) == {
        "apiVersion": "v1",
        "kind": "X",
        "metadata": {"name": 16, "true": [1, 1.5, None, True, "1"]},
    }


# --- schemas that users write -----------------------------------------------------------------------------------

CUSTOM = """\
apiVersion: example.com/v1
kind: Shop
metadata: {name: x}
spec:
  size: tiny
  colour: rde
  dor: 1
  items:
    - {}
"""
SCHEMA = {
    "properties": {
        "spec": {
            "additionalProperties": False,
            "properties": {
                "size": {"type": "integer"},
                "colour": {"enum": ["red", "green"]},
                "door": {},
                "items": {"items": {"required": ["id"]}},
            },
        }
    }
}


def test_a_users_schema_is_told_on_nodes() -> None:
    (manifest,) = manifests(CUSTOM)
    findings = validate(manifest, SCHEMA)
    assert [(CUSTOM[one.at.start : one.at.end], one.message, one.fix is not None) for one in findings] == [
        ("tiny", 'Shop "x": spec.size must be of type integer', False),
        ("rde", 'Shop "x": spec.colour cannot be "rde", only "red", "green"; did you mean "red"?', True),
        ("dor", 'Shop "x": spec has no field "dor"; did you mean "door"?', True),
        ("{}", 'Shop "x": spec.items[0] lacks "id"', False),
    ]
    assert all(one.fix is None or isinstance(one.fix, Fix) for one in findings)


def test_a_users_schema_that_is_none_is_an_error_of_the_configuration() -> None:
    (manifest,) = manifests(CUSTOM)
    with pytest.raises(ConfigError, match="no JSON Schema"):
        validate(manifest, {"type": "no such type"})
