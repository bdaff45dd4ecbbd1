"""Amounts that people write as they speak: `512MB`, `1 Gi`, `2gb`; and the quantity that was meant."""

from __future__ import annotations

import re

from podlint.apiserver.quantities import parse

_UNITS = {
    "k": "k", "ki": "Ki", "m": "M", "mi": "Mi", "g": "G", "gi": "Gi", "t": "T", "ti": "Ti", "p": "P", "pi": "Pi",
}  # fmt: skip


def meant_quantity(value: str) -> str | None:
    """The quantity that a text stands for which is none; None when that is not clear."""
    match = re.fullmatch(r"([+-]?[0-9.]+)\s*([A-Za-z]+)", value.strip())
    if match is None:
        return None
    number, unit = match.groups()
    suffix = _UNITS.get(re.sub(r"(b|bytes?)$", "", unit.lower()))
    meant = f"{number}{suffix}"
    return meant if suffix is not None and parse(meant) is not None else None
