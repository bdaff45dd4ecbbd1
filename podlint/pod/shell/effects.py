"""What a command line does, as plain values: effects, and the facts about processes that rules join."""

from typing import Literal, NamedTuple

from podlint.pod.shell.word import Word

Kind = Literal["read", "write", "append", "delete", "listen", "connect", "wait", "never-ends", "unrepeatable"]
EVEN_TWICE = True
"""For effects that leave nothing behind: a second run is like the first."""
Form = Literal["exec", "shell", "opaque", "unknown"]


class Effect(NamedTuple):
    """One thing that a command does to a file, a port or a host, or to the life of its container.

    The place is given in code points inside one word of the command line: the script's, or in exec form
    the word that decides.
    """

    kind: Kind
    target: str
    how: str
    certain: bool
    repeatable: bool
    guard: str
    word: int
    start: int
    end: int


class Condition(NamedTuple):
    """What holds when a command runs: a file is there, a question was answered, an earlier command failed."""

    what: Literal["path", "marker", "query", "command", "test", "constant"]
    subject: str
    holds: bool


class Redirect(NamedTuple):
    """A redirection with its operator; the path is absent for descriptors and where it cannot be known."""

    operator: str
    target: Word
    path: str | None


class Command(NamedTuple):
    """A simple command, in the order in which the script reaches it, with what surrounds it."""

    name: str
    words: tuple[Word, ...]
    wrappers: tuple[str, ...]
    redirects: tuple[Redirect, ...]
    effects: tuple[Effect, ...]
    word: int
    start: int
    end: int
    place: Literal["script", "function", "substitution", "condition", "trap"] = "script"
    certain: bool = True
    conditions: tuple[Condition, ...] = ()
    loops: int = 0
    """How many loops there are around it."""
    stage: int = 0
    stages: int = 1
    """Its place in a pipeline, and how long that is."""
    joined: str = ""
    """What stands between it and the next command: `&&`, `||`, `;` or `&`."""
    background: bool = False
    errexit: bool = False
    """Whether `set -e` holds."""
    tolerated: bool = False
    """Whether its failure changes nothing, as in `command || true`."""


class Use(NamedTuple):
    """A variable that the script expands; `default` when the expansion says what to do without it."""

    name: str
    default: bool
    word: int
    start: int
    end: int


class Tool(NamedTuple):
    """A program that has to be in the image; `guarded` when the script first asks whether it is there."""

    name: str
    text: str
    guarded: bool
    word: int
    start: int
    end: int


class Signal(NamedTuple):
    """A signal that a command sends: to a number, a process name or, when absent, to what is not known."""

    program: str
    signal: str
    target: str | None
    word: int
    start: int
    end: int


class Trap(NamedTuple):
    """A handler with the signals that start it, and what it does when one comes."""

    signals: tuple[str, ...]
    text: str | None
    effects: tuple[Effect, ...]
    word: int
    start: int
    end: int


class Behaviour(NamedTuple):
    """All that a command line is known to do; an empty one claims nothing."""

    form: Form
    effects: tuple[Effect, ...] = ()
    script: int | None = None
    shell: str | None = None
    ends: bool | None = None
    variables: tuple[Use, ...] = ()
    defined: frozenset[str] = frozenset()
    sources: bool = False
    """The script reads definitions from elsewhere (`.`, `eval`), so `defined` may lack some."""
    commands: tuple[Command, ...] = ()
    last: Command | None = None
    """The simple command that ends the script, when nothing but the shell waits for it."""
    exec: Command | None = None
    """The command that becomes the container's process in the shell's place."""
    tools: tuple[Tool, ...] = ()
    signals: tuple[Signal, ...] = ()
    traps: tuple[Trap, ...] = ()
    options: frozenset[str] = frozenset()
    wrappers: tuple[str, ...] = ()
    """What stands around the program or shell of the command line: `tini`, `timeout`, `gosu` …"""
