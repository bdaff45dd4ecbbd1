"""The vocabulary of patterns and roles, and what a detector yields.

The roles and functions are those of the pod's own literature: sidecar, ambassador and adapter as in "Design Patterns
for Container-Based Distributed Systems" (Burns, Oppenheimer, 2016), native sidecars as in KEP-753.
"""

from typing import Literal, NamedTuple

from podlint.diagnostic import Evidence
from podlint.pod.model import Container

Role = Literal["app", "sidecar", "ambassador", "adapter", "init", "native-sidecar", "elector", "ephemeral"]
Confidence = Literal["high", "medium", "low"]

PATTERNS = (
    "single-container", "init", "sidecar", "ambassador", "adapter", "native-sidecar", "leader-election", "work-queue",
    "scatter-gather", "multi-app", "none",
)  # fmt: skip
"""The patterns of a pod, in the order in which they are told."""

HIGH, MEDIUM, LOW = 0.8, 0.55, 0.3
"""From which weight on a claim is of high, medium or low confidence; below the last it is not made."""


class Claim(NamedTuple):
    """What a detector holds a container for, how surely (0 to 1), and on what evidence."""

    role: Role
    function: str | None
    weight: float
    evidence: tuple[Evidence, ...]


class Match(NamedTuple):
    """The part that a container plays; `acts_as` is what a native sidecar is to the app."""

    container: Container
    role: Role
    acts_as: Role | None
    function: str | None
    confidence: Confidence
    evidence: tuple[Evidence, ...]


class PodMatch(NamedTuple):
    """The patterns of a pod and the parts of its containers, in the order of the manifest."""

    patterns: tuple[str, ...]
    matches: tuple[Match, ...]
    notes: tuple[Evidence, ...] = ()

    def of_role(self, *roles: Role) -> list[Match]:
        """The matches that play one of these parts, as a native sidecar or otherwise."""
        return [match for match in self.matches if match.role in roles or match.acts_as in roles]


def confidence(weight: float) -> Confidence:
    """The word for a weight."""
    return "high" if weight >= HIGH else "medium" if weight >= MEDIUM else "low"
