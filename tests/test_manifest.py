"""Each document ends in one of four states, and the objects and pod templates in it are found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podlint.kinds import KINDS
from podlint.manifest import Document, State, read
from podlint.syntax.nodes import Mapping
from podlint.text import Source

SPEC = "{containers: [{name: a, image: b}]}"
TEMPLATE = f"{{template: {{spec: {SPEC}}}}}"


def documents(text: str) -> list[Document]:
    return read(Source("x.yaml", text))


def only(text: str) -> Document:
    (document,) = documents(text)
    return document


def found(text: str) -> list[tuple[str | None, tuple[str | int, ...]]]:
    """Each object's kind, with the path of each pod template in the document."""
    return [
        (manifest.kind, (*manifest.path, *template.path))
        for document in documents(text)
        for manifest in document.manifests
        for template in manifest.templates
    ]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("apiVersion: v1\nkind: Pod\n", State.CHECKED),
        ("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n", State.CHECKED),
        ("kind: Pod\nspec: {}\n", State.CHECKED),
        ("apiVersion: v1\nmetadata: {}\n", State.CHECKED),
        ("apiVersion: v1\nkind: List\nitems: []\n", State.CHECKED),
        ('{"apiVersion": "v1", "kind": "Pod"}', State.CHECKED),
        ("apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: {group: x}\n", State.CHECKED),
        (f"apiVersion: v1\nkind: Pod\nspec:\n  containers: [{{name: a, image: b, args: ['{'{{.Name}}'}']}}]\n", State.CHECKED),
        ("apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - args:\n    - --template={{.Name}}\n", State.CHECKED),
        ("apiVersion: v1\nkind: Pod\nmetadata: {name: '{{ .Release.Name }}'}\n", State.TEMPLATE),
        ("apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: {{ .Values.n }}\n", State.TEMPLATE),
        ("apiVersion: v1\nkind: Pod\n{{- if .x }}\nspec: {}\n{{- end }}\n", State.TEMPLATE),
        ("apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - args: ['{{.Name}}']\n   command: [x]\n", State.BROKEN),
        ("a: [\n", State.BROKEN),
        ("# {{ x }}\na: [\n", State.BROKEN),
        # other people's files
        ("just text\n", State.NOT_KUBERNETES),
        ("- hosts: all\n  tasks: [{name: x, command: y}]\n", State.NOT_KUBERNETES),
        ("version: '3'\nservices: {web: {image: x}}\n", State.NOT_KUBERNETES),
        ("name: ci\non: push\njobs: {a: {runs-on: '${{ matrix.os }}', container: {image: x}}}\n", State.NOT_KUBERNETES),
        ("openapi: 3.0.0\ninfo: {title: x}\npaths: {}\n", State.NOT_KUBERNETES),
        ("apiVersion: v2\nname: chart\nversion: 1.0.0\n", State.NOT_KUBERNETES),
        ("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n", State.NOT_KUBERNETES),
        ("resources: [a.yaml]\nimages: [{name: x}]\n", State.NOT_KUBERNETES),
        ("apiVersion: v1\nkind: Config\nclusters: []\n", State.NOT_KUBERNETES),
        ("apiVersion: skaffold/v4beta11\nkind: Config\nmetadata: {name: x}\n", State.NOT_KUBERNETES),
        ("apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\nnodes: []\n", State.NOT_KUBERNETES),
        ("apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n", State.NOT_KUBERNETES),
        (f"replicaCount: 1\nimage: {{tag: x}}\ninitContainers: [{{name: a, image: b}}]\nother: {SPEC}\n", State.NOT_KUBERNETES),
        ("containers: {a: {image: b}}\n", State.NOT_KUBERNETES),
        ("spec: {replicas: 1}\n", State.NOT_KUBERNETES),
        ("kind: x\n", State.NOT_KUBERNETES),
    ],
)  # fmt: skip
def test_how_a_document_ends(text: str, state: State) -> None:
    assert only(text).state is state


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"apiVersion: v1\nkind: Pod\nspec: {SPEC}\n", [("Pod", ())]),
        (f"apiVersion: apps/v1\nkind: Deployment\nspec: {TEMPLATE}\n", [("Deployment", ("spec", "template"))]),
        (f"kind: Deployment\nspec: {TEMPLATE}\n", [("Deployment", ("spec", "template"))]),
        ("apiVersion: apps/v1\nkind: Deployment\nspec: {template: {metadata: {}}}\n", []),
        (f"apiVersion: v1\nkind: PodTemplate\ntemplate: {{spec: {SPEC}}}\n", [("PodTemplate", ("template",))]),
        (
            f"apiVersion: batch/v1\nkind: CronJob\nspec: {{jobTemplate: {{spec: {TEMPLATE}}}}}\n",
            [("CronJob", ("spec", "jobTemplate", "spec", "template"))],
        ),
        (
            f"apiVersion: v1\nkind: List\nitems:\n- {{apiVersion: v1, kind: Pod, spec: {SPEC}}}\n- 1\n- {{a: 1}}\n"
            f"- apiVersion: v1\n  kind: List\n  items: [{{apiVersion: v1, kind: Pod, spec: {SPEC}}}]\n",
            [("Pod", ("items", 0)), ("Pod", ("items", 3, "items", 0))],
        ),
        (
            f"apiVersion: apps/v1\nkind: DeploymentList\nitems:\n- metadata: {{name: x}}\n  spec: {TEMPLATE}\n",
            [("Deployment", ("items", 0, "spec", "template"))],
        ),
        (
            f"apiVersion: template.openshift.io/v1\nkind: Template\nobjects:\n- {{apiVersion: v1, kind: Pod, spec: {SPEC}}}\n",
            [("Pod", ("objects", 0))],
        ),
        (
            "apiVersion: ray.io/v1\nkind: RayCluster\nspec:\n"
            f"  headGroupSpec: {TEMPLATE}\n  workerGroupSpecs: [{{template: {{spec: {SPEC}}}}}, {{}}]\n",
            [
                ("RayCluster", ("spec", "headGroupSpec", "template")),
                ("RayCluster", ("spec", "workerGroupSpecs", 0, "template")),
            ],
        ),
        (
            f"apiVersion: kubeflow.org/v1\nkind: TFJob\nspec: {{tfReplicaSpecs: {{Chief: {{template: {{spec: {SPEC}}}}}}}}}\n",
            [("TFJob", ("spec", "tfReplicaSpecs", "Chief", "template"))],
        ),
        (f"apiVersion: example.com/v1\nkind: Deployment\nspec: {TEMPLATE}\n", []),
        (f"{SPEC}\n", [(None, ())]),
        (f"containers: [{{name: a}}]\nvolumes: []\n---\nspec: {SPEC}\n", [(None, ()), (None, ())]),
        (f"metadata: {{}}\nspec: {TEMPLATE}\n", [(None, ("spec", "template"))]),
    ],
)  # fmt: skip
def test_where_pod_templates_are(text: str, expected: list[tuple[str | None, tuple[str | int, ...]]]) -> None:
    assert found(text) == expected


