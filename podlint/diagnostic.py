"""What podlint finds and reports: plain values, no logic beyond order."""

from enum import IntEnum
from typing import NamedTuple

from podlint.text import Edit, Position, Source, Span


class Severity(IntEnum):
    """How bad a finding is when it is true."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The name as users write and read it."""
        return self.name.lower()


class Evidence(NamedTuple):
    """Another place that a finding or a match rests on; `source` is None for the subject's own text."""

    span: Span
    note: str
    source: Source | None = None


class Fix(NamedTuple):
    """What podlint offers to change; a safe one may be applied unasked."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


class Refusal(NamedTuple):
    """What the API server would say: its reason and its own path of the field."""

    reason: str
    field: str


class Finding(NamedTuple):
    """What a check yields.

    `severity` is given only where the evidence carries less than the card's severity; `source` only where
    the finding stands in another text than the subject's; `api` only where the API server refuses.
    """

    at: Span
    message: str
    evidence: tuple[Evidence, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    source: Source | None = None
    api: tuple[Refusal, ...] = ()


class ObjectId(NamedTuple):
    """Which object, and which of its containers, a diagnostic speaks of; None where there is none."""

    api_version: str | None
    kind: str | None
    namespace: str | None
    name: str | None
    container: str | None


class Diagnostic(NamedTuple):
    """A finding with its rule, final severity, place and object: what a user sees.

    `yaml_path` leads from the document's root by keys and indexes; `way` from the object by keys and names, so that
    it stays while items move. A finding outside of objects has the number of its document for a way.
    """

    rule: str
    severity: Severity
    message: str
    source: Source
    start: Position
    end: Position
    object: ObjectId
    yaml_path: str
    evidence: tuple[Evidence, ...]
    fix: Fix | None
    api: tuple[Refusal, ...]
    url: str | None
    fingerprint: str
    way: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Where the diagnostic stands among others: by path, place, rule and message."""
        return (self.source.path, self.start.offset, self.end.offset, self.rule, self.message)


class Counts(NamedTuple):
    """How the documents of a run ended; the last four add up to `documents`."""

    files: int
    documents: int
    checked: int
    not_kubernetes: int
    templates: int
    broken: int


class Report(NamedTuple):
    """All that one run found, in order."""

    counts: Counts
    diagnostics: tuple[Diagnostic, ...]

    def total(self, severity: Severity) -> int:
        """How many diagnostics have this severity."""
        return sum(1 for diagnostic in self.diagnostics if diagnostic.severity is severity)
