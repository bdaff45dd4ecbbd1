"""What the judge says of a text: refusals as `Reason field`, and warnings by rule."""

from __future__ import annotations

from podlint.apiserver import judge
from podlint.diagnostic import Finding
from podlint.manifest import read
from podlint.text import Source


def findings(text: str, minor: int = 37) -> list[tuple[str, Finding]]:
    return [
        (rule, finding)
        for document in read(Source("case.yaml", text))
        for manifest in document.manifests
        for rule, found in judge(manifest, minor).items()
        for finding in found
    ]


def refusals(text: str, minor: int = 37) -> set[str]:
    return {f"{refusal.reason} {refusal.field}" for _, found in findings(text, minor) for refusal in found.api}


def warnings(text: str, minor: int = 37) -> set[str]:
    return {rule for rule, found in findings(text, minor) if not found.api}


def messages(text: str, minor: int = 37) -> list[str]:
    return [found.message for _, found in findings(text, minor)]


def pod(spec: str, metadata: str = "{name: shop}") -> str:
    """A Pod with one container `web` unless the spec has its own."""
    listed = "" if "containers: [" in spec.replace("initContainers", "") else "\n  containers: [{name: web, image: a}]"
    return f"apiVersion: v1\nkind: Pod\nmetadata: {metadata}\nspec:\n  {spec}{listed}\n"


def container(fields: str, rest: str = "") -> str:
    """A Pod whose container `web` has these fields."""
    more = f"  {rest}\n" if rest else ""
    return (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec:\n"
        f"  containers: [{{name: web, image: a, {fields}}}]\n{more}"
    )


def template(spec: str, metadata: str = "{labels: {app: shop}}") -> str:
    """A Deployment of such pods."""
    return (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n"
        f"  selector: {{matchLabels: {{app: shop}}}}\n  template:\n    metadata: {metadata}\n    spec: {spec}\n"
    )
