"""From what a program claims to what a script does: certainty, guards and places are added here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from podlint.pod.shell.effects import Condition, Effect, Kind
from podlint.pod.shell.programs.call import Claim
from podlint.pod.shell.state import FALLS, OPEN, STAYS, State, Watch
from podlint.pod.shell.word import Word

_KEEPS_CONTENT = ("touch", "chown", "chmod", "chgrp", "sed", "perl", "yq", "mkdir", "htpasswd", "ln")


def record(state: State, claims: Sequence[Claim], span: Word | None, program: Word) -> int:
    """Add the effects of one call, and return how it may end; without a span each has its own word's place."""
    if not claims:
        return FALLS
    guard = _guard_of_call(state, claims)
    flow = FALLS
    named: tuple[str, ...] = ()
    for claim in claims:
        at = span or claim.word or program
        kind = claim.kind
        if kind == "open":
            flow |= OPEN
        elif kind == "questions":
            if state.answer is None:
                state.answer = (Condition("query", claim.how or program.text, holds=True),)
        elif kind == "asks":
            _watch(state, claim, at)
        elif kind == "creates" or kind == "consumes":
            if not guard and claim.target not in named:
                named = (*named, claim.target)
                _add(state, "unrepeatable", claim, at, "")
        else:
            if kind == "never-ends":
                flow = flow & ~FALLS | STAYS
            _add(state, kind, claim, at, guard)
            _remember(state, kind, claim, at)
    return flow


def _add(state: State, kind: Kind, claim: Claim, at: Word, guard: str) -> None:
    repeatable = claim.repeatable
    reason = claim.guard
    if kind == "append":
        reason = guard_of_append(state, claim.target)
        repeatable = bool(reason)
    elif guard and not repeatable:
        repeatable, reason = True, guard
    certain = claim.certain and state.certain
    state.add(Effect(kind, claim.target, claim.how, certain, repeatable, reason, at.nth, at.start, at.end))


def _remember(state: State, kind: Kind, claim: Claim, at: Word) -> None:
    """Keep what later commands of the script may rest on."""
    target = claim.target
    if kind == "write":
        if claim.how.startswith(("mkdir", "install -d")):
            state.directories.add(target)
        elif not claim.how.startswith(_KEEPS_CONTENT):
            state.written[target] = state.conditions
        if claim.certain:
            state.directories.add(target.rpartition("/")[0] or "/")
        state.removed.pop(target, None)
    elif kind == "delete":
        if claim.how.startswith("rm"):
            state.removed[target] = state.conditions
        state.written.pop(target, None)
    elif kind == "connect" or kind == "read":
        _watch(state, claim, at)


def _watch(state: State, claim: Claim, at: Word) -> None:
    state.watched.append(Watch(claim.target, claim.how, at.nth, at.start, at.end))


def _guard_of_call(state: State, claims: Sequence[Claim]) -> str:
    for claim in claims:
        if claim.kind == "creates":
            return guard_of_creation(state, claim.subject.removesuffix("/*"))
        if claim.kind == "consumes":
            return _guard_of_removal(state, claim.subject)
    return ""


def guard_of_creation(state: State, subject: str) -> str:
    """Return what keeps a step from meeting its own result: a test, a question, or a removal before it."""
    for condition in state.conditions:
        if condition.what == "path" and not condition.holds:
            return "test"
        if condition.what == "marker" and not condition.holds:
            return "marker"
        if condition.what == "query" and (not condition.holds or condition.subject[:2] == "$("):
            return "test" if condition.subject[:2] == "$(" else condition.subject
        if condition.what == "command" and not condition.holds:
            return "||"
    if state.lenient:
        return "set +e"
    if subject and any(_covers(removed, subject) for removed in _done(state, state.removed)):
        return "rm first"
    return ""


def _covers(removed: str, subject: str) -> bool:
    """`rm -rf D/*` leaves D itself, with whatever begins with a dot."""
    if removed.endswith("/*"):
        return subject.startswith(removed[:-1])
    return subject == removed or subject.startswith(f"{removed}/")


def _guard_of_removal(state: State, subject: str) -> str:
    """Return what makes sure that there is something to remove: a test, or that the script made it."""
    for condition in state.conditions:
        if condition.holds and condition.what in ("path", "query"):
            return "test" if condition.what == "path" else condition.subject
        if condition.what == "marker" and not condition.holds:
            return "marker"
    if state.lenient:
        return "set +e"
    made = subject and any(
        path == subject or (path.endswith("/*") and subject.startswith(path[:-1]))
        for path in _done(state, state.written)
    )
    return "made first" if made else ""


def _done(state: State, paths: Mapping[str, tuple[Condition, ...]]) -> list[str]:
    """What the script did before, under no other conditions than those that hold now."""
    now = state.conditions
    return [
        path
        for path, then in paths.items()
        if len(then) <= len(now) and all(old is new for old, new in zip(then, now, strict=False))
    ]


def guard_of_append(state: State, path: str) -> str:
    """Return what keeps an append from adding its lines again: a look at the file, or that it was made anew."""
    if path in _done(state, state.written) or path in _done(state, state.removed):
        return "> first"
    for condition in state.conditions:
        if condition.what in ("path", "marker") and not condition.holds:
            return "test" if condition.what == "path" else "marker"
        if condition.what == "query" and condition.subject[:2] == "$(" and condition.subject[2:] == path:
            return "test"
        if condition.what == "query" and not condition.holds and "grep" in condition.subject:
            return condition.subject
    return ""
