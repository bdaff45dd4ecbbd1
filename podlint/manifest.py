"""Documents to manifests: how each document of a text ends, and where the pod templates of an object are.

Every document ends in one of four states and is counted. What is wrong inside a manifest is left to the
schema layer and the checks.
"""

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from podlint.kinds import KINDS, POD_SPEC_FIELDS, Kinds, is_client_side
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence
from podlint.syntax.parse import Tree, parse
from podlint.syntax.problem import Problem
from podlint.text import Source, Span

_CONTAINER_LISTS = ("containers", "initContainers")
_FRAGMENT_FIELDS = frozenset(("metadata", "spec", "status"))
_MOST_LISTS = 8
"""How deep lists may hold lists: kubectl takes a List in a List, nobody writes more."""

Way = tuple[str | int, ...]
"""Keys and indexes that lead from one node to another."""


class State(Enum):
    """How a document ended."""

    CHECKED = "checked"
    NOT_KUBERNETES = "not_kubernetes"
    TEMPLATE = "templates"
    BROKEN = "broken"


class PodTemplate(NamedTuple):
    """A pod template inside an object: the way to it, and the mappings that are there."""

    path: Way
    metadata: Mapping | None
    spec: Mapping


class Manifest:
    """One Kubernetes object as written: its identity, its root node and its pod templates.

    `fragment` is "pod spec" or "object" when apiVersion and kind are missing and the text was read as a piece
    of a manifest; None for a whole object. `path` leads from the document's root to the object (list items).
    """

    __slots__ = (
        "api_version", "document", "fragment", "group", "kind", "name", "namespace", "node", "path", "source",
        "templates",
    )  # fmt: skip

    def __init__(self, source: Source, document: int, node: Mapping, path: Way, fragment: str | None) -> None:
        self.source = source
        self.document = document
        self.node = node
        self.path = path
        self.fragment = fragment
        fields = node.fields
        self.api_version = _text(fields.get("apiVersion"))
        self.kind = _text(fields.get("kind"))
        self.group = self.api_version.rpartition("/")[0] if self.api_version else ""
        metadata = fields.get("metadata")
        named = metadata.fields if metadata.__class__ is Mapping else {}
        self.name = _text(named.get("name")) or _text(named.get("generateName"))
        self.namespace = _text(named.get("namespace"))
        self.templates: tuple[PodTemplate, ...] = ()

    @property
    def at(self) -> Span:
        """Where the object is named, or all of it where it has no name."""
        metadata = self.node.mapping("metadata")
        name = None if metadata is None else metadata.scalar("name")
        return (self.node if name is None else name).span

    def become(self, kind: str, api_version: str | None) -> None:
        """Take the kind that a typed list gives to its items."""
        self.kind = kind
        self.api_version = api_version
        self.group = api_version.rpartition("/")[0] if api_version else ""


class Document(NamedTuple):
    """One document of a text: its state, what the parser gave, and the objects in it."""

    source: Source
    number: int
    state: State
    tree: Tree
    manifests: tuple[Manifest, ...] = ()

    @property
    def problem(self) -> Problem | None:
        """Why the document is broken."""
        return self.tree.problem

    @property
    def span(self) -> Span:
        """The part of the text that is this document."""
        return self.tree.span


def read(source: Source, kinds: Kinds = KINDS) -> list[Document]:
    """The documents of a text, each with its state and its objects."""
    actions = "{" in source.text and "{{" in source.text
    return [_document(source, index, tree, kinds, actions) for index, tree in enumerate(parse(source))]


def _document(source: Source, index: int, tree: Tree, kinds: Kinds, actions: bool) -> Document:  # noqa: FBT001
    root = tree.root
    if root is None:
        return Document(source, index, _state_of_broken(source.slice(tree.span)), tree)
    if actions and "{{" in source.text[tree.span.start : tree.span.end]:
        from podlint.syntax.templates import is_template

        if is_template(root):
            return Document(source, index, State.TEMPLATE, tree)
    if root.__class__ is not Mapping or not _is_object(root):
        fragment = _fragment(source, index, root) if isinstance(root, Mapping) else ()
        return Document(source, index, State.CHECKED if fragment else State.NOT_KUBERNETES, tree, fragment)
    return Document(source, index, State.CHECKED, tree, tuple(_manifests(source, index, root, (), kinds)))


def _state_of_broken(text: str) -> State:
    from podlint.syntax.templates import has_actions

    return State.TEMPLATE if has_actions(text) else State.BROKEN


def _is_object(node: Mapping) -> bool:
    """Whether a mapping is meant for Kubernetes: it has apiVersion and kind, or one of them and an object's shape."""
    fields = node.fields
    api_version, kind = fields.get("apiVersion"), fields.get("kind")
    if api_version is None or kind is None:
        return (api_version is not kind) and ("metadata" in fields or "spec" in fields)
    return not is_client_side(_text(api_version) or "", _text(kind) or "")


