"""Documents to manifests: how each document of a text ends, and where the pod templates of an object are.

Every document ends in one of four states and is counted. What is wrong inside a manifest is left to the
schema layer and the checks.
"""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from podlint.kinds import KINDS, Kinds
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence
from podlint.syntax.parse import Tree, parse
from podlint.syntax.problem import Problem
from podlint.text import Source, Span

_POD_SPEC_HINTS = ("containers", "initContainers")


class State(Enum):
    """How a document ended."""

    CHECKED = "checked"
    NOT_KUBERNETES = "not_kubernetes"
    TEMPLATE = "templates"
    BROKEN = "broken"


class PodTemplate(NamedTuple):
    """A pod template inside an object: the way to it, and the mappings that are there."""

    path: tuple[str | int, ...]
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

    def __init__(
        self, source: Source, document: int, node: Mapping, path: tuple[str | int, ...], fragment: str | None
    ) -> None:
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
    return [_read_document(source, index, tree, kinds) for index, tree in enumerate(parse(source))]


def _read_document(source: Source, index: int, tree: Tree, kinds: Kinds) -> Document:
    root = tree.root
    if root is None:
        state = State.TEMPLATE if _has_template_actions(source.slice(tree.span)) else State.BROKEN
        return Document(source, index, state, tree)
    if "{{" in source.text and _is_template(root, source, tree):
        return Document(source, index, State.TEMPLATE, tree)
    if not isinstance(root, Mapping):
        return Document(source, index, State.NOT_KUBERNETES, tree)
    manifests = tuple(_manifests(source, index, root, (), kinds))
    state = State.CHECKED if manifests else State.NOT_KUBERNETES
    return Document(source, index, state, tree, manifests)


def _manifests(
    source: Source, index: int, node: Mapping, path: tuple[str | int, ...], kinds: Kinds
) -> Iterator[Manifest]:
    fields = node.fields
    if "apiVersion" not in fields and "kind" not in fields:
        fragment = _fragment(node)
        if fragment is not None and not path:
            manifest = Manifest(source, index, node, path, fragment)
            manifest.templates = tuple(_fragment_templates(node, fragment))
            yield manifest
        return
    if not _looks_like_object(node):
        return
    items = _list_items(node)
    if items is not None:
        name, sequence = items
        for position, item in enumerate(sequence.items):
            if isinstance(item, Mapping) and len(path) < 8:
                yield from _manifests(source, index, item, (*path, name, position), kinds)
        return
    manifest = Manifest(source, index, node, path, None)
    manifest.templates = tuple(find_templates(manifest, kinds))
    yield manifest


def _looks_like_object(node: Mapping) -> bool:
    """Whether a mapping with apiVersion or kind is meant for Kubernetes: it has both, or one and its shape."""
    api_version, kind = node.fields.get("apiVersion"), node.fields.get("kind")
    if api_version is not None and kind is not None:
        return True
    return any(name in node.fields for name in ("metadata", "spec"))


def _list_items(node: Mapping) -> tuple[str, Sequence] | None:
    """The items of a List, of a typed list as the API server returns it, or of an OpenShift Template."""
    kind = node.text("kind") or ""
    for name, matches in (("items", kind.endswith("List")), ("objects", kind == "Template")):
        if matches and (sequence := node.sequence(name)) is not None:
            return name, sequence
    return None


def find_templates(manifest: Manifest, kinds: Kinds) -> Iterator[PodTemplate]:
    """The pod templates of an object, at the places known for its kind."""
    if manifest.kind is None:
        return
    paths = kinds.get((manifest.group, manifest.kind))
    if paths is None and manifest.api_version is None:
        paths = next((found for (_, kind), found in kinds.items() if kind == manifest.kind), None)
    for path in paths or ():
        for way, node in _follow(manifest.node, path):
            spec = node.mapping("spec")
            if spec is not None:
                yield PodTemplate(way, node.mapping("metadata"), spec)


