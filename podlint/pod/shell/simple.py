"""Simple commands: builtins that change the shell, functions, nested shells, and programs of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from podlint.pod.shell.argv import Program, Shell, base_name, is_opaque, unwrap
from podlint.pod.shell.conditions import evaluate
from podlint.pod.shell.effects import Command, Condition, Effect, Redirect, Signal, Tool
from podlint.pod.shell.options import parse
from podlint.pod.shell.paths import is_file, normalise, resolve
from podlint.pod.shell.programs import claims, row, syntax
from podlint.pod.shell.programs.call import Call, Claim
from podlint.pod.shell.programs.sockets import device
from podlint.pod.shell.record import guard_of_append, record
from podlint.pod.shell.spawn import executed, found_by, piped
from podlint.pod.shell.state import BREAKS, CONTINUES, EXITS, FAILS, FALLS, FALSE, LEAVES, OPEN, RETURNS, STAYS, TRUE, State
from podlint.pod.shell.table import BUILTINS
from podlint.pod.shell.word import UNKNOWN, Word

_STEADY = frozenset(("true", ":", "sleep", "echo", "printf", "date", "inotifywait", "clear"))
_LOOKUPS = frozenset(("command", "type", "which", "hash"))
_SIGNALLING = frozenset(("kill", "pkill", "killall", "killall5", "skill"))


class Line(NamedTuple):
    """A simple command as written: its words after expansion, redirections, and what it reads from a text."""

    words: Sequence[Word]
    redirects: Sequence[tuple[str, Word]]
    stdin: str | None
    span: Word


class Nested(NamedTuple):
    """A text that another shell runs as a script."""

    word: Word
    shell: Shell


class Simple:
    """Runs simple commands on a state; functions and nested scripts are left to the walker."""

    __slots__ = ("_function", "_nested", "_state")

    def __init__(
        self, state: State, function: Callable[[str, Sequence[Word]], int], nested: Callable[[Nested], int]
    ) -> None:
        self._state = state
        self._function = function
        self._nested = nested

    def run(self, line: Line) -> int:
        """Add what the command does, and return how it may end."""
        state = self._state
        state.answer = None
        state.steady = False
        mark = len(state.effects)
        words = line.words
        name = base_name(words[0].text) if words else ""
        program = Program(words, (), elsewhere=False, shell=None)
        if name in state.functions:
            flow = self._function(name, words)
        elif name in _BUILTINS and words[0].text == name:
            state.steady = name == ":" or name == "true"
            flow = _BUILTINS[name](state, words)
        elif words:
            program = unwrap(words)
            flow = self._program(program, line)
        else:
            flow = FALLS
        if "timeout" in program.wrappers:
            state.drop_lives(mark)
            flow = flow & ~(STAYS | OPEN) | FALLS
        redirects = self._redirects(line, program.name or name)
        if words:
            self._note(line, program, redirects, mark)
            if "exec" in program.wrappers or (name == "exec" and len(words) > 1):
                state.exec = state.commands[-1] if state.stages == 1 else state.exec
                flow = _replaced(flow)
        return flow

    def _program(self, program: Program, line: Line) -> int:
        state = self._state
        name = program.name
        if name == "exec" or not program.words:
            return FALLS
        first = program.words[0]
        if program.elsewhere or UNKNOWN in name:
            return FALLS | OPEN
        if program.shell:
            self._tool(first, program)
            return self._shell(program.shell, line)
        state.steady = name in _STEADY
        if name not in BUILTINS:
            self._tool(first, program)
        if name in _LOOKUPS:
            state.found.update(word.text for word in program.words[1:])
            state.answer = (Condition("query", name, holds=True),)
        if name in _SIGNALLING:
            self._signal(program.words)
        if name == "find":
            flow = perform(state, program, line.stdin, line.span)
            state.found_before = found_by(program.words)
            self._for_each(executed(program.words), line)
            return flow
        if "xargs" in program.wrappers and state.stage and state.found_before:
            self._for_each(piped(program.words, state.found_before), line)
            return FALLS
        return perform(state, program, line.stdin, line.span)

    def _for_each(self, commands: Iterable[list[Word]], line: Line) -> None:
        """Run what `find` or `xargs` runs, perhaps never."""
        state = self._state
        certain, state.certain = state.certain, False
        for words in commands:
            inner = unwrap(words)
            if inner.words and not inner.shell:
                self._tool(inner.words[0], inner)
                perform(state, inner, None, line.span)
        state.certain = certain

    def _shell(self, shell: Shell, line: Line) -> int:
        if shell.script:
            return self._nested(Nested(shell.script, shell))
        if shell.file:
            place = resolve(shell.file, self._state.directory)
            if place:
                claim = Claim("read", place.path, shell.name, shell.file, place.certain)
                record(self._state, (claim,), line.span, line.span)
        return FALLS | OPEN

    def _redirects(self, line: Line, name: str) -> tuple[Redirect, ...]:
        return tuple(redirect(self._state, operator, target, name) for operator, target in line.redirects)

    def _tool(self, word: Word, program: Program) -> None:
        state = self._state
        for wrapper, raw in zip(program.wrappers, program.wrappers, strict=True):
            if wrapper not in BUILTINS:
                state.tools.append(Tool(wrapper, raw, wrapper in state.found, word.index, word.start, word.end))
        name = program.name
        if name:
            state.tools.append(Tool(name, word.text, name in state.found, word.index, word.start, word.end))

    def _signal(self, words: Sequence[Word]) -> None:
        """`kill -HUP 1`, `kill -s TERM $PID`, `pkill -USR1 nginx`."""
        state = self._state
        signal = "TERM"
        targets: list[Word] = []
        rest = iter(words[1:])
        for word in rest:
            if word.text in ("-s", "--signal", "-n"):
                signal = next(rest, word).text
            elif word.text.startswith("--signal="):
                signal = word.text[9:]
            elif word.text[:1] == "-" and word.text[1:2].isalnum() and not word.text[1:].islower():
                signal = word.text[1:]
            elif word.text[:1] != "-":
                targets.append(word)
        for word in targets:
            target = word.text if word.known else None
            signal = signal.removeprefix("SIG")
            state.signals.append(Signal(words[0].text, signal, target, word.index, word.start, word.end))

    def _note(self, line: Line, program: Program, redirects: tuple[Redirect, ...], mark: int) -> None:
        state = self._state
        span = line.span
        effects: tuple[Effect, ...] = tuple(state.effects[mark:])
        state.commands.append(
            Command(
                program.name, tuple(program.words), program.wrappers, redirects, effects, span.index, span.start,
                span.end, state.place, state.certain, state.conditions, state.loops, state.stage, state.stages,
                state.joined, state.background, False, state.errexit,
            )
        )  # fmt: skip


def perform(state: State, program: Program, stdin: str | None, span: Word | None) -> int:
    """Add what a program of the table does; an unknown one claims nothing and may never end."""
    name = program.name
    known = row(name) if not is_opaque(program) else None
    words = program.words[1:]
    if name == "nginx" and any(word.text == "-s" for word in words):
        action = words[-1].text
        first = program.words[0]
        state.signals.append(Signal("nginx", action, "nginx", first.index, first.start, first.end))
    if known is None:
        if name == "[":
            state.answer = ()
        return FALLS if name in BUILTINS else FALLS | OPEN
    call = Call(name, words, parse(words, known.syntax), state.directory, state.directories, stdin, known.syntax)
    return record(state, claims(call, known), span, program.words[0])


def redirect(state: State, operator: str, target: Word, name: str) -> Redirect:
    """Add what a redirection does to its file, or the connection that bash makes of `/dev/tcp`."""
    how = f"{name} {operator}" if name else operator
    if target.text.startswith(("/dev/tcp/", "/dev/udp/")):
        record(state, device(target.text, how, target), target, target)
        return Redirect(operator, target, None)
    place = None if target.text.isdecimal() or target.text == "-" else resolve(target, state.directory)
    if place is None:
        return Redirect(operator, target, None)
    if operator == "<":
        claim = Claim("read", place.path, how, target, place.certain)
    elif operator.endswith(">>"):
        claim = Claim("append", place.path, how, target, place.certain, repeatable=False)
    else:
        claim = Claim("write", place.path, how, target, place.certain)
    record(state, (claim,), target, target)
    return Redirect(operator, target, place.path)


def _replaced(flow: int) -> int:
    """After `exec program` nothing of the script runs: its end is the program's."""
    return (flow & ~FALLS) | (EXITS if flow & FALLS and not flow & OPEN else 0)


