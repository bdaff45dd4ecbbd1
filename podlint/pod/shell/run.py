"""A whole script: parsed, walked from its first line, and its last command found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.pod.shell.argv import Shell
from podlint.pod.shell.effects import Command
from podlint.pod.shell.kubelet import Expanded
from podlint.pod.shell.script import parse
from podlint.pod.shell.state import State
from podlint.pod.shell.walk import Walker
from podlint.pod.shell.word import Origin

if TYPE_CHECKING:
    from tree_sitter import Node


def run(state: State, expanded: Expanded, index: int, shell: Shell) -> int | None:
    """Walk a script and return how it may end; nothing when it does not parse."""
    script = parse(expanded.text, Origin(index, 0, expanded.origin))
    if script is None:
        return None
    state.script = script
    state.positional = shell.operands
    state.braces = shell.name in ("bash", "zsh", "ksh")
    state.errexit = "e" in shell.options
    flow = Walker(state).sequence(script.root.children)
    state.last = _last(state, script.root)
    return flow


def _last(state: State, root: Node) -> Command | None:
    """The simple command with which the script ends, if it was reached and stands alone there."""
    statements = [child for child in root.named_children if child.type != "comment"]
    if not statements or not state.commands or root.children[-1].type == "&":
        return None
    node: Node | None = statements[-1]
    while node is not None and node.type in ("list", "redirected_statement"):
        node = node.named_children[-1] if node.type == "list" else node.child_by_field_name("body")
    if node is None or node.type != "command":
        return None
    command = state.commands[-1]
    return command if command.start >= state.script.offset(node.start_byte) else None