def _follow(node: Mapping, path: str) -> Iterator[tuple[tuple[str | int, ...], Mapping]]:
    """The mappings that a path of the kinds table leads to, with the way to each."""
    found: list[tuple[tuple[str | int, ...], Node]] = [((), node)]
    for step in path.split(".") if path else ():
        name = step.removesuffix("[]")
        found = [child for way, place in found for child in _children(way, place, name)]
        if step.endswith("[]"):
            found = [
                ((*way, position), item)
                for way, place in found
                if isinstance(place, Sequence)
                for position, item in enumerate(place.items)
            ]
    for end, reached in found:
        if isinstance(reached, Mapping):
            yield end, reached


def _children(way: tuple[str | int, ...], place: Node, name: str) -> Iterator[tuple[tuple[str | int, ...], Node]]:
    if not isinstance(place, Mapping):
        return
    if name == "*":
        for key, value in place.fields.items():
            yield (*way, key), value
    elif (child := place.fields.get(name)) is not None:
        yield (*way, name), child


def _fragment(node: Mapping) -> str | None:
    """Whether a mapping without apiVersion and kind is a piece of a manifest: a pod spec, or a whole `spec:`."""
    if _is_pod_spec(node):
        return "pod spec"
    if set(node.fields) <= {"metadata", "spec", "status"}:
        spec = node.mapping("spec")
        if spec is not None and (_is_pod_spec(spec) or _nested_pod_spec(spec) is not None):
            return "object"
    return None


def _is_pod_spec(node: Mapping) -> bool:
    return any(
        any("name" in item.fields or "image" in item.fields for item in node.mappings(name)) for name in _POD_SPEC_HINTS
    )


def _nested_pod_spec(spec: Mapping) -> Mapping | None:
    template = spec.mapping("template")
    inner = template.mapping("spec") if template is not None else None
    return inner if inner is not None and _is_pod_spec(inner) else None


def _fragment_templates(node: Mapping, fragment: str) -> Iterator[PodTemplate]:
    if fragment == "pod spec":
        yield PodTemplate((), None, node)
        return
    spec = node.mapping("spec")
    if spec is None:
        return
    template = spec.mapping("template")
    nested = _nested_pod_spec(spec)
    if template is not None and nested is not None:
        yield PodTemplate(("spec", "template"), template.mapping("metadata"), nested)
    else:
        yield PodTemplate((), node.mapping("metadata"), spec)


def _has_template_actions(text: str) -> bool:
    """Whether a text that is no YAML has Go or Jinja template actions outside comments."""
    if "{{" not in text and "{%" not in text:
        return False
    return any(("{{" in line or "{%" in line) and not line.lstrip().startswith("#") for line in text.splitlines())


def _is_template(root: Node, source: Source, tree: Tree) -> bool:
    """Whether a document that parses is still a template: actions stand where structure or names belong."""
    if "{{" not in source.text[tree.span.start : tree.span.end]:
        return False
    if isinstance(root, Mapping) and any(_names_are_templates(root)):
        return True
    return _has_template_node(root)


def _names_are_templates(root: Mapping) -> Iterator[bool]:
    for name in ("apiVersion", "kind"):
        yield "{{" in (root.text(name) or "")
    metadata = root.mapping("metadata")
    if metadata is not None:
        for name in ("name", "namespace"):
            yield "{{" in (metadata.text(name) or "")


def _has_template_node(node: Node) -> bool:
    """A template action read as YAML is a flow mapping whose key is a flow mapping."""
    if isinstance(node, Scalar):
        return False
    if isinstance(node, Sequence):
        return any(_has_template_node(item) for item in node.items)
    return any(
        (isinstance(key, Mapping) and key.flow and node.flow) or _has_template_node(value)
        for key, value in node.entries
    )


def _text(node: Node | None) -> str | None:
    """The text of a scalar that is not null."""
    if node.__class__ is Scalar and not node.is_null:
        return node.value
    return None
