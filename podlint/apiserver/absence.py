"""What of a missing field the server notices, for what the schema layer says of it.

The server looks at one source of a volume and one handler of a probe only, puts the claims of a StatefulSet
before its volumes, drops volumes whose feature gate is off, and does not reach a template at all behind a
selector that is not well formed.
"""

from __future__ import annotations

import re

from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.selectors import STRICT, label_selector, matches
from podlint.apiserver.values import absent, items, text, truth
from podlint.apiserver.volume_sources import ORDER
from podlint.diagnostic import Refusal
from podlint.manifest import Manifest
from podlint.syntax.nodes import Mapping, Node, Sequence

_HANDLERS = ("exec", "httpGet", "tcpSocket", "grpc", "sleep")
_HANDLER = re.compile(rf"^(.*\.(?:\w+Probe|preStop|postStart))\.({'|'.join(_HANDLERS)})\.")
_SOURCES = (".dataSource", ".dataSourceRef")


def as_counted(manifest: Manifest, refusals: tuple[Refusal, ...], minor: int) -> tuple[Refusal, ...]:
    """The refusals that the server comes to, with its numbers of the volumes."""
    found = []
    for refusal in refusals:
        if _unasked(manifest, refusal, minor):
            continue
        kept = _volume(manifest, refusal, minor) if "spec.volumes[" in refusal.field else _handler(manifest, refusal)
        if kept is not None:
            found.append(kept)
    if any(refusal.field == "spec.template.spec.restartPolicy" for refusal in found) and _own_selector(manifest):
        found.append(Refusal("Invalid", "spec.template.metadata.labels"))
    return tuple(found)


def _unasked(manifest: Manifest, refusal: Refusal, minor: int) -> bool:
    """Whether something else keeps the server from asking for the field."""
    field = refusal.field
    if field.endswith(".successPolicy.rules") and not _indexed(manifest, field):
        return True
    if field.startswith("spec.template.") and _behind_selector(manifest, refusal, minor):
        return True
    if refusal.reason == "Invalid" and field.endswith(_SOURCES) and _has_group(manifest, field):
        return True
    if ".metadata.ownerReferences" in field:
        return True
    container, rules, _ = field.partition(".restartPolicyRules[")
    return bool(rules) and _lacks_policy(_at(manifest.node, container))


def _lacks_policy(container: Node | None) -> bool:
    """Whether a container has no restartPolicy, without which its rules are not read."""
    return isinstance(container, Mapping) and absent(container.fields.get("restartPolicy"))


def _indexed(manifest: Manifest, path: str) -> bool:
    """Whether the Job with a success policy is an indexed one; of others nothing else is said."""
    spec = _at(manifest.node, path.removesuffix(".successPolicy.rules"))
    return isinstance(spec, Mapping) and text(spec.fields.get("completionMode")) == "Indexed"


def _own_selector(manifest: Manifest) -> bool:
    """Whether a Job has a selector of its own, which a missing template does not match."""
    spec = manifest.node.mapping("spec")
    selector = spec.mapping("selector") if spec is not None and truth(spec.fields.get("manualSelector")) else None
    return selector is not None and not matches(selector, {})


def _behind_selector(manifest: Manifest, refusal: Refusal, minor: int) -> bool:
    """Whether the selector keeps the server from a complaint about the template."""
    spec = manifest.node.mapping("spec")
    selector = spec.mapping("selector") if spec is not None else None
    if selector is None:
        return False
    if refusal.field == "spec.template.metadata.labels":
        return matches(selector, {})
    sound = manifest.kind not in STRICT or label_selector(Inquiry(manifest, minor), selector, "spec.selector")
    return not sound


def _has_group(manifest: Manifest, path: str) -> bool:
    """Whether a source of data has an apiGroup, so that any kind would do."""
    source = _at(manifest.node, path)
    return isinstance(source, Mapping) and bool(text(source.fields.get("apiGroup")))


def _handler(manifest: Manifest, refusal: Refusal) -> Refusal | None:
    """Of several handlers only the first is looked into."""
    found = _HANDLER.match(refusal.field)
    if found is None:
        return refusal
    hook = _at(manifest.node, found[1])
    if not isinstance(hook, Mapping):
        return refusal
    first = next((name for name in _HANDLERS if not absent(hook.fields.get(name))), found[2])
    return refusal if first == found[2] else None


def _at(node: Node | None, path: str) -> Node | None:
    """What a path of the server's leads to."""
    for name, index in re.findall(r"(\w+)(?:\[(\d+)\])?", path):
        node = node.fields.get(name) if isinstance(node, Mapping) else None
        if index:
            node = node.items[int(index)] if isinstance(node, Sequence) and int(index) < len(node.items) else None
    return node


def _volume(manifest: Manifest, refusal: Refusal, minor: int) -> Refusal | None:
    head, mark, rest = refusal.field.partition("spec.volumes[")
    number, _, tail = rest.partition("]")
    spec = _at(manifest.node, head + "spec")
    listed = [item for _, item in items(spec.fields.get("volumes"))] if isinstance(spec, Mapping) else []
    index = int(number)
    if index >= len(listed):
        return refusal
    wanted = tail.lstrip(".").partition(".")[0]
    known = ORDER if minor >= 31 else ORDER[:-1]
    given = [kind for kind in known if not absent(listed[index].fields.get(kind))]
    if wanted in given[1:]:
        return None
    place = _place(manifest, listed, index, minor)
    return None if place is None else Refusal(refusal.reason, f"{head}{mark}{place}]{tail}")


def _place(manifest: Manifest, volumes: list[Mapping], index: int, minor: int) -> int | None:
    """The number of a volume to the server; None for one that it never sees."""
    claims = _claims(manifest) if manifest.kind == "StatefulSet" and minor >= 34 else set()
    seen = [
        (text(volume.fields.get("name")) or "") not in claims
        and (not 31 <= minor < 35 or absent(volume.fields.get("image")))
        for volume in volumes
    ]
    return len(claims) + sum(seen[:index]) if seen[index] else None


def _claims(manifest: Manifest) -> set[str]:
    spec = manifest.node.mapping("spec")
    templates = items(spec.fields.get("volumeClaimTemplates")) if spec is not None else ()
    metadata = [template.mapping("metadata") for _, template in templates]
    return {(text(found.fields.get("name")) if found is not None else None) or "" for found in metadata}
