"""What is said below an excerpt: the fix, what the API server says, and the object it is about."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Diagnostic
from podlint.escape import shown
from podlint.render.excerpt import MOST


def notes(diagnostic: Diagnostic) -> Iterator[str]:
    """The lines below the excerpts, each beginning with `help:` or `note:`."""
    if diagnostic.fix:
        safety = "safe" if diagnostic.fix.safe else "unsafe"
        yield f"help: {shown(diagnostic.fix.title)} ({safety} fix)"
    if len(diagnostic.evidence) > MOST:
        yield f"note: {len(diagnostic.evidence) - MOST} more places not shown"
    for refusal in diagnostic.api:
        yield f"note: the API server refuses it: {shown(refusal.field)}: {refusal.reason}"


def object_name(diagnostic: Diagnostic) -> str:
    """Which object it is about, or nothing; line numbers say little about text that came through a pipe."""
    kind, namespace, name = diagnostic.object.kind, diagnostic.object.namespace, diagnostic.object.name
    if not kind or not name:
        return ""
    where = f', namespace "{shown(namespace)}"' if namespace else ""
    return f'{shown(kind)} "{shown(name)}"{where}'
