"""One volume while it is judged, and the checks that many kinds of volume share."""

from __future__ import annotations

from collections.abc import Callable

from podlint.apiserver.choices import filled, needed
from podlint.apiserver.inquiry import Inquiry, Titled
from podlint.apiserver.pod import Pod
from podlint.apiserver.values import absent, text
from podlint.syntax.nodes import Mapping, Sequence

INCOMPLETE = "incomplete-volume-source"
VALUE = "volume-source-value"


class Volume(Titled):
    """A volume being judged; it is not `sound` when the schema layer finds something required missing."""

    __slots__ = ("index", "name", "node", "path", "pod", "sound")

    def __init__(self, node: Mapping, path: str, index: int, pod: Pod) -> None:
        self.node = node
        self.path = path
        self.index = index
        self.pod = pod
        self.name = text(node.fields.get("name")) or ""
        self.sound = True

    @property
    def title(self) -> str:
        """How messages begin that are about the volume."""
        return f'volume "{self.name}"' if self.name else f"volume {self.index + 1}"


Check = Callable[[Inquiry, Volume, Mapping, str], None]
"""What judges a source of a volume, or of a projected one."""


def fill(inquiry: Inquiry, volume: Volume, node: Mapping, path: str, *names: str) -> bool:
    """Whether fields that the schema requires hold a text; an empty one is refused here."""
    whole = True
    for name in names:
        if absent(node.fields.get(name)):
            volume.sound = whole = False
        elif filled(inquiry, INCOMPLETE, node, path, name, volume) is None:
            whole = False
    return whole


def listed(inquiry: Inquiry, volume: Volume, node: Mapping, path: str, name: str) -> None:
    """A list that the schema requires and that may not be empty."""
    value = node.fields.get(name)
    if value is None or absent(value):
        volume.sound = False
    elif value.__class__ is Sequence and not value.items:
        message = f"{volume.title}: {name} is empty"
        inquiry.refuse(INCOMPLETE, "Required", f"{path}.{name}", value.span, message)


def need(inquiry: Inquiry, volume: Volume, node: Mapping, path: str, name: str) -> bool:
    """Whether a field that the server wants, though the schema does not, holds a text."""
    return needed(inquiry, INCOMPLETE, node, path, name, volume) is not None


def secret_ref(inquiry: Inquiry, volume: Volume, node: Mapping, path: str, name: str = "secretRef") -> str | None:
    """The name in a reference to a Secret, which may not be missing once the reference is there."""
    reference = node.mapping(name)
    if reference is None:
        return None
    return needed(inquiry, INCOMPLETE, reference, f"{path}.{name}", "name", volume)
