"""A pod as a drawing in SVG, by hand: it needs no program, reads in print, and tells its reasons on hover."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from html import escape

from podlint.diagnostic import Diagnostic
from podlint.escape import shown
from podlint.patterns.base import PodMatch
from podlint.picture.layout import (
    BOX_HEIGHT,
    BOX_WIDTH,
    GUTTER,
    HEAD,
    MARGIN,
    OUTSIDE_WIDTH,
    Drop,
    Lane,
    Layout,
    Place,
    layout,
)
from podlint.picture.scene import COLOURS, Box, scene
from podlint.pod.running import Running

LETTERS = {
    "app": "A", "init": "I", "sidecar": "S", "ambassador": "B", "adapter": "D", "native-sidecar": "N", "elector": "E",
    "ephemeral": "X",
}  # fmt: skip
"""A letter a role, so that a picture reads without its colours."""

_FONT = 'font-family="system-ui, sans-serif" font-size="12" fill="#111"'
_LINES = {"call": "#1d4e89", "out": "#8a3b00", "volume": "#444"}
_LEGEND = 54


def draw(found: Sequence[tuple[Running, PodMatch]], diagnostics: Sequence[Diagnostic] = ()) -> str:
    """One drawing with all pods, one below the other."""
    layouts = [layout(scene(running, match, diagnostics)) for running, match in found]
    width = max((one.width for one in layouts), default=100)
    height = sum(one.height for one in layouts) + _LEGEND
    lines = [_open(max(width, 960), height)]
    y = 0.0
    for one in layouts:
        lines += [f'<g transform="translate(0 {_n(y)})">', *_pod(one), "</g>"]
        y += one.height
    return "\n".join([*lines, f'<g transform="translate(0 {_n(y)})">', *legend(), "</g>", "</svg>"])


def figure(running: Running, match: PodMatch, diagnostics: Sequence[Diagnostic] = ()) -> str:
    """The drawing of one pod."""
    one = layout(scene(running, match, diagnostics))
    return "\n".join([_open(one.width, one.height), *_pod(one), "</svg>"])


def legend() -> Iterator[str]:
    """What the letters, colours and lines stand for."""
    x = float(MARGIN)
    for role, letter in LETTERS.items():
        yield from _letter(x + 8, 10, letter, COLOURS[role])
        yield f'<text x="{_n(x + 20)}" y="14">{escape(role)}</text>'
        x += 40 + _width(role)
    told = (
        "solid line: known to be used; dashed line: only mounted; dashed box: ends before the app; thick box: stays; "
    )
    told += "diamond: findings of podlint check"
    yield f'<text x="{MARGIN}" y="38">{told}</text>'


def _open(width: float, height: float) -> str:
    size = f'width="{_n(width)}" height="{_n(height)}" viewBox="0 0 {_n(width)} {_n(height)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" {_FONT}>'


def _pod(one: Layout) -> Iterator[str]:
    x, y, width, height = one.frame
    yield f'<text x="{MARGIN}" y="24" font-size="16" font-weight="bold">{_text(one.scene.title, 90)}</text>'
    yield f'<text x="{MARGIN}" y="42">{_text(", ".join(one.scene.patterns), 120)}</text>'
    yield (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="10" fill="#fff" stroke="#666" '
        'stroke-width="2"/>'
    )
    for lane in one.lanes:
        yield from _lane(lane)
    for before, after in zip(one.places, one.places[1:], strict=False):
        if before.box.id in one.scene.order:
            middle = before.y + BOX_HEIGHT / 2
            yield from _head(after.x - 3, middle, "right", "#222", before.x + BOX_WIDTH)
    for place in one.places:
        yield from _box(place)


def _box(place: Place) -> Iterator[str]:
    box, x, y = place.box, place.x, place.y
    dash = ' stroke-dasharray="6 3"' if box.stage == "init" else ""
    thick = 3 if box.stage == "native" else 1.5
    yield f"<g><title>{_text(_reasons(box), 2000)}</title>"
    yield (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="5" fill="{COLOURS[box.role]}" '
        f'stroke="#222" stroke-width="{thick}"{dash}/>'
    )
    yield from _letter(x + BOX_WIDTH - 16, y + 16, LETTERS[box.role], "#fff")
    role = box.role if box.acts_as is None else f"native, as {box.acts_as}"
    ports = [port.partition(" ")[0] for port in box.ports]
    lines = [
        (box.name, ' font-weight="bold" font-size="13"'),
        (role, ""),
        (box.function or "", ' font-style="italic"'),
        (box.image.rpartition("/")[2].partition("@")[0], ' fill="#333" font-size="11"'),
        (f"{box.confidence} confidence" if box.role != "app" else "", ' fill="#333" font-size="11"'),
    ]
    for number, (text, style) in enumerate(line for line in lines if line[0]):
        room = 134 if number == 0 else BOX_WIDTH - 20
        yield f'<text x="{_n(x + 10)}" y="{_n(y + 21 + number * 19)}"{style}>{_fit(text, room)}</text>'
    yield "</g>"
    if box.findings:
        yield from _mark(x + BOX_WIDTH - 14, y + BOX_HEIGHT - 14, box.findings)
    opened = [port for port, told in zip(ports, box.ports, strict=True) if " " not in told]
    if opened:
        middle = x + BOX_WIDTH / 2
        yield f"<g><title>{_text('opens ' + ', '.join(box.ports), 400)}</title>"
        yield f'<text x="{_n(middle + 8)}" y="{HEAD - 6}">{_fit(", ".join(opened), BOX_WIDTH / 2 + 10)}</text>'
        yield from _head(y - 1, middle, "down", "#222", HEAD - 18)
        yield "</g>"


def _mark(x: float, y: float, findings: tuple[str, ...]) -> Iterator[str]:
    """A black diamond with the number of findings: it cannot be taken for a role's letter."""
    yield f"<g><title>{_text('; '.join(findings), 1000)}</title>"
    corners = f"{_n(x)},{_n(y - 12)} {_n(x + 12)},{_n(y)} {_n(x)},{_n(y + 12)} {_n(x - 12)},{_n(y)}"
    yield f'<polygon points="{corners}" fill="#222"/>'
    yield f'<text x="{_n(x)}" y="{_n(y + 4)}" text-anchor="middle" font-size="11" fill="#fff">{len(findings)}</text></g>'