def _change_directory(state: State, words: Sequence[Word]) -> int:
    operands = [word for word in words[1:] if word.text not in ("-P", "-L", "--")]
    if operands and operands[0].text == "-":
        state.directory = None
        return FALLS
    place = resolve(operands[0], state.directory) if operands else None
    path = place.path if place and place.certain and not place.path.endswith("/*") else None
    if path is not None:
        state.directories.add(path)
    state.directory = path
    return FALLS


def _exit(state: State, words: Sequence[Word]) -> int:
    del state
    return EXITS if len(words) < 2 or words[1].text in ("0", UNKNOWN) else FAILS


def _return(state: State, words: Sequence[Word]) -> int:
    del state
    return RETURNS if len(words) < 2 or words[1].text in ("0", UNKNOWN) else RETURNS | FAILS


def _break(state: State, words: Sequence[Word]) -> int:
    del state
    return LEAVES if len(words) > 1 and words[1].text not in ("1", UNKNOWN) else BREAKS


def _continue(state: State, words: Sequence[Word]) -> int:
    del state, words
    return CONTINUES


def _true(state: State, words: Sequence[Word]) -> int:
    del words
    state.answer = TRUE
    return FALLS


def _false(state: State, words: Sequence[Word]) -> int:
    del words
    state.answer = FALSE
    return FALLS


