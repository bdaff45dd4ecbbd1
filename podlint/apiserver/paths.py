"""Paths as Kubernetes wants them: without a way out of where they belong.

Each function gives None, or what is wrong in words that follow the quoted text. Source: pkg/apis/core
validation: ValidatePathNoBacksteps, validateLocalDescendingPath, ValidateLocalNonReservedPath.
"""

from __future__ import annotations


def no_backsteps(value: str) -> str | None:
    """No element of the path is `..`."""
    return 'contains ".."' if ".." in value and ".." in value.split("/") else None


def local(value: str) -> str | None:
    """A relative path without an element `..`."""
    return "is absolute; a relative path is wanted" if value[:1] == "/" else no_backsteps(value)


def item(value: str) -> str | None:
    """A relative path without an element `..` that does not begin with `..`, which the kubelet reserves."""
    found = local(value)
    return found or ('begins with ".."' if value.startswith("..") else None)


def clean(value: str) -> tuple[str, ...]:
    """The elements of a path, for comparing places: without empty ones at the end."""
    return tuple(value.rstrip("/").split("/"))