def _reasons(box: Box) -> str:
    reasons = "; ".join(box.reasons) or "what the pod is for"
    return f"{box.name} ({box.image}): {box.role}: {reasons}"


def _lane(lane: Lane) -> Iterator[str]:
    colour = _LINES[lane.kind]
    y = lane.y
    why = "; ".join(dict.fromkeys(drop.why for drop in lane.drops if drop.why))
    yield f"<g><title>{_text(f'{lane.name} ({lane.note}): {why}', 1000)}</title>"
    weight = 5 if lane.kind == "volume" else 1.5
    yield (
        f'<line x1="{_n(lane.start)}" y1="{_n(y)}" x2="{_n(lane.end)}" y2="{_n(y)}" stroke="{colour}" '
        f'stroke-width="{weight}" stroke-opacity="{0.35 if lane.kind == "volume" else 1}"/>'
    )
    for drop in lane.drops:
        yield from _drop(drop, colour)
    if lane.kind == "out":
        yield from _head(lane.end + 10, y, "right", colour, lane.end)
        yield f'<text x="{_n(lane.end + 16)}" y="{_n(y + 4)}">{_fit(lane.name, OUTSIDE_WIDTH - 40)}</text>'
    else:
        bold = ' font-weight="bold"' if lane.kind == "volume" else ""
        label = f"{lane.name} ({lane.note})" if lane.kind == "volume" else lane.name
        at, room = MARGIN + GUTTER - 20, GUTTER - 56 if bold else GUTTER - 28
        yield f'<text x="{at}" y="{_n(y + 4)}" text-anchor="end"{bold}>{_fit(label, room)}</text>'
    yield "</g>"


def _drop(drop: Drop, colour: str) -> Iterator[str]:
    if drop.head == "none":
        yield f'<line x1="{_n(drop.x)}" y1="{_n(drop.top)}" x2="{_n(drop.x)}" y2="{_n(drop.bottom)}" stroke="{colour}"/>'
        yield f'<circle cx="{_n(drop.x)}" cy="{_n(drop.bottom)}" r="2.5" fill="{colour}"/>'
    elif drop.head == "down":
        yield from _head(drop.bottom - 3, drop.x, "down", colour, drop.top, dashed=drop.dashed)
    else:
        yield from _head(drop.top + 1, drop.x, "up", colour, drop.bottom, dashed=drop.dashed)


def _head(tip: float, across: float, way: str, colour: str, start: float, *, dashed: bool = False) -> Iterator[str]:
    """A line with an arrow's head at its tip; `across` is the coordinate that stays."""
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    back = tip - 8 if way in {"down", "right"} else tip + 8
    if way == "right":
        yield f'<line x1="{_n(start)}" y1="{_n(across)}" x2="{_n(back)}" y2="{_n(across)}" stroke="{colour}"{dash}/>'
        corners = ((tip, across), (back, across - 4), (back, across + 4))
    else:
        yield f'<line x1="{_n(across)}" y1="{_n(start)}" x2="{_n(across)}" y2="{_n(back)}" stroke="{colour}"{dash}/>'
        corners = ((across, tip), (across - 4, back), (across + 4, back))
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in corners)
    yield f'<polygon points="{points}" fill="{colour}"/>'


def _letter(x: float, y: float, letter: str, fill: str) -> Iterator[str]:
    yield f'<circle cx="{_n(x)}" cy="{_n(y)}" r="9" fill="{fill}" stroke="#222"/>'
    yield f'<text x="{_n(x)}" y="{_n(y + 4)}" text-anchor="middle" font-weight="bold" font-size="11">{letter}</text>'


def _fit(text: str, room: float) -> str:
    """The text, cut in its middle so that it needs no more room than there is: long names differ at their ends."""
    safe = shown(text)
    if _width(safe) <= room:
        return escape(safe)
    start, end = safe[: len(safe) // 2], safe[len(safe) // 2 :]
    while start and _width(start + end) + 12 > room:
        start, end = (start[:-1], end) if len(start) > len(end) else (start, end[1:])
    return escape(f"{start}…{end}")


def _width(text: str) -> float:
    """About how wide a text is at the usual size; Asian characters need twice the room."""
    return sum(13.0 if unicodedata.east_asian_width(char) in "WF" else 6.9 for char in text)


def _text(text: str, longest: int) -> str:
    safe = shown(text)
    return escape(safe if len(safe) <= longest else f"{safe[: longest - 1]}…")


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
