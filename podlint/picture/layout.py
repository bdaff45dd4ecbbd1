"""Where everything in a picture of a pod lies: containers in a row in start order, and a lane below for each thing used.

A lane is a port that neighbours call, a place outside or a volume. Every container that uses it goes straight down to
it at a place of its own, so that no two lines lie on each other and none runs through a box, whatever the pod.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from podlint.picture.scene import Arrow, Box, Scene

BOX_WIDTH, BOX_HEIGHT, GAP = 196, 108, 28
MARGIN, GUTTER, HEAD = 16, 260, 74
LANE_HEIGHT, SLOT = 30, 15
OUTSIDE_WIDTH = 330


class Place(NamedTuple):
    """A box and its upper left corner."""

    box: Box
    x: float
    y: float


class Drop(NamedTuple):
    """A line from a box down to a lane: `head` says at which end its arrow is."""

    x: float
    top: float
    bottom: float
    head: Literal["up", "down", "none"]
    dashed: bool
    why: str


class Lane(NamedTuple):
    """A horizontal line with all that use it."""

    kind: Literal["call", "out", "volume"]
    name: str
    note: str
    y: float
    start: float
    end: float
    drops: tuple[Drop, ...]


class Layout(NamedTuple):
    """The whole picture of one pod, with its size and the frame that is the pod's border."""

    scene: Scene
    places: tuple[Place, ...]
    lanes: tuple[Lane, ...]
    frame: tuple[float, float, float, float]
    width: float
    height: float


def layout(scene: Scene) -> Layout:
    """Where everything lies; the same scene gives the same picture."""
    first = [box for box in scene.boxes if box.id in scene.order]
    later = [box for box in scene.boxes if box.id not in scene.order]
    left, top = MARGIN + GUTTER, HEAD + 30
    places = []
    for number, box in enumerate([*first, *later]):
        shift = GAP if first and number >= len(first) else 0
        places.append(Place(box, left + number * (BOX_WIDTH + GAP) + shift, top))
    right = places[-1].x + BOX_WIDTH if places else left + BOX_WIDTH
    frame_width = right + GAP - MARGIN
    lanes = _lanes(scene, places, MARGIN + frame_width)
    bottom = (lanes[-1].y if lanes else top + BOX_HEIGHT) + 28
    width = MARGIN * 2 + frame_width + (OUTSIDE_WIDTH if scene.outside else 0)
    return Layout(scene, tuple(places), lanes, (MARGIN, HEAD, frame_width, bottom - HEAD), width, bottom + 46)


def _lanes(scene: Scene, places: list[Place], border: float) -> tuple[Lane, ...]:
    """One lane a called port, a place outside, a volume: in this order, from the boxes down."""
    users: list[tuple[Literal["call", "out", "volume"], str, str, list[Arrow]]] = []
    for end, label in dict.fromkeys((a.end, a.label) for a in scene.arrows if a.kind == "call"):
        same = [a for a in scene.arrows if a.kind == "call" and (a.end, a.label) == (end, label)]
        users.append(("call", f"localhost{label}", "called within the pod", same))
    for place in scene.outside:
        users.append(("out", place.name, "outside the pod", [a for a in scene.arrows if a.end == place.id]))
    for store in scene.volumes:
        users.append(
            ("volume", store.name, store.kind, [a for a in scene.arrows if store.id in {a.start, a.end}]),
        )
    slots = _Slots(places, [arrow for _, _, _, arrows in users for arrow in arrows])
    first = places[0].y + BOX_HEIGHT + 44 if places else 0.0
    found = []
    for number, (kind, name, note, arrows) in enumerate(users):
        y = first + number * LANE_HEIGHT
        drops = tuple(slots.drops(kind, arrows, y))
        ends = [drop.x for drop in drops]
        start = MARGIN + GUTTER - 14 if kind == "volume" else min(ends, default=border)
        found.append(
            Lane(kind, name, note, y, start, border + 16 if kind == "out" else max(ends, default=start), drops)
        )
    return tuple(found)


class _Slots:
    """Gives each line its own place on the lower edge of a box."""

    def __init__(self, places: list[Place], arrows: list[Arrow]) -> None:
        self.places = {place.box.id: place for place in places}
        self.wanted = dict.fromkeys(self.places, 0)
        self.taken = dict.fromkeys(self.places, 0)
        ends: set[tuple[str, str]] = set()
        for arrow in arrows:
            for box in (arrow.start, arrow.end):
                if box not in self.wanted or (arrow.kind == "call" and (box, arrow.label) in ends):
                    continue
                self.wanted[box] += 1
                if arrow.kind == "call" and box == arrow.end:
                    ends.add((box, arrow.label))

    def _next(self, box: str) -> tuple[float, float]:
        """The next free place of a box: its x, and the y of the box's lower edge."""
        place, count = self.places[box], max(self.wanted[box], 1)
        pitch = min(SLOT, (BOX_WIDTH - 16) / count)
        x = place.x + BOX_WIDTH / 2 + (self.taken[box] - (count - 1) / 2) * pitch
        self.taken[box] += 1
        return x, place.y + BOX_HEIGHT

    def drops(self, kind: str, arrows: list[Arrow], y: float) -> list[Drop]:
        """The lines of all who use a lane; the one who answers calls is reached by a single line."""
        found = []
        answered: set[str] = set()
        for arrow in arrows:
            starts = arrow.start in self.places
            if starts:
                x, top = self._next(arrow.start)
                found.append(Drop(x, top, y, "down" if kind == "volume" else "none", arrow.kind == "mount", arrow.why))
            if arrow.end in self.places and arrow.end not in answered:
                answered.add(arrow.end)
                x, top = self._next(arrow.end)
                found.append(Drop(x, top, y, "up", arrow.kind == "mount", arrow.why))
        return found
