"""Where a problem stands in its object: the way from the root, in the server's words and in a message's.

Ways are looked up only when there is something to report; the walk itself keeps none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from podlint.manifest import Manifest
from podlint.structure.definitions import LIST, MAP, Type
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence

_NAMED = {
    "containers": "container",
    "initContainers": "init container",
    "ephemeralContainers": "ephemeral container",
    "volumes": "volume",
}
_ITEMS = {
    "env": "variable",
    "ports": "port",
    "volumeMounts": "mount",
    "volumeDevices": "device",
    "imagePullSecrets": "secret",
    "hostAliases": "alias",
    "httpHeaders": "header",
    "sysctls": "sysctl",
}


class Step(NamedTuple):
    """One step down: the key or index, the key's node if there is one, and the node that is reached."""

    name: str | int
    key: Scalar | None
    node: Node


class Way(NamedTuple):
    """The steps from an object's root to a node."""

    manifest: Manifest
    steps: tuple[Step, ...]

    @property
    def field(self) -> str:
        """The way as the API server writes it: `spec.containers[0].ports`."""
        return dotted(self.steps)

    def below(self, name: str) -> str:
        """The server's path of a field of the node that is reached."""
        return f"{self.field}.{name}" if self.steps else name

    @property
    def label(self) -> str:
        """How a message calls the node: by the container or volume it belongs to, else by the object."""
        for index in range(len(self.steps) - 1, 0, -1):
            step, parent = self.steps[index], self.steps[index - 1]
            if isinstance(step.name, int) and parent.name in _NAMED:
                owner = _item_label(_NAMED[str(parent.name)], step)
                return _join(owner, _readable(self.steps[index + 1 :]))
        return _join(title(self.manifest), _readable(self.steps))

    def meets(self, other: Way) -> bool:
        """Whether one of two nodes stands in the other."""
        both = min(len(self.steps), len(other.steps))
        return all(one.node is two.node for one, two in zip(self.steps[:both], other.steps[:both], strict=True))

    def types(self, root: Type, base: int) -> list[Type | None]:
        """The type of the node that so many steps lead to and of those behind it, None above and beyond."""
        types: list[Type | None] = [*([None] * base), root]
        for step in self.steps[base:]:
            above = types[-1]
            if above is None:
                types.append(None)
            elif above.form in (LIST, MAP):
                types.append(above.of)
            else:
                types.append(above.field(str(step.name)))
        return types


def listed(names: Iterable[str], last: str = "and") -> str:
    """Names in quotes as a sentence has them, each once: `"a", "b" and "c"`."""
    quoted = [f'"{name}"' for name in dict.fromkeys(names)]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def title(manifest: Manifest) -> str:
    """How a message calls an object: `Deployment "web"`."""
    kind = manifest.kind or ("pod spec" if manifest.fragment == "pod spec" else "object")
    return f'{kind} "{manifest.name}"' if manifest.name else kind


def ways(manifest: Manifest) -> dict[int, Way]:
    """The way to every collection of an object, by the node's id."""
    found: dict[int, Way] = {id(manifest.node): Way(manifest, ())}
    waiting: list[Node] = [manifest.node]
    while waiting:
        node = waiting.pop()
        steps = found[id(node)].steps
        for step in _steps(node):
            if not isinstance(step.node, Scalar):
                found[id(step.node)] = Way(manifest, (*steps, step))
                waiting.append(step.node)
    return found


def _steps(node: Node) -> list[Step]:
    if isinstance(node, Sequence):
        return [Step(index, None, item) for index, item in enumerate(node.items)]
    if isinstance(node, Mapping):
        return [Step(key.value, key, value) for key, value in node.entries if isinstance(key, Scalar)]
    return []


def dotted(steps: tuple[Step, ...]) -> str:
    """Steps as the API server writes them."""
    text = ""
    for step in steps:
        if isinstance(step.name, int):
            text += f"[{step.name}]"
        else:
            text += f".{step.name}" if text else step.name
    return text


def _join(owner: str, rest: str) -> str:
    return f"{owner}: {rest}" if rest else owner


def _readable(steps: tuple[Step, ...]) -> str:
    """Steps as people say them: items of a list by their name."""
    parts: list[str] = []
    for index, step in enumerate(steps):
        if isinstance(step.name, str):
            parts.append(f".{step.name}" if parts else step.name)
            continue
        above = steps[index - 1].name if index else ""
        name = step.node.text("name") if isinstance(step.node, Mapping) else None
        if above in _ITEMS and name is not None and parts:
            parts[-1] = f'{_ITEMS[str(above)]} "{name}"'
        else:
            parts.append(f"[{step.name}]")
    return "".join(parts)


def _item_label(what: str, step: Step) -> str:
    name = step.node.text("name") if isinstance(step.node, Mapping) else None
    return f'{what} "{name}"' if name is not None else f"{what} {int(step.name) + 1}"
