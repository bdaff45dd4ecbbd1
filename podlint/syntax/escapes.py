r"""Escapes in double quotes that JSON knows and Kubernetes' YAML decoder does not: `\/`, and halves of characters.

In JSON a character beyond U+FFFF is written as two halves (`\ud83d\ude00`). The parser gets stand-ins of the same
length from the private use area; in the tree the halves are joined again.
"""

from __future__ import annotations

import re

from podlint.syntax.build import Built
from podlint.syntax.nodes import Scalar, parts
from podlint.syntax.problem import Unfit

HALF_A_CHARACTER = "an escape from \\ud800 to \\udfff is half a character, which only JSON allows"
_HALF = r"\\(?:u[dD]([89a-fA-F][0-9a-fA-F]{2})|[\s\S])"
_ONLY_JSON = r"(?:[^\\]|\\(?!/|u[dD][89a-fA-F])[\s\S])*(\\/|\\u[dD][89a-fA-F])"
_FIRST, _STAND_IN = 0xD800, 0xE000


def is_json(text: str) -> bool:
    """Whether kubectl takes a text for JSON (k8s.io/apimachinery, `hasJSONPrefix`)."""
    return text.lstrip()[:1] in ("{", "[")


def stand_ins(text: str) -> str:
    """The text with each half replaced by an escape that YAML takes: U+D800 becomes U+E000, and so on."""
    return re.sub(_HALF, lambda match: f"\\u{int('d' + match[1], 16) + 0x800:04x}" if match[1] else match[0], text)


def settle(documents: list[Built], text: str) -> list[Built]:
    """Make whole characters of the halves, if the text is JSON; refuse what only JSON allows, if it is not."""
    json = is_json(text)
    nodes = [document.root for document in documents]
    for node in nodes:
        nodes.extend(parts(node))
        if not isinstance(node, Scalar):
            continue
        if node.style == '"' and json:
            node.value = _joined(node.value)
        elif node.style == '"' and text.startswith('"', node.start):
            _refuse(node, text)
    return documents


def _refuse(node: Scalar, text: str) -> None:
    found = re.compile(_ONLY_JSON).match(text, node.start + 1, node.end)
    if found is not None:
        slash = found[1] == "\\/"
        raise Unfit('"\\/" is an escape in JSON only; did you mean "/"?' if slash else HALF_A_CHARACTER, found.start(1))


def _joined(value: str) -> str:
    """The value with its halves joined; a half without its other becomes U+FFFD, as in Go's JSON."""
    halves = re.sub("[\ue000-\ue7ff]", lambda match: chr(ord(match[0]) - _STAND_IN + _FIRST), value)
    return halves.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
