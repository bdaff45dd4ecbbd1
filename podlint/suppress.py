"""All suppressions of a text, and what is wrong with them; a text without the word costs one search.

How they are written is left to `directives` (comments) and `annotations`, which are imported when there is one.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from podlint.catalogue import Catalogue
from podlint.diagnostic import Finding, Fix
from podlint.manifest import Document, State
from podlint.selection import named
from podlint.text import Edit, Source, Span

if TYPE_CHECKING:
    from podlint.suppression import Name, Suppression, Suppressions

FAMILY = "suppressions"


def suppressions(source: Source, documents: Sequence[Document]) -> Suppressions | None:
    """The suppressions of a text, if it has any."""
    if "podlint" not in source.text:
        return None
    from podlint.annotations import annotated
    from podlint.directives import directives
    from podlint.suppression import Suppressions

    found = [*directives(source.text, documents)]
    for document in documents:
        for manifest in document.manifests:
            found += annotated(manifest)
    return Suppressions(found) if found else None


def complaints(
    found: Iterable[Suppression], documents: Sequence[Document], catalogue: Catalogue, on: Container[str]
) -> dict[str, list[Finding]]:
    """What is wrong with suppressions, by rule.

    Only what was looked for can be unused: `on` are the rules, and nothing was looked for in a document that could
    not be read or is a template.
    """
    complaint: dict[str, list[Finding]] = {}
    unread = [document.span for document in documents if document.state is not State.CHECKED]
    unknown = _Unknown(catalogue)
    for suppression in found:
        judged = on if not unread or not _touches(suppression, unread) else ()
        for rule, finding in _complaints(suppression, catalogue, unknown, judged):
            complaint.setdefault(rule, []).append(finding)
    return complaint


class _Unknown(dict[str, str | None]):
    """By name what is wrong with it: nothing when it is a rule's or a family's; each name is looked up once."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._known = {*catalogue, *(f"{rule.family}/*" for rule in catalogue.values())}

    def __missing__(self, name: str) -> str | None:
        message = None
        if name not in self._known:
            from podlint.suggest import did_you_mean

            message = f'no rule or family is called "{name}"{did_you_mean(name, self._known)}'
        self[name] = message
        return message


def _complaints(
    suppression: Suppression, catalogue: Catalogue, unknown: _Unknown, on: Container[str]
) -> Iterator[tuple[str, Finding]]:
    if suppression.slip is not None:
        yield "suppression-malformed", Finding(suppression.at, suppression.slip)
    elif not suppression.names:
        message = "a suppression without a rule would silence anything; name the rules in brackets"
        yield "suppression-without-rule", Finding(suppression.at, message)
    for name in suppression.names:
        slip = unknown[name.text]
        if slip is not None:
            yield "suppression-unknown-rule", Finding(suppression.at, slip)
        elif name.text not in suppression.used and _was_looked_for(name.text, catalogue, on):
            message = f'"{name.text}" finds nothing here to suppress'
            yield "suppression-unused", Finding(suppression.at, message, fix=_removal(name, suppression))


def _touches(suppression: Suppression, spans: Iterable[Span]) -> bool:
    own = (suppression.at, *suppression.covers)
    return any(part.start < span.end and span.start < part.end for span in spans for part in own)


def _was_looked_for(name: str, catalogue: Catalogue, on: Container[str]) -> bool:
    """Whether all that a name stands for is on."""
    return all(rule_id in on for rule_id in named(catalogue, [name]))


def _removal(name: Name, suppression: Suppression) -> Fix | None:
    if name.removal is None:
        return None
    title = "delete the comment" if len(suppression.names) == 1 else f'delete "{name.text}"'
    return Fix(title, (Edit(name.removal, ""),))  # not a safe one: with more files it may be needed
