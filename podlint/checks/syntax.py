"""Documents that are no YAML: nothing else can be said of them."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Finding, Refusal
from podlint.subject import Subject

SCOPE = "document"


def broken_yaml(subject: Subject) -> Iterator[Finding]:
    """Say in one sentence why the parser gave up, at the place of the mistake.

    A text without any indentation is looked at line by line first: it needs to know Kubernetes' fields.
    """
    document = subject.document
    if document.problem is None:
        return
    from podlint.structure.rebuild import lost_indentation
    from podlint.syntax.broken.words import refuses_first
    from podlint.syntax.diagnose import diagnose

    lost = lost_indentation(document.source, document.span, subject.minor)
    found = diagnose(document.source, document.span, document.problem)
    if lost is not None and not found.message.endswith("must be indented below it"):
        yield lost
        return
    fix = found.fix if lost is None else lost.fix
    api = (Refusal("Decode", ""),) if refuses_first(document.problem) else ()
    yield Finding(found.at, found.message, found.evidence, fix, api=api)
