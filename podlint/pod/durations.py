"""How long a command line surely takes: the least, from the sleeps that every run goes through."""

from __future__ import annotations

import re
from collections.abc import Iterable

from podlint.pod.shell.effects import Behaviour, Command

_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}


def sleeps(behaviour: Behaviour) -> Iterable[Command]:
    """The sleeps on the way that is surely gone, once each; those of loops may not come to pass."""
    for command in behaviour.commands:
        if command.name != "sleep" or command.place != "script" or "timeout" in command.wrappers:
            continue
        if command.certain and not command.loops and not command.background:
            yield command


def seconds(command: Command) -> float:
    """How long a `sleep` takes, as GNU's and BusyBox's count; 0 where the words do not tell."""
    found = [re.fullmatch(r"(\d+(?:\.\d+)?)([smhd]?)", word.text) for word in command.words[1:]]
    return sum(float(match[1]) * _UNITS[match[2]] for match in found if match) if all(found) else 0


def least_seconds(behaviour: Behaviour) -> float:
    """The shortest time that a command line can take."""
    return sum(map(seconds, sleeps(behaviour)))
