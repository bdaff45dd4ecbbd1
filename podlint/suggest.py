"""What somebody probably meant: the nearest of the names that would have been right.

Distance is Damerau-Levenshtein's (optimal string alignment): a letter wrong, missing, added, or two neighbours
swapped count one each.
"""

from __future__ import annotations

from collections.abc import Iterable

_MOST_SLIPS = 3


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that a name most likely stands for, or None when it resembles none enough.

    A candidate that differs only in letter case, dashes, underscores or blanks always resembles; otherwise up
    to a third of the letters may be wrong, at most three. Of equals, one with the same first letter wins,
    then the first in alphabetical order.
    """
    wanted = folded(name)
    best: str | None = None
    bound = min(_MOST_SLIPS, len(wanted) // 3) + 1
    for candidate in sorted(set(candidates), key=lambda other: (other[:1].lower() != wanted[:1], other)):
        if candidate == name:
            continue
        other = folded(candidate)
        if other == wanted:
            return candidate
        if other and (cost := distance(wanted, other, bound)) < bound:
            best, bound = candidate, cost
    return best


def folded(name: str) -> str:
    """A name without what people get wrong most: letter case, dashes, underscores, blanks."""
    return name.lower().replace("-", "").replace("_", "").replace(" ", "")


def distance(first: str, second: str, bound: int) -> int:
    """How many slips lie between two words; `bound` when there are at least as many as that."""
    if abs(len(first) - len(second)) >= bound:
        return bound
    two_above: list[int] = []
    above = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        row = [i]
        for j, other in enumerate(second, 1):
            cost = min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, two_above[j - 2] + 1)
            row.append(cost)
        if min(row) >= bound:
            return bound
        two_above, above = above, row
    return min(above[-1], bound)


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """The end of a message that names the nearest candidate, or nothing."""
    meant = nearest(name, candidates)
    return "" if meant is None else f'; did you mean "{meant}"?'
