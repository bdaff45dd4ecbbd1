"""Leader election: a container that elects a leader among the replicas for the app beside it."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence
from podlint.patterns.base import Claim
from podlint.patterns.view import View
from podlint.pod.model import Container

_FLAGS = ("election", "election-namespace", "lease-name", "lock-name", "leader-election-id")
_OWN_FLAGS = frozenset(("leader-elect", "leader-election", "enable-leader-election", "leader-election-enabled"))


def detect(view: View, container: Container) -> Iterator[Claim]:
    """Claim an elector by its image, or by a flag that names the election in a container that does nothing else."""
    facts = view.facts(container)
    if facts is not None and facts.role == "elector":
        yield Claim("elector", None, 0.92, (Evidence(view.at(container), "this image elects a leader"),))
        return
    span = view.flag_span(container, *_FLAGS[:1])
    if span is not None:
        yield Claim("elector", None, 0.85, (Evidence(span, "names the election it holds"),))
        return
    words = view.name_words(container) | view.image_words(container)
    if words & {"elector", "election"} and len(view.mains) > 1:
        yield Claim("elector", None, 0.6, (Evidence(view.at(container), "called an elector"),))


def elects_itself(view: View, container: Container) -> Evidence | None:
    """The flag by which an app says that it elects a leader among its replicas itself."""
    for flag in view.flags(container):
        if flag in _OWN_FLAGS:
            span = view.flag_span(container, flag)
            return Evidence(span or view.at(container), "elects a leader among its replicas")
    return None
