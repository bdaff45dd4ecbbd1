r"""Characters written as two halves (`\ud83d\ude00`), as JSON does and YAML cannot.

The parser gets stand-ins of the same length from the private use area; in the tree the halves are joined again.
"""

from __future__ import annotations

import re

from podlint.syntax.build import Built
from podlint.syntax.nodes import Mapping, Sequence
from podlint.syntax.problem import Unfit

_ESCAPE = r"\\(?:u[dD]([89abAB][0-9a-fA-F]{2}|[c-fC-F][0-9a-fA-F]{2})|[\s\S])"
_FIRST, _STAND_IN = 0xD800, 0xE000


def stand_ins(text: str) -> str:
    """The text with each half replaced by an escape that YAML takes: U+D800 becomes U+E000, and so on."""
    return re.sub(_ESCAPE, lambda match: f"\\u{int('d' + match[1], 16) + 0x800:04x}" if match[1] else match[0], text)


def join(documents: list[Built], text: str) -> list[Built]:
    """Make whole characters of the halves; a half without its other becomes U+FFFD, as in Go's JSON."""
    json = text.lstrip()[:1] in "{["
    nodes = [document.root for document in documents]
    for node in nodes:
        if isinstance(node, Mapping):
            nodes.extend(part for entry in node.entries for part in entry)
        elif isinstance(node, Sequence):
            nodes.extend(node.items)
        elif node.style == '"' and re.search("[\ue000-\ue7ff]", node.value):
            if not json:
                raise Unfit("an escape from \\ud800 to \\udfff is half a character, which only JSON allows", node.start)
            node.value = _joined(node.value)
    return documents


def _joined(value: str) -> str:
    halves = re.sub("[\ue000-\ue7ff]", lambda match: chr(ord(match[0]) - _STAND_IN + _FIRST), value)
    return halves.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
