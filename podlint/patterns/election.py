"""Leader election: a container that elects a leader among the replicas for the app beside it."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence
from podlint.patterns.base import Claim
from podlint.patterns.part import Part

_ELECTION = ("election", "election-id")
_OWN_FLAGS = (
    "leader-elect",
    "leader-election",
    "enable-leader-election",
    "leader-election-enabled",
    "leader-elect-lease-duration",
)


def detect(part: Part) -> Iterator[Claim]:
    """Claim an elector by its image, or by the flag that names the election it holds; by its name as a guess."""
    span = next((part.flag_at(flag) for flag in _ELECTION if flag in part.flags), None)
    told = () if span is None else (Evidence(span, "names the election it holds"),)
    if part.role == "elector":
        asked = [Evidence(local.call.span, f"{local.caller.label} asks it who leads") for local in part.called[:1]]
        yield Claim("elector", None, 0.92, (Evidence(part.at, "this image elects a leader"), *told, *asked))
    elif told:
        yield Claim("elector", None, 0.85, told)
    elif part.image_words & {"elector", "election"} or part.name_words & {"elector", "election"}:
        yield Claim("elector", None, 0.5, (Evidence(part.at, "called an elector"),))


def elects_itself(part: Part) -> Evidence | None:
    """The flag by which an app says that it elects a leader among its replicas itself."""
    for flag in _OWN_FLAGS:
        if flag in part.flags:
            return Evidence(part.flag_at(flag), "elects a leader among its replicas")
    return None
