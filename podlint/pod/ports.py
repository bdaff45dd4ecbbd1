"""The pod's network as values: who listens where, who calls whom, each with the place that says so.

What makes them is left to `network`.
"""

from typing import TYPE_CHECKING, Literal, NamedTuple

from podlint.pod.addresses import Reach, is_loopback
from podlint.pod.model import Container
from podlint.text import Source, Span

if TYPE_CHECKING:
    from podlint.pod.mounted import Mounted

Why = Literal["declared", "command", "flag", "env", "image", "config", "probe"]


class Listener(NamedTuple):
    """A port that a container opens, and what says so; declared ports and probes only suppose it."""

    container: Container
    port: int
    protocol: str
    reach: Reach
    why: Why
    span: Span
    certain: bool
    source: Source | None = None

    @property
    def proven(self) -> bool:
        """Whether the program is told so, or is known to do so: more than a declaration or a probe."""
        return self.why not in {"declared", "probe"}


class Call(NamedTuple):
    """A host and port that a container is told to reach, and what says so.

    `name` is the flag or variable, or the command; `port` is None where neither text nor scheme tells it.
    """

    container: Container
    host: str
    port: int | None
    scheme: str
    why: Why
    name: str
    span: Span
    certain: bool
    source: Source | None = None

    @property
    def local(self) -> bool:
        """Whether the call stays in the pod."""
        return is_loopback(self.host)


class Network(NamedTuple):
    """All listeners and calls of a pod, in the order of its containers."""

    listeners: tuple[Listener, ...]
    calls: tuple[Call, ...]
    configurations: "tuple[Mounted, ...]"

    def on(self, port: int, protocol: str = "TCP") -> list[Listener]:
        """The listeners on a port in containers that run as long as the pod."""
        return [
            listener
            for listener in self.listeners
            if listener.port == port and listener.protocol == protocol and listener.container.long_running
        ]
