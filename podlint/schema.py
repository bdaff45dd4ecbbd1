"""An object beside Kubernetes' API definitions: findings by rule, one a cause, on the key or value at fault.

What the definitions say is `podlint.structure.definitions`, what does not fit `podlint.structure.walk`, how it
is put `podlint.structure.report`. What the API server checks beyond the definitions is `podlint.apiserver`'s.
"""

from __future__ import annotations

from podlint.manifest import Manifest, PodTemplate
from podlint.structure.definitions import Structures, structures
from podlint.structure.layout import explain_layout
from podlint.structure.report import Findings, Report
from podlint.structure.walk import walk


def check_structure(manifest: Manifest, minor: int) -> Findings:
    """What keeps an object from being what its kind is in a Kubernetes minor; findings by rule."""
    known = structures(minor)
    root = known.of_kind(manifest.api_version, manifest.kind)
    if root is None:
        return {}
    problems = walk(manifest.node, root)
    if not problems:
        return {}
    report = Report(manifest, root, known, problems)
    explain_layout(report)
    return report.rest()
