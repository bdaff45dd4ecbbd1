"""`podlint inspect`: what podlint believes each pod does when it runs, as text or data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from podlint import files
from podlint.catalogue import load
from podlint.config import Configuration, Flags
from podlint.escape import shown
from podlint.inspection import Json, inspect_pod
from podlint.manifest import read
from podlint.objects import Objects
from podlint.pod.read import read_pod
from podlint.pod.running import Running
from podlint.render.jsontext import dump
from podlint.text import Source


@click.command(name="inspect")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Form.")
@click.option("--stdin-filename", default=None, metavar="FILE", help="What to call standard input.")
def command(paths: tuple[str, ...], format_: str, stdin_filename: str | None) -> None:
    """Show what podlint believes each pod does: effects, volumes, ports, timeline."""
    sources = files.sources(paths or (".",), stdin_filename)
    pods = [inspect_pod(running) for running in pods_in(sources, Configuration(load(), Flags()))]
    if format_ == "json":
        click.echo(dump({"version": 1, "pods": pods}))  # type: ignore[dict-item]  # all of it is JSON
        return
    click.echo("\n\n".join("\n".join(_text(pod)) for pod in pods))


def pods_in(sources: Iterable[Source], configuration: Configuration) -> list[Running]:
    """The models of all pods in these texts, read as one input, with the kinds and images that are configured."""
    manifests = [
        manifest
        for source in sources
        for document in read(source, configuration.of(source.path).kinds)
        for manifest in document.manifests
    ]
    pods = [read_pod(manifest, template) for manifest in manifests for template in manifest.templates]
    objects = Objects(manifests, pods)
    return [Running(pod, objects, configuration.of(pod.manifest.source.path).images) for pod in pods]


def _text(pod: Json) -> Iterator[str]:
    yield shown(f"{pod['path']}: {pod['kind']} {pod['name']}")
    for container in _list(pod, "containers"):
        state = {True: "ends", False: "never ends", None: "end unknown"}[container["ends"]]  # type: ignore[index]  # bool or None
        opaque = ", opaque" if container["opaque"] else ""
        yield shown(f"  {container['stage']} container {container['name']} ({container['image']}): {state}{opaque}")
        for effect in _list(container, "effects"):
            yield shown(f"    {_line(effect)}: {_effect(effect)}")
    yield from _volumes(pod)
    yield from _ports(pod)
    yield "  timeline"
    for step in _list(pod, "timeline"):
        names = ", ".join(str(name) for name in step["containers"])  # type: ignore[attr-defined]  # a list of names
        until = f", until {step['until']}" if step["until"] else ""
        yield shown(f"    {step['phase']}: {names} {step['what']}{until}")


def _effect(effect: Json) -> str:
    where = "" if effect["volume"] is None else f" on volume {effect['volume']} at {effect['volume_path'] or '/'}"
    lifetime = "" if effect["lifetime"] is None else f" ({effect['lifetime']})"
    doubt = "" if effect["certain"] else ", perhaps"
    return f"{effect['kind']} {effect['target']}{where}{lifetime} by {effect['how']}{doubt}"


def _volumes(pod: Json) -> Iterator[str]:
    for volume in _list(pod, "volumes"):
        yield shown(f"  volume {volume['name']} ({volume['kind']}, lives with the {volume['lifetime']})")
        for title in ("writers", "readers"):
            for use in _list(volume, title):
                yield shown(f"    {title[:-1]}: {use['container']} {use['path'] or '/'} by {use['how']}")


def _ports(pod: Json) -> Iterator[str]:
    for port in _list(pod, "ports"):
        clients = "".join(f"; called by {client['container']} ({client['how']})" for client in _list(port, "clients"))
        yield shown(
            f"  port {port['port']}/{port['protocol']} of {port['container']}: {port['why']}, reach {port['reach']}{clients}"
        )


def _line(effect: Json) -> str:
    place = effect["range"]
    assert isinstance(place, dict)  # noqa: S101 - made by inspection.py
    return f"{place['start']['line']}:{place['start']['column']}"


def _list(data: Json, name: str) -> list[Json]:
    items = data[name]
    assert isinstance(items, list)  # noqa: S101 - made by inspection.py
    return items
