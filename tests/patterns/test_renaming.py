"""Detection under strain: whatever containers, volumes and images are called, it gives a part to each and never fails."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from podlint.manifest import read
from podlint.objects import Objects
from podlint.patterns.base import PATTERNS, PodMatch
from podlint.patterns.decide import detect
from podlint.pod.read import read_pod
from podlint.pod.running import Running
from podlint.text import Source

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "pods.yaml").read_text(encoding="utf-8"))
_NAMES = st.sampled_from(["a", "adapter", "ambassador", "sidecar", "proxy", "metrics", "log", "init", "x-y-z", "7", ""])
_IMAGES = st.sampled_from(
    [None, "", "nginx", "example.com/a/b:1", "a@sha256:0", "{{ .image }}", "UPPER/Case::", "busybox"]
)
_WORDS = st.lists(
    st.sampled_from([
        "--upstream=http://localhost:80", "-", "--", "--csi-address", "/csi/csi.sock", "sh", "-c", "while :; do", "tail -f /v/x",
        "--election=e", "--port=99999", "--listen=:0", "$(X)", "{{ . }}", "--instances=a=tcp:5432", "\x00", "é",
    ]),
    max_size=4,
)  # fmt: skip


def _found(spec: dict[str, Any]) -> tuple[Source, PodMatch]:
    text = yaml.safe_dump({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": spec})
    source = Source("pod.yaml", text)
    (manifest,) = next(iter(read(source))).manifests
    pod = read_pod(manifest, manifest.templates[0])
    return source, detect(Running(pod, Objects([manifest], [pod])))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(CASES), st.data())
def test_any_names_images_and_words(case: dict[str, Any], data: st.DataObject) -> None:
    spec = copy.deepcopy(case["spec"])
    containers = [container for key in ("initContainers", "containers") for container in spec.get(key) or ()]
    for container in containers:
        container["name"] = data.draw(_NAMES)
        container["image"] = data.draw(_IMAGES)
        if data.draw(st.booleans()):
            container["args"] = data.draw(_WORDS)
    source, found = _found(spec)
    assert len(found.matches) == len(containers) + len(spec.get("ephemeralContainers") or ())
    assert found.patterns
    assert set(found.patterns) <= set(PATTERNS)
    for match in found.matches:
        assert match.role == "app" or match.evidence
        for piece in match.evidence:
            assert 0 <= piece.span.start <= piece.span.end <= len(source.text)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CASES), st.permutations(range(6)))
def test_the_names_of_volumes_tell_nothing(case: dict[str, Any], order: list[int]) -> None:
    spec = copy.deepcopy(case["spec"])
    names = {volume["name"]: f"v{order[number % 6]}{number}" for number, volume in enumerate(spec.get("volumes") or ())}
    for volume in spec.get("volumes") or ():
        volume["name"] = names[volume["name"]]
    for key in ("initContainers", "containers", "ephemeralContainers"):
        for container in spec.get(key) or ():
            for mount in container.get("volumeMounts") or ():
                mount["name"] = names.get(mount["name"], mount["name"])
    before, after = _found(case["spec"])[1], _found(spec)[1]
    assert [(m.role, m.acts_as, m.function) for m in before.matches] == [
        (m.role, m.acts_as, m.function) for m in after.matches
    ]


def test_a_pod_has_at_least_one_app() -> None:
    for case in CASES:
        _, found = _found(case["spec"])
        mains = [match for match in found.matches if match.container.stage == "main"]
        assert not mains or any(match.role == "app" for match in mains), case["case"]
