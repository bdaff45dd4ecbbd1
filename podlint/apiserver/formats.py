"""Names as Kubernetes wants them: DNS names, qualified names, keys, env names, ports, sysctls.

Each function takes the text and gives None, or what is wrong with it in words that follow the quoted text:
`contains "_"; only lower-case letters, digits and "-" are allowed`. Lengths count bytes, as Go does.
Source: k8s.io/apimachinery pkg/util/validation and pkg/api/validate/content.
"""

from __future__ import annotations

from collections.abc import Callable

from podlint.apiserver.values import is_digits, number

_DIGITS = "0123456789"
_LOWER = "abcdefghijklmnopqrstuvwxyz" + _DIGITS
_ANY = _LOWER + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LABEL = _LOWER + "-"
_DOTTED = _LABEL + "."
_NAME = _ANY + "-_."
_HEADER = _ANY + "-"
_SYSCTL = _LABEL + "_./"

_LABEL_ONLY = 'only lower-case letters, digits and "-" are allowed'
_SUBDOMAIN_ONLY = 'only lower-case letters, digits, "-" and "." are allowed'
_NAME_ONLY = 'only letters, digits, "-", "_" and "." are allowed'


def dns_label(value: str) -> str | None:
    """A DNS label of RFC 1123, as volumes, containers and namespaces are named."""
    if value and not value.strip(_LABEL) and value[0] != "-" and value[-1] != "-" and len(value) <= 63:
        return None
    return _why_not(value, _LABEL, _LABEL_ONLY, "-", 63)


def dns_subdomain(value: str) -> str | None:
    """A DNS subdomain of RFC 1123, as most objects are named."""
    if value and not value.strip(_LABEL) and value[0] != "-" and value[-1] != "-" and len(value) <= 253:
        return None
    return _parts(value, _DOTTED, _SUBDOMAIN_ONLY)


def dns_subdomain_prefix(value: str) -> str | None:
    """A DNS subdomain, or what can become one once random characters follow the last dash."""
    return dns_subdomain(masked(value))


def caseless_subdomain(value: str) -> str | None:
    """A DNS subdomain after lower-casing."""
    return dns_subdomain(value.lower())


def search_domain(value: str) -> str | None:
    """A DNS subdomain whose parts may hold, and begin with one, underscore."""
    found = _why_not(value, _DOTTED + "_", 'only lower-case letters, digits, "-", "_" and "." are allowed', "-.", 253)
    if found is not None:
        return found
    if value[-1] == "_":
        return 'ends with "_"'
    for part in value.split("."):
        body = part[1:] if part[:1] == "_" else part
        if not body or body[0] in "-_" or body[-1] in "-_":
            return f'has the part "{part}", which must begin and end with a letter or digit'
    return None


def qualified_name(value: str) -> str | None:
    """A name of up to 63 letters, digits, "-", "_" and "." with an optional DNS prefix and slash."""
    if not value.strip(_NAME) and _bounded(value) and len(value) <= 63:
        return None
    prefix, slash, name = value.rpartition("/")
    if "/" in prefix:
        return "has more than one slash"
    if slash:
        found = _prefix(prefix)
        if found is not None:
            return found
        if not name:
            return "has nothing after the slash"
    return _why_not(name, _NAME, _NAME_ONLY, "-_.", 63)


def annotation_key(value: str) -> str | None:
    """A qualified name after lower-casing."""
    return qualified_name(value.lower())


def domain_prefixed(value: str) -> str | None:
    """A qualified name that has its prefix."""
    return qualified_name(value) or (None if "/" in value else "lacks a domain and slash before the name")


def label_value(value: str) -> str | None:
    """Empty, or up to 63 letters, digits, "-", "_" and "."."""
    if not value or (not value.strip(_NAME) and _bounded(value) and len(value) <= 63):
        return None
    return _why_not(value, _NAME, _NAME_ONLY, "-_.", 63)


def env_name(value: str) -> str | None:
    """The name of an environment variable up to 1.31."""
    if value[:1] and value[0] in _DIGITS:
        return "begins with a digit"
    return _why_not(value, _NAME, _NAME_ONLY, "", None) or _no_parent(value)


