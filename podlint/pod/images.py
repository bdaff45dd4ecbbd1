"""What podlint knows about the image behind a reference.

Knows how a name finds its row in `image_table`. Leaves the grammar of references to `image_reference`, and the
meaning of a row to `image_facts`; all that others need of both is here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from podlint.pod.image_facts import FUNCTIONS, ROLES, ImageFacts, ImagePort, PortSetting, read_row
from podlint.pod.image_reference import DEFAULT_REGISTRY, ImageReference, leaf, normalised, parse_reference
from podlint.pod.image_table import ALIASES, IMAGES, LEAVES

__all__ = [
    "FUNCTIONS",
    "NO_EXTRA",
    "ROLES",
    "ImageFacts",
    "ImagePort",
    "ImageReference",
    "PortSetting",
    "facts_of",
    "leaf",
    "normalised",
    "parse_reference",
    "read_row",
    "table_facts",
]

NO_EXTRA: Final[Mapping[str, ImageFacts]] = MappingProxyType({})

# Folders under which private registries keep copies of public ones; never a namespace there of its own.
# fmt: off
_MIRROR_FOLDERS = frozenset({
    "library", "docker", "docker.io", "dockerhub", "docker-hub", "dockerhub-proxy", "docker-proxy", "docker-remote",
    "docker-hub-remote", "mirror", "mirrors", "quay", "quay.io", "gcr", "gcr.io", "ghcr", "ghcr.io", "registry.k8s.io",
    "k8s.gcr.io", "ecr-public", "mcr.microsoft.com", "google-containers", "google_containers", "k8s-artifacts-prod",
})
# fmt: on
_GOOGLE = ("google_containers", "google-containers")
_SAME_NAMESPACE = {"bitnamilegacy": "bitnami", "bitnamisecure": "bitnami"}


def facts_of(text: str, extra: Mapping[str, ImageFacts] = NO_EXTRA) -> ImageFacts | None:
    """What is known about the image that the text names; the user's own entries win.

    Entries of `extra` are found by name with or without the registry; a tag does not change them.
    """
    if extra and (reference := parse_reference(text)):
        for name in (f"{reference.registry}/{reference.repository}", *_names(reference)):
            if name in extra:
                return extra[name]
    return _facts(text)


@lru_cache(maxsize=2048)
def _facts(text: str) -> ImageFacts | None:
    reference = parse_reference(text)
    if reference is None:
        return _facts_of_template(text)
    untagged = "latest" if reference.digest is None else None
    return _known(reference, reference.tag or untagged)


def _facts_of_template(text: str) -> ImageFacts | None:
    """`couchdb:${VERSION}` and `nginx@sha256:…` still name an image, only which of its variants stays open."""
    name = text.partition("@")[0]
    reference = parse_reference(name)
    if reference is None:
        colon = name.find(":", name.rfind("/", 0, _first_of(name, "$<{%")) + 1)
        reference = parse_reference(name[: max(colon, 0)])
    return _known(reference, reference.tag) if reference else None


def _first_of(text: str, characters: str) -> int:
    return min((at for at in map(text.find, characters) if at >= 0), default=len(text))


def _known(reference: ImageReference, tag: str | None) -> ImageFacts | None:
    for name in _names(reference):
        if name in IMAGES or name in ALIASES:
            return table_facts(ALIASES.get(name, name), tag)
    last = leaf(reference)
    found = table_facts(LEAVES.get(last) or LEAVES.get(_without_platform(last)) or "", tag)
    # somebody's own build of the program: on which base, as which user and with which tools is open
    return found and found._replace(base=None, shell=None, uid=None, tools=(), lacks=(), content_breaks=())


def _names(reference: ImageReference) -> Iterator[str]:
    """The names that the same image may have in the table, the most telling first."""
    name = normalised(reference)
    yield name
    parts = name.split("/")
    if reference.registry != DEFAULT_REGISTRY or parts[0] in _GOOGLE:
        while len(parts) > 1 and parts[0] in _MIRROR_FOLDERS:
            del parts[0]
    parts[0] = _SAME_NAMESPACE.get(parts[0], parts[0])
    parts[-1] = _without_platform(parts[-1])
    if parts[-1].startswith("mirrored-"):  # rancher/mirrored-grafana-grafana
        namespace, _, rest = parts[-1].removeprefix("mirrored-").partition("-")
        parts[-2:] = [rest] if namespace == "library" else [namespace, rest] if rest else [namespace]
    yield "/".join(parts)
    if len(parts) > 2:
        yield "/".join(parts[-2:]).removeprefix("library/")


def _without_platform(name: str) -> str:
    return name.removesuffix("-amd64").removesuffix("-arm64")


def table_facts(name: str, tag: str | None = "latest") -> ImageFacts | None:
    """The facts of a name of the table for a tag; a tag of None means that nobody knows which variant it is."""
    row = IMAGES.get(name)
    return None if row is None else read_row(name, row, tag)
