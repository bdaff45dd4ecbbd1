"""Documents that are no YAML: nothing else can be said of them."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Refusal
from podlint.subject import Subject

SCOPE = "document"


def broken_yaml(subject: Subject) -> Iterator[Finding]:
    """Say in one sentence why the parser gave up, at the place of the mistake."""
    document = subject.document
    if document.problem is None:
        return
    from podlint.syntax.diagnose import diagnose

    found = diagnose(document.source, document.span, document.problem)
    yield Finding(
        found.at,
        found.message,
        evidence=tuple(Evidence(span, note) for span, note in found.evidence),
        api=(Refusal("Decode", ""),),
    )
