"""What each kind of volume demands: which of its fields must be filled, ranges, words, paths.

`CHECKS` has every source in the order in which the server looks at them; of several only the first is
checked. Source: validateVolumeSource and its parts in pkg/apis/core/validation.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from podlint.apiserver import paths
from podlint.apiserver.choices import PULL_POLICIES, one_of, shaped
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.quantities import of
from podlint.apiserver.values import absent, text
from podlint.apiserver.volume import VALUE, Check, Volume, fill, need
from podlint.apiserver.volume_items import downward, files, overlapping_items
from podlint.syntax.nodes import Mapping

_HOST_PATH_TYPES = (
    "", "DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice",
)  # fmt: skip


def filled_only(*names: str) -> Check:
    """A source of which nothing but the presence of some texts is checked."""

    def check(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
        fill(inquiry, volume, node, path, *names)

    return check


def _empty_dir(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    limit = node.fields.get("sizeLimit")
    if limit is None:
        return
    quantity = of(limit)
    if quantity is not None and quantity.nanos < 0:
        message = f"{volume.title}: sizeLimit is negative"
        inquiry.refuse(VALUE, "Forbidden", f"{path}.sizeLimit", limit.span, message)


def _host_path(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    if not fill(inquiry, volume, node, path, "path"):
        return
    shaped(inquiry, "volume-path", node.fields["path"], f"{path}.path", paths.no_backsteps, volume)
    kind = node.fields.get("type")
    if kind is not None:
        one_of(inquiry, VALUE, kind, f"{path}.type", _HOST_PATH_TYPES, volume)


def _git_repo(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    fill(inquiry, volume, node, path, "repository")
    directory = node.fields.get("directory")
    if directory is not None:
        shaped(inquiry, "volume-path", directory, f"{path}.directory", paths.local, volume)


def _nfs(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    fill(inquiry, volume, node, path, "server", "path")
    place = node.fields.get("path")
    value = text(place)
    if place is None or value is None or value.startswith("/"):
        return
    if not value:
        if not absent(place):
            inquiry.also("Invalid", f"{path}.path")
        return
    message = f'{volume.title}: path "{value}" is relative; an absolute path is wanted'
    inquiry.refuse("volume-path", "Invalid", f"{path}.path", place.span, message)


def _claim(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    if not text(node.fields.get("claimName")):
        fill(inquiry, volume, node, path, "claimName")


def _scale_io(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    fill(inquiry, volume, node, path, "gateway", "system")
    need(inquiry, volume, node, path, "volumeName")


def _ephemeral(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    from podlint.apiserver.claims import ephemeral

    ephemeral(inquiry, volume, node, path)


def _projected(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    from podlint.apiserver.projected import projected

    projected(inquiry, volume, node, path)


def _disk(kind: str) -> Check:
    """A source whose checks are loaded when there is one."""

    def check(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
        from podlint.apiserver.disks import CHECKS as DISKS

        DISKS[kind](inquiry, volume, node, path)

    return check


def _image(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    if (volume.pod.bare or inquiry.minor >= 37) and not text(node.fields.get("reference")):
        need(inquiry, volume, node, path, "reference")
    policy = node.fields.get("pullPolicy")
    if policy is not None and text(policy):
        one_of(inquiry, VALUE, policy, f"{path}.pullPolicy", PULL_POLICIES, volume)


CHECKS: dict[str, Check] = {
    "emptyDir": _empty_dir,
    "hostPath": _host_path,
    "gitRepo": _git_repo,
    "gcePersistentDisk": _disk("gcePersistentDisk"),
    "awsElasticBlockStore": _disk("awsElasticBlockStore"),
    "secret": partial(files, name="secretName"),
    "nfs": _nfs,
    "iscsi": _disk("iscsi"),
    "glusterfs": filled_only("endpoints", "path"),
    "flocker": _disk("flocker"),
    "persistentVolumeClaim": _claim,
    "rbd": _disk("rbd"),
    "cinder": _disk("cinder"),
    "cephfs": _disk("cephfs"),
    "quobyte": _disk("quobyte"),
    "downwardAPI": downward,
    "fc": _disk("fc"),
    "flexVolume": _disk("flexVolume"),
    "configMap": partial(files, name="name"),
    "azureFile": filled_only("secretName", "shareName"),
    "vsphereVolume": filled_only("volumePath"),
    "photonPersistentDisk": filled_only("pdID"),
    "portworxVolume": filled_only("volumeID"),
    "azureDisk": _disk("azureDisk"),
    "storageos": _disk("storageos"),
    "projected": _projected,
    "scaleIO": _scale_io,
    "csi": _disk("csi"),
    "ephemeral": _ephemeral,
    "image": _image,
}

ORDER = tuple(CHECKS)
SECOND = {"cephfs": "cephFS", "downwardAPI": "downwarAPI"}
"""How the server spells a source that stands beside another one, where it differs."""

DEPRECATED = {
    "gitRepo": "is deprecated since Kubernetes 1.11 and disabled by default since 1.33",
    **{
        kind: f"is deprecated since Kubernetes {since} and without function since {gone}"
        for kind, since, gone in (
            ("glusterfs", "1.25", "1.26"),
            ("flocker", "1.22", "1.25"),
            ("quobyte", "1.22", "1.25"),
            ("storageos", "1.22", "1.25"),
            ("cephfs", "1.28", "1.31"),
            ("rbd", "1.28", "1.31"),
            ("photonPersistentDisk", "1.11", "1.16"),
            ("scaleIO", "1.16", "1.22"),
        )
    },
}
"""What the server warns of, by the source's key."""


def _odd_claim(inquiry: Inquiry, volume: Volume, node: Mapping) -> None:
    from podlint.apiserver.claims import fractional_storage

    template = node.mapping("volumeClaimTemplate")
    fractional_storage(inquiry, template.mapping("spec") if template is not None else None, volume)


def _odd_projected(inquiry: Inquiry, volume: Volume, node: Mapping) -> None:
    from podlint.apiserver.projected import odd_sources

    odd_sources(inquiry, volume, node)


ODD: dict[str, Callable[[Inquiry, Volume, Mapping], None]] = {
    "secret": overlapping_items,
    "configMap": overlapping_items,
    "downwardAPI": overlapping_items,
    "projected": _odd_projected,
    "ephemeral": _odd_claim,
}
"""What else the server warns of in a source."""