def _set(state: State, words: Sequence[Word]) -> int:
    """`set -e`, `set -euo pipefail`, `set -- a b`."""
    rest = iter(words[1:])
    for word in rest:
        text = word.text
        if text == "--":
            state.positional = ("sh", *(word.text for word in rest))
        elif text[:1] in ("-", "+"):
            names = [letter for letter in text[1:] if letter != "o"]
            if "o" in text[1:]:
                option = next(rest, None)
                names.append({"errexit": "e", "nounset": "u", "xtrace": "x"}.get(option.text, option.text) if option else "")
            if "e" in names:
                state.errexit = text[0] == "-"
                state.lenient = text[0] == "+"
            if text[0] == "-":
                state.options.update(names)
    return FALLS


def _read(state: State, words: Sequence[Word]) -> int:
    options = parse(words[1:], syntax("p d n N t u a i"))
    for word in options.operands:
        state.define(word.text, UNKNOWN)
    state.answer = ()
    return FALLS


def _source(state: State, words: Sequence[Word]) -> int:
    """What the file defines is unknown from here on."""
    state.sources = True
    state.variables = {name: UNKNOWN for name in state.variables}
    for word in words[1:2]:
        place = resolve(word, state.directory)
        if place:
            span = words[0]._replace(end=word.end)
            record(state, (Claim("read", place.path, words[0].text, word, place.certain),), span, span)
    return FALLS


def _evaluate(state: State, words: Sequence[Word]) -> int:
    del words
    state.sources = True
    return FALLS | OPEN


def _wait(state: State, words: Sequence[Word]) -> int:
    """`wait` ends with the jobs in the background."""
    jobs = state.jobs
    some_ends = jobs & ~STAYS and any(word.text == "-n" for word in words)
    if jobs & STAYS and not some_ends:
        span = words[0]._replace(end=words[-1].end)
        state.add("never-ends", "wait", "wait", True, True, "", span)
        return STAYS
    return FALLS | (jobs & OPEN)


def _test(state: State, words: Sequence[Word]) -> int:
    mark = len(state.watched)
    span = words[0]._replace(end=words[-1].end)
    state.answer = evaluate(state, [(word, mark) for word in words[1:]], span)
    return FALLS


def _nothing(state: State, words: Sequence[Word]) -> int:
    del state, words
    return FALLS


_BUILTINS: dict[str, Callable[[State, Sequence[Word]], int]] = {
    "cd": _change_directory, "exit": _exit, "return": _return, "break": _break, "continue": _continue,
    ":": _true, "true": _true, "false": _false, "set": _set, "read": _read, ".": _source, "source": _source,
    "eval": _evaluate, "wait": _wait, "shift": _nothing, "umask": _nothing, "ulimit": _nothing,
    "alias": _nothing, "shopt": _nothing, "hash": _nothing, "jobs": _nothing, "pwd": _nothing, "popd": _nothing,
    "let": _nothing, "test": _test, "local": _nothing, "export": _nothing,
}  # fmt: skip
