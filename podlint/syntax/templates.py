"""Whether a text is a template that an engine (Helm, Jinja) still has to fill in, and so no manifest yet.

Actions in the structure make a template. Actions inside quotes or block scalars may be the values of a finished
manifest: `--template={{.Name}}` is an argument.
"""

from __future__ import annotations

import re

from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence

_ACTION = re.compile(r"(?<!\$)\{\{|\{%")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
_BLOCK = re.compile(r"(?:^|[:\-] +)[|>][-+0-9]*(?:\s+#.*)?$")


def has_actions(text: str) -> bool:
    """Whether a text that is no YAML has actions where structure belongs: that is why it is none."""
    if "{{" not in text and "{%" not in text:
        return False
    block = -1
    for line in text.splitlines():
        content = line.lstrip(" ")
        indent = len(line) - len(content)
        if not content or content.startswith("#"):
            continue
        if block >= 0 and indent > block:
            continue
        block = indent if _BLOCK.search(content[:2000]) else -1
        if _is_structural(content):
            return True
    return False


def _is_structural(line: str) -> bool:
    """Whether a line has an action outside quotes, or one that spans several quotes: `"{{ include "x" }}"`."""
    if _ACTION.search(line) is None:
        return False
    unquoted = _QUOTED.sub('""', line)
    if _ACTION.search(unquoted):
        return True
    return any(quoted.count("{{") != quoted.count("}}") for quoted in _QUOTED.findall(line))


def is_template(root: Node) -> bool:
    """Whether a document that is YAML is still a template: actions stand where names, keys or structure belong."""
    return (isinstance(root, Mapping) and _has_templated_name(root)) or _has_action_node(root)


def _has_templated_name(root: Mapping) -> bool:
    metadata = root.mapping("metadata")
    names = [root.text("apiVersion"), root.text("kind")]
    if metadata is not None:
        names += [metadata.text("name"), metadata.text("namespace")]
    return any("{{" in name for name in names if name is not None)


def _has_action_node(node: Node) -> bool:
    """An action read as YAML is a flow mapping whose key is a flow mapping; a plain key may hold one too."""
    if isinstance(node, Scalar):
        return False
    if isinstance(node, Sequence):
        return any(_has_action_node(item) for item in node.items)
    return any(
        (isinstance(key, Mapping) and key.flow and node.flow)
        or (isinstance(key, Scalar) and not key.style and "{{" in key.value)
        or _has_action_node(value)
        for key, value in node.entries
    )
