"""Suppressions: comments and annotations that silence findings, what they cover, and which of them did nothing.

    # podlint: ignore[rule, family/*] reason      trailing: its line; on a line of its own: the next node, subtree and all
    # podlint: ignore-document[...] · ignore-file[...] · disable[...] … enable[...]
    podlint.dev/ignore: "rule, family/*"          on the object or its pod template; podlint.dev/ignore.NAME: one container

They are keyed on nodes, not on reported lines, so a better place for a finding loses no suppression. A text without the
word costs one search.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from podlint.catalogue import Catalogue
from podlint.diagnostic import Diagnostic, Finding, Fix
from podlint.manifest import Document, Manifest
from podlint.suggest import did_you_mean
from podlint.syntax.nodes import Mapping, Node, Scalar
from podlint.syntax.nodes import Sequence as SequenceNode
from podlint.text import Edit, Source, Span

_WORD = "podlint"
_ANNOTATION = "podlint.dev/ignore"


class Suppression:
    """One suppression: the rules it names, the spans it covers, where it stands, and whether it was of use."""

    __slots__ = ("at", "covers", "names", "removal", "used")

    def __init__(self, names: Sequence[str], covers: Sequence[Span], at: Span, removal: Span | None) -> None:
        self.names = names
        self.covers = covers
        self.at = at
        self.removal = removal
        self.used: set[str] = set()

    def silences(self, diagnostic: Diagnostic, catalogue: Catalogue) -> bool:
        """Whether the suppression names the diagnostic's rule and covers a part of its place."""
        family = f"{catalogue[diagnostic.rule].family}/*"
        name = next((name for name in self.names if name in {diagnostic.rule, family}), None)
        if name is None:
            return False
        start, end = diagnostic.start.offset, max(diagnostic.end.offset, diagnostic.start.offset + 1)
        if any(span.start < end and start < max(span.end, span.start + 1) for span in self.covers):
            self.used.add(name)
            return True
        return False


def suppressions(source: Source, documents: Sequence[Document]) -> list[Suppression]:
    """All suppressions of a text, in order of place."""
    if _WORD not in source.text:
        return []
    found = [*_comments(source, documents), *_annotations(documents)]
    return sorted(found, key=lambda suppression: suppression.at)


def complaints(found: Iterable[Suppression], catalogue: Catalogue) -> dict[str, list[Finding]]:
    """What is wrong with suppressions, by rule: no rule named, an unknown one, one that silenced nothing."""
    complaint: dict[str, list[Finding]] = {}
    families = {f"{rule.family}/*" for rule in catalogue.values()}
    for suppression in found:
        if not suppression.names:
            message = "a suppression without a rule would silence anything; name the rules in brackets"
            complaint.setdefault("suppression-without-rule", []).append(Finding(suppression.at, message))
        for name in suppression.names:
            if name not in catalogue and name not in families:
                message = f'no rule or family is called "{name}"{did_you_mean(name, (*catalogue, *families))}'
                complaint.setdefault("suppression-unknown-rule", []).append(Finding(suppression.at, message))
            elif name not in suppression.used:
                fix = None
                if suppression.removal is not None and len(suppression.names) == 1:
                    fix = Fix("delete the comment", (Edit(suppression.removal, ""),), safe=True)
                message = f'"{name}" finds nothing here to suppress'
                complaint.setdefault("suppression-unused", []).append(Finding(suppression.at, message, fix=fix))
    return complaint


_DIRECTIVE = (
    r"(?:^|(?<=[ \t]))#[ \t]*podlint:[ \t]*(?P<kind>ignore-document|ignore-file|ignore|disable|enable)\b"
    r"(?:\[(?P<names>[^\]\n]*)\])?[^\r\n]*"
)


