"""Whatever the text, linting gives a report: never an exception, never a place outside the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from podlint.catalogue import load
from podlint.config import settings as chosen_settings
from podlint.diagnostic import Report
from podlint.linter import lint
from podlint.text import Source

CATALOGUE = load()
CHOSEN = chosen_settings(CATALOGUE, profile="strict")
POD = """\
apiVersion: v1
kind: Pod
metadata: {name: shop, labels: {app: shop}}
spec:
  initContainers:
    - {name: a, image: busybox, command: [sh, -c, "until nc -z db 1; do sleep 1; done; echo x > /d/y"]}
  containers:
    - name: web
      image: nginx:1.27
      ports: [{name: http, containerPort: 80}]
      env: [{name: URL, value: "http://localhost:81/"}]
      readinessProbe: {httpGet: {path: /, port: http}}
      volumeMounts: [{name: d, mountPath: /d}]
  volumes: [{name: d, emptyDir: {}}]
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {selector: {app: shop}, ports: [{port: 80, targetPort: http}]}
"""


def _lint(source: Source) -> Report:
    report = lint([source], CATALOGUE, lambda _: CHOSEN)
    for diagnostic in report.diagnostics:
        assert 0 <= diagnostic.start.offset <= diagnostic.end.offset <= len(source.text)
    counts = report.counts
    assert counts.documents == counts.checked + counts.not_kubernetes + counts.templates + counts.broken
    return report


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text())
def test_any_text_gives_a_report(text: str) -> None:
    _lint(Source("any.yaml", text))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.binary())
def test_any_bytes_give_a_report(data: bytes) -> None:
    _lint(Source.decode("any.yaml", data))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.integers(0, len(POD)),
    st.integers(0, 30),
    st.sampled_from(["", " ", "\n", "null", "[]", "{}", "x", ": ", "- ", '"']),
)
def test_a_damaged_manifest_gives_a_report(at: int, length: int, put: str) -> None:
    _lint(Source("pod.yaml", POD[:at] + put + POD[at + length :]))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.data())
def test_any_value_in_any_field_gives_a_report(data: st.DataObject) -> None:
    import json

    import yaml

    documents = list(yaml.safe_load_all(POD))
    node = documents[0]
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(node[key], dict | list) or not node[key] or data.draw(st.booleans()):
            node[key] = data.draw(VALUES)
            break
        node = node[key]
    _lint(Source("pod.yaml", "\n---\n".join(json.dumps(document) for document in documents)))
