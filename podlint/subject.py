"""What a check may look at: one document, object or pod, and the other objects of the run.

What several rules need is made once, when the first of them asks.
"""

from __future__ import annotations

from collections.abc import Mapping

from podlint.diagnostic import Finding
from podlint.manifest import Document, Manifest, PodTemplate
from podlint.objects import Objects
from podlint.patterns.base import PodMatch
from podlint.pod.model import Pod
from podlint.pod.running import Running
from podlint.syntax.nodes import Mapping as MappingNode

Found = Mapping[str, list[Finding]]
"""What a layer that finds everything in one walk gives: findings by rule."""


class Subject:
    """A document, the object in it that is looked at, and the pod; `minor` is the Kubernetes minor.

    A broken document has an object without content, and an object without a pod template a pod without
    containers: checks need not ask.
    """

    __slots__ = ("_matches", "_refusals", "_running", "_structure", "document", "manifest", "minor", "objects", "pod")

    def __init__(
        self, document: Document, manifest: Manifest | None, pod: Pod | None, objects: Objects, minor: int
    ) -> None:
        nothing = MappingNode([], False, document.span.start, document.span.start)  # noqa: FBT003
        self.document = document
        self.manifest = manifest or Manifest(document.source, document.number, nothing, (), None)
        self.pod = pod or Pod(self.manifest, PodTemplate((), None, nothing))
        self.objects = objects
        self.minor = minor
        self._running: Running | None = None
        self._matches: PodMatch | None = None
        self._structure: Found | None = None
        self._refusals: Found | None = None

    @property
    def running(self) -> Running:
        """What the pod does when it runs."""
        if self._running is None:
            self._running = Running(self.pod, self.objects)
        return self._running

    @property
    def matches(self) -> PodMatch:
        """The patterns of the pod and the part that each container plays."""
        if self._matches is None:
            from podlint.patterns.decide import detect

            self._matches = detect(self.running)
        return self._matches

    @property
    def structure(self) -> Found:
        """What the schema layer finds in the object, by rule."""
        if self._structure is None:
            from podlint.schema import check_structure

            self._structure = check_structure(self.manifest, self.minor)
        return self._structure

    @property
    def refusals(self) -> Found:
        """What the API server would refuse or warn of beyond the schema, by rule."""
        if self._refusals is None:
            from podlint.apiserver import judge

            self._refusals = judge(self.manifest, self.minor)
        return self._refusals
