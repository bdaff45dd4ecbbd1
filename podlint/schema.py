"""An object beside Kubernetes' API definitions: findings by rule, one a cause, on the key or value at fault.

What the definitions say is `podlint.structure.definitions`, what does not fit `podlint.structure.walk`, how it
is put `podlint.structure.report`. All fields that the definitions require are reported here, with what the API
server says of their absence (`podlint.structure.refused` knows where that is not plainly Required); what the
server checks beyond the definitions is `podlint.apiserver`'s.
"""

from __future__ import annotations

from podlint.diagnostic import Finding
from podlint.manifest import Manifest
from podlint.structure.definitions import structures
from podlint.structure.walk import walk


def check_structure(manifest: Manifest, minor: int) -> dict[str, list[Finding]]:
    """What keeps an object from being what its kind is in a Kubernetes minor; findings by rule.

    The words for findings are loaded with the first problem: most runs on good manifests need none.
    """
    known = structures(minor)
    root = known.of_kind(manifest.api_version, manifest.kind)
    if root is None:
        if manifest.api_version and manifest.kind and not manifest.templates:
            served = known.serves(manifest.api_version, manifest.kind)
            if served or not known.is_builtin_group(manifest.group):
                return {}
        from podlint.structure.unbundled import unbundled

        return unbundled(manifest, known)
    problems = walk(manifest.node, root)
    if not problems:
        return {}
    from podlint.structure.layout import explain

    return explain(manifest, root, 0, known, problems)
