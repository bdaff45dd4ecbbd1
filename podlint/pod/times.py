"""How long commands take at least: the sleeps that are surely slept, in whole seconds."""

from __future__ import annotations

from podlint.pod.shell.effects import Behaviour

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def seconds(text: str) -> float | None:
    """What `sleep` understands: a number, with a unit or without."""
    number, unit = (text[:-1], text[-1]) if text[-1:] in _UNITS else (text, "s")
    try:
        return float(number) * _UNITS[unit] if number[:1].isdigit() else None
    except ValueError:
        return None


def sleeps(behaviour: Behaviour) -> int:
    """The seconds that a command line sleeps at least: loops and what runs under conditions count as nothing."""
    total = 0.0
    for command in behaviour.commands:
        counts = command.certain and not command.loops and not command.background and command.place == "script"
        if command.name == "sleep" and counts:
            total += sum(seconds(word.text) or 0 for word in command.words[1:])
    return int(total)
