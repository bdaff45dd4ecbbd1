"""From claims to parts: which container is the app, and which patterns the pod shows.

A pod exists for some container, so not all can be helpers: where every container is claimed, the least sure claim
gives way. A lone container is the app whatever its image is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podlint.diagnostic import Evidence
from podlint.patterns import adapter, ambassador, election, init, multinode, sidecar, structure
from podlint.patterns.base import LOW, MEDIUM, Claim, Match, PodMatch, Role, confidence
from podlint.patterns.view import View
from podlint.pod.model import Container
from podlint.pod.running import Running

_HELPERS: tuple[Callable[[View, Container], Iterator[Claim]], ...] = (
    election.detect, sidecar.detect, ambassador.detect, adapter.detect, structure.detect,
)  # fmt: skip
_APPS = frozenset(("app", "app-server", "database", "cache", "queue", "object-store", "coordination", "web-server"))
_ORDER = ("init", "native-sidecar", "sidecar", "ambassador", "adapter")


def detect(running: Running) -> PodMatch:
    """The parts of a pod's containers, and its patterns."""
    view = View(running)
    helpers = _helpers(view)
    matches = tuple(_match(view, container, helpers) for container in view.containers)
    notes = tuple(note for note in (multinode.work_queue(view), multinode.scatter_gather(view)) if note is not None)
    return PodMatch(_patterns(view, matches), matches, notes)


def _helpers(view: View) -> dict[int, Claim]:
    """The claims that stand, by container; at least one main container is left as the app."""
    if len(view.mains) == 1:
        return {}
    claims: dict[int, Claim] = {}
    for container in view.mains:
        best = _best(view, container)
        if best is not None:
            claims[id(container)] = best
    if view.mains and len(claims) == len(view.mains):
        app = min(view.mains, key=lambda container: claims[id(container)].weight)
        del claims[id(app)]
    return claims


def _best(view: View, container: Container) -> Claim | None:
    """The surest claim on a container; an image that is an app by itself is not made a helper by its name."""
    claims = [claim for detector in _HELPERS for claim in detector(view, container)]
    best = max(claims, key=lambda claim: claim.weight, default=None)
    if best is None or best.weight < LOW:
        return None
    facts = view.facts(container)
    if best.weight < MEDIUM and facts is not None and facts.role in _APPS:
        return None
    merged = [piece for claim in claims if claim.role == best.role for piece in claim.evidence]
    return best._replace(evidence=tuple(dict.fromkeys((*best.evidence, *merged)))[:4])


def _match(view: View, container: Container, helpers: dict[int, Claim]) -> Match:
    if container.stage == "ephemeral":
        note = Evidence(container.at, "put into the running pod")
        return Match(container, "ephemeral", None, None, "high", (note,))
    if container.stage == "init":
        claim = max(init.detect(view, container), key=lambda claim: claim.weight)
        return Match(container, "init", None, claim.function, confidence(claim.weight), claim.evidence)
    if container.stage == "native":
        claim = _best(view, container) or Claim("sidecar", "other", LOW, ())
        acts_as: Role = "sidecar" if claim.role == "elector" else claim.role
        policy = container.restart_policy
        evidence = (
            claim.evidence
            if policy is None
            else (Evidence(policy.span, "starts before the app and stays"), *claim.evidence)
        )
        return Match(container, "native-sidecar", acts_as, claim.function, confidence(claim.weight), evidence)
    helper = helpers.get(id(container))
    if helper is None:
        return Match(container, "app", None, None, "high" if len(view.mains) == 1 else "medium", ())
    return Match(container, helper.role, None, helper.function, confidence(helper.weight), helper.evidence)


def _patterns(view: View, matches: tuple[Match, ...]) -> tuple[str, ...]:
    shown = {match.role for match in matches} | {match.acts_as for match in matches}
    found: list[str] = [name for name in _ORDER if name in shown]
    if "elector" in shown:
        found.append("leader-election")
    if multinode.work_queue(view) is not None:
        found.append("work-queue")
    if multinode.scatter_gather(view) is not None:
        found.append("scatter-gather")
    if len([match for match in matches if match.role == "app"]) > 1:
        found.append("multi-app")
    if len(matches) == 1:
        return ("single-container", *(name for name in found if name in {"work-queue", "scatter-gather"}))
    return tuple(found) or ("none",)
