"""What a check may look at: one document, object or pod, and the other objects of the run.

What several rules need is made once, when the first of them asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from podlint.diagnostic import Finding
from podlint.manifest import Document, Manifest, PodTemplate
from podlint.objects import Objects
from podlint.pod.images import NO_EXTRA, ImageFacts
from podlint.pod.model import Pod
from podlint.pod.running import Running
from podlint.syntax.nodes import Mapping as MappingNode

if TYPE_CHECKING:
    from podlint.patterns.base import PodMatch

_HOPELESS = ("lost-indentation", "placeholder-manifest", "unknown-kind", "unserved-api-version")
"""What the schema layer finds when the rest of the object is not worth a word."""
Found = Mapping[str, list[Finding]]
"""What a layer that finds everything in one walk gives: findings by rule."""
Layer = Literal["structure", "refusals", "suppressions"]
"""A layer that finds everything in one walk, as `Subject` calls what it finds."""


class Knowledge(NamedTuple):
    """What checks are told besides the texts: the Kubernetes minor, a user's images and schemas of custom kinds."""

    minor: int
    images: Mapping[str, ImageFacts] = NO_EXTRA
    schemas: Mapping[tuple[str, str], Mapping[str, object]] = {}


class Subject:
    """A document, the object in it that is looked at, and the pod; `minor` is the Kubernetes minor.

    A broken document has an object without content, and an object without a pod template a pod without
    containers: checks need not ask.
    """

    __slots__ = (
        "_matches", "_refusals", "_running", "_structure", "document", "knowledge", "manifest", "minor", "objects", "pod",
        "suppressions",
    )  # fmt: skip

    def __init__(
        self, document: Document, manifest: Manifest | None, pod: Pod | None, objects: Objects, knowledge: Knowledge
    ) -> None:
        self.document = document
        self.manifest = manifest or Manifest(document.source, document.number, _nothing(document), (), None)
        self.pod = pod or Pod(self.manifest, PodTemplate((), None, _nothing(document)))
        self.objects = objects
        self.knowledge = knowledge
        self.minor = knowledge.minor
        self.suppressions: Found = {}
        self._running: Running | None = None
        self._matches: PodMatch | None = None
        self._structure: Found | None = None
        self._refusals: Found | None = None

    @property
    def running(self) -> Running:
        """What the pod does when it runs."""
        if self._running is None:
            self._running = Running(self.pod, self.objects, self.knowledge.images)
        return self._running

    @property
    def matches(self) -> PodMatch:
        """The patterns of the pod and the part that each container plays."""
        if self._matches is None:
            from podlint.patterns.decide import detect

            self._matches = detect(self.running)
        return self._matches

    def found_by(self, layer: Layer) -> Found:
        """What a layer finds, by rule."""
        found: Found = getattr(self, layer)
        return found

    @property
    def structure(self) -> Found:
        """What the schema layer finds in the object, by rule."""
        if self._structure is None:
            from podlint.schema import check_structure

            self._structure = check_structure(self.manifest, self.minor)
            schema = self.knowledge.schemas.get((self.manifest.group, self.manifest.kind or ""))
            if schema is not None:
                from podlint.custom_schema import validate

                self._structure = {**self._structure, "custom-schema": validate(self.manifest, dict(schema))}
        return self._structure

    @property
    def refusals(self) -> Found:
        """What the API server would refuse or warn of beyond the schema, by rule."""
        if self._refusals is None:
            from podlint.apiserver import judge

            hopeless = any(rule in self.structure for rule in _HOPELESS)
            found = {} if hopeless else judge(self.manifest, self.minor)
            self._refusals = dict(_beyond(found, self.structure)) if found and self.structure else found
        return self._refusals


def _nothing(document: Document) -> MappingNode:
    return MappingNode([], flow=False, start=document.span.start, end=document.span.start)


def _beyond(refusals: Found, structure: Found) -> Iterator[tuple[str, list[Finding]]]:
    """The refusals that the schema layer has not told of already: one mistake is one finding."""
    told = {refusal.field for findings in structure.values() for finding in findings for refusal in finding.api}
    for rule, findings in refusals.items():
        fresh = [
            finding
            for finding in findings
            if not told or not finding.api or any(refusal.field not in told for refusal in finding.api)
        ]
        if fresh:
            yield rule, fresh
