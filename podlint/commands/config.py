"""`podlint config`: the settings that hold for a file and where each comes from, a first file, and its schema."""

import json
import os
import sys

import click

from podlint.catalogue import load
from podlint.config import Configuration, Flags
from podlint.configfile import NAMES, find, read, schema

_FIRST = """\
# podlint reads this file for all manifests below its folder.
# Every setting: podlint config schema. Every rule: podlint rule --all.
profile: default
# kubernetes-version: "1.33"
# fail-on: warning
# exclude: [vendor/]
# rules:
#   reader-mount-writable: warning
#   mesh/*: off
# overrides:
#   - files: [examples/]
#     rules: {unused-volume: off}
"""


@click.group(name="config")
def command() -> None:
    """Show or begin a configuration."""


@command.command()
@click.argument("path", default=".", metavar="[FILE]")
def show(path: str) -> None:
    """Show the settings that hold for a file, with the origin of each."""
    place = os.path.join(path, "any.yaml") if os.path.isdir(path) else path
    chosen = Configuration(load(), Flags()).of(place)
    found = find(place)
    click.echo(f"file: {found or 'none found'}")
    origins: dict[str, str] = {}
    for layer in () if found is None else read(found).layers():
        origins.update(dict.fromkeys(layer.values, layer.path))
    for name, value in (
        ("kubernetes-version", f"1.{chosen.minor}"),
        ("fail-on", chosen.fail_on),
        ("respect-inline", str(chosen.respect_inline).lower()),
        ("rules", f"{len(chosen.severities)} on"),
    ):
        variable = "PODLINT_" + name.upper().replace("-", "_")
        origin = "the environment" if os.environ.get(variable) else origins.get(name, "built in")
        click.echo(f"{name}: {value} ({origin})")
    catalogue = load()
    for rule_id, severity in sorted(chosen.severities.items()):
        changed = "" if severity is catalogue[rule_id].severity else "  (configured)"
        click.echo(f"  {rule_id}: {severity.word}{changed}")


@command.command()
def init() -> None:
    """Write a first configuration file into this folder."""
    for name in NAMES:
        if os.path.exists(name):
            click.echo(f"podlint: {name} is there already", err=True)
            sys.exit(2)
    with open(NAMES[0], "x", encoding="utf-8") as file:
        file.write(_FIRST)
    click.echo(NAMES[0])


@command.command(name="schema")
def show_schema() -> None:
    """Print the JSON Schema of a configuration, for editors."""
    click.echo(json.dumps(schema(), indent=2))
