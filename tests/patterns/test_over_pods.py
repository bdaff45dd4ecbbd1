"""Patterns over several pods of one input: what an election, a root or a queue rests on beyond its own containers."""

from __future__ import annotations

from podlint.manifest import read
from podlint.objects import Objects
from podlint.patterns.base import PodMatch
from podlint.patterns.decide import detect
from podlint.pod.read import read_pod
from podlint.pod.running import Running
from podlint.text import Source
from tests.marks import Marked, read_marks

ROOT = """apiVersion: v1
kind: Pod
metadata: {name: root}
spec:
  containers:
    - name: root
      image: example.com/search/root:1
      env: [{name: LEAVES, value: "leaf-0.leaf:9000,leaf-1.leaf:9000"}]  #~ asks all of these and merges their answers
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: leaf}  #~ the leaves behind Service leaf
spec:
  replicas: 2
  serviceName: leaf
  selector: {matchLabels: {app: leaf}}
  template:
    metadata: {labels: {app: leaf}}
    spec:
      containers: [{name: leaf, image: "example.com/search/leaf:1"}]
---
apiVersion: v1
kind: Service
metadata: {name: leaf}
spec: {clusterIP: None, selector: {app: leaf}, ports: [{port: 9000}]}
"""
ELECTION = """apiVersion: apps/v1
kind: Deployment
metadata: {name: jobs}
spec:
  replicas: 3  #~ so many replicas elect one of them
  selector: {matchLabels: {app: jobs}}
  template:
    metadata: {labels: {app: jobs}}
    spec:
      containers:
        - {name: worker, image: "example.com/jobs:1", args: ["--leader=http://localhost:4040"]}
        - {name: elector, image: "example.com/elect:1", args: ["--election=jobs", "--http=localhost:4040"]}
---
apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: {name: jobs}  #~ the Lease that the election is held over
spec: {}
"""
JOB = """apiVersion: batch/v1
kind: Job
metadata: {name: frames}
spec:
  parallelism: 4  #~ several pods at once and no count of completions: they share a queue
  template:
    spec:
      restartPolicy: Never
      containers: [{name: render, image: "example.com/render:1"}]
"""
ITSELF = """apiVersion: v1
kind: Pod
metadata: {name: controller}
spec:
  containers:
    - name: manager
      image: example.com/controller:1
      args:
        - --leader-elect  #~ elects a leader among its replicas
"""


def _first(marked: Marked) -> tuple[Source, PodMatch]:
    source = Source("all.yaml", marked.text)
    manifests = [manifest for document in read(source) for manifest in document.manifests]
    pods = [read_pod(manifest, template) for manifest in manifests for template in manifest.templates]
    return source, detect(Running(pods[0], Objects(manifests, pods)))


def _holds(text: str, *patterns: str) -> None:
    marked = read_marks(text)
    source, found = _first(marked)
    assert sorted((source.position(note.span.start).line, note.note) for note in found.notes) == sorted(marked.evidence)
    assert found.patterns == patterns


def test_a_root_and_its_leaves() -> None:
    _holds(ROOT, "single-container", "scatter-gather")


def test_an_election_with_its_lease_and_replicas() -> None:
    _holds(ELECTION, "leader-election")


def test_a_job_whose_pods_share_a_queue() -> None:
    _holds(JOB, "single-container", "work-queue")


def test_a_counted_job_shares_no_queue() -> None:
    _, found = _first(read_marks(JOB.replace("parallelism: 4", "parallelism: 4\n  completions: 8")))
    assert found.patterns == ("single-container",)


def test_an_app_that_elects_by_itself_is_told_but_no_elector() -> None:
    _holds(ITSELF, "single-container")
