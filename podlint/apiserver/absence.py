"""Volumes as the server counts them, for what the schema layer says of fields that are missing in them.

The server looks at one source of a volume only, puts the claims of a StatefulSet before its volumes, and drops
volumes whose feature gate is off.
"""

from __future__ import annotations

from podlint.apiserver.values import absent, items, text
from podlint.apiserver.volume_sources import ORDER
from podlint.diagnostic import Refusal
from podlint.manifest import Manifest
from podlint.syntax.nodes import Mapping


def as_counted(manifest: Manifest, refusals: tuple[Refusal, ...], minor: int) -> tuple[Refusal, ...]:
    """The refusals that stand, with the server's numbers of the volumes."""
    found = [_as_counted(manifest, refusal, minor) for refusal in refusals]
    return tuple(refusal for refusal in found if refusal is not None)


def _as_counted(manifest: Manifest, refusal: Refusal, minor: int) -> Refusal | None:
    head, mark, rest = refusal.field.partition("spec.volumes[")
    number, _, tail = rest.partition("]")
    if not mark or not number.isdecimal():
        return refusal
    node: Mapping | None = manifest.node
    for name in [name for name in (head + "spec").split(".") if node is not None]:
        node = node.mapping(name) if node is not None else None
    volumes = [] if node is None else [item for _, item in items(node.fields.get("volumes"))]
    index = int(number)
    if index >= len(volumes):
        return refusal
    wanted = tail.lstrip(".").partition(".")[0]
    known = ORDER if minor >= 31 else ORDER[:-1]
    given = [kind for kind in known if not absent(volumes[index].fields.get(kind))]
    if wanted in given[1:]:
        return None
    place = _place(manifest, volumes, index, minor)
    return None if place is None else Refusal(refusal.reason, f"{head}{mark}{place}]{tail}")


def _place(manifest: Manifest, volumes: list[Mapping], index: int, minor: int) -> int | None:
    """The number of a volume to the server; None for one that it never sees."""
    claims = _claims(manifest) if manifest.kind == "StatefulSet" and minor >= 34 else set()
    seen = [
        text(volume.fields.get("name")) not in claims and (not 31 <= minor < 35 or absent(volume.fields.get("image")))
        for volume in volumes
    ]
    return len(claims) + sum(seen[:index]) if seen[index] else None


def _claims(manifest: Manifest) -> set[str]:
    spec = manifest.node.mapping("spec")
    templates = items(spec.fields.get("volumeClaimTemplates")) if spec is not None else ()
    metadata = [template.mapping("metadata") for _, template in templates]
    return {(text(found.fields.get("name")) if found is not None else None) or "" for found in metadata}
