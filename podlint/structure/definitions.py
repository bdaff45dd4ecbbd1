"""Kubernetes' structural types, minor by minor, read from the bundled `schemas/kubernetes.txt`.

The bundle is one line a type (its format is in schemas/README.md). Reading it cuts lines; the fields of a type
are taken apart when the first object needs them, once a process. What the types mean for a manifest is the
walk's business.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache

from podlint.data import folder
from podlint.errors import UsageError

STRING, INTEGER, BOOLEAN, LEAF, STRUCTURE, LIST, MAP = range(7)
"""The forms of a type, the most frequent leaves apart from the others."""

_LEAVES = {"string": STRING, "boolean": BOOLEAN, **dict.fromkeys(("int32", "int64", "int-or-string"), INTEGER)}


class Type:
    """What a value must be: a leaf, a list or a map of another type, or a structure with fields.

    `name` is the expression that the bundle writes it with; `of` is the type of a list's items or a map's
    values. A structure knows `fields` (name → bit, form and type) and the bits of those that are `required`
    once it is loaded.
    """

    __slots__ = ("_structures", "fields", "form", "loaded", "name", "of", "required")

    def __init__(self, form: int, name: str, of: Type | None, structures: Structures) -> None:
        self.form = form
        self.name = name
        self.of = of
        self.fields: dict[str, tuple[int, int, Type]] = {}
        self.required = 0
        self.loaded = False
        self._structures = structures

    def load(self) -> None:
        """Take the fields of a structure apart."""
        if self.loaded:
            return
        self.loaded = True
        if self.form == STRUCTURE:
            for field, expression, required in self._structures.fields_of(self.name):
                bit = 1 << len(self.fields)
                wanted = self._structures.get(expression)
                self.fields[field] = (bit, wanted.form, wanted)
                if required:
                    self.required |= bit

    def field(self, name: str) -> Type | None:
        """The type of a structure's field; None when there is no such field."""
        self.load()
        found = self.fields.get(name)
        return None if found is None else found[2]

    @property
    def names(self) -> Iterator[str]:
        """The names of a structure's fields."""
        self.load()
        return iter(self.fields)

    @property
    def inner(self) -> Type:
        """The type itself, or what stands in its lists and maps."""
        return self if self.of is None else self.of.inner

    def __repr__(self) -> str:
        return f"Type({self.name})"


class Structures:
    """The types of one minor."""

    def __init__(self, minor: int) -> None:
        self.minor = minor
        self._lines = bundle().types
        self._types: dict[str, Type] = {}
        self._served: dict[tuple[str, str], bool] = {}
        self._kinds: dict[tuple[str | None, str | None], Type | None] = {}

    def get(self, expression: str) -> Type:
        """The type that an expression of the bundle stands for: always the same object."""
        found = self._types.get(expression)
        if found is None:
            found = self._types[expression] = self._make(expression)
        return found

    def _make(self, expression: str) -> Type:
        if expression.startswith(("[]", "{}")):
            return Type(LIST if expression[0] == "[" else MAP, expression, self.get(expression[2:]), self)
        form = STRUCTURE if expression in self._lines else _LEAVES.get(expression, LEAF)
        return Type(form, expression, None, self)

    def fields_of(self, name: str) -> Iterator[tuple[str, str, bool]]:
        """The fields of a structure in this minor: name, type expression, and whether it is required."""
        for word in self._lines[name].split(" "):
            field, _, expression = word.partition(":")
            if "@" in expression:
                expression, _, minors = expression.partition("@")
                if not within(minors, self.minor):
                    continue
            required = expression.endswith("!")
            yield field, expression[:-1] if required else expression, required

    def minors_of(self, name: str, field: str) -> str | None:
        """The minors that know a field of a structure, where this one does not: `27-`, `-25`."""
        for word in self._lines.get(name, "").split(" "):
            known, _, rest = word.partition(":")
            if known == field:
                return rest.partition("@")[2]
        return None

    def of_kind(self, api_version: str | None, kind: str | None) -> Type | None:
        """The structure of a kind that this minor serves; None when it does not, or the kind is not bundled."""
        identity = (api_version, kind)
        if identity not in self._kinds:
            self._kinds[identity] = self._find(api_version or "", kind)
        return self._kinds[identity]

    def serves(self, api_version: str, kind: str) -> bool:
        """Whether this minor serves a kind, bundled or not."""
        identity = (api_version, kind)
        if identity not in self._served:
            kinds = bundle().kinds(api_version)
            self._served[identity] = any(kind == served and within(minors, self.minor) for served, _, minors in kinds)
        return self._served[identity]

    def is_builtin_group(self, group: str) -> bool:
        """Whether a group can only be Kubernetes' own: it has no dot, or it is one of its dotted ones."""
        return "." not in group or group in bundle().groups

    def _find(self, api_version: str, kind: str | None) -> Type | None:
        for served, expression, minors in bundle().kinds(api_version):
            if served == kind and expression and within(minors, self.minor):
                return self.get(expression)
        return None


class Bundle:
    """The file of definitions: its lines, by the name they begin with."""

    def __init__(self, text: str) -> None:
        self.types: dict[str, str] = {}
        self.served: dict[str, str] = {}
        for line in text.split("\n"):
            name, _, rest = line.partition(" ")
            if name == "=":
                api_version, _, kinds = rest.partition(" ")
                self.served[api_version] = kinds
            else:
                self.types[name] = rest
        self.groups = frozenset(version.partition("/")[0] for version in self.served)
        first, _, last = self.types.pop("minors").partition(" ")
        self.minors = range(int(first), int(last) + 1)

    def kinds(self, api_version: str) -> Iterator[tuple[str, str, str]]:
        """The kinds of an apiVersion in any minor: name, structure if it is bundled, and minors served."""
        for word in self.served.get(api_version, "").split():
            served, _, minors = word.partition("@")
            kind, _, expression = served.partition(":")
            yield kind, expression, minors


def within(minors: str, minor: int) -> bool:
    """Whether `27-30` holds for a minor; an end that is left out is open, and so is nothing at all."""
    first, _, last = minors.partition("-")
    return (not first or minor >= int(first)) and (not last or minor <= int(last))


@lru_cache(maxsize=1)
def bundle() -> Bundle:
    """The bundled definitions, read once."""
    with open(os.path.join(folder("schemas"), "kubernetes.txt"), encoding="utf-8") as file:
        return Bundle(file.read())


@lru_cache(maxsize=4)
def structures(minor: int) -> Structures:
    """The types of a minor; a minor that is not bundled is wrong use."""
    known = bundle().minors
    if minor not in known:
        raise UsageError(f"Kubernetes 1.{minor} is not supported: podlint knows 1.{known[0]} to 1.{known[-1]}")
    return Structures(minor)
