"""`podlint config`: the settings that hold for a file and where each comes from, a first file, and its schema."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator

import click

from podlint.catalogue import Catalogue, load
from podlint.commands.output import say
from podlint.config import NEWEST_MINOR, Configuration, Flags
from podlint.configfile import NAMES, friendly
from podlint.configlayers import Layer, rule_changes

_PLAIN = (
    ("profile", "default"),
    ("kubernetes-version", f"1.{NEWEST_MINOR}"),
    ("fail-on", "warning"),
    ("respect-inline", "true"),
)
_LISTED = ("exclude", "kinds", "images")
_SCHEMA = "https://raw.githubusercontent.com/podlint/podlint/main/schemas/config.schema.json"
_FIRST = f"""\
# yaml-language-server: $schema={_SCHEMA}
# podlint reads this file for all manifests below its folder.
# Every setting: podlint config schema. Every rule: podlint rule --all.
profile: default
# kubernetes-version: "1.33"
# fail-on: warning
# exclude: [vendor/]
# rules:
#   unused-volume: error
#   mesh/*: off
# overrides:
#   - files: [examples/]
#     rules: {{unused-volume: off}}
"""


@click.group(name="config")
def command() -> None:
    """Show or begin a configuration."""


@command.command()
@click.argument("path", default=".", metavar="[FILE]")
def show(path: str) -> None:
    """Show the settings that hold for a file, with the origin of each."""
    linted = os.path.join(path, "any.yaml") if os.path.isdir(path) else path
    catalogue = load()
    configuration = Configuration(catalogue, Flags())
    click.echo("\n".join(_lines(configuration, catalogue, linted)))


def _lines(configuration: Configuration, catalogue: Catalogue, linted: str) -> Iterator[str]:
    file = configuration.file(linted)
    yield "configuration: none found" if file is None else f"configuration: {friendly(file)}"
    layers = configuration.layers(linted)
    for name, default in _PLAIN:
        chosen = configuration.chosen(layers, name, default)
        yield f"{name}: {chosen.value} ({chosen.origin})"
    yield from _listed(layers)
    severities = configuration.of(linted).severities
    changes = {change.rule: change for change in rule_changes(layers, catalogue)}
    yield f"rules: {len(severities)} of {len(catalogue)} are on"
    for rule in catalogue.values():
        change = changes.get(rule.id)
        if rule.id not in severities and change is None:
            continue
        word = severities[rule.id].word if rule.id in severities else "off"
        options = f" {json.dumps(change.options)}" if change and change.options else ""
        yield f"  {rule.id}: {word}{options} ({'profile' if change is None else change.place})"


def _listed(layers: tuple[Layer, ...]) -> Iterator[str]:
    """The settings that add up over all layers."""
    for layer in layers:
        for name in _LISTED:
            if name in layer.values and (name != "exclude" or not layer.way):
                yield f"{name}: {json.dumps(layer.values[name])} ({layer.place(name)})"


@command.command()
def init() -> None:
    """Write a first configuration file into this folder."""
    for name in NAMES:
        if os.path.exists(name):
            say(f"{name} is there already")
            sys.exit(2)
    with open(NAMES[0], "x", encoding="utf-8") as file:
        file.write(_FIRST)
    click.echo(NAMES[0])


@command.command(name="schema")
def show_schema() -> None:
    """Print the JSON Schema of a configuration, for editors."""
    from podlint.configschema import schema

    click.echo(json.dumps(schema(), indent=2))
