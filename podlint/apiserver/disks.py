"""Disks and file systems of clouds and networks as volumes; most are gone from the kubelet, not from the API.

Source: the validate…VolumeSource functions of pkg/apis/core/validation.
"""

from __future__ import annotations

from functools import partial

from podlint.apiserver import formats
from podlint.apiserver.choices import one_of, shaped, within
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.values import absent, elements, text, truth
from podlint.apiserver.volume import INCOMPLETE, VALUE, Check, Volume, fill, listed, need, secret_ref
from podlint.syntax.nodes import Mapping


def disk(inquiry: Inquiry, volume: Volume, node: Mapping, path: str, name: str) -> None:
    """A cloud disk: its name, and a partition number; the server calls a GCE one persistentDisk."""
    path = path.replace(".gcePersistentDisk", ".persistentDisk")
    fill(inquiry, volume, node, path, name)
    partition = node.fields.get("partition")
    if partition is not None:
        within(inquiry, VALUE, partition, f"{path}.partition", (0, 255), volume)


def flocker(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    """One way of naming a Flocker data set, not two."""
    name, uuid = text(node.fields.get("datasetName")), text(node.fields.get("datasetUUID"))
    at = inquiry.above(node)
    if not name and not uuid:
        message = f"{volume.title}: flocker has neither datasetName nor datasetUUID"
        inquiry.refuse(INCOMPLETE, "Required", path, at, message)
    if name and uuid:
        message = f"{volume.title}: flocker has both datasetName and datasetUUID"
        inquiry.refuse(VALUE, "Invalid", path, at, message)
    if name and "/" in name:
        message = f'{volume.title}: datasetName "{name}" contains "/"'
        inquiry.refuse(VALUE, "Invalid", f"{path}.datasetName", node.fields["datasetName"].span, message)


def rbd(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    """Ceph block devices: monitors and an image."""
    listed(inquiry, volume, node, path, "monitors")
    fill(inquiry, volume, node, path, "image")


def cephfs(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    """Ceph file systems: monitors."""
    listed(inquiry, volume, node, path, "monitors")


def cinder(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    """OpenStack disks: an id, and a Secret with a name."""
    fill(inquiry, volume, node, path, "volumeID")
    secret_ref(inquiry, volume, node, path)


def quobyte(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    """Quobyte volumes: registries as host:port, a tenant that is no longer than a UUID."""
    fill(inquiry, volume, node, path, "registry", "volume")
    registry = text(node.fields.get("registry"))
    tenant = node.fields.get("tenant")
    if not registry:
        return
    if tenant is not None and len((text(tenant) or "").encode()) > 64:
        message = f"{volume.title}: tenant is longer than 64 characters"
        inquiry.refuse(VALUE, "Required", f"{path}.tenant", tenant.span, message)
    elif not all(_is_host_and_port(pair) for pair in registry.split(",")):
        message = f'{volume.title}: registry "{registry}" is no list of host:port pairs'
        inquiry.refuse(VALUE, "Invalid", f"{path}.registry", node.fields["registry"].span, message)


def _is_host_and_port(pair: str) -> bool:
    """Whether Go's SplitHostPort takes a text: one colon, unless the host stands in brackets."""
    if pair.startswith("["):
        host, bracket, port = pair[1:].partition("]")
        return bool(bracket) and port.startswith(":") and not set(":[]") & set(port[1:]) and "[" not in host
    return pair.count(":") == 1 and "[" not in pair and "]" not in pair


def fibre_channel(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    """Fibre channel: names with a LUN, or ids."""
    names, ids, lun = (node.fields.get(name) for name in ("targetWWNs", "wwids", "lun"))
    by_name, by_id = bool(elements(names)), bool(elements(ids))
    if by_name == by_id:
        wrong, reason = ("both", "Invalid") if by_name else ("neither", "Required")
        joined = "and" if by_name else "nor"
        message = f"{volume.title}: fc has {wrong} targetWWNs {joined} wwids"
        inquiry.refuse(VALUE, reason, f"{path}.targetWWNs", inquiry.above(node), message)
    if not by_name:
        return
    if lun is None or absent(lun):
        message = f"{volume.title}: fc has targetWWNs, but no lun"
        inquiry.refuse(INCOMPLETE, "Required", f"{path}.lun", inquiry.above(node), message)
    else:
        within(inquiry, VALUE, lun, f"{path}.lun", (0, 255), volume)


def flex(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    """Flex volumes: a driver, options outside of the domains of Kubernetes."""
    fill(inquiry, volume, node, path, "driver")
    options = node.mapping("options")
    for key, _ in options.entries if options is not None else ():
        name = text(key) or ""
        domain = "." + name.partition("/")[0].lower()
        if domain.endswith((".kubernetes.io", ".k8s.io")):
            message = f'{volume.title}: option "{name}" stands in a domain that is reserved for Kubernetes'
            inquiry.refuse(VALUE, "Invalid", f"{path}.options[{name}]", key.span, message)


def azure_disk(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    """Azure disks: a URI that suits the kind of disk."""
    fill(inquiry, volume, node, path, "diskName", "diskURI")
    fields = node.fields
    caching, kind, uri = fields.get("cachingMode"), fields.get("kind"), fields.get("diskURI")
    if caching is not None and not absent(caching):
        one_of(inquiry, VALUE, caching, f"{path}.cachingMode", ("None", "ReadOnly", "ReadWrite"), volume)
    managed = False
    if kind is not None and not absent(kind):
        one_of(inquiry, VALUE, kind, f"{path}.kind", ("Shared", "Dedicated", "Managed"), volume)
        managed = text(kind) == "Managed"
    value = text(uri)
    start = "/subscriptions/" if managed else "https://"
    if uri is None or value is None or value.startswith(start):
        return
    if not value:
        if not absent(uri):
            inquiry.also("NotSupported", f"{path}.diskURI")
        return
    message = f'{volume.title}: diskURI of a {text(kind) or "Shared"} disk must begin with "{start}"'
    inquiry.refuse(VALUE, "NotSupported", f"{path}.diskURI", uri.span, message)


def storage_os(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    """StorageOS volumes: DNS labels, and a Secret with a name."""
    for name in ("volumeName", "volumeNamespace"):
        given = node.fields.get(name)
        if name == "volumeName" and not need(inquiry, volume, node, path, name):
            continue
        if given is not None and text(given):
            shaped(inquiry, VALUE, given, f"{path}.{name}", formats.dns_label, volume)
    secret_ref(inquiry, volume, node, path)


def csi(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    """Inline CSI volumes: a driver named as a domain, and a Secret with a name."""
    driver = node.fields.get("driver")
    if not fill(inquiry, volume, node, path, "driver"):
        if not absent(driver) and inquiry.minor < 36:
            inquiry.also("Invalid", f"{path}.driver")
    elif driver is not None:
        name = text(driver) or ""
        if len(name.encode()) > 63:
            message = f"{volume.title}: the name of driver is longer than 63 characters"
            inquiry.refuse(VALUE, "TooLong", f"{path}.driver", driver.span, message)
        shaped(inquiry, VALUE, driver, f"{path}.driver", formats.caseless_subdomain, volume)
    if secret_ref(inquiry, volume, node, path, "nodePublishSecretRef"):
        reference = node.mapping("nodePublishSecretRef")
        if reference is not None:
            shaped(inquiry, VALUE, reference.fields["name"], f"{path}.name", formats.dns_subdomain, volume)


def iscsi(inquiry: Inquiry, volume: Volume, node: Mapping, path: str) -> None:
    """ISCSI targets: names of the target and the initiator, a LUN, a Secret for CHAP."""
    fields = node.fields
    fill(inquiry, volume, node, path, "targetPortal", "iqn")
    name = fields.get("iqn")
    if name is not None and text(name):
        shaped(inquiry, VALUE, name, f"{path}.iqn", _iscsi_name, volume)
    lun = fields.get("lun")
    if lun is not None:
        within(inquiry, VALUE, lun, f"{path}.lun", (0, 255), volume)
    chap = any(truth(fields.get(key)) for key in ("chapAuthDiscovery", "chapAuthSession"))
    if chap and absent(fields.get("secretRef")):
        message = f"{volume.title}: iscsi with CHAP has no secretRef"
        inquiry.refuse(INCOMPLETE, "Required", f"{path}.secretRef", inquiry.above(node), message)
    initiator = fields.get("initiatorName")
    if initiator is None or absent(initiator):
        return
    shaped(inquiry, VALUE, initiator, f"{path}.initiatorname", _iscsi_name, volume)
    portal = text(fields.get("targetPortal")) or ""
    if len(f"{volume.name}:{portal}".encode()) > 64:
        message = f"{volume.title}: its name and targetPortal together are longer than 63 characters"
        inquiry.refuse("volume-name", "Invalid", f"{volume.path}.name", inquiry.above(initiator), message)


def _iscsi_name(value: str) -> str | None:
    """Why a text is no iSCSI name: iqn.YEAR-MONTH.DOMAIN:TARGET, eui.16 or naa.32 letters and digits."""
    import re

    kind = value[:3]
    pattern = _ISCSI_NAMES.get(kind)
    if pattern is None:
        return "must begin with iqn, eui or naa"
    return None if re.search(pattern, value) else f"is no {kind} name"


_ISCSI_NAMES = {
    "iqn": r"iqn\.[0-9]{4}-[0-9]{2}\.[A-Za-z0-9.-]+:[^,;*&$|\t\n\f\r ]+\Z",
    "eui": r"\Aeui.[A-Za-z0-9]{16}\Z",
    "naa": r"\Anaa.[A-Za-z0-9]{32}\Z",
}


CHECKS: dict[str, Check] = {
    "gcePersistentDisk": partial(disk, name="pdName"),
    "awsElasticBlockStore": partial(disk, name="volumeID"),
    "iscsi": iscsi,
    "flocker": flocker,
    "rbd": rbd,
    "cinder": cinder,
    "cephfs": cephfs,
    "quobyte": quobyte,
    "fc": fibre_channel,
    "flexVolume": flex,
    "azureDisk": azure_disk,
    "storageos": storage_os,
    "csi": csi,
}
"""By the key of the source."""
