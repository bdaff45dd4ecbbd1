"""The located tree: mappings, sequences and scalars with their place in the text.

Nodes know offsets only; lines and columns are `podlint.text`'s. A node reached through an alias is a copy
that stands at the alias, so whatever is said of it is said where the alias stands. A constructor
would double the cost of a scalar, so there is none: `build` fills in bare ones, all others use `Scalar.of`.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.syntax.scalars import NULLS, Kind, key_text, resolve
from podlint.text import Span


class Scalar:
    """A scalar: its text after unquoting, its style (`""` plain, `'`, `"`, `|`, `>`) and explicit tag."""

    __slots__ = ("end", "start", "style", "tag", "value")

    value: str
    style: str
    tag: str | None
    start: int
    end: int

    @staticmethod
    def of(value: str, style: str, tag: str | None, start: int, end: int) -> Scalar:
        """A scalar with all its attributes."""
        node = Scalar()
        node.value, node.style, node.tag, node.start, node.end = value, style, tag, start, end
        return node

    @property
    def span(self) -> Span:
        """Where the scalar stands, quotes included; a block scalar from its `|` or `>` to its last character."""
        return Span(self.start, self.end)

    @property
    def kind(self) -> Kind:
        """What Kubernetes' decoder takes the scalar for: "null", "bool", "int", "float" or "str"."""
        return resolve(self.value, self.style, self.tag)

    @property
    def is_null(self) -> bool:
        """Whether the value counts as absent."""
        if self.style or self.tag is not None:
            return self.kind == "null"
        return self.value in NULLS

    @property
    def name(self) -> str | None:
        """The field name that the scalar gives as a key: `on` gives "true"; None for null, which is no name."""
        return key_text(self.value, self.style, self.tag)

    @property
    def templated(self) -> bool:
        """Whether a template engine still has to fill something in, so that the text is not the value."""
        return "{{" in self.value or "${" in self.value

    def __repr__(self) -> str:
        return f"Scalar({self.value!r}, {self.start}:{self.end})"


class Sequence:
    """A sequence of nodes."""

    __slots__ = ("end", "flow", "items", "start")

    def __init__(self, items: list[Node], flow: bool, start: int, end: int) -> None:  # noqa: FBT001
        self.items = items
        self.flow = flow
        self.start = start
        self.end = end

    @property
    def span(self) -> Span:
        """From the first dash or the bracket to the end of the last item or the closing bracket."""
        return Span(self.start, self.end)

    def __repr__(self) -> str:
        return f"Sequence({self.items!r})"


class Mapping:
    """A mapping: its entries in order, what `<<` brings at its place; of a duplicate key the last entry counts."""

    __slots__ = ("_fields", "end", "entries", "flow", "start")

    def __init__(self, entries: list[tuple[Node, Node]], flow: bool, start: int, end: int) -> None:  # noqa: FBT001
        self.entries = entries
        self.flow = flow
        self.start = start
        self.end = end
        self._fields: dict[str, Node] | None = None

    @property
    def span(self) -> Span:
        """From the first key or the brace to the end of the last value or the closing brace."""
        return Span(self.start, self.end)

    @property
    def fields(self) -> dict[str, Node]:
        """The values by the text of their key; keys that are no scalars are left out."""
        fields = self._fields
        if fields is None:
            fields = self._fields = {key.value: value for key, value in self.entries if key.__class__ is Scalar}
        return fields

    def get(self, name: str) -> Node | None:
        """The value of a key; None when it is absent or null."""
        value = self.fields.get(name)
        if value.__class__ is Scalar and value.is_null:
            return None
        return value

    def mapping(self, name: str) -> Mapping | None:
        """The value of a key, if it is a mapping."""
        value = self.fields.get(name)
        return value if isinstance(value, Mapping) else None

    def sequence(self, name: str) -> Sequence | None:
        """The value of a key, if it is a sequence."""
        value = self.fields.get(name)
        return value if isinstance(value, Sequence) else None

    def scalar(self, name: str) -> Scalar | None:
        """The value of a key, if it is a scalar and not null."""
        value = self.fields.get(name)
        return value if isinstance(value, Scalar) and not value.is_null else None

    def text(self, name: str) -> str | None:
        """The text of a key's scalar, if there is one and it is not null."""
        value = self.scalar(name)
        return None if value is None else value.value

    def key(self, name: str) -> Scalar | None:
        """The key node of a name: of duplicates the last."""
        found = None
        for key, _ in self.entries:
            if isinstance(key, Scalar) and key.value == name:
                found = key
        return found

    def mappings(self, name: str) -> Iterator[Mapping]:
        """The mappings in the sequence of a key; other items are passed over."""
        value = self.fields.get(name)
        if isinstance(value, Sequence):
            for item in value.items:
                if isinstance(item, Mapping):
                    yield item

    def __repr__(self) -> str:
        return f"Mapping({self.entries!r})"


Node = Scalar | Sequence | Mapping


def parts(node: Node) -> list[Node]:
    """The items of a sequence, or the keys and values of a mapping, in order of place."""
    if isinstance(node, Sequence):
        return node.items
    return [part for entry in node.entries for part in entry] if isinstance(node, Mapping) else []


def move(root: Node, offset: int) -> None:
    """Shift a tree, as if that many characters stood before its text."""
    nodes: list[Node] = [root]
    for node in nodes:
        node.start += offset
        node.end += offset
        nodes.extend(parts(node))
