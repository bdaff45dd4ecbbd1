"""IP addresses as Go reads them: what is none, what newer servers refuse, and how it is written canonically.

Source: k8s.io/utils/net ParseIPSloppy (Go 1.16's parser), net/netip for the strict reading.
"""

from __future__ import annotations

from typing import NamedTuple

from podlint.apiserver.values import is_digits, number

_HEX = "0123456789abcdefABCDEF"


class Address(NamedTuple):
    """An address as eight groups of 16 bits; whether it was dotted only, and held zeros that lead."""

    groups: tuple[int, ...]
    dotted: bool
    zeros: bool

    @property
    def mapped(self) -> bool:
        """Whether an IPv4 address is written as IPv6."""
        return not self.dotted and self.groups[:6] == (0, 0, 0, 0, 0, 0xFFFF)


def parse(value: str) -> Address | None:
    """Read an IPv4 or IPv6 address without zone, zeros that lead included."""
    for char in value:
        if char == ".":
            return _parse_dotted(value)
        if char == ":":
            return _parse_groups(value)
    return None


def wrong(value: str, minor: int) -> str | None:
    """What is wrong with the text of an address for a Kubernetes minor; newer ones are stricter."""
    address = parse(value)
    if address is None:
        return "is no IP address"
    if minor < 36:
        return None
    if address.zeros:
        return f'has leading zeros; write "{canonical(address)}"'
    return f'is IPv4 written as IPv6; write "{canonical(address)}"' if address.mapped else None


def odd(value: str, minor: int) -> str | None:
    """What the server warns of in an address that it accepts (since 1.31)."""
    address = parse(value)
    if address is None or minor < 31:
        return None
    better = canonical(address)
    if address.zeros or address.mapped:
        return f'is not standard and will be refused by Kubernetes 1.36; write "{better}"' if minor < 36 else None
    return None if address.dotted or better == value else f'is not in canonical form; write "{better}"'


def canonical(address: Address) -> str:
    """The text of RFC 5952; an IPv4 address is dotted, even a mapped one."""
    groups = address.groups
    if address.dotted or address.mapped:
        return f"{groups[6] >> 8}.{groups[6] & 255}.{groups[7] >> 8}.{groups[7] & 255}"
    start, length = _longest_zeros(groups)
    if length < 2:
        return ":".join(f"{group:x}" for group in groups)
    head = ":".join(f"{group:x}" for group in groups[:start])
    tail = ":".join(f"{group:x}" for group in groups[start + length :])
    return f"{head}::{tail}"


def _longest_zeros(groups: tuple[int, ...]) -> tuple[int, int]:
    best = (0, 0)
    start = 0
    for index, group in enumerate((*groups, 1)):
        if group:
            if index - start > best[1]:
                best = (start, index - start)
            start = index + 1
    return best


def _parse_dotted(value: str) -> Address | None:
    parts = value.split(".")
    if len(parts) != 4 or any(not is_digits(part) or number(part) > 255 for part in parts):
        return None
    if any(len(part.lstrip("0")) > 3 for part in parts):
        return None
    numbers = [number(part) for part in parts]
    groups = (0, 0, 0, 0, 0, 0xFFFF, numbers[0] << 8 | numbers[1], numbers[2] << 8 | numbers[3])
    return Address(groups, dotted=True, zeros=any(len(part) > 1 and part[0] == "0" for part in parts))


def _parse_groups(value: str) -> Address | None:
    halves = value.split("::")
    if len(halves) > 2:
        return None
    head = _groups(halves[0], last=len(halves) == 1)
    tail = _groups(halves[1], last=True) if len(halves) == 2 else ([], False)
    if head is None or tail is None:
        return None
    known = len(head[0]) + len(tail[0])
    if known != 8 if len(halves) == 1 else known > 7:
        return None
    groups = (*head[0], *([0] * (8 - known)), *tail[0])
    return Address(groups, dotted=False, zeros=head[1] or tail[1])


def _groups(text: str, *, last: bool) -> tuple[list[int], bool] | None:
    """The groups of one side of `::`; an IPv4 address may end the last side."""
    if not text:
        return [], False
    groups: list[int] = []
    zeros = False
    parts = text.split(":")
    for index, part in enumerate(parts):
        if "." in part:
            dotted = _parse_dotted(part) if last and index == len(parts) - 1 else None
            if dotted is None:
                return None
            groups.extend(dotted.groups[6:])
            zeros = zeros or dotted.zeros
            continue
        if not part or part.strip(_HEX) or int(part, 16) > 0xFFFF:
            return None
        groups.append(int(part, 16))
        zeros = zeros or len(part) > 4
    return groups, zeros
