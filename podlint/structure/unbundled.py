"""Objects whose structure is not known: kinds that a minor does not serve, custom kinds, pieces of manifests.

Of those with a pod template the template is looked at, and loosely: nobody knows what their controllers add or
fill in.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.manifest import Manifest, PodTemplate
from podlint.structure.definitions import Structures
from podlint.structure.layout import explain
from podlint.structure.removed import REMOVED
from podlint.structure.report import Findings
from podlint.structure.served import identity_findings, likely_version
from podlint.structure.walk import Problem, walk
from podlint.suggest import nearest
from podlint.syntax.nodes import Scalar

_KNATIVE = "serving.knative.dev"
_KNATIVE_FIELDS = frozenset(
    ("containerConcurrency", "timeoutSeconds", "responseStartTimeoutSeconds", "idleTimeoutSeconds")
)


def unbundled(manifest: Manifest, known: Structures) -> Findings:
    """An object whose kind the minor does not serve, or that is not Kubernetes' own, or no whole object."""
    findings: Findings = {}
    for rule, finding in identity_findings(manifest, known):
        findings.setdefault(rule, []).append(finding)
    root = known.of_kind(likely_version(manifest, known), manifest.kind) if findings else None
    if root is not None:
        _merge(findings, explain(manifest, root, 0, known, walk(manifest.node, root)))
        return findings
    for template in manifest.templates:
        for part in _template(manifest, template, known):
            _merge(findings, part)
    return findings


def _template(manifest: Manifest, template: PodTemplate, known: Structures) -> Iterator[Findings]:
    """What is wrong in a pod template whose surroundings nobody knows."""
    base = 0 if template.spec is manifest.node else len(template.path) + 1
    custom = (manifest.api_version, manifest.kind) not in REMOVED
    for node, name in ((template.spec, "PodSpec"), (template.metadata, "ObjectMeta")):
        problems = walk(node, known.get(name)) if node is not None else []
        if custom:
            problems = [problem for problem in problems if _is_certain(problem, manifest, known)]
        if problems:
            findings = explain(manifest, known.get(name), base, known, problems)
            yield _without_api(findings) if custom else findings


def _is_certain(problem: Problem, manifest: Manifest, known: Structures) -> bool:
    """Whether a problem is one whatever the kind's controller adds to the template or fills in."""
    if problem.what == "missing":
        return manifest.fragment is None and manifest.group != _KNATIVE and problem.type.name != "PodSpec"
    key = problem.key
    if manifest.fragment is None and problem.what == "unknown" and problem.type.name == "PodSpec":
        name = key.value if isinstance(key, Scalar) else ""
        if name in _KNATIVE_FIELDS:
            return False
        return known.get("Container").field(name) is not None or nearest(name, problem.type.names) is not None
    return True


def _without_api(findings: Findings) -> Findings:
    """The API server knows custom kinds only by their own definitions: what it would say is not known."""
    return {rule: [finding._replace(api=()) for finding in found] for rule, found in findings.items()}


def _merge(findings: Findings, more: Findings) -> None:
    for rule, found in more.items():
        findings.setdefault(rule, []).extend(found)
