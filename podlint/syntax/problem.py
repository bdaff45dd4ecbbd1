"""Why a part of a text is no YAML document: plain values; the sentence for people is `diagnose`'s."""

from typing import NamedTuple


class Problem(NamedTuple):
    """The reason, where it shows, and where what it is about began; `plain` when the reason needs no translation.

    A reason that is not plain is the YAML parser's own wording.
    """

    text: str
    at: int
    context: str | None = None
    context_at: int | None = None
    plain: bool = False

    def moved(self, offset: int) -> "Problem":
        """The same problem in a text that has `offset` more characters before it."""
        context_at = None if self.context_at is None else self.context_at + offset
        return self._replace(at=self.at + offset, context_at=context_at)


class Unfit(Exception):  # noqa: N818 - no fault of ours: it is caught where parsing begins
    """The text is YAML, but not such that Kubernetes' decoder or we can take it."""

    def __init__(self, text: str, at: int) -> None:
        super().__init__(text)
        self.problem = Problem(text, at, plain=True)


def too_deep(limit: int, at: int) -> Unfit:
    """The document nests deeper than anything that Kubernetes knows."""
    return Unfit(f"the document nests deeper than {limit} levels", at)
