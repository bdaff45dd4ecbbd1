"""A rule's card: the Markdown page that is its documentation, its examples and the text of `podlint rule`.

Front matter is YAML with one-line values; examples are fenced blocks marked ```yaml bad, fixed or good.
"""

import re
from typing import NamedTuple

from podlint.errors import CardError

_FENCE = r"^```yaml (bad|fixed|good)\n(.*?)^```$"
_REQUIRED = ("summary", "severity", "since", "references")
_KNOWN = frozenset((*_REQUIRED, "profiles", "covers"))


class Example(NamedTuple):
    """A fenced block of a card: its kind (bad, fixed or good), its text, and the line of its first text line."""

    kind: str
    text: str
    line: int


class Card(NamedTuple):
    """What a card says of its rule."""

    summary: str
    severity: str
    since: str
    references: tuple[str, ...]
    profiles: tuple[str, ...]
    covers: tuple[str, ...]
    body: str
    examples: tuple[Example, ...]


def split(text: str, path: str) -> tuple[str, str]:
    """The front matter and the body of a card."""
    if not text.startswith("---\n") or (end := text.find("\n---\n", 4)) < 0:
        raise CardError(f"{path}: a card begins with front matter between two lines of ---")
    return text[4 : end + 1], text[end + 5 :].lstrip("\n")


def glance(text: str) -> tuple[str, tuple[str, ...]]:
    """Severity and profiles of a card, without a YAML parser: all that a run needs of a rule that finds nothing."""
    end = text.find("\n---\n", 4)
    profiles = _line(text, "\nprofiles:", end)
    named = ("default",) if profiles is None else tuple(part.strip() for part in profiles.strip("[]").split(","))
    return _line(text, "\nseverity:", end) or "", named


def _line(text: str, name: str, end: int) -> str | None:
    """What stands behind a name of the front matter."""
    at = text.find(name, 0, end)
    return None if at < 0 else text[at + len(name) : text.find("\n", at + 1)].strip()


def read_card(text: str, path: str) -> Card:
    """A whole card; a missing or unknown field of the front matter is a CardError."""
    import yaml

    front, body = split(text, path)
    try:
        fields = yaml.load(front, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except yaml.YAMLError as error:
        raise CardError(f"{path}: the front matter is no YAML: {error}") from error
    missing = [name for name in _REQUIRED if name not in fields]
    unknown = [name for name in fields if name not in _KNOWN]
    if missing or unknown:
        raise CardError(f"{path}: front matter lacks {missing} and does not know {unknown}")
    offset = text.count("\n", 0, len(text) - len(body))
    examples = tuple(
        Example(match.group(1), match.group(2), offset + body.count("\n", 0, match.start(2)) + 1)
        for match in re.finditer(_FENCE, body, re.MULTILINE | re.DOTALL)
    )
    return Card(
        fields["summary"],
        fields["severity"],
        str(fields["since"]),
        tuple(fields["references"]),
        tuple(fields.get("profiles", ("default",))),
        tuple(fields.get("covers", ())),
        body,
        examples,
    )