def _manifests(source: Source, index: int, node: Mapping, path: Way, kinds: Kinds) -> Iterator[Manifest]:
    items = _items(node, path)
    if items is None:
        manifest = Manifest(source, index, node, path, None)
        manifest.templates = _templates(manifest, kinds)
        yield manifest
        return
    name, sequence = items
    for position, item in enumerate(sequence.items):
        if not isinstance(item, Mapping):
            continue
        way = (*path, name, position)
        if _is_object(item):
            yield from _manifests(source, index, item, way, kinds)
        elif (kind := _item_kind(node)) is not None and "kind" not in item.fields and "apiVersion" not in item.fields:
            manifest = Manifest(source, index, item, way, None)
            manifest.become(kind, _text(node.fields.get("apiVersion")))
            manifest.templates = _templates(manifest, kinds)
            yield manifest


def _items(node: Mapping, path: Way) -> tuple[str, Sequence] | None:
    """The items of a List, of a typed list as the API server returns it, or of an OpenShift Template."""
    kind = node.fields.get("kind")
    if kind.__class__ is not Scalar or len(path) >= _MOST_LISTS * 2:
        return None
    name = "items" if kind.value.endswith("List") else "objects" if kind.value == "Template" else None
    sequence = None if name is None else node.sequence(name)
    return None if name is None or sequence is None else (name, sequence)


def _item_kind(node: Mapping) -> str | None:
    """What a typed list (PodList) makes of items that name no kind (client-go, `decodeToList`)."""
    kind = node.text("kind") or ""
    return kind.removesuffix("List") or None if kind.endswith("List") else None


def _templates(manifest: Manifest, kinds: Kinds) -> tuple[PodTemplate, ...]:
    """The pod templates of an object, at the places known for its kind."""
    kind = manifest.kind
    if kind is None:
        return ()
    paths = kinds.get((manifest.group, kind))
    if paths is None and manifest.api_version is None:
        paths = next((found for (_, known), found in kinds.items() if known == kind), None)
    return tuple(_found(manifest.node, paths)) if paths is not None else ()


def _found(root: Mapping, paths: tuple[str, ...]) -> Iterator[PodTemplate]:
    for path in paths:
        for way, node in _follow(root, _steps(path), ()):
            spec = node.fields.get("spec")
            if isinstance(spec, Mapping):
                yield PodTemplate(way, node.mapping("metadata"), spec)


@lru_cache(maxsize=256)
def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.replace("[]", ".[]").split(".")) if path else ()


def _follow(node: Node, steps: tuple[str, ...], way: Way) -> Iterator[tuple[Way, Mapping]]:
    """The mappings that a path of the kinds table leads to, with the way to each."""
    for index, step in enumerate(steps):
        if step == "[]":
            if isinstance(node, Sequence):
                for position, item in enumerate(node.items):
                    yield from _follow(item, steps[index + 1 :], (*way, position))
            return
        if not isinstance(node, Mapping):
            return
        if step == "*":
            for name, value in node.fields.items():
                yield from _follow(value, steps[index + 1 :], (*way, name))
            return
        child = node.fields.get(step)
        if child is None:
            return
        node, way = child, (*way, step)
    if isinstance(node, Mapping):
        yield way, node


def _fragment(source: Source, index: int, node: Mapping) -> tuple[Manifest, ...]:
    """A mapping without apiVersion and kind as a piece of a manifest: a pod spec, or `spec:` and what is beside it."""
    fields = node.fields.keys()
    if "apiVersion" in fields or "kind" in fields:
        return ()
    if fields <= POD_SPEC_FIELDS and _has_containers(node):
        manifest = Manifest(source, index, node, (), "pod spec")
        manifest.templates = (PodTemplate((), None, node),)
        return (manifest,)
    spec = node.mapping("spec")
    if spec is None or not fields <= _FRAGMENT_FIELDS:
        return ()
    template = spec.mapping("template")
    nested = template.mapping("spec") if template is not None else None
    manifest = Manifest(source, index, node, (), "object")
    if _has_containers(spec):
        manifest.templates = (PodTemplate((), node.mapping("metadata"), spec),)
    elif template is not None and nested is not None and _has_containers(nested):
        manifest.templates = (PodTemplate(("spec", "template"), template.mapping("metadata"), nested),)
    return (manifest,) if manifest.templates else ()


def _has_containers(node: Mapping) -> bool:
    return any(
        "name" in item.fields or "image" in item.fields for name in _CONTAINER_LISTS for item in node.mappings(name)
    )


def _text(node: Node | None) -> str | None:
    """The text of a scalar that is not null."""
    if node.__class__ is Scalar and not node.is_null:
        return node.value
    return None
