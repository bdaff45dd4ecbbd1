"""Short ways to ask the shell analysis, and to write down what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from podlint.pod.shell.analyse import analyse
from podlint.pod.shell.effects import Behaviour, Effect


def run(
    script: str,
    *,
    shell: str = "sh",
    flags: str = "-c",
    env: Mapping[str, str] | None = None,
    directory: str | None = None,
    mounts: Iterable[str] = (),
    words: Sequence[str] = (),
) -> Behaviour:
    return analyse([shell, flags, script, *words], env=env or {}, working_dir=directory, directories=mounts)


def execute(*words: str | None, env: Mapping[str, str] | None = None, mounts: Iterable[str] = ()) -> Behaviour:
    return analyse(words, env=env or {}, working_dir=None, directories=mounts)


def say(effect: Effect) -> str:
    """`kind target`, with `?` when uncertain and `!` when a second run is another."""
    return f"{effect.kind} {effect.target}{'' if effect.certain else '?'}{'' if effect.repeatable else '!'}"


def said(behaviour: Behaviour) -> list[str]:
    return [say(effect) for effect in behaviour.effects]


def of_kind(behaviour: Behaviour, *kinds: str) -> list[str]:
    return [effect.target for effect in behaviour.effects if effect.kind in kinds]