def relaxed_env_name(value: str) -> str | None:
    """The name of an environment variable since 1.32: printable ASCII without "="."""
    if not value:
        return "is empty"
    wrong = next((char for char in value if not " " <= char <= "~" or char == "="), None)
    return None if wrong is None else f'contains {_show(wrong)}; only printable ASCII without "=" is allowed'


def config_key(value: str) -> str | None:
    """A key of a ConfigMap or Secret: it becomes a file name."""
    return _why_not(value, _NAME, _NAME_ONLY, "", 253) or _no_parent(value)


def port_name(value: str) -> str | None:
    """An IANA service name: up to 15 lower-case letters, digits and single dashes, one of them a letter."""
    found = _why_not(value, _LABEL, _LABEL_ONLY, "-", 15)
    if found is not None:
        return found
    if "--" in value:
        return "has two dashes in a row"
    return "has no letter" if not value.strip(_DIGITS + "-") else None


def header_name(value: str) -> str | None:
    """The name of an HTTP header in probes and hooks."""
    return _why_not(value, _HEADER, 'only letters, digits and "-" are allowed', "", None)


def sysctl_name(value: str) -> str | None:
    """Parts of lower-case letters, digits, dashes and underscores, joined by dots or slashes."""
    only = 'only lower-case letters, digits, "-", "_", "." and "/" are allowed'
    found = _why_not(value, _SYSCTL, only, "", 253)
    if found is not None:
        return found
    for part in value.replace("/", ".").split("."):
        if not part or part[0] in "-_" or part[-1] in "-_":
            return f'has the part "{part}", which must begin and end with a letter or digit'
    return None


def masked(value: str) -> str:
    """A generateName as it is checked: with what a random ending will complete taken away."""
    return value[:-2] + "a" if len(value) > 1 and value[-1] == "-" else value


def canonical_integer(value: str, bits: int) -> str | None:
    """A decimal integer without plus sign, spaces or leading zeros (they pass after a minus sign)."""
    digits = value[1:] if value[:1] == "-" else value
    if not is_digits(digits):
        return "is not a whole number"
    if digits is value and digits[0] == "0" and digits != "0":
        return "has a leading zero"
    limit = 1 << (bits - 1)
    return None if -limit <= number(value) < limit else f"does not fit in {bits} bits"


def as_label(value: str) -> str | None:
    """The DNS label that was probably meant, if an obvious one is near."""
    return _repaired(value, dns_label, "-")


def as_subdomain(value: str) -> str | None:
    """The DNS subdomain that was probably meant, if an obvious one is near."""
    return _repaired(value, dns_subdomain, "-.")


def _repaired(value: str, check: Callable[[str], str | None], ends: str) -> str | None:
    lowered = "".join("-" if char in "_ :/" else char for char in value.lower().strip())
    meant = lowered.strip(ends)
    return meant if meant and meant != value and check(meant) is None else None


def _bounded(value: str) -> bool:
    return value != "" and value[0] not in "-_." and value[-1] not in "-_."


def _prefix(prefix: str) -> str | None:
    if not prefix:
        return "has nothing before the slash"
    found = dns_subdomain(prefix)
    return None if found is None else f'has the prefix "{prefix}", which {found}'


def _parts(value: str, allowed: str, only: str) -> str | None:
    found = _why_not(value, allowed, only, "-.", 253)
    if found is not None:
        return found
    for part in value.split("."):
        if not part:
            return "has two dots in a row"
        if part[0] == "-" or part[-1] == "-":
            return f'has the part "{part}", which must begin and end with a letter or digit'
    return None


def _why_not(value: str, allowed: str, only: str, edges: str, limit: int | None) -> str | None:
    """What breaks a name made of certain characters, of which some may not stand first or last."""
    if not value:
        return "is empty"
    rest = value.strip(allowed)
    if rest:
        return f"contains {_show(rest[0])}; {only}"
    if limit is not None and len(value) > limit:
        return f"is {len(value)} characters long; at most {limit} are allowed"
    if value[0] in edges:
        return f'begins with "{value[0]}"; the first character must be a letter or digit'
    if value[-1] in edges:
        return f'ends with "{value[-1]}"; the last character must be a letter or digit'
    return None


def _no_parent(value: str) -> str | None:
    if value == ".":
        return 'may not be "."'
    return 'begins with ".."' if value.startswith("..") else None


def _show(char: str) -> str:
    if char == " ":
        return "a space"
    return f'"{char}"' if char.isprintable() else f"the character {char!a}"
