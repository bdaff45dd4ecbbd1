"""Projected volumes: one kind a source, files that do not collide, tokens, trust bundles, pod certificates.

Source: validateProjectionSources of pkg/apis/core/validation.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.apiserver import formats, signers
from podlint.apiserver.choices import needed, one_of
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.metadata import too_big
from podlint.apiserver.selectors import label_selector
from podlint.apiserver.values import absent, integer, items, text
from podlint.apiserver.volume import INCOMPLETE, Check, Volume, fill
from podlint.apiserver.volume_items import downward_items, file_mode, item_path, key_items, overlaps
from podlint.diagnostic import Evidence
from podlint.syntax.nodes import Mapping, Node, Scalar

RULE = "projected-volume-source"
_KEY_TYPES = ("RSA3072", "RSA4096", "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519")
_CERTIFICATE_PATHS = ("credentialBundlePath", "keyPath", "certificateChainPath")
_TEN_MINUTES, _LONGEST_TOKEN = 600, 1 << 32
_HOUR, _DAY, _LONGEST_CERTIFICATE = 3600, 86400, 7862400


def projected(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    """Each source of a projected volume, and files that two of them claim."""
    if "defaultMode" in node.fields:
        file_mode(inquiry, volume, node.fields["defaultMode"], f"{path}.defaultMode")
    seen: dict[str, Scalar] = {}
    for index, source in items(node.fields.get("sources")):
        kinds = _kinds(inquiry, source)
        for kind in kinds:
            projection = source.fields[kind]
            if projection.__class__ is Mapping:
                _CHECKS[kind](inquiry, volume, projection, f"{path}.sources[{index}].{kind}")
                _collisions(inquiry, volume, _claimed(kind, projection), seen, path)
        if len(kinds) > 1:
            message = f'{volume.title}: source {index + 1} has both "{kinds[0]}" and "{kinds[1]}"'
            at = inquiry.above(source.fields[kinds[1]])
            inquiry.refuse(RULE, "Forbidden", f"{path}.sources[{index}]", at, message)


def odd_sources(inquiry: Inquiry, volume: Volume, node: Mapping) -> None:
    """Warn of sources without a kind and of files that overlap (since 1.31)."""
    if inquiry.minor < 31:
        return
    places: list[Node | None] = []
    for index, source in items(node.fields.get("sources")):
        kinds = _kinds(inquiry, source)
        if not kinds:
            message = f"{volume.title}: source {index + 1} is empty"
            if any(not absent(value) for value in source.fields.values()):
                message = f"{volume.title}: source {index + 1} has no effect before Kubernetes 1.37"
            inquiry.warn("empty-projected-source", inquiry.above(source), message)
        for kind in kinds:
            projection = source.fields[kind]
            if projection.__class__ is Mapping:
                places.extend(_claimed(kind, projection))
                places.extend([projection.fields.get("path")] if kind == "serviceAccountToken" else [])
    overlaps(inquiry, volume, places)


def _kinds(inquiry: Inquiry, source: Mapping) -> list[str]:
    """The kinds that a source has, in the server's order, without those that this minor drops."""
    given = [kind for kind in _CHECKS if not absent(source.fields.get(kind))]
    return given if inquiry.minor >= 37 else [kind for kind in given if kind not in _GATED]


def _claimed(kind: str, projection: Mapping) -> Iterator[Node | None]:
    """The paths that a projection writes and that nothing else in the volume may."""
    fields = projection.fields
    if kind in ("secret", "configMap", "downwardAPI"):
        yield from (item.fields.get("path") for _, item in items(fields.get("items")))
    elif kind == "clusterTrustBundle":
        yield fields.get("path")
    elif kind == "podCertificate":
        yield from (fields.get(name) for name in _CERTIFICATE_PATHS)


def _collisions(
    inquiry: Inquiry, volume: Volume, places: Iterator[Node | None], seen: dict[str, Scalar], path: str
) -> None:
    for place in places:
        value = text(place)
        if not value or place.__class__ is not Scalar:
            continue
        if value in seen:
            message = f'{volume.title}: two files have the path "{value}"'
            evidence = (Evidence(seen[value].span, "the first one"),)
            inquiry.refuse("duplicate-projected-path", "Invalid", path, place.span, message, evidence)
        else:
            seen[value] = place


