"""What is said of one object while it is judged: refusals, their consequences, and warnings.

Rules and values are the validators' business; this module only keeps what they find, by rule. A finding may
name several fields, since one mistake can make the API server complain more than once.
"""

from __future__ import annotations

from podlint.diagnostic import Evidence, Finding, Fix, Refusal, Severity
from podlint.manifest import Manifest
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence
from podlint.text import Span

Mark = tuple[list[Finding], int]
"""Where a finding is kept, so that a later consequence can be added to it."""

LATER = "; the template is accepted, its pods will be refused"
"""How a message ends where the server takes a template and will refuse what is made of it."""


class Titled:
    """Whatever a message can begin with: the object itself, a container or a volume of it."""

    __slots__ = ()

    @property
    def title(self) -> str:
        """How a message names it, as in `container "web"`."""
        raise NotImplementedError


class Inquiry(Titled):
    """One object being judged for one Kubernetes minor."""

    __slots__ = ("findings", "last", "manifest", "minor")

    def __init__(self, manifest: Manifest, minor: int) -> None:
        self.manifest = manifest
        self.minor = minor
        self.findings: dict[str, list[Finding]] = {}
        self.last: Mark | None = None

    @property
    def title(self) -> str:
        """How a message begins that is about the whole object: `Deployment "web"`."""
        manifest = self.manifest
        return f'{manifest.kind} "{manifest.name}"' if manifest.name else f"{manifest.kind} without a name"

    def refuse(
        self,
        rule: str,
        reason: str,
        field: str,
        at: Span,
        message: str,
        evidence: tuple[Evidence, ...] = (),
        fix: Fix | None = None,
    ) -> Mark:
        """The API server refuses the object for this; the mark is for `also`."""
        return self._keep(rule, Finding(at, message, evidence, fix, api=(Refusal(reason, field),)))

    def warn(
        self,
        rule: str,
        at: Span,
        message: str,
        evidence: tuple[Evidence, ...] = (),
        fix: Fix | None = None,
        severity: Severity | None = None,
    ) -> Mark:
        """The object is accepted, with the server's warning or to be regretted later."""
        return self._keep(rule, Finding(at, message, evidence, fix, severity))

    def also(self, reason: str, field: str, mark: Mark | None = None) -> None:
        """Add what the server says besides to a finding: the marked one, else the last."""
        mark = mark or self.last
        if mark is None:
            return
        kept, index = mark
        kept[index] = kept[index]._replace(api=(*kept[index].api, Refusal(reason, field)))

    def mark_of(self, field: str) -> Mark | None:
        """The first finding for which the server names a field."""
        for kept in self.findings.values():
            for index, finding in enumerate(kept):
                if any(refusal.field == field for refusal in finding.api):
                    return kept, index
        return None

    def mark(self, rule: str) -> Mark | None:
        """The last finding of a rule, if there is one."""
        kept = self.findings.get(rule)
        return (kept, len(kept) - 1) if kept else None

    def above(self, node: Node) -> Span:
        """Where something that a node lacks is reported: its key, or the first key of a list's item."""
        return _key_of(self.manifest.node, node) or first(node)

    def _keep(self, rule: str, finding: Finding) -> Mark:
        kept = self.findings.setdefault(rule, [])
        kept.append(finding)
        self.last = (kept, len(kept) - 1)
        return self.last


def first(node: Node) -> Span:
    """The first key of a mapping that has one, else the node itself."""
    if isinstance(node, Mapping) and node.entries:
        return node.entries[0][0].span
    return node.span


def _key_of(root: Node, wanted: Node) -> Span | None:
    """The key whose value is this very node; a search, so for findings only."""
    if isinstance(root, Sequence):
        return next((span for item in root.items if (span := _key_of(item, wanted))), None)
    if isinstance(root, Scalar):
        return None
    for key, value in root.entries:
        found = key.span if value is wanted else _key_of(value, wanted)
        if found is not None:
            return found
    return None
