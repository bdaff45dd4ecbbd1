"""`podlint patterns`: what each container of each pod is for, and the evidence, as text, data or a picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import click

from podlint import files
from podlint.catalogue import Catalogue, load
from podlint.commands.inspect import pods_in
from podlint.config import Configuration, Flags
from podlint.diagnostic import Evidence
from podlint.escape import shown
from podlint.inspection import span_range
from podlint.manifest import Manifest
from podlint.patterns.base import Match, PodMatch
from podlint.patterns.decide import detect
from podlint.pod.running import Running
from podlint.render.jsontext import Json, dump
from podlint.text import Source

_PICTURES = ("svg", "html")


@click.command(name="patterns")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "mermaid", *_PICTURES]), default="text", help="Form."
)
@click.option("--stdin-filename", default=None, metavar="FILE", help="What to call standard input.")
def command(paths: tuple[str, ...], format_: str, stdin_filename: str | None) -> None:
    """Show what each container of each pod is for, and why podlint thinks so."""
    sources = files.sources(paths or (".",), stdin_filename)
    catalogue = load()
    configuration = Configuration(catalogue, Flags())
    found = [(running, detect(running)) for running in pods_in(sources, configuration)]
    if format_ == "json":
        click.echo(dump({"version": 1, "pods": [_data(running, match) for running, match in found]}))
    elif format_ == "text":
        click.echo("\n\n".join("\n".join(_text(running, match)) for running, match in found))
    else:
        click.echo(_picture(format_, found, sources, catalogue, configuration))


def _picture(
    form: str,
    found: Sequence[tuple[Running, PodMatch]],
    sources: Sequence[Source],
    catalogue: Catalogue,
    configuration: Configuration,
) -> str:
    """The pods as a drawing; SVG and HTML mark what `podlint check` finds in each container."""
    if form == "mermaid":
        from podlint.picture import mermaid

        return mermaid.draw(found)
    from podlint.linter import lint
    from podlint.picture import page, svg

    report = lint(sources, catalogue, lambda source: configuration.of(source.path))
    return svg.draw(found, report.diagnostics) if form == "svg" else page.draw(found, report.diagnostics)


def _data(running: Running, found: PodMatch) -> Json:
    manifest = running.pod.manifest
    return {
        "path": manifest.source.path,
        "document": manifest.document,
        "kind": manifest.kind,
        "name": manifest.name,
        "patterns": list(found.patterns),
        "containers": [_container(running, match) for match in found.matches],
    }


def _container(running: Running, match: Match) -> Json:
    own = running.pod.manifest.source
    return {
        "name": match.container.name,
        "role": match.role,
        "acts_as": match.acts_as,
        "function": match.function,
        "confidence": match.confidence,
        "evidence": [
            {
                "note": piece.note,
                "path": (piece.source or own).path,
                "range": span_range(piece.source or own, piece.span),  # type: ignore[dict-item]  # all of it is JSON
            }
            for piece in match.evidence
        ],
    }


def _text(running: Running, found: PodMatch) -> Iterator[str]:
    manifest = running.pod.manifest
    yield shown(f"{manifest.source.path}: {manifest.kind} {manifest.name}: {', '.join(found.patterns)}")
    yield from _places(manifest, found.notes)
    for match in found.matches:
        role = match.role if match.acts_as is None else f"{match.role} as {match.acts_as}"
        function = "" if match.function is None else f", {match.function}"
        yield shown(f"  {match.container.name}: {role}{function} ({match.confidence} confidence)")
        yield from _places(manifest, match.evidence)


def _places(manifest: Manifest, evidence: Iterable[Evidence]) -> Iterator[str]:
    for piece in evidence:
        source = piece.source or manifest.source
        at = source.position(piece.span.start)
        elsewhere = "" if piece.source is None else f"{source.path}:"
        yield shown(f"    {elsewhere}{at.line}:{at.column}: {piece.note}")
