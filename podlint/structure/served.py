"""Which apiVersion and kind an object names, and whether a minor serves that: looked into only when it does not."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Finding, Fix, Refusal
from podlint.manifest import Manifest
from podlint.structure.definitions import Structures, bundle, within
from podlint.structure.reindent import line_start
from podlint.structure.removed import REMOVED, STILL_DECODED
from podlint.structure.ways import listed, title
from podlint.suggest import nearest
from podlint.syntax.nodes import Mapping, Scalar
from podlint.text import Edit, Span

_DECODE = (Refusal("Decode", ""),)
_EPHEMERAL = "EphemeralContainers"


def identity_findings(manifest: Manifest, structures: Structures) -> Iterator[tuple[str, Finding]]:
    """What is wrong with the identity of an object whose structure the minor does not know, by rule.

    Kinds of groups that are not Kubernetes' own are nobody's business here.
    """
    if not manifest.api_version or not manifest.kind:
        yield "missing-field", _nameless(manifest, structures.minor)
        return
    if manifest.kind == _EPHEMERAL:
        yield "ephemeral-containers-kind", _ephemeral(manifest)
        return
    if structures.serves(manifest.api_version, manifest.kind) or not structures.is_builtin_group(manifest.group):
        return
    found = _removed(manifest, structures.minor) or _elsewhere(manifest, structures.minor)
    if found is not None:
        yield "unserved-api-version", found
    elif meant := nearest(manifest.kind, dict(_served(manifest.api_version, structures.minor))):
        yield "unknown-kind", _misspelt(manifest, meant)


def likely_version(manifest: Manifest, structures: Structures) -> str | None:
    """The apiVersion that an object means whose own is missing or never was one; None when it was one."""
    if not manifest.kind or bundle_knows(manifest):
        return None
    versions = served_by(manifest.kind, structures.minor)
    return nearest(manifest.api_version or "", versions) or next(iter(versions), None)


def bundle_knows(manifest: Manifest) -> bool:
    """Whether some minor serves or served the object's apiVersion and kind."""
    identity = (manifest.api_version or "", manifest.kind or "")
    return identity in REMOVED or any(kind == identity[1] for kind, _, _ in bundle().kinds(identity[0]))


def served_by(kind: str, minor: int) -> list[str]:
    """The apiVersions that serve a kind in a minor, stable ones first, the newest of them leading."""
    versions = [version for version in bundle().served if kind in dict(_served(version, minor))]
    return sorted(versions, key=lambda version: ("alpha" in version, "beta" in version, -_number(version), version))


def _number(version: str) -> int:
    digits = version.rpartition("/")[2].lstrip("v")
    return int(digits) if digits.isdecimal() else 0


def _served(api_version: str, minor: int) -> Iterator[tuple[str, str]]:
    return ((kind, expression) for kind, expression, minors in bundle().kinds(api_version) if within(minors, minor))


def _nameless(manifest: Manifest, minor: int) -> Finding:
    """An object without apiVersion or kind: nothing can be decoded."""
    lacking = [name for name, value in (("apiVersion", manifest.api_version), ("kind", manifest.kind)) if not value]
    message = f"{title(manifest)} lacks {listed(lacking)}"
    at = manifest.node.entries[0][0].span
    versions = served_by(manifest.kind, minor) if manifest.kind else []
    if not versions:
        return Finding(at, message, api=_DECODE)
    message += f'; did you mean "{versions[0]}"?'
    return Finding(at, message, fix=_add_version(manifest, versions[0]), api=_DECODE)


def _add_version(manifest: Manifest, version: str) -> Fix | None:
    node, source = manifest.node, manifest.source
    if "apiVersion" in node.fields or node.flow:
        return None
    column = node.start - line_start(source, node.start)
    edit = Edit(Span(node.start, node.start), f"apiVersion: {version}\n{' ' * column}")
    return Fix(f"add apiVersion: {version}", (edit,))


def _ephemeral(manifest: Manifest) -> Finding:
    name = manifest.name or "POD"
    message = (
        f'{title(manifest)}: kind "{_EPHEMERAL}" was the alpha form until Kubernetes 1.22; '
        f'did you mean "kubectl debug -it {name} --image=IMAGE"?'
    )
    return Finding(_value(manifest, "kind").span, message, api=_DECODE)


def _removed(manifest: Manifest, minor: int) -> Finding | None:
    """A version that was served once, or will be."""
    identity = (manifest.api_version or "", manifest.kind or "")
    known = REMOVED.get(identity)
    if known is not None and minor >= known.since:
        return _unserved(manifest, f"is served no more since Kubernetes 1.{known.since}", known.replacement)
    instead = next(iter(served_by(identity[1], minor)), None)
    for kind, _, minors in bundle().kinds(identity[0]):
        if kind == identity[1]:
            first, _, last = minors.partition("-")
            if first and minor < int(first):
                return _unserved(manifest, f"is served only since Kubernetes 1.{first}", instead)
            return _unserved(manifest, f"is served no more since Kubernetes 1.{int(last) + 1}", instead)
    return None


def _elsewhere(manifest: Manifest, minor: int) -> Finding | None:
    """A kind that exists, in a group or version that never served it."""
    versions = served_by(manifest.kind or "", minor)
    if not versions:
        return None
    meant = nearest(manifest.api_version or "", versions) or versions[0]
    message = f'{title(manifest)}: "{manifest.api_version}" has no kind "{manifest.kind}"; did you mean "{meant}"?'
    return Finding(_value(manifest, "apiVersion").span, message, fix=_write(manifest, "apiVersion", meant), api=_DECODE)


def _unserved(manifest: Manifest, what: str, replacement: str | None) -> Finding:
    api_version = manifest.api_version or ""
    hint = ", and nothing replaces it" if replacement is None else f'; did you mean "{replacement}"?'
    message = f'{title(manifest)}: "{api_version}" {what}{hint}'
    fix = None if replacement is None else _write(manifest, "apiVersion", replacement)
    api = () if api_version in STILL_DECODED else _DECODE
    return Finding(_value(manifest, "apiVersion").span, message, fix=fix, api=api)


def _misspelt(manifest: Manifest, meant: str) -> Finding:
    message = f'{title(manifest)}: "{manifest.api_version}" has no kind "{manifest.kind}"; did you mean "{meant}"?'
    return Finding(_value(manifest, "kind").span, message, fix=_write(manifest, "kind", meant), api=_DECODE)


def _write(manifest: Manifest, name: str, text: str) -> Fix | None:
    """Put another text in place of a value that stands on one line."""
    value = _value(manifest, name)
    if manifest.source.slice(value.span).strip("\"'") != value.value:
        return None
    return Fix(f"write {text}", (Edit(value.span, f"{value.style}{text}{value.style}"),))


def _value(manifest: Manifest, name: str) -> Scalar:
    value = manifest.node.fields.get(name)
    return value if isinstance(value, Scalar) else Scalar.of("", "", None, *_first(manifest.node))


def _first(node: Mapping) -> Span:
    return node.entries[0][0].span
