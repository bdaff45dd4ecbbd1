"""How Deployments, DaemonSets and StatefulSets replace pods: kinds of strategy, and numbers or percentages.

Source: ValidateDeploymentStrategy, ValidateDaemonSetUpdateStrategy and validateRollingUpdateStatefulSet of
pkg/apis/apps/validation.
"""

from __future__ import annotations

from podlint.apiserver.choices import meant
from podlint.apiserver.controllers import count
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.values import absent, atoi, integer, is_digits, number, text
from podlint.diagnostic import Fix
from podlint.syntax.nodes import Mapping, Node, Scalar
from podlint.text import Edit

RULE = "update-strategy"
_MAX_UNAVAILABLE = frozenset((35, *range(37, 100)))
"""The minors in which a StatefulSet has maxUnavailable by default; its gate was switched off again in 1.36."""


def deployment_strategy(inquiry: Inquiry, node: Mapping, path: str) -> None:
    """Recreate, or rolling with room for at least one pod more or less."""
    kind = _kind(inquiry, node, path, ("Recreate", "RollingUpdate"), "NotSupported")
    rolling = node.fields.get("rollingUpdate")
    if rolling is None or absent(rolling):
        return
    if kind == "Recreate":
        message = f'{inquiry.title}: strategy "Recreate" has no rollingUpdate'
        inquiry.refuse(RULE, "Forbidden", f"{path}.rollingUpdate", inquiry.above(rolling), message)
    elif kind == "RollingUpdate" and rolling.__class__ is Mapping:
        _rolling_deployment(inquiry, rolling, f"{path}.rollingUpdate")


def _rolling_deployment(inquiry: Inquiry, node: Mapping, path: str) -> None:
    unavailable, surge = node.fields.get("maxUnavailable"), node.fields.get("maxSurge")
    _amount(inquiry, unavailable, f"{path}.maxUnavailable", most=100)
    _amount(inquiry, surge, f"{path}.maxSurge", most=None)
    if _size(unavailable, 25) == 0 and _size(surge, 25) == 0:
        _nothing_moves(inquiry, node, f"{path}.maxUnavailable", "Invalid", unavailable or surge)


def _nothing_moves(inquiry: Inquiry, node: Mapping, path: str, reason: str, at: Node | None) -> None:
    """Neither more nor fewer pods are allowed, so no pod could ever be replaced."""
    place = inquiry.above(node) if at is None else at.span
    message = f"{inquiry.title}: maxUnavailable and maxSurge cannot both be 0"
    inquiry.refuse(RULE, reason, path, place, message)


def daemon_set_strategy(inquiry: Inquiry, node: Mapping, path: str) -> None:
    """OnDelete, whose rest is not looked at, or rolling with either fewer or more pods, not both."""
    kind = _kind(inquiry, node, path, ("RollingUpdate", "OnDelete"), "NotSupported")
    rolling = node.fields.get("rollingUpdate")
    if kind != "RollingUpdate" or rolling.__class__ is not Mapping:
        return
    path = f"{path}.rollingUpdate"
    unavailable, surge = rolling.fields.get("maxUnavailable"), rolling.fields.get("maxSurge")
    _amount(inquiry, unavailable, f"{path}.maxUnavailable", most=100)
    _amount(inquiry, surge, f"{path}.maxSurge", most=100)
    fewer, more = _size(unavailable, 1), _size(surge, 0)
    if fewer and more and surge is not None:
        given = "it" if not absent(unavailable) else "it, 1 by default,"
        message = f"{inquiry.title}: maxSurge needs maxUnavailable 0, but {given} is not 0"
        inquiry.refuse(RULE, "Invalid", f"{path}.maxSurge", surge.span, message)
    elif fewer == 0 and more == 0:
        _nothing_moves(inquiry, rolling, f"{path}.maxUnavailable", "Required", unavailable)


def stateful_set_strategy(inquiry: Inquiry, node: Mapping, path: str) -> None:
    """OnDelete, or rolling from a partition on."""
    kind = _kind(inquiry, node, path, ("RollingUpdate", "OnDelete"), "Invalid")
    rolling = node.fields.get("rollingUpdate")
    if rolling is None or absent(rolling):
        return
    if kind == "OnDelete":
        message = f'{inquiry.title}: updateStrategy "OnDelete" has no rollingUpdate'
        inquiry.refuse(RULE, "Invalid", f"{path}.rollingUpdate", inquiry.above(rolling), message)
    elif kind == "RollingUpdate" and rolling.__class__ is Mapping:
        path = f"{path}.rollingUpdate"
        partition, unavailable = rolling.fields.get("partition"), rolling.fields.get("maxUnavailable")
        if partition is not None:
            count(inquiry, partition, f"{path}.partition")
        if unavailable is not None and not absent(unavailable) and inquiry.minor in _MAX_UNAVAILABLE:
            _unavailable(inquiry, unavailable, f"{path}.maxUnavailable")


def _unavailable(inquiry: Inquiry, node: Node, path: str) -> None:
    _amount(inquiry, node, path, most=100)
    if _size(node, 1) == 0 and _flaw(node, 100) is None:
        inquiry.refuse(RULE, "Invalid", path, node.span, f"{inquiry.title}: maxUnavailable cannot be 0")


def _kind(inquiry: Inquiry, node: Mapping, path: str, kinds: tuple[str, ...], reason: str) -> str:
    """The type of a strategy, RollingUpdate by default; the server reports a wrong one on the strategy."""
    given = node.fields.get("type")
    word = text(given) or "RollingUpdate"
    if given is not None and word not in kinds:
        name = path.rpartition(".")[2]
        message = f'{inquiry.title}: type of {name} cannot be "{word}"{meant(word, kinds)}'
        inquiry.refuse(RULE, reason, path, given.span, message)
    return word


def _amount(inquiry: Inquiry, node: Node | None, path: str, *, most: int | None) -> None:
    """A number of pods or a percentage of them."""
    flaw = None if node is None else _flaw(node, most)
    if node is None or flaw is None:
        return
    message = f"{inquiry.title}: {path.rpartition('.')[2]} {flaw}"
    inquiry.refuse(RULE, "Invalid", path, node.span, message, (), _number_fix(node))


def _number_fix(node: Node) -> Fix | None:
    """A quoted number was meant as a number."""
    if node.__class__ is Scalar and node.style and is_digits(node.value):
        return Fix("take the quotes away", (Edit(node.span, node.value),))
    return None


def _flaw(node: Node, most: int | None) -> str | None:
    amount, word = integer(node), text(node)
    if amount is not None:
        return f"is {amount}, it cannot be negative" if amount < 0 else None
    if word is None or absent(node):
        return None
    percent = _percent(word)
    if percent is None:
        return f'is "{word}", it must be a number or a percentage such as "25%"'
    return f'is "{word}", it cannot be more than {most}%' if most is not None and percent > most else None


def _percent(word: str) -> int | None:
    return number(word[:-1]) if word[-1:] == "%" and is_digits(word[:-1]) else None


def _size(node: Node | None, default: int) -> int | None:
    """The number that the server compares: of a text that is no percentage what Go's Atoi reads, else 0."""
    if node is None or absent(node):
        return default
    given, word = integer(node), text(node)
    if given is not None or word is None:
        return given
    percent = _percent(word)
    return percent if percent is not None else atoi(word) or 0
