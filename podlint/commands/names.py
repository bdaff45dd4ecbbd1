"""The names that a shell completes: rules and families, from the folder of cards, without loading anything."""

import os

import click

from podlint.data import folder


def complete_rules(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The rules and families whose names begin so."""
    base = folder("rules")
    families = sorted(entry.name for entry in os.scandir(base) if entry.is_dir())
    names = [f"{family}/*" for family in families]
    for family in families:
        names += [name.removesuffix(".md") for name in os.listdir(os.path.join(base, family)) if name.endswith(".md")]
    return sorted(name for name in names if name.startswith(begun))
