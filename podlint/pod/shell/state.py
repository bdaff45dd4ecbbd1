"""What is true at the point that the walk through a script has reached, and what it has found so far."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from podlint.pod.shell.effects import Command, Condition, Effect, Signal, Tool, Trap, Use
from podlint.pod.shell.paths import normalise
from podlint.pod.shell.word import UNKNOWN, Word

if TYPE_CHECKING:
    from tree_sitter import Node

    from podlint.pod.shell.script import Script

FALLS, BREAKS, LEAVES, CONTINUES, RETURNS, EXITS, FAILS, STAYS, OPEN = (1 << bit for bit in range(9))
"""Ways in which a statement may end: the next one runs, the loop or the outer loop is left, the loop starts
again, the function returns, the script ends well or badly, it never ends, or nobody knows whether it does."""

_LONGEST_VALUE = 4096
"""No path, host or program is longer; doubling a variable must not exhaust the memory."""

Answer = tuple[Condition, ...] | None
"""What is true when the last statement succeeds; absent when it has no reason to fail."""

TRUE: Answer = (Condition("constant", "", holds=True),)
FALSE: Answer = (Condition("constant", "", holds=False),)


class Watch(NamedTuple):
    """Something that a condition asks for; `present` tells whether it succeeds with it or without it."""

    target: str
    how: str
    nth: int
    start: int
    end: int
    present: bool | None = True


class Scope(NamedTuple):
    """What a subshell inherits and cannot change."""

    directory: str | None
    variables: dict[str, str]
    positional: Sequence[str]
    conditions: tuple[Condition, ...]
    errexit: bool


class State:
    """The mutable state of one walk."""

    __slots__ = (
        "active",
        "answer", "background", "braces", "certain", "commands", "conditions", "defined", "depth",
        "directories", "directory", "effects", "environment", "errexit", "exec", "found", "found_before",
        "functions", "jobs", "joined", "last", "lenient", "loops", "opaque", "options", "place", "positional",
        "removed", "script", "seen", "signals", "sources", "stage", "stages", "steady", "steps", "tainted",
        "tools", "traps", "uses", "variables", "watched", "written",
    )  # fmt: skip

    script: "Script"
    """The script that is walked; none in exec form."""

    def __init__(self, environment: Mapping[str, str], directory: str | None, directories: Iterable[str]) -> None:
        self.environment = environment
        self.directory = directory
        self.directories = {normalise(directory) for directory in directories}
        self.variables: dict[str, str] = {}
        self.positional: Sequence[str] = ()
        self.active: set[str] = set()
        self.functions: dict[str, tuple[Node, Script]] = {}
        self.tainted: dict[str, list[Watch]] = {}
        self.removed: dict[str, tuple[Condition, ...]] = {}
        self.written: dict[str, tuple[Condition, ...]] = {}
        self.found: set[str] = set()
        self.found_before: Sequence[Word] = ()
        self.certain = True
        self.conditions: tuple[Condition, ...] = ()
        self.place: Literal["script", "function", "substitution", "condition", "trap"] = "script"
        self.stage, self.stages = 0, 1
        self.background = False
        self.joined = ""
        self.errexit = False
        self.lenient = False
        self.braces = False
        self.answer: Answer = None
        self.steady = False
        self.jobs = 0
        self.depth, self.loops, self.steps = 0, 0, 0
        self.opaque = False
        self.sources = False
        self.exec: Command | None = None
        self.last: Command | None = None
        self.effects: list[Effect] = []
        self.seen: set[tuple[str, str, int, int]] = set()
        self.commands: list[Command] = []
        self.watched: list[Watch] = []
        self.uses: list[Use] = []
        self.defined: set[str] = set()
        self.tools: list[Tool] = []
        self.signals: list[Signal] = []
        self.traps: list[Trap] = []
        self.options: set[str] = set()

    def add(self, effect: Effect) -> None:
        """Add an effect, unless the same command had it already."""
        key = (effect.kind, effect.target, effect.word, effect.start)
        if key not in self.seen:
            self.seen.add(key)
            self.effects.append(effect)

    def scope(self) -> Scope:
        """Return what to restore after a subshell."""
        return Scope(self.directory, dict(self.variables), self.positional, self.conditions, self.errexit)

    def restore(self, scope: Scope) -> None:
        """Forget what a subshell changed for itself."""
        self.directory, self.variables, self.positional, self.conditions, self.errexit = scope

    def define(self, name: str, value: str) -> None:
        """Give a variable a value from here on."""
        self.defined.add(name)
        self.variables[name] = value if len(value) < _LONGEST_VALUE else UNKNOWN

    def bounded(self, flow: int, mark: int) -> int:
        """Return how a command under `timeout` ends, whatever it does: nothing since a point never ends."""
        self.drop_lives(mark)
        return flow & ~(STAYS | OPEN) | FALLS

    def drop_lives(self, mark: int) -> None:
        """Take back what was said about not ending since a point: something else ends or outlives it."""
        if any(effect.kind == "never-ends" for effect in self.effects[mark:]):
            self.effects[mark:] = [effect for effect in self.effects[mark:] if effect.kind != "never-ends"]
