"""Name servers and host names that a pod brings along.

Source: validatePodDNSConfig and ValidateHostAliases of pkg/apis/core/validation.
"""

from __future__ import annotations

from podlint.apiserver import addresses, formats
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.pod import Pod
from podlint.apiserver.values import absent, elements, items, text
from podlint.diagnostic import Evidence
from podlint.syntax.nodes import Mapping, Node

RULE = "dns-config"
_HOST_ALIAS = "host-alias"
_MOST_SERVERS = 3
_MOST_SEARCHES = 32
_LONGEST_SEARCHES = 2048


def dns_config(inquiry: Inquiry, node: Node, path: str, pod: Pod) -> None:
    """Name servers, search domains and options of a pod's resolver."""
    if node.__class__ is not Mapping:
        return
    servers = elements(node.fields.get("nameservers"))
    if not servers and text(pod.node.fields.get("dnsPolicy")) == "None":
        message = f'{inquiry.title}: dnsPolicy "None" needs a nameserver in dnsConfig'
        at = inquiry.above(node.fields.get("nameservers") or node)
        inquiry.refuse(RULE, "Required", f"{path}.nameservers", at, message)
        return
    if len(servers) > _MOST_SERVERS:
        message = f"{inquiry.title}: dnsConfig has {len(servers)} nameservers; at most {_MOST_SERVERS} are allowed"
        inquiry.refuse(RULE, "Invalid", f"{path}.nameservers", inquiry.above(node.fields["nameservers"]), message)
    for index, server in enumerate(servers):
        address(inquiry, RULE, server, f"{path}.nameservers[{index}]", "nameserver")
    _searches(inquiry, node, f"{path}.searches")
    for index, option in items(node.fields.get("options")):
        if not text(option.fields.get("name")):
            message = f"{inquiry.title}: option {index + 1} of dnsConfig has no name"
            inquiry.refuse(RULE, "Required", f"{path}.options[{index}]", inquiry.above(option), message)


def _searches(inquiry: Inquiry, node: Mapping, path: str) -> None:
    searches = elements(node.fields.get("searches"))
    if not searches:
        return
    domains = [text(search) or "" for search in searches]
    length = len(" ".join(domains).encode())
    at = inquiry.above(node.fields["searches"])
    if len(domains) > _MOST_SEARCHES:
        message = f"{inquiry.title}: dnsConfig has {len(domains)} searches; at most {_MOST_SEARCHES} are allowed"
        inquiry.refuse(RULE, "Invalid", path, at, message)
    if length > _LONGEST_SEARCHES:
        message = (
            f"{inquiry.title}: searches of dnsConfig have {length} characters; at most {_LONGEST_SEARCHES} are allowed"
        )
        inquiry.refuse(RULE, "Invalid", path, at, message)
    for index, (search, domain) in enumerate(zip(searches, domains, strict=True)):
        flaw = _search_flaw(domain, inquiry.minor)
        if flaw is not None:
            message = f'{inquiry.title}: search domain "{domain}" {flaw}'
            inquiry.refuse(RULE, "Invalid", f"{path}[{index}]", search.span, message)


def _search_flaw(domain: str, minor: int) -> str | None:
    """Underscores, and a dot alone, are fine since 1.33."""
    if minor < 33:
        return formats.dns_subdomain(domain.removesuffix("."))
    return None if domain == "." else formats.search_domain(domain.removesuffix("."))


def host_aliases(inquiry: Inquiry, node: Node, path: str, _: Pod) -> None:
    """Lines for the pod's hosts file: an address, and names for it."""
    seen: dict[str, Node] = {}
    for index, alias in items(node):
        ip = alias.fields.get("ip")
        if ip is not None and not absent(ip):
            address(inquiry, _HOST_ALIAS, ip, f"{path}[{index}].ip", "host alias")
            value = text(ip) or ""
            if value in seen:
                evidence = (Evidence(seen[value].span, "the first one"),)
                message = f'{inquiry.title}: two host aliases have the address "{value}"'
                inquiry.warn("duplicate-host-alias", ip.span, message, evidence)
            seen[value] = ip
        for position, name in enumerate(elements(alias.fields.get("hostnames"))):
            value = text(name) or ""
            flaw = formats.dns_subdomain(value)
            if flaw is not None:
                message = f'{inquiry.title}: host name "{value}" {flaw}'
                field = f"{path}[{index}].hostnames[{position}]"
                inquiry.refuse(_HOST_ALIAS, "Invalid", field, name.span, message)


def address(inquiry: Inquiry, rule: str, node: Node, path: str, what: str) -> None:
    """An IP address; one that is written oddly gives a warning."""
    value = text(node)
    if value is None:
        return
    flaw = addresses.wrong(value, inquiry.minor)
    if flaw is not None:
        inquiry.refuse(rule, "Invalid", path, node.span, f'{inquiry.title}: {what} "{value}" {flaw}')
    elif (odd := addresses.odd(value, inquiry.minor)) is not None:
        inquiry.warn("odd-ip-address", node.span, f'{inquiry.title}: {what} "{value}" {odd}')
