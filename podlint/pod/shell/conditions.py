"""Tests: what `[`, `[[` and `test` find out about files, and what follows from a question's answer."""

from __future__ import annotations

from collections.abc import Sequence

from podlint.pod.shell.effects import EVEN_TWICE, Condition, Effect
from podlint.pod.shell.paths import resolve
from podlint.pod.shell.state import FALSE, TRUE, Answer, State, Watch
from podlint.pod.shell.word import UNKNOWN, Word

_FILE_TESTS = frozenset(("-e", "-f", "-d", "-s", "-r", "-w", "-x", "-L", "-h", "-S", "-p", "-b", "-c", "-a"))
_UNEQUAL = frozenset(("!=", "-ne", "-lt", "-gt"))
_COMPARISONS = _UNEQUAL | frozenset(("=", "==", "-eq", "-ge", "-le", "=~", "<", ">", "-nt", "-ot", "-ef"))

Token = tuple[Word, int]
"""A word of a test, and how many things the state watched for before the word was expanded."""


def evaluate(state: State, tokens: Sequence[Token], span: Word) -> Answer:
    """Return what a test's success says, and watch for the files that it names."""
    terms = _split(tokens, ("||", "-o"))
    if len(terms) > 1:
        for term in terms:
            evaluate(state, term, span)
        return ()
    answer: tuple[Condition, ...] = ()
    parts = _split(tokens, ("&&", "-a")) if len(tokens) > 2 else [list(tokens)]
    for part in parts:
        answer += _term(state, part, span)
    return answer


def _split(tokens: Sequence[Token], operators: tuple[str, ...]) -> list[list[Token]]:
    terms: list[list[Token]] = [[]]
    for token in tokens:
        if token[0].text in operators and terms[-1]:
            terms.append([])
        else:
            terms[-1].append(token)
    return terms


def _term(state: State, tokens: Sequence[Token], span: Word) -> tuple[Condition, ...]:
    holds = True
    kept = [token for token in tokens if token[0].text not in ("(", ")")]
    while len(kept) > 1 and kept[0][0].text == "!":
        holds = not holds
        kept = kept[1:]
    if not kept:
        return ()
    operator = kept[0][0].text
    if operator in _FILE_TESTS and len(kept) > 1:
        return (_file(state, kept[1][0], span, holds),)
    if operator in ("-n", "-z") and len(kept) > 1:
        return _text(state, kept[1][1], holds == (operator == "-n"))
    middle = kept[1][0].text if len(kept) > 1 else ""
    if middle in _COMPARISONS:
        return _comparison(state, kept, holds == (middle not in _UNEQUAL))
    if kept[0][0].known and len(state.watched) == kept[0][1]:
        return (TRUE if operator and operator != "0" else FALSE) or ()
    return _text(state, kept[0][1], holds)


def _file(state: State, word: Word, span: Word, holds: bool) -> Condition:  # noqa: FBT001 - the fact itself
    place = resolve(word, state.directory)
    if place is None:
        return Condition("path", "", holds)
    state.watched.append(Watch(place.path, "test", span.nth, span.start, span.end, holds))
    return Condition("path", place.path, holds)


def _text(state: State, mark: int, holds: bool) -> tuple[Condition, ...]:  # noqa: FBT001 - the fact itself
    """Whether a text is empty: with `$(ls -A D)` in it, whether D is."""
    asked = state.watched[mark:]
    paths = [watch for watch in asked if watch.target.startswith("/")]
    _set_polarity(state, mark, holds)
    if paths:
        return (Condition("path", paths[0].target, holds),)
    return (Condition("query", f"$({asked[0].target}", holds),) if asked else (Condition("test", "", holds),)


def _comparison(state: State, tokens: Sequence[Token], holds: bool) -> tuple[Condition, ...]:  # noqa: FBT001
    mark = tokens[0][1]
    left, right = tokens[0][0], tokens[2][0] if len(tokens) > 2 else tokens[0][0]
    substituted = UNKNOWN in left.text or UNKNOWN in right.text
    if not substituted and left.text == right.text and left.text.isdecimal():
        return TRUE or ()
    asked = state.watched[mark:]
    _set_polarity(state, mark, holds)
    return (Condition("query", f"$({asked[0].target}", holds),) if asked else (Condition("test", "", holds),)


def _set_polarity(state: State, mark: int, holds: bool) -> None:  # noqa: FBT001 - the fact itself
    """A compared answer of a server may be good or bad news; a file's name is there or not."""
    for at in range(mark, len(state.watched)):
        watch = state.watched[at]
        state.watched[at] = watch._replace(present=holds if watch.target.startswith("/") else None)


def negate(answer: Answer) -> tuple[Condition, ...]:
    """Return what may be true when a command fails; of several conditions nobody knows which one did."""
    if answer is None:
        return (Condition("command", "", holds=False),)
    return tuple(condition._replace(holds=not condition.holds) for condition in answer)


def flip(state: State, mark: int) -> None:
    """Negate what the state watches for since a point."""
    for at in range(mark, len(state.watched)):
        watch = state.watched[at]
        if watch.present is not None:
            state.watched[at] = watch._replace(present=not watch.present)


def wait_for(state: State, mark: int, how: str, *, present: bool) -> None:
    """Add a wait for each thing that a loop's condition asked for since a point."""
    seen: set[str] = set()
    for watch in state.watched[mark:]:
        if watch.present in (present, None) and watch.target not in seen:
            seen.add(watch.target)
            reason = f"{how} {watch.how}"
            at = watch.nth, watch.start, watch.end
            state.add(Effect("wait", watch.target, reason, state.certain, EVEN_TWICE, "", *at))
    del state.watched[mark:]
