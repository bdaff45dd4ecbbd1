"""The grammar of image references, and the names made from them.

Knows what registries and container runtimes accept and how Docker fills in what is left out. Leaves what an image
holds to `images`.
"""

from functools import lru_cache
from typing import NamedTuple

DEFAULT_REGISTRY = "docker.io"
_LOWER_ALNUM = "abcdefghijklmnopqrstuvwxyz0123456789"
_ALNUM = _LOWER_ALNUM + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGEST_LENGTHS = {"sha256": 64, "sha384": 96, "sha512": 128}


class ImageReference(NamedTuple):
    """The parts of an image reference after Docker's normalisation: `nginx` is `docker.io`, `library/nginx`."""

    registry: str
    repository: str
    tag: str | None = None
    digest: str | None = None


@lru_cache(maxsize=2048)
def parse_reference(text: str) -> ImageReference | None:
    """Read a reference by the grammar of distribution/reference v0.6, or None where that refuses it.

    Stricter in one place: a first part in capitals without a dot or port is no registry here, but a mistake.
    """
    name, at, digest = text.partition("@")
    if at and not _is_digest(digest):
        return None
    colon = name.rfind(":")
    tag = None
    if colon > name.rfind("/"):
        name, tag = name[:colon], name[colon + 1 :]
        if not _is_tag(tag):
            return None
    registry, repository = _split_registry(name)
    if not _is_registry(registry) or not _is_repository(repository):
        return None
    return ImageReference(registry, repository, tag, digest or None)


def normalised(reference: ImageReference) -> str:
    """The name without its registry and without the folder of Docker's official images."""
    return reference.repository.removeprefix("library/")


def leaf(reference: ImageReference) -> str:
    """The last part of the name."""
    return reference.repository.rpartition("/")[2]


def _split_registry(name: str) -> tuple[str, str]:
    first, slash, rest = name.partition("/")
    if not slash or not ("." in first or ":" in first or first == "localhost"):
        # 64 hexadecimal digits are an image's id, which no pod can name
        if len(name) == 64 and not name.strip("0123456789abcdef"):
            return DEFAULT_REGISTRY, ""
        return DEFAULT_REGISTRY, name if slash else f"library/{name}"
    if first in ("index.docker.io", DEFAULT_REGISTRY):
        return DEFAULT_REGISTRY, rest if "/" in rest else f"library/{rest}"
    return first, rest


def _is_registry(text: str) -> bool:
    host, colon, port = text, "", ""
    if text.startswith("["):
        host, bracket, port = text[1:].partition("]")
        if not host or host.strip("0123456789abcdefABCDEF:") or not bracket:
            return False
        return not port or (port[0] == ":" and _all_in(port[1:], "0123456789"))
    if ":" in text:
        host, colon, port = text.partition(":")
    if colon and not _all_in(port, "0123456789"):
        return False
    return all(_all_in(label, _ALNUM + "-") and label[0] != "-" and label[-1] != "-" for label in host.split("."))


def _is_repository(text: str) -> bool:
    return len(text) <= 255 and all(_is_component(part) for part in text.split("/"))


def _is_component(text: str) -> bool:
    """Lower-case words joined by one dot, one or two underscores, or any number of dashes."""
    if not _all_in(text, _LOWER_ALNUM + "._-") or text[0] in "._-" or text[-1] in "._-":
        return False
    if "." not in text and "_" not in text:
        return True
    return not any(pair in text for pair in ("..", "._", "_.", ".-", "-.", "_-", "-_", "___"))


def _is_tag(text: str) -> bool:
    return len(text) <= 128 and _all_in(text, _ALNUM + "_.-") and text[0] not in ".-"


def _is_digest(text: str) -> bool:
    """`algorithm:hex`; the three algorithms in use also fix how many digits there are, all in lower case."""
    algorithm, _, digits = text.partition(":")
    length = _DIGEST_LENGTHS.get(algorithm.lower())
    if length is not None:
        return algorithm.islower() and len(digits) == length and _all_in(digits, "0123456789abcdef")
    for joint in "-_.":
        algorithm = algorithm.replace(joint, "+")
    words = algorithm.split("+")
    if not all(_all_in(word, _ALNUM) and word[0].isalpha() for word in words):
        return False
    return len(digits) >= 32 and _all_in(digits, "0123456789abcdefABCDEF")


def _all_in(text: str, allowed: str) -> bool:
    return bool(text) and not text.strip(allowed)
