"""Where a key belongs that its parent does not know: the nearest place in the graph of types that has it."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.structure.definitions import LIST, MAP, STRUCTURE, Type
from podlint.structure.ways import Way, listed
from podlint.syntax.nodes import Mapping

CONTAINER_LISTS = frozenset(("containers", "initContainers", "ephemeralContainers"))
_MOST = 3
"""A key that is at home in more places than this tells nothing about where it was meant to be."""
_DEEPEST = 3
_ASIDE = frozenset(("status", "managedFields", "ownerReferences"))
"""Fields that people do not write, so that nothing was meant to be there."""


def home_of(name: str, node: Mapping, way: Way, types: list[Type | None]) -> str | None:
    """How to say where a key belongs: `to a container`, `under "metadata"`; None when no place near has it.

    Looked for, in this order: below a field that is there, one level down, one up, beside, two and three down,
    two and three up.
    """
    own = types[-1]
    if own is None or own.form != STRUCTURE:
        return None
    for homes in _searches(name, node, way, types, own):
        found = list(dict.fromkeys(homes))
        if found:
            return _said(found)
    return None


def _searches(name: str, node: Mapping, way: Way, types: list[Type | None], own: Type) -> Iterator[Iterator[str]]:
    present = [field for field in node.fields if own.field(field) is not None]
    yield (home for home in _below(own, name, 1) if home.removesuffix("[]") in present)
    yield _below(own, name, 1)
    yield _above(way, types, name, 1)
    yield _beside(types, name)
    yield _below(own, name, 2)
    yield _above(way, types, name, 2)
    yield _below(own, name, _DEEPEST)
    yield _above(way, types, name, _DEEPEST)


def _below(own: Type, name: str, depth: int) -> Iterator[str]:
    """The ways of a given length down to structures that know a name: `template.spec`, `containers[]`."""
    for field in own.names:
        if field in _ASIDE:
            continue
        direct = own.field(field)
        if direct is None or direct.inner.form != STRUCTURE or direct.form == MAP:
            continue
        step = f"{field}[]" if direct.form == LIST else field
        if depth > 1:
            yield from (f"{step}.{rest}" for rest in _below(direct.inner, name, depth - 1))
        elif direct.inner.field(name) is not None:
            yield step


def _above(way: Way, types: list[Type | None], name: str, levels: int) -> Iterator[str]:
    """The structure so many levels up, if it knows a name."""
    above = [index for index, kind in enumerate(types[:-1]) if kind is not None and kind.form == STRUCTURE]
    if len(above) < levels:
        return
    index = above[-levels]
    kind = types[index]
    if kind is not None and kind.field(name) is not None:
        where = "one level up" if levels == 1 else f"{levels} levels up"
        yield f'^{where}, beside "{way.steps[index].name}"'


def _beside(types: list[Type | None], name: str) -> Iterator[str]:
    """The other fields of the structure above, if they know a name."""
    above = next((kind for kind in reversed(types[:-1]) if kind is not None and kind.form == STRUCTURE), None)
    if above is not None:
        yield from (home for home in _below(above, name, 1) if above.field(home.removesuffix("[]")) is not types[-1])


def _said(homes: list[str]) -> str | None:
    if homes[0].startswith("^"):
        return homes[0][1:]
    names = [home.removesuffix("[]") for home in homes]
    if CONTAINER_LISTS.issuperset(names):
        return "to a container"
    if len(homes) > _MOST:
        return None
    if all(home.endswith("[]") and "." not in home for home in homes):
        return f"to an item of {listed(names, 'or')}"
    return f"under {listed(names, 'or')}"
