"""How long a container runs: what its command line or its image says, and whom a worker may tell to stop.

Nothing is claimed of unknown programs; an image that stays by default stays with other flags too, unless one of
them asks for a single run.
"""

from __future__ import annotations

from podlint.pod.model import Container
from podlint.pod.processes import Process
from podlint.pod.running import Running

_ONCE_FLAGS = frozenset(
    ("one-time", "onetime", "once", "run-once", "exit-after-auth", "one-shot", "oneshot", "version", "help", "init-only",
     "check", "validate", "dry-run", "exit-after"),
)  # fmt: skip
_ONCE_VARIABLES = frozenset(
    (("GITSYNC_ONE_TIME", "true"), ("GIT_SYNC_ONE_TIME", "true"), ("METHOD", "LIST"), ("DATAX_RUN_ONCE", "true"))
)
_STOPS = ("quitquitquit", "/shutdown", "linkerd-await", "/quit", "/exit", "scuttle", "kubexit", "/stop")
_KILLERS = frozenset(("kill", "pkill", "killall", "killall5"))


def runs_once(running: Running, container: Container) -> bool:
    """Whether a flag or variable tells a program that would stay to run only once."""
    values = running.environment(container).values
    if any((name, value) in _ONCE_VARIABLES for name, value in values.items()):
        return True
    for text, _ in running.process(container).words:
        name, _, value = (text or "").lstrip("-").partition("=")
        if text is not None and text.startswith("-") and name in _ONCE_FLAGS and value != "false":
            return True
    return False


def stays(running: Running, container: Container) -> bool:
    """Whether a container surely runs on until somebody stops it."""
    process = running.process(container)
    if process.ends is not None or process.image is None:
        return process.ends is False
    takes_flags = process.image.args == "program" and process.runs_default_program
    return takes_flags and process.image.runs == "long" and not runs_once(running, container)


def tells_to_stop(process: Process) -> bool:
    """Whether a script says by any means that others are to stop: a call, a signal, a wrapper made for it."""
    if any(any(stop in (text or "") for stop in _STOPS) for text, _ in process.words):
        return True
    return any(command.name in _KILLERS for command in process.behaviour.commands)
