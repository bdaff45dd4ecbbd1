"""What a renderer is told besides the report: looks, versions, and where to look a rule's card up."""

from collections.abc import Callable
from typing import NamedTuple

from podlint.diagnostic import Severity


class CardText(NamedTuple):
    """What a rule's card says, as far as reports quote it; the body is Markdown."""

    summary: str
    body: str
    references: tuple[str, ...]
    url: str | None
    family: str
    severity: Severity


class RenderOptions(NamedTuple):
    """How to render; `minor` is the Kubernetes minor that was checked for, `cards` gives a rule's card."""

    version: str
    minor: int
    cards: Callable[[str], CardText]
    colour: bool = False
    hyperlinks: bool = False
