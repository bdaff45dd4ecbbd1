"""Findings to diagnostics: which object and container a place belongs to, its way from the root, its fingerprint."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from podlint.catalogue import Rule
from podlint.diagnostic import Diagnostic, Finding, Fix, ObjectId, Severity
from podlint.manifest import Document, Manifest
from podlint.subject import Subject
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence
from podlint.text import Source, Span

Step = tuple[str | int, Node]
"""A step of the way from a root to a node: the key or index, and the node it leads to."""


class Places:
    """Makes the diagnostics of one document, and counts equal ones for their fingerprints."""

    __slots__ = ("_document", "_seen")

    def __init__(self, document: Document) -> None:
        self._document = document
        self._seen: dict[str, int] = {}

    def diagnostic(self, rule: Rule, severity: Severity, finding: Finding, subject: Subject) -> Diagnostic:
        """A finding as users see it."""
        source = finding.source or subject.document.source
        manifest = self._manifest(finding, subject)
        steps = tuple(_way(manifest.node, finding.at)) if manifest is not None else ()
        identity = _identity(manifest, steps)
        way = tuple(_named_way(steps))
        references = rule.card().references
        return Diagnostic(
            rule.id,
            severity,
            finding.message,
            source,
            source.position(finding.at.start),
            source.position(finding.at.end),
            identity,
            yaml_path((*(manifest.path if manifest is not None else ()), *(step for step, _ in steps))),
            finding.evidence,
            self._editable(finding.fix, source),
            finding.api,
            references[0] if references else None,
            self._fingerprint(rule, source, identity, way),
            way if manifest is not None else (f"document {subject.document.number + 1}",),
        )

    def _manifest(self, finding: Finding, subject: Subject) -> Manifest | None:
        """The object that a finding stands in: the subject's, or one of the run when it stands in another text."""
        own = subject.manifest
        here = finding.source is None or finding.source is own.source
        if here and own.node.entries and own.node.start <= finding.at.start <= own.node.end:
            return own
        return subject.objects.at(finding.source or own.source, finding.at)

    def _editable(self, fix: Fix | None, source: Source) -> Fix | None:
        """No fix may change an alias: its text is not the value, and other uses would change too."""
        if fix is None or source is not self._document.source:
            return fix
        aliases = self._document.tree.aliases
        touched = any(
            edit.span.start < alias.end and alias.start < max(edit.span.end, edit.span.start + 1)
            for edit in fix.edits
            for alias in aliases
        )
        return None if touched else fix

    def _fingerprint(self, rule: Rule, source: Source, identity: ObjectId, way: tuple[str, ...]) -> str:
        """Stable while lines move: rule, object and way with names instead of indexes, and a running number."""
        from hashlib import blake2b

        key = "\0".join((rule.id, source.path, *(part or "" for part in identity[:4]), *way))
        number = self._seen[key] = self._seen.get(key, 0) + 1
        return f"{blake2b(key.encode('utf-8', 'replace'), digest_size=8).hexdigest()}:{number}"


def _way(root: Node, at: Span) -> Iterator[Step]:
    """The steps from a root to the node or key that a span lies in."""
    node: Node | None = root
    while node is not None and (node.start, node.end) != at:
        step = _step(node, at)
        if step is None:
            return
        yield step
        if step[1].start > at.start or step[1].end < at.end:
            return
        node = step[1]


def _step(node: Node, at: Span) -> Step | None:
    if isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            if item.start <= at.start and at.end <= item.end:
                return index, item
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            in_key = key.start <= at.start and at.end <= key.end
            if isinstance(key, Scalar) and (in_key or (value.start <= at.start and at.end <= value.end)):
                return key.value, value
    return None


def yaml_path(steps: tuple[str | int, ...]) -> str:
    """A way as text: `spec.containers[0].image`, keys with dots in brackets and quotes."""
    parts: list[str] = []
    for step in steps:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        elif step and all(char.isalnum() or char in "-_/" for char in step):
            parts.append(f".{step}" if parts else step)
        else:
            parts.append("['" + step.replace("\\", "\\\\").replace("'", "\\'") + "']")
    return "".join(parts)


def _named_way(steps: tuple[Step, ...]) -> Iterator[str]:
    for step, node in steps:
        name = node.text("name") if isinstance(step, int) and isinstance(node, Mapping) else None
        yield str(step) if name is None else f"name={name}"


def _identity(manifest: Manifest | None, steps: tuple[Step, ...]) -> ObjectId:
    if manifest is None:
        return ObjectId(None, None, None, None, None)
    return ObjectId(manifest.api_version, manifest.kind, manifest.namespace, manifest.name, _container_name(steps))


def _container_name(steps: tuple[Step, ...]) -> str | None:
    """The name of the container that a way passes through."""
    for (key, _), (index, node) in pairwise(steps):
        if key in {"containers", "initContainers", "ephemeralContainers"} and isinstance(index, int):
            return node.text("name") if isinstance(node, Mapping) else None
    return None
