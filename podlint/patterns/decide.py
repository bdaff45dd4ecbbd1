"""From claims to parts: which container is the app, and which patterns the pod shows.

A pod exists for some container, so not all can be helpers: where every container is claimed, the least sure claim
gives way. A lone container is the app whatever its image is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podlint.diagnostic import Evidence
from podlint.patterns import adapter, ambassador, election, init, multinode, sidecar
from podlint.patterns.base import LOW, MEDIUM, Claim, Match, PodMatch, Role, confidence
from podlint.patterns.part import Part
from podlint.patterns.view import View
from podlint.pod.running import Running

_HELPERS: tuple[Callable[[Part], Iterator[Claim]], ...] = (
    election.detect, sidecar.detect, ambassador.detect, adapter.detect,
)  # fmt: skip
_APPS = frozenset(("app", "app-server", "database", "cache", "queue", "object-store", "coordination", "web-server"))
_ORDER = ("init", "native-sidecar", "sidecar", "ambassador", "adapter")
_AGREES = 0.01
"""So much surer is a claim for each other one that agrees: enough to decide between equals."""
_PIECES = 4
"""So many pieces of evidence are enough for one container."""


def detect(running: Running) -> PodMatch:
    """The parts of a pod's containers, and its patterns."""
    view = View(running)
    helpers = _helpers(view)
    matches = tuple(_match(view, part, helpers) for part in view.parts)
    over_pods = tuple(multinode.detect(view))
    notes = (*(note for _, note in over_pods), *multinode.notes(view, matches))
    return PodMatch(_patterns(matches, [name for name, _ in over_pods]), matches, notes)


def _helpers(view: View) -> dict[int, Claim]:
    """The claims that stand, by container; at least one main container is left as the app."""
    if len(view.mains) == 1:
        return {}
    claims: dict[int, Claim] = {}
    for part in view.mains:
        best = _best(part)
        if best is not None:
            claims[id(part)] = best
    if view.mains and len(claims) == len(view.mains):
        app = min(view.mains, key=lambda part: (claims[id(part)].weight, -_standing(part)))
        del claims[id(app)]
    return claims


def _standing(part: Part) -> int:
    """How much a container looks like what the pod is there for, where claims are equally weak."""
    container = part.container
    return 2 * bool(part.declared) + bool(container.probes) + bool(container.env or container.env_from)


def _best(part: Part) -> Claim | None:
    """The surest claim on a container; an image that is an app by itself is not made a helper by its name."""
    claims = [claim for detector in _HELPERS for claim in detector(part)]
    best = max(claims, key=lambda claim: claim.weight, default=None)
    if best is None or best.weight < LOW:
        return None
    if best.weight < MEDIUM and part.role in _APPS:
        return None
    agreeing = sum(claim.role == best.role for claim in claims) - 1
    merged = [piece for claim in claims if claim.role == best.role for piece in claim.evidence]
    pieces = tuple(dict.fromkeys((*best.evidence, *merged)))[:_PIECES]
    return best._replace(
        weight=min(best.weight + _AGREES * agreeing, 1.0) if best.weight >= MEDIUM else best.weight, evidence=pieces
    )


def _match(view: View, part: Part, helpers: dict[int, Claim]) -> Match:
    container = part.container
    if container.stage == "ephemeral":
        return Match(container, "ephemeral", None, None, "high", (Evidence(container.at, "put into the running pod"),))
    if container.stage == "init":
        claim = init.function_of(part)
        return Match(container, "init", None, claim.function, confidence(claim.weight), claim.evidence)
    if container.stage == "native":
        return _native(part)
    helper = helpers.get(id(part))
    if helper is None:
        return Match(container, "app", None, None, "high" if len(view.mains) == 1 else "medium", ())
    return Match(container, helper.role, None, helper.function, confidence(helper.weight), helper.evidence)


def _native(part: Part) -> Match:
    claim = _best(part) or Claim("sidecar", "other", LOW, ())
    acts_as: Role = "sidecar" if claim.role == "elector" else claim.role
    policy = part.container.restart_policy
    evidence = claim.evidence
    if policy is not None:
        evidence = (Evidence(policy.span, "starts before the app and stays"), *evidence)
    return Match(
        part.container, "native-sidecar", acts_as, claim.function or "other", confidence(claim.weight), evidence
    )


def _patterns(matches: tuple[Match, ...], over_pods: list[str]) -> tuple[str, ...]:
    if len(matches) == 1:
        return ("single-container", *over_pods)
    shown = {match.role for match in matches} | {match.acts_as for match in matches}
    found: list[str] = [name for name in _ORDER if name in shown]
    if "elector" in shown:
        found.append("leader-election")
    found += over_pods
    if sum(match.role == "app" for match in matches) > 1:
        found.append("multi-app")
    return tuple(found) or ("none",)
