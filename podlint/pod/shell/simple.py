"""Simple commands: builtins, functions, nested shells, and programs of the table, with their redirections."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from podlint.pod.shell.argv import Program, Shell, base_name, unwrap
from podlint.pod.shell.builtin import CHANGES
from podlint.pod.shell.effects import Command, Condition, Redirect, Tool, Trap
from podlint.pod.shell.paths import resolve
from podlint.pod.shell.perform import perform, script_file
from podlint.pod.shell.programs.call import Claim
from podlint.pod.shell.programs.sockets import device
from podlint.pod.shell.record import record
from podlint.pod.shell.spawn import executed, found_by, piped
from podlint.pod.shell.state import EXITS, FALLS, OPEN, State
from podlint.pod.shell.table import BUILTINS
from podlint.pod.shell.word import UNKNOWN, Word

_STEADY = frozenset(("true", ":", "sleep", "echo", "printf", "date", "inotifywait", "clear"))
_LOOKUPS = frozenset(("command", "type", "which", "hash"))


class Line(NamedTuple):
    """A simple command as written: its words after expansion, redirections, and what it reads from a text."""

    words: Sequence[Word]
    redirects: Sequence[tuple[str, Word]]
    stdin: str | None
    span: Word


class Nested(NamedTuple):
    """A text that is run as a script, by another shell or, in a trap, by this one."""

    word: Word
    shell: Shell | None


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
        words = line.words
        if not words:
            for operator, target in line.redirects:
                redirect(state, operator, target, "")
            return FALLS
        mark = len(state.effects)
        name = base_name(words[0].text)
        program = Program(name, words)
        if name in state.functions:
            flow = self._function(name, words)
        elif name in CHANGES:
            state.steady = name == ":" or name == "true"
            flow = CHANGES[name](state, words)
        elif name == "trap":
            flow = self._trap(words)
        else:
            program = unwrap(words)
            flow = self._program(program, line)
        if "timeout" in program.wrappers:
            flow = state.bounded(flow, mark)
        redirects = tuple([redirect(state, operator, target, program.name) for operator, target in line.redirects])
        command = self._note(line, program, redirects, mark)
        if "exec" in program.wrappers and program.name != "exec":
            if state.stages == 1 and not state.loops and state.certain and state.place == "script":
                state.exec = command
            flow = flow & ~FALLS | (EXITS if flow & FALLS and not flow & OPEN else 0)
        return flow

    def _program(self, program: Program, line: Line) -> int:
        state = self._state
        name = program.name
        if program.elsewhere or not name:
            return FALLS | OPEN
        if name not in BUILTINS:
            self._tool(program)
        if program.shell:
            return self._shell(program.shell, line)
        state.steady = name in _STEADY
        if name in _LOOKUPS:
            state.found.update(word.text for word in program.words[1:])
            state.answer = (Condition("query", name, holds=True),)
        elif name == "find":
            flow = perform(state, program, line.stdin, line.span)
            state.found_before = found_by(program.words)
            self._for_each(executed(program.words), line)
            return flow
        elif "xargs" in program.wrappers and state.stage and state.found_before:
            self._for_each(piped(program.words, state.found_before), line)
            return FALLS
        return perform(state, program, line.stdin, line.span)

    def _for_each(self, commands: Iterable[list[Word]], line: Line) -> None:
        """Run what `find` or `xargs` runs, perhaps never."""
        state = self._state
        certain, state.certain = state.certain, False
        for words in commands:
            inner = unwrap(words)
            if inner.name and not inner.shell:
                self._tool(inner)
                perform(state, inner, None, line.span)
        state.certain = certain

    def _shell(self, shell: Shell, line: Line) -> int:
        if shell.script:
            return self._nested(Nested(shell.script, shell))
        if shell.file:
            script_file(self._state, shell, line.span)
        return FALLS | OPEN

    def _trap(self, words: Sequence[Word]) -> int:
        """`trap HANDLER SIGNAL…`: what the handler does is kept apart from what the script does."""
        state = self._state
        operands = [word for word in words[1:] if word.text not in ("--", "-l", "-p")]
        if len(operands) < 2:
            return FALLS
        handler = operands[0]
        names = tuple(word.text.upper().removeprefix("SIG").replace("0", "EXIT") for word in operands[1:])
        mark = len(state.effects)
        place, certain = state.place, state.certain
        state.place, state.certain = "trap", False
        if handler.known and handler.text.strip(" -"):
            self._nested(Nested(handler, None))
        state.place, state.certain = place, certain
        done = tuple(state.effects[mark:])
        del state.effects[mark:]
        text = handler.text if handler.known else None
        state.traps.append(Trap(names, text, done, handler.nth, handler.start, handler.end))
        state.answer = None
        return FALLS

    def _tool(self, program: Program) -> None:
        state = self._state
        word = program.words[0]
        for name in program.wrappers:
            if name not in BUILTINS:
                state.tools.append(Tool(name, name, name in state.found, word.nth, word.start, word.end))
        name = program.name
        state.tools.append(Tool(name, word.text, name in state.found, word.nth, word.start, word.end))

    def _note(self, line: Line, program: Program, redirects: tuple[Redirect, ...], mark: int) -> Command:
        state = self._state
        span = line.span
        command = Command(
            program.name, tuple(program.words), program.wrappers, redirects, tuple(state.effects[mark:]), span.nth,
            span.start, span.end, state.place, state.certain, state.conditions, state.loops, state.stage, state.stages,
            state.joined, state.background, state.errexit,
        )  # fmt: skip
        state.commands.append(command)
        return command


def redirect(state: State, operator: str, target: Word, name: str) -> Redirect:
    """Add what a redirection does to its file, or the connection that bash makes of `/dev/tcp`."""
    how = f"{name} {operator}" if name else operator
    if target.text.startswith(("/dev/tcp/", "/dev/udp/")):
        record(state, tuple(device(target.text, how, target)), target, target)
        return Redirect(operator, target, None)
    place = None if target.text == UNKNOWN else resolve(target, state.directory)
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
