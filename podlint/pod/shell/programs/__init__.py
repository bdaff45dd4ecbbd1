"""What known programs claim about their arguments: the table's rows, and functions for what no row can say."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Literal, NamedTuple

from podlint.pod.shell.options import Syntax
from podlint.pod.shell.programs.call import Call, Claim, connect, connect_url, listen, split_address
from podlint.pod.shell.table import TABLE, WRAPPERS, Entry
from podlint.pod.shell.word import Word

Program = Callable[[Call], Iterator[Claim]]


class Network(NamedTuple):
    """Flags for a host or address, flags for a port, and the defaults; an empty default claims nothing."""

    hosts: tuple[str, ...]
    ports: tuple[str, ...]
    host: str
    port: str


class Row(NamedTuple):
    """A table entry, ready for use."""

    syntax: Syntax
    program: Program | None
    files: tuple[tuple[Literal["read", "write", "append"], str], ...]
    connects: Network | None
    listens: Network | None
    never: tuple[str, ...]
    unless: tuple[str, ...]
    daemon: tuple[str, ...]
    once: str
    safe: tuple[str, ...]
    asks: bool
    open: bool
    idle: bool
    """Whether the program does nothing that matters here."""
    serves: bool
    """Whether the columns about networks, lives and repetition say anything."""


@cache
def row(name: str) -> Row | None:
    """Return what the table knows about a program, by its base name."""
    entry = TABLE.get(name)
    if entry is None:
        return None
    function = entry.get("program")
    return Row(
        syntax(entry.get("takes", ""), entry.get("style", "")),
        _function(function) if function else None,
        (
            *(("read", name) for name in entry.get("reads", "").split()),
            *(("write", name) for name in entry.get("writes", "").split()),
            *(("append", name) for name in entry.get("appends", "").split()),
        ),
        _client(entry),
        _server(entry),
        tuple(entry.get("never", "").split()),
        tuple(entry.get("unless", "").split()),
        tuple(entry.get("daemon", "").split()),
        entry.get("once", ""),
        tuple(entry.get("safe", "").split()),
        "asks" in entry,
        "open" in entry,
        entry.keys() <= {"takes", "style"},
        not entry.keys().isdisjoint(("connects", "listens", "never", "once")),
    )


@cache
def wrapper(name: str) -> tuple[Syntax, int] | None:
    """Return how a program that runs another one reads its flags, and how many operands come first."""
    entry = WRAPPERS.get(name)
    return (syntax(entry[0], "stops"), entry[1]) if entry else None


@cache
def syntax(takes: str, style: str = "") -> Syntax:
    """Read the table's notation for flags with values."""
    names = takes.split()
    attached = frozenset(name[:-1] for name in names if name[-1] == "?")
    return Syntax(frozenset(names), attached, style == "single", style == "stops")


def _function(name: str) -> Program:
    """Only the modules that a command needs are imported: starting up is dear."""
    module, _, function = name.partition(".")
    program: Program = getattr(import_module(f"{__name__}.{module}"), function)
    return program


def _client(entry: Entry) -> Network | None:
    columns = entry.get("connects", "").split("/")
    if len(columns) < 3:
        return None
    host, _, port = columns[2].strip().partition(":")
    return Network(tuple(columns[0].split()), tuple(columns[1].split()), host, port)


def _server(entry: Entry) -> Network | None:
    flags, slash, default = entry.get("listens", "").partition("/")
    return Network((), tuple(flags.split()), "", default.strip()) if slash else None


def claims(call: Call, known: Row) -> list[Claim]:
    """Return what a call of a known program does."""
    found: list[Claim] = []
    if known.asks:
        found.append(Claim("questions", "", call.name))
    if known.open:
        found.append(Claim("open", "", call.name))
    if known.program:
        found.extend(known.program(call))
    for kind, name in known.files:
        how = call.name if name[-1] == ":" else f"{call.name} -{name}"
        for word in _arguments(call, name):
            found.extend(call.on(kind, word, how, repeatable=kind != "append"))
    if known.serves:
        found.extend(_life(call, known))
    return found


def _arguments(call: Call, name: str) -> list[Word]:
    return call.operands[int(name[:-1]) :] if name[-1] == ":" else call.values(name)


def _life(call: Call, known: Row) -> Iterator[Claim]:
    if known.connects:
        yield from _connect(call, known.connects)
    stops = bool(known.unless) and call.has(*known.unless)
    if known.listens and not stops:
        word = call.value(*known.listens.ports)
        port = word.text if word else known.listens.port
        yield from listen(port, f"{call.name} --{known.listens.ports[0]}" if word else call.name, word)
    stops = stops or (bool(known.daemon) and call.has(*known.daemon))
    if known.never and not stops and (known.never[0] == "always" or call.has(*known.never)):
        flag = "" if known.never[0] == "always" else f" -{next(flag for flag in known.never if call.has(flag))}"
        yield Claim("never-ends", call.name, call.name + flag)
    if known.once and not (known.safe and call.has(*known.safe)):
        yield Claim("creates", known.once, known.once, repeatable=False)


def _connect(call: Call, network: Network) -> Iterator[Claim]:
    word = call.value(*network.hosts)
    if word and "://" in word.text:
        yield from connect_url(word, call.name)
        return
    port = call.text(*network.ports) if network.ports else None
    host, own = split_address(word.text, port or network.port) if word else (network.host, port or network.port)
    yield from connect(host, own, call.name, word)