def _comments(source: Source, documents: Sequence[Document]) -> Iterator[Suppression]:
    text = source.text
    opened: list[tuple[Suppression, int]] = []
    for match in re.finditer(_DIRECTIVE, text, re.MULTILINE):
        document = next((d for d in documents if d.span.start <= match.start() < d.span.end), None)
        root = None if document is None else document.tree.root
        if root is not None and _in_scalar(root, match.start()):
            continue
        names = [name.strip() for name in (match["names"] or "").split(",") if name.strip()]
        at = Span(match.start(), match.end())
        line_start = text.rfind("\n", 0, match.start()) + 1
        own_line = not text[line_start : match.start()].strip()
        removal = _removal(text, line_start, at, own_line=own_line)
        kind = match["kind"]
        if kind == "enable":
            for suppression, start in opened:
                suppression.covers = [Span(start, match.start())]
            opened = []
        elif kind == "disable":
            suppression = Suppression(names, [Span(match.start(), len(text))], at, removal)
            opened.append((suppression, match.start()))
            yield suppression
        elif kind == "ignore-file":
            yield Suppression(names, [Span(0, len(text))], at, removal)
        elif kind == "ignore-document":
            yield Suppression(names, [] if document is None else [document.span], at, removal)
        elif own_line:
            yield Suppression(names, _next_node(text, root, match.end()), at, removal)
        else:
            yield Suppression(names, [Span(line_start, match.start())], at, removal)


def _removal(text: str, line_start: int, at: Span, *, own_line: bool) -> Span:
    """What goes when a comment goes: its whole line, or the blanks before it."""
    if own_line:
        end = text.find("\n", at.end)
        return Span(line_start, len(text) if end < 0 else end + 1)
    start = at.start
    while text[start - 1] in " \t":
        start -= 1
    return Span(start, at.end)


def _in_scalar(node: Node, offset: int) -> bool:
    """Whether an offset lies inside a scalar: there `#` is content."""
    if not node.start <= offset < node.end:
        return False
    if isinstance(node, Scalar):
        return True
    if isinstance(node, SequenceNode):
        return any(_in_scalar(item, offset) for item in node.items)
    return any(_in_scalar(key, offset) or _in_scalar(value, offset) for key, value in node.entries)


def _next_node(text: str, root: Node | None, after: int) -> list[Span]:
    """The entry or item that begins on the next line with content, with all that belongs to it."""
    match = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*(?=[^\s#])").match(text, after)
    if match is None or root is None:
        return []
    begin = match.end()
    line_end = text.find("\n", begin)
    line = Span(begin, len(text) if line_end < 0 else line_end)
    found = _starting_in(root, line)
    return [line] if found is None else [Span(begin, max(found.end, line.end))]


def _starting_in(node: Node, line: Span) -> Span | None:
    """The outermost entry or item that begins in a line."""
    if isinstance(node, SequenceNode):
        for item in node.items:
            if line.start <= item.start <= line.end:
                return Span(item.start, item.end)
            if item.start < line.start < item.end:
                return _starting_in(item, line)
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            if line.start <= key.start <= line.end:
                return Span(key.start, max(key.end, value.end))
            if key.start < line.start < value.end:
                return _starting_in(value, line)
    return None


def _annotations(documents: Sequence[Document]) -> Iterator[Suppression]:
    for document in documents:
        for manifest in document.manifests:
            yield from _object_annotations(manifest)


def _object_annotations(manifest: Manifest) -> Iterator[Suppression]:
    own = manifest.node.mapping("metadata")
    holders = [(own, manifest.node)]
    for template in manifest.templates:
        if template.metadata is not None and template.metadata is not own:
            holders.append((template.metadata, template.spec))
    for metadata, covered in holders:
        annotations = None if metadata is None else metadata.mapping("annotations")
        for key, value in () if annotations is None else annotations.entries:
            if not isinstance(key, Scalar) or not isinstance(value, Scalar) or not key.value.startswith(_ANNOTATION):
                continue
            names = [name.strip() for name in value.value.split(",") if name.strip()]
            container = key.value.removeprefix(_ANNOTATION)
            if not container:
                yield Suppression(names, [covered.span], key.span, None)
            elif container.startswith("."):
                yield Suppression(names, list(_container_spans(manifest, container[1:])), key.span, None)


def _container_spans(manifest: Manifest, name: str) -> Iterator[Span]:
    for template in manifest.templates:
        for part in ("initContainers", "containers", "ephemeralContainers"):
            for container in template.spec.mappings(part):
                if container.text("name") == name:
                    yield container.span
