"""The walk through a script along its control flow: sequences, pipelines, subshells, functions, nested scripts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from podlint.pod.shell.branches import Branches
from podlint.pod.shell.conditions import Token, evaluate, flip, negate
from podlint.pod.shell.inner import Inner, contained
from podlint.pod.shell.lines import NOTHING_BESIDE, Lines, Redirections
from podlint.pod.shell.loops import Loops
from podlint.pod.shell.simple import Simple, redirect
from podlint.pod.shell.state import FALLS, OPEN, STAYS, TRUE, State
from podlint.pod.shell.word import UNKNOWN, Word
from podlint.pod.shell.words import Words

if TYPE_CHECKING:
    from tree_sitter import Node

_LIMIT_DEPTH, _LIMIT_STEPS = 50, 20_000
_LABELS = {"if_statement": "if", "while_statement": "while", "for_statement": "for", "compound_statement": "{"}


class Walker:
    """Walks one script; its findings are in the state."""

    __slots__ = ("_branches", "_inner", "_lines", "_loops", "_simple", "_state", "_words")

    def __init__(self, state: State) -> None:
        self._state = state
        self._words = Words(state, lambda node: self._inner.substitute(node))
        self._lines = Lines(state, self._words)
        self._loops = Loops(state, self._words, self.sequence)
        self._branches = Branches(state, self._words, self.sequence)
        self._inner = Inner(state, self._words, self._lines, self.sequence)
        self._simple = Simple(state, self._inner.function, self._inner.nested)

    def sequence(self, nodes: Sequence[Node]) -> int:
        """Walk statements one after the other, up to the first that lets nothing run after it."""
        state = self._state
        joined = state.joined
        result = 0
        last = len(nodes) - 1
        for at, node in enumerate(nodes):
            if not node.is_named or node.type == "comment":
                continue
            state.joined = ";"
            behind = at < last and nodes[at + 1].type == "&"
            flow = self._background(node) if behind else self.statement(node)
            result |= flow & ~FALLS
            if not flow & FALLS:
                state.joined = joined
                return result
        state.joined = joined
        return result | FALLS

    def statement(self, node: Node, beside: Redirections = NOTHING_BESIDE) -> int:
        """Walk one statement, with redirections that stand around it."""
        state = self._state
        state.depth += 1
        state.steps += 1
        if state.depth > _LIMIT_DEPTH or state.steps > _LIMIT_STEPS:
            state.opaque = True
            state.depth -= 1
            return FALLS | OPEN
        kind = node.type
        if kind == "command":
            flow = self._simple.run(self._lines.command(node, beside))
        elif kind == "list":
            flow = self._list(node, beside)
        elif kind == "pipeline":
            flow = self._pipeline(node.children, NOTHING_BESIDE, beside)
        elif kind == "redirected_statement":
            flow = self._redirected(node)
        elif kind == "negated_command":
            flow = self._negated(node, beside)
        else:
            flow = self._compound(node, kind, beside)
        state.depth -= 1
        return flow

    def _compound(self, node: Node, kind: str, beside: Redirections) -> int:
        """Redirections around a loop or group belong to the directory in which it starts."""
        state = self._state
        state.answer = None
        state.steady = False
        handler = _HANDLERS.get(kind)
        if handler is None:
            self._words.scan(node)
            return FALLS
        start = state.directory
        flow = handler(self, node)
        if beside.files:
            end, state.directory = state.directory, start
            for operator, word in beside.files:
                redirect(state, operator, word, _LABELS.get(kind, "("))
            state.directory = end
        return flow

    def _redirected(self, node: Node) -> int:
        body = node.child_by_field_name("body")
        found = self._lines.redirections([child for child in node.named_children if child.type.endswith("_redirect")])
        if body is None:
            for operator, word in found.files:
                redirect(self._state, operator, word, "")
            return FALLS
        if not found.following:
            return self.statement(body, found)
        return self._after_document(body, found)

    def _after_document(self, body: Node, found: Redirections) -> int:
        """What follows `<<EOF` on its line: the rest of a list or of a pipeline."""
        marks = self._branches.marks()
        rest, found.following = found.following, []
        first = rest[0]
        if first.type == "pipeline" and first.children[0].type == "|":
            flow = self._pipeline([body, *first.children], found, NOTHING_BESIDE)
            rest = rest[1:]
        else:
            flow = self.statement(body, found)
        for node in rest:
            before = node.prev_sibling
            operator = before.type if before is not None else "&&"
            flow = self._branches.follow(flow, operator, marks, self._later(node, NOTHING_BESIDE))
        return flow

    def _later(self, node: Node, beside: Redirections) -> Callable[[], int]:
        return lambda: self.statement(node, beside)

    def _background(self, node: Node) -> int:
        state = self._state
        mark = len(state.effects)
        scope = state.scope()
        background, state.background = state.background, True
        state.joined = "&"
        state.jobs |= self.statement(node)
        state.background = background
        state.restore(scope)
        state.drop_lives(mark)
        state.answer = None
        return FALLS

    def _list(self, node: Node, beside: Redirections) -> int:
        """`a && b || c` hangs to the left in the tree; long ones must not exhaust the stack."""
        parts: list[tuple[str, Node]] = []
        while node.type == "list":
            named = [child for child in node.children if child.type != "comment"]
            parts.append((named[1].type, named[-1]))
            node = named[0]
        state = self._state
        joined = state.joined
        marks = self._branches.marks()
        state.joined = parts[-1][0]
        flow = self.statement(node)
        while parts:
            operator, right = parts.pop()
            state.joined = parts[-1][0] if parts else joined
            walk = self._later(right, NOTHING_BESIDE if parts else beside)
            flow = self._branches.follow(flow, operator, marks, walk)
        state.joined = joined
        return flow

    def _pipeline(self, nodes: Sequence[Node], first: Redirections, last: Redirections) -> int:
        state = self._state
        stages = [node for node in nodes if node.is_named and node.type != "comment"]
        negated = stages[0].type == "negated_command"
        if negated:
            stages[0] = stages[0].named_children[0]
        saved = state.stage, state.stages
        state.found_before = ()
        mark, watched = len(state.effects), len(state.watched)
        result = 0
        for at, node in enumerate(stages):
            scope = state.scope()
            state.stage, state.stages = at, len(stages)
            beside = first if at == 0 else last if at == len(stages) - 1 else NOTHING_BESIDE
            flow = self.statement(node, beside)
            state.restore(scope)
            if at and result & STAYS and not flow & STAYS and self._closes():
                result &= ~STAYS
                state.drop_lives(mark)
            result |= flow & (OPEN | STAYS)
        state.stage, state.stages = saved
        state.steady = False
        if negated:
            flip(state, watched)
            state.answer = negate(state.answer)
        return result if result & STAYS else result | FALLS

    def _closes(self) -> bool:
        """Whether the last command reads only so much that the one before it gets a broken pipe."""
        commands = self._state.commands
        if len(commands) < 2:
            return False
        name = commands[-1].name
        if name == "head" or commands[-2].name == "yes":
            return True
        flags = [word.text for word in commands[-1].words if word.text[:1] == "-" and word.text[:2] != "--"]
        return name.endswith("grep") and any("q" in flag or "m" in flag for flag in flags)

    def _negated(self, node: Node, beside: Redirections) -> int:
        state = self._state
        watched = len(state.watched)
        flow = self.statement(node.named_children[0], beside)
        flip(state, watched)
        state.answer = negate(state.answer)
        state.steady = False
        return flow

    def _test(self, node: Node) -> int:
        state = self._state
        script = state.script
        span = Word("", script.nth, script.offset(node.start_byte), script.offset(node.end_byte))
        tokens: list[Token] = []
        pending = list(reversed(node.children[1:-1]))
        while pending:
            child = pending.pop()
            if child.type.endswith("_expression") and child.type != "brace_expression":
                pending.extend(reversed(child.children))
                continue
            mark = len(state.watched)
            tokens.extend([(word, mark) for word in self._words.expand(child)])
        state.answer = evaluate(state, tokens, span)
        return FALLS

    def _group(self, node: Node) -> int:
        """`{ …; }`, and `(( … ))`, which the grammar calls the same."""
        if node.children[0].type != "((":
            return self.sequence(node.children[1:-1])
        self._words.scan(node)
        text = self._state.script.source(node)[2:-2].strip()
        self._state.answer = TRUE if text.isdecimal() and int(text) else ()
        return FALLS

    def _subshell(self, node: Node) -> int:
        scope = self._state.scope()
        flow = self.sequence(node.children[1:-1])
        self._state.restore(scope)
        return contained(flow)

    def _define(self, node: Node) -> int:
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if name is not None and body is not None:
            self._state.functions[self._state.script.source(name)] = (body, self._state.script)
        return FALLS

    def _assign(self, node: Node) -> int:
        for child in [node] if node.type == "variable_assignment" else node.named_children:
            self._lines.assign(child)
        return FALLS

    def _declare(self, node: Node) -> int:
        self._lines.declare(node)
        return FALLS

    def _unset(self, node: Node) -> int:
        for child in node.named_children:
            self._state.variables[self._state.script.source(child)] = UNKNOWN
        return FALLS

    def _choose(self, node: Node) -> int:
        return self._branches.choose(node)

    def _select(self, node: Node) -> int:
        return self._branches.select(node)

    def _while(self, node: Node) -> int:
        return self._loops.conditional(node)

    def _for(self, node: Node) -> int:
        return self._loops.over_words(node)

    def _count(self, node: Node) -> int:
        return self._loops.counted(node)


_HANDLERS: dict[str, Callable[[Walker, Node], int]] = {
    "if_statement": Walker._choose,
    "while_statement": Walker._while,
    "for_statement": Walker._for,
    "c_style_for_statement": Walker._count,
    "case_statement": Walker._select,
    "test_command": Walker._test,
    "compound_statement": Walker._group,
    "subshell": Walker._subshell,
    "function_definition": Walker._define,
    "variable_assignment": Walker._assign,
    "variable_assignments": Walker._assign,
    "declaration_command": Walker._declare,
    "unset_command": Walker._unset,
}