def _keys(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    if not text(node.fields.get("name")):
        needed(inquiry, INCOMPLETE, node, path, "name", volume)
    key_items(inquiry, volume, node.fields.get("items"), f"{path}.items")


def _downward(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    downward_items(inquiry, volume, node.fields.get("items"), path)


def _token(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    """A service account token; its path is reported on the whole projected volume."""
    above = path.rpartition(".sources[")[0]
    fill(inquiry, volume, node, above, "path")
    item_path(inquiry, volume, node, above, "path")
    seconds = node.fields.get("expirationSeconds")
    value = integer(seconds)
    if seconds is None or value is None or _TEN_MINUTES <= value <= _LONGEST_TOKEN:
        return
    wanted = f"at least {_TEN_MINUTES}" if value < _TEN_MINUTES else f"at most {_LONGEST_TOKEN}"
    message = f"{volume.title}: expirationSeconds is {value}, it must be {wanted}"
    inquiry.refuse(RULE, "Invalid", f"{path}.expirationSeconds", seconds.span, message)


def _bundle(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    fill(inquiry, volume, node, path, "path")
    item_path(inquiry, volume, node, path, "path")
    name, signer, selector = (node.fields.get(key) for key in ("name", "signerName", "labelSelector"))
    if absent(name) == absent(signer):
        wrong, reason = ("neither name nor", "Required") if absent(name) else ("both name and", "Invalid")
        message = f"{volume.title}: clusterTrustBundle has {wrong} signerName"
        inquiry.refuse(RULE, reason, path, inquiry.above(node), message)
    elif name is not None and not absent(name):
        _bundle_name(inquiry, volume, name, f"{path}.name")
        if selector is not None and not absent(selector):
            message = f"{volume.title}: labelSelector belongs to a signerName, not to a name"
            inquiry.refuse(RULE, "Invalid", f"{path}.labelSelector", inquiry.above(selector), message)
    elif signer is not None:
        _signer(inquiry, volume, signer, f"{path}.signerName")
        if selector.__class__ is Mapping:
            label_selector(inquiry, selector, f"{path}.labelSelector", volume)


def _bundle_name(inquiry: Inquiry, volume: Volume, node: Node, path: str) -> None:
    value = text(node)
    flaw = None if value is None else signers.bundle_name(value)
    if value is None or flaw is None:
        return
    message = f'{volume.title}: name "{value}" {flaw}'
    inquiry.refuse(RULE, "Invalid" if value else "Required", path, node.span, message)
    if not value:
        inquiry.also("Invalid", path)


def _signer(inquiry: Inquiry, volume: Volume, node: Node, path: str) -> None:
    value = text(node)
    if value is None:
        return
    flaw = signers.signer_name(value)
    if flaw is not None:
        reason = "Required" if not value else "TooLong" if flaw.startswith("is longer") else "Invalid"
        inquiry.refuse(RULE, reason, path, node.span, f'{volume.title}: signerName "{value}" {flaw}')


def _certificate(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    fields = node.fields
    signer, key_type = fields.get("signerName"), fields.get("keyType")
    volume.sound = volume.sound and not absent(signer) and not absent(key_type)
    if signer is not None and not absent(signer):
        _signer(inquiry, volume, signer, f"{path}.signerName")
    if key_type is not None and not absent(key_type):
        one_of(inquiry, RULE, key_type, f"{path}.keyType", _KEY_TYPES, volume)
    _certificate_lifetime(inquiry, volume, node, path)
    _user_annotations(inquiry, volume, fields.get("userAnnotations"), f"{path}.userAnnotations")
    for name in _CERTIFICATE_PATHS:
        item_path(inquiry, volume, node, path, name)
    if not any(text(fields.get(name)) for name in _CERTIFICATE_PATHS):
        message = f"{volume.title}: podCertificate has none of {', '.join(_CERTIFICATE_PATHS)}"
        inquiry.refuse(RULE, "Required", path, inquiry.above(node), message)


def _certificate_lifetime(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    given = node.fields.get("maxExpirationSeconds")
    value = integer(given)
    host = (text(node.fields.get("signerName")) or "").partition("/")[0]
    ours = host == "kubernetes.io" or host.endswith(".kubernetes.io")
    longest = _DAY if ours else _LONGEST_CERTIFICATE
    if given is not None and value is not None and not _HOUR <= value <= longest:
        message = f"{volume.title}: maxExpirationSeconds is {value}, it must be between {_HOUR} and {longest}"
        inquiry.refuse(RULE, "Invalid", f"{path}.maxExpirationSeconds", given.span, message)


def _user_annotations(inquiry: Inquiry, volume: Volume, node: Node | None, path: str) -> None:
    if node.__class__ is not Mapping:
        return
    for key, _ in node.entries:
        name = text(key)
        flaw = None if name is None else formats.domain_prefixed(name.lower())
        if name is not None and flaw is not None:
            message = f'{volume.title}: annotation "{name}" {flaw}'
            inquiry.refuse(RULE, "Invalid" if name else "Required", path, key.span, message)
    if too_big(node):
        message = f"{volume.title}: userAnnotations together are longer than 262144 bytes"
        inquiry.refuse(RULE, "TooLong", path, inquiry.above(node), message)


_CHECKS: dict[str, Check] = {
    "secret": _keys,
    "configMap": _keys,
    "downwardAPI": _downward,
    "serviceAccountToken": _token,
    "clusterTrustBundle": _bundle,
    "podCertificate": _certificate,
}
_GATED = ("clusterTrustBundle", "podCertificate")
