"""The steps of a command line: what each stands for in a message, and whether its failure is felt.

A shell goes on after most failures; only the last command, a chain of `&&` and `set -e` carry one to the end.
What a step does is left to the shell analysis.
"""

from __future__ import annotations

from podlint.pod.shell.effects import Behaviour, Command
from podlint.pod.shell.word import UNKNOWN

_LONGEST = 48


def is_felt(behaviour: Behaviour, command: Command) -> bool:
    """Whether the whole command line fails when this command does (POSIX, `set -e`; the last list's status)."""
    if behaviour.form == "exec":
        return True
    if command.tolerated or command.background or command.place in {"condition", "substitution", "trap"}:
        return False
    if command.stage < command.stages - 1 and "pipefail" not in behaviour.options:
        return False
    at = _position(behaviour, command)
    end = at
    while end < len(behaviour.commands) - 1 and behaviour.commands[end].joined == "&&":
        end += 1
    if behaviour.commands[end].joined == "||":
        return False
    if end == at and command.errexit:
        return True
    return behaviour.last is not None and _position(behaviour, behaviour.last) == end


def _position(behaviour: Behaviour, command: Command) -> int:
    """A command's place among all: by its place in the text, since marks may have been added to a copy of it."""
    for at, other in enumerate(behaviour.commands):
        if other.word == command.word and other.start == command.start and other.end == command.end:
            return at
    return 0


def told(command: Command) -> str:
    """A command as messages quote it: its words with `…` for what only run time knows, cut when long."""
    words = (" ".join(word.text.replace(UNKNOWN, "…").replace('"', "'").split()) for word in command.words)
    text = " ".join(word if word and " " not in word else f"'{word}'" for word in words)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
