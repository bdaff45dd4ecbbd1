"""The volumes of a pod: their names, that each has one source, and what the others of the pod demand of them.

The sources themselves are `volume_sources`' business. A StatefulSet's claim templates count as volumes that
stand before its own ones. Source: ValidateVolumes of pkg/apis/core/validation, ValidateStatefulSetSpec.
"""

from __future__ import annotations

from podlint.apiserver import formats
from podlint.apiserver.choices import filled
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.pod import Pod, Volumes
from podlint.apiserver.values import absent, items, text
from podlint.apiserver.volume import Volume
from podlint.apiserver.volume_sources import CHECKS, DEPRECATED, ODD, ORDER, SECOND
from podlint.diagnostic import Evidence, Fix
from podlint.syntax.nodes import Mapping, Node
from podlint.text import Edit


def volumes(inquiry: Inquiry, pod: Pod, node: Node | None) -> Volumes:
    """Judge every volume; what mounts may refer to is what comes back."""
    found = Volumes({}, {}, set())
    index = _claim_templates(inquiry, found, f"{pod.path}.volumes") if pod.kind == "StatefulSet" else 0
    claims = set(found.sources)
    for name in found.broken:
        del found.sources[name]
    names: dict[str, Volume] = {}
    generated = _generated_claims(pod, node)
    for _, item in items(node):
        volume = Volume(item, f"{pod.path}.volumes[{index}]", index, pod)
        if volume.name in claims:
            continue
        if 31 <= inquiry.minor < 35 and not absent(item.fields.get("image")):
            found.dropped.add(volume.name)
            continue
        index += 1
        before = inquiry.last
        kind = _source(inquiry, volume)
        _name(inquiry, volume, names)
        if volume.sound and inquiry.last is before:
            names[volume.name] = volume
            found.sources[volume.name] = kind
        elif inquiry.last is not None and inquiry.last is not before:
            found.broken.setdefault(volume.name, inquiry.last)
        _warn(inquiry, volume, kind, sound=volume.sound and inquiry.last is before)
        if generated:
            _generated(inquiry, volume, generated)
    return found


def _source(inquiry: Inquiry, volume: Volume) -> str:
    """Check the one source of a volume, or the first in the server's order of several."""
    fields = volume.node.fields
    given = [key for key, value in fields.items() if key in CHECKS and not absent(value)]
    if inquiry.minor < 31 and "image" in given:
        given.remove("image")
    if len(given) > 1:
        given.sort(key=ORDER.index)
        for extra in given[1:]:
            message = f'{volume.title} has more than one source: "{extra}" stands beside "{given[0]}"'
            key = volume.node.key(given[0])
            evidence = () if key is None else (Evidence(key.span, "the first source"),)
            at = inquiry.above(fields[extra])
            field = f"{volume.path}.{SECOND.get(extra, extra)}"
            inquiry.refuse("several-volume-sources", "Forbidden", field, at, message, evidence)
    if not given:
        return "emptyDir"
    kind = given[0]
    node = fields[kind]
    if node.__class__ is Mapping:
        CHECKS[kind](inquiry, volume, node, f"{volume.path}.{kind}")
    return kind


def _name(inquiry: Inquiry, volume: Volume, names: dict[str, Volume]) -> None:
    node = volume.node.fields.get("name")
    if node is None or absent(node):
        volume.sound = False
        return
    name = text(node)
    if name is None:
        return
    if not name:
        filled(inquiry, "volume-name", volume.node, volume.path, "name", volume)
        return
    path = f"{volume.path}.name"
    flaw = formats.dns_label(name)
    if flaw is not None:
        better = formats.as_label(name)
        hint = f'; did you mean "{better}"?' if better else ""
        fix = _rename(volume, node, name, better) if better else None
        inquiry.refuse("volume-name", "Invalid", path, node.span, f"{volume.title}: its name {flaw}{hint}", (), fix)
    if name in names:
        first = names[name].node.fields["name"]
        evidence = (Evidence(first.span, "the first one"),)
        message = f"{volume.title} is defined twice"
        inquiry.refuse("duplicate-volume-name", "Duplicate", path, node.span, message, evidence)


def _rename(volume: Volume, node: Node, name: str, better: str) -> Fix:
    """Another name for a volume and for all that mounts it."""
    places = [node]
    for group in ("containers", "initContainers"):
        for _, container in items(volume.pod.node.fields.get(group)):
            for listed in ("volumeMounts", "volumeDevices"):
                places.extend(
                    item.fields["name"] for _, item in items(container.fields.get(listed)) if item.text("name") == name
                )
    return Fix(f'rename to "{better}"', tuple(Edit(place.span, better) for place in places))


def _claim_templates(inquiry: Inquiry, found: Volumes, path: str) -> int:
    """A StatefulSet's claim templates, which its pods get as volumes; how many volumes they are."""
    spec = inquiry.manifest.node.mapping("spec")
    names: dict[str, Node] = {}
    for _, template in items(spec.fields.get("volumeClaimTemplates") if spec is not None else None):
        metadata = template.mapping("metadata")
        node = metadata.fields.get("name") if metadata is not None else None
        names.setdefault(text(node) or "", node or template)
    for index, (name, where) in enumerate(names.items()):
        flaw = formats.dns_label(name)
        found.sources[name] = "persistentVolumeClaim"
        if flaw is not None:
            at = f"{path}[{index}]"
            message = f'claim template "{name}": its name {flaw}' if name else "a claim template has no name"
            span = inquiry.above(where) if isinstance(where, Mapping) else where.span
            reason = "Invalid" if name else "Required"
            found.broken[name] = inquiry.refuse("volume-name", reason, f"{at}.name", span, message)
            if not name:
                inquiry.also("Required", f"{at}.persistentVolumeClaim.claimName")
    return len(names)


def _generated_claims(pod: Pod, node: Node | None) -> dict[str, Node]:
    """The claims that a pod's ephemeral volumes will get, by name, when the pod has one."""
    name = text(pod.metadata.fields.get("name")) if pod.bare and pod.metadata is not None else None
    if not name:
        return {}
    found: dict[str, Node] = {}
    for _, item in items(node):
        if not absent(item.fields.get("ephemeral")):
            found[f"{name}-{text(item.fields.get('name')) or ''}"] = item
    return found


def _generated(inquiry: Inquiry, volume: Volume, claims: dict[str, Node]) -> None:
    """A claim that is made for an ephemeral volume is no other volume's."""
    claim = volume.node.mapping("persistentVolumeClaim")
    node = claim.fields.get("claimName") if claim is not None else None
    name = text(node)
    if node is None or name not in claims:
        return
    message = f'{volume.title} uses claim "{name}", which is made for an ephemeral volume of this pod'
    evidence = (Evidence(inquiry.above(claims[name]), "this ephemeral volume"),)
    path = f"{volume.path}.persistentVolumeClaim.claimName"
    inquiry.refuse("volume-source-value", "Invalid", path, node.span, message, evidence)


def _warn(inquiry: Inquiry, volume: Volume, kind: str, *, sound: bool) -> None:
    """What the server accepts with a warning."""
    if kind in DEPRECATED:
        at = inquiry.above(volume.node.fields[kind])
        inquiry.warn("deprecated-volume-source", at, f'{volume.title}: "{kind}" {DEPRECATED[kind]}')
    node = volume.node.fields.get(kind)
    if sound and kind in ODD and node.__class__ is Mapping:
        ODD[kind](inquiry, volume, node)
