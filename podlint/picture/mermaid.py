"""A pod as a Mermaid flowchart, which code hosts render without help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podlint.patterns.base import PodMatch
from podlint.picture.scene import Scene, scene
from podlint.pod.running import Running


def draw(found: Sequence[tuple[Running, PodMatch]]) -> str:
    """One flowchart a pod, one after the other."""
    return "\n\n".join("\n".join(_lines(scene(running, match))) for running, match in found)


def _lines(drawn: Scene) -> Iterator[str]:
    yield "flowchart LR"
    yield f"  %% {_text(drawn.title)}"
    yield f'  subgraph pod["{_text(drawn.title)}"]'
    for box in drawn.boxes:
        function = f"<br/>{_text(box.function)}" if box.function else ""
        yield f'    {box.id}["{_text(box.name)}<br/>{_text(box.role)}{function}"]:::{box.role.replace("-", "_")}'
    for volume in drawn.volumes:
        yield f'    {volume.id}[("{_text(volume.name)}<br/>{_text(volume.kind)}")]:::volume'
    yield "  end"
    for place in drawn.outside:
        yield f'  {place.id}(["{_text(place.name)}"]):::outside'
    for arrow in drawn.arrows:
        line = "-.->" if arrow.kind in {"read", "mount"} else "-->"
        label = f'|"{_text(arrow.label)}"|' if arrow.label else ""
        yield f"  {arrow.start} {line}{label} {arrow.end}"
    for before, after in zip(drawn.order, drawn.order[1:], strict=False):
        yield f"  {before} ==>|then| {after}"
    for name, fill in drawn.colours.items():
        yield f"  classDef {name.replace('-', '_')} fill:{fill},stroke:#222,color:#000"


def _text(text: str) -> str:
    """A label that cannot leave its quotes: Mermaid reads HTML entities as #…; codes."""
    safe = "".join(char if char.isprintable() else " " for char in text)
    for char in '#&"<>[](){}|`;%':
        safe = safe.replace(char, f"\0{ord(char)}\1")
    return safe.replace("\0", "#").replace("\1", ";")