def test_identity_of_an_object() -> None:
    text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\n"
    (manifest,) = only(text).manifests
    assert (manifest.api_version, manifest.group, manifest.kind) == ("apps/v1", "apps", "Deployment")
    assert (manifest.name, manifest.namespace, manifest.fragment) == ("web", "shop", None)
    (generated,) = only("apiVersion: v1\nkind: Pod\nmetadata: {generateName: web-}\n").manifests
    assert (generated.group, generated.name) == ("", "web-")


def test_a_typed_list_names_the_kind_of_its_items() -> None:
    (manifest,) = only("apiVersion: apps/v1\nkind: DeploymentList\nitems: [{metadata: {name: x}}]\n").manifests
    assert (manifest.api_version, manifest.group, manifest.kind, manifest.path) == (
        "apps/v1", "apps", "Deployment", ("items", 0),
    )  # fmt: skip


def test_fragments_say_what_they_are() -> None:
    assert [document.manifests[0].fragment for document in documents(f"{SPEC}\n---\nspec: {SPEC}\n")] == [
        "pod spec",
        "object",
    ]


def test_kinds_of_a_user_are_found() -> None:
    kinds = {**KINDS, ("example.com", "Shop"): ("spec.parts[].pod",)}
    text = f"apiVersion: example.com/v1\nkind: Shop\nspec: {{parts: [{{}}, {{pod: {{spec: {SPEC}}}}}]}}\n"
    (document,) = read(Source("x", text), kinds)
    (template,) = document.manifests[0].templates
    assert template.path == ("spec", "parts", 1, "pod")
    assert isinstance(template.spec, Mapping)


@pytest.mark.parametrize("path", sorted({path for paths in KINDS.values() for path in paths}))
def test_every_path_of_the_table_is_followed(path: str) -> None:
    """A text made from the path itself must lead to the pod template at its end."""
    inner: object = {"spec": {"containers": []}}
    for step in reversed(path.split(".") if path else []):
        inner = {step.removesuffix("[]").replace("*", "any"): [inner] if step.endswith("[]") else inner}
    assert isinstance(inner, dict)
    (document,) = read(Source("x", json.dumps({"apiVersion": "a/v1", "kind": "B", **inner})), {("a", "B"): (path,)})
    assert len(document.manifests[0].templates) == 1


def test_documents_are_numbered_as_the_judged_ones(shared: Path) -> None:
    """The judged documents are workloads, so each number must lead to one."""
    corpus = shared / "corpus"
    read_already: dict[str, list[Document]] = {}
    workloads = {"Pod", "PodTemplate", "ReplicationController", "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"}
    for line in (corpus / "apiserver" / "real.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        name = case["file"]
        if name not in read_already:
            read_already[name] = read(Source.decode(name, (corpus / name).read_bytes()))
        document = read_already[name][case["document"]]
        assert document.state is State.CHECKED
        assert document.number == case["document"]
        assert document.manifests[0].kind in workloads | {"Job", "CronJob"}
