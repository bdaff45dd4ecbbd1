"""Names of certificate signers and of the trust bundles that belong to them.

Each function gives None, or what is wrong in words that follow the quoted name. Source: ValidateSignerName
and ValidateClusterTrustBundleName of pkg/apis/core/validation.
"""

from __future__ import annotations

from podlint.apiserver import formats


def signer_name(value: str) -> str | None:
    """HOST/PATH with a host of at least two DNS labels and a path of DNS names."""
    if not value:
        return "is empty"
    host, slash, path = value.partition("/")
    if not slash or "/" in path:
        return "is not of the form example.com/name"
    flaw = _host(host) or _path(path)
    if flaw is None and (len(host) > 253 or len(value) > 571):
        return "is longer than 571 characters" if len(value) > 571 else "is longer than 253 before its slash"
    return flaw


def _host(host: str) -> str | None:
    labels = host.split(".")
    if len(labels) < 2:
        return "has no domain of at least two parts before its slash"
    flaw = next((flaw for label in labels if (flaw := formats.dns_label(label))), None)
    return None if flaw is None else f"has a domain of which a part {flaw}"


def _path(path: str) -> str | None:
    flaw = next((flaw for part in path.split(".") if (flaw := formats.dns_subdomain(part))), None)
    return None if flaw is None else f"has a path of which a part {flaw}"


def bundle_name(value: str) -> str | None:
    """A DNS subdomain, after the signer's name and a colon where the bundle belongs to one."""
    signer, colon, name = value.rpartition(":")
    if not colon:
        return formats.dns_subdomain(value)
    if not signer or "/" in signer:
        return "has no signer's name without a slash before its colon"
    return formats.dns_subdomain(name)
