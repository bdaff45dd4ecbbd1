"""What a container's command line does, found by reading it: paths, ports, hosts, waits, and whether it ends.

Plain strings in, values out: what paths mean for volumes and where a script stands in a manifest is left to
the pod model.
"""

from podlint.pod.shell.analyse import analyse
from podlint.pod.shell.effects import (
    Behaviour,
    Command,
    Condition,
    Effect,
    Redirect,
    Signal,
    Tool,
    Trap,
    Use,
)
from podlint.pod.shell.word import UNKNOWN, Word

__all__ = [
    "UNKNOWN",
    "Behaviour",
    "Command",
    "Condition",
    "Effect",
    "Redirect",
    "Signal",
    "Tool",
    "Trap",
    "Use",
    "Word",
    "analyse",
]
