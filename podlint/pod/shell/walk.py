"""The walk through a script along its control flow: lists, pipelines, conditions, functions and subshells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from podlint.pod.shell.conditions import Token, evaluate, flip, negate, wait_for
from podlint.pod.shell.argv import Shell
from podlint.pod.shell.effects import Command, Condition
from podlint.pod.shell.kubelet import Expanded
from podlint.pod.shell.lines import Lines, Redirections
from podlint.pod.shell.loops import Loops
from podlint.pod.shell.script import Origin, Script, parse
from podlint.pod.shell.simple import Nested, Simple, redirect
from podlint.pod.shell.state import (
    BREAKS,
    CONTINUES,
    EXITS,
    FAILS,
    FALLS,
    FALSE,
    LEAVES,
    OPEN,
    RETURNS,
    STAYS,
    TRUE,
    Answer,
    State,
)
from podlint.pod.shell.word import UNKNOWN, Word
from podlint.pod.shell.words import Words

if TYPE_CHECKING:
    from tree_sitter import Node

_LIMIT_DEPTH, _LIMIT_STEPS = 60, 20_000
_JUMPS = BREAKS | LEAVES | CONTINUES | RETURNS | EXITS | FAILS
_NOTHING_BESIDE = Redirections([], [], None, [])
_QUIET = frozenset(("head", "true", "read"))


class Walker:
    """Walks one script; its findings are in the state."""

    __slots__ = ("_lines", "_loops", "_node", "_simple", "_state", "_words")

    def __init__(self, state: State) -> None:
        self._state = state
        self._words = Words(state, self._substitute)
        self._lines = Lines(state, self._words)
        self._loops = Loops(state, self._words, self.sequence)
        self._simple = Simple(state, self._function, self._nested)
        self._node: Node | None = None

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
            if at < last and nodes[at + 1].type == "&":
                flow = self._background(node)
            else:
                flow = self.statement(node)
            result |= flow & ~FALLS
            if not flow & FALLS:
                state.joined = joined
                return result
        state.joined = joined
        return result | FALLS

    def statement(self, node: Node, beside: Redirections = _NOTHING_BESIDE) -> int:
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
            self._node = node
            flow = self._simple.run(self._lines.command(node, beside))
        elif kind == "list":
            flow = self._list(node, beside)
        elif kind == "pipeline":
            flow = self._pipeline(node.children, beside)
        elif kind == "redirected_statement":
            flow = self._redirected(node)
        elif kind == "negated_command":
            flow = self._negated(node, beside)
        else:
            flow = self._compound(node, kind, beside)
        state.depth -= 1
        return flow

    def _compound(self, node: Node, kind: str, beside: Redirections) -> int:
        state = self._state
        state.answer = None
        state.steady = False
        handler = _HANDLERS.get(kind)
        if handler is None:
            self._words.scan(node)
            return FALLS
        directory = state.directory if kind == "subshell" else None
        flow = handler(self, node)
        if beside.files:
            directory, state.directory = state.directory, directory or state.directory
            for operator, word in beside.files:
                redirect(state, operator, word, _LABELS.get(kind, ""))
            state.directory = directory
        return flow

    def _redirected(self, node: Node) -> int:
        body = node.child_by_field_name("body")
        nodes = [child for child in node.named_children if child.type.endswith("_redirect")]
        state = self._state
        if body is None:
            found = self._lines.redirections(nodes)
            for operator, word in found.files:
                redirect(state, operator, word, "")
            return FALLS
        found = self._lines.redirections(nodes)
        if not found.following:
            return self.statement(body, found)
        return self._after_document(body, found)

    def _after_document(self, body: Node, found: Redirections) -> int:
        """What follows `<<EOF` on its line: the rest of a list or of a pipeline."""
        marks = self._marks()
        first = found.following[0]
        if first.type == "pipeline":
            flow = self._pipeline([body, *first.children], _NOTHING_BESIDE, found._replace(following=[]))
            rest = found.following[1:]
        else:
            flow = self.statement(body, found._replace(following=[]))
            rest = found.following
        for node in rest:
            operator = node.prev_sibling.type if node.prev_sibling is not None else "&&"
            flow = self._follow(flow, operator, marks, node, _NOTHING_BESIDE)
        return flow

    def _background(self, node: Node) -> int:
        state = self._state
        mark = len(state.effects)
        scope = state.scope()
        state.background = True
        state.joined = "&"
        state.jobs |= self.statement(node)
        state.background = False
        state.restore(scope)
        state.drop_lives(mark)
        state.answer = None
        return FALLS

    def _list(self, node: Node, beside: Redirections) -> int:
        parts: list[tuple[str, Node]] = []
        while node.type == "list":
            named = [child for child in node.children if child.type != "comment"]
            parts.append((named[1].type, named[2]))
            node = named[0]
        state = self._state
        joined = state.joined
        marks = self._marks()
        state.joined = parts[-1][0]
        flow = self.statement(node)
        while parts:
            operator, right = parts.pop()
            state.joined = parts[-1][0] if parts else joined
            flow = self._follow(flow, operator, marks, right, _NOTHING_BESIDE if parts else beside)
        state.joined = joined
        return flow

    def _marks(self) -> tuple[int, int, int]:
        state = self._state
        return len(state.effects), len(state.commands), len(state.watched)

    def _follow(
        self, flow: int, operator: str, marks: tuple[int, int, int], right: Node, beside: Redirections
    ) -> int:
        """Walk the right side of `&&` or `||`, given how the left side ended."""
        if not flow & FALLS:
            return flow
        state = self._state
        left = state.answer
        if operator == "&&":
            return self._and(flow, left, marks, right, beside)
        if left == TRUE:
            return flow
        other = self._under(negate(left), right, beside, certain=left == FALSE)
        if other & FALLS and not other & _JUMPS:
            self._tolerate(marks)
        elif other & _JUMPS and not other & FALLS and left is not None:
            state.conditions = (*state.conditions, *_early(left))
        state.answer = () if left is not None and state.answer is not None and other & FALLS else None
        return flow | other

    def _and(
        self, flow: int, left: Answer, marks: tuple[int, int, int], right: Node, beside: Redirections
    ) -> int:
        state = self._state
        if left == FALSE:
            return flow
        plain = left is None or left == TRUE
        other = self.statement(right, beside) if plain else self._under(left or (), right, beside)
        leaves = not other & FALLS and other & _JUMPS
        if leaves and state.loops and not other & (FAILS | CONTINUES):
            wait_for(state, marks[2], "break on", present=True)
        if left is None or plain:
            return flow & ~FALLS | other | (FALLS if leaves else 0)
        if leaves:
            state.conditions = (*state.conditions, *_early(negate(left)))
        state.answer = (*left, *(state.answer or ()))
        return flow | other

    def _under(
        self, conditions: tuple[Condition, ...], node: Node, beside: Redirections, *, certain: bool = False
    ) -> int:
        """Walk what may run or not: what it changes is unknown afterwards."""
        return self._maybe(conditions, lambda: self.statement(node, beside), certain=certain)

    def _maybe(
        self, conditions: tuple[Condition, ...], walk: Callable[[], int], *, certain: bool = False
    ) -> int:
        state = self._state
        saved = state.certain, state.conditions, state.directory
        before = dict(state.variables)
        state.certain = state.certain and certain
        if not conditions and not certain:
            conditions = (Condition("test", "", holds=True),)
        state.conditions = (*state.conditions, *conditions)
        flow = walk()
        state.certain, state.conditions, directory = saved
        if flow & FALLS:
            if state.directory != directory:
                state.directory = None
            for name, value in state.variables.items():
                if before.get(name) != value:
                    state.variables[name] = UNKNOWN
        else:
            state.directory, state.variables = directory, before
        return flow

    def _tolerate(self, marks: tuple[int, int, int]) -> None:
        """`|| true`: a step that meets its own result may fail."""
        state = self._state
        kept = []
        for effect in state.effects[marks[0] :]:
            if effect.kind == "unrepeatable":
                continue
            if not effect.repeatable and effect.kind != "append":
                effect = effect._replace(repeatable=True, guard="|| true")
            kept.append(effect)
        state.effects[marks[0] :] = kept
        for at in range(marks[1], len(state.commands)):
            state.commands[at] = state.commands[at]._replace(tolerated=True)

    def _pipeline(
        self, nodes: Sequence[Node], beside: Redirections, first: Redirections = _NOTHING_BESIDE
    ) -> int:
        state = self._state
        stages = [node for node in nodes if node.is_named and node.type != "comment"]
        saved = state.stage, state.stages
        result = 0
        state.found_before = ()
        negated = stages[0].type == "negated_command"
        mark, watched = len(state.effects), len(state.watched)
        for at, node in enumerate(stages):
            scope = state.scope()
            state.stage, state.stages = at, len(stages)
            aside = first if at == 0 else beside if at == len(stages) - 1 else _NOTHING_BESIDE
            node = node.named_children[0] if at == 0 and negated else node
            flow = self.statement(node, aside)
            state.restore(scope)
            result |= flow & (OPEN | STAYS)
            if at and result & STAYS and not flow & STAYS and self._closes():
                result &= ~STAYS
                state.drop_lives(mark)
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
        command = commands[-1]
        if command.name == "head" or commands[-2].name == "yes":
            return True
        return command.name.endswith("grep") and any(
            word.text[:1] == "-" and word.text[:2] != "--" and ("q" in word.text or "m" in word.text)
            for word in command.words
        )

    def _negated(self, node: Node, beside: Redirections) -> int:
        state = self._state
        watched = len(state.watched)
        flow = self.statement(node.named_children[0], beside)
        flip(state, watched)
        state.answer = negate(state.answer)
        state.steady = False
        return flow

    def _if(self, node: Node) -> int:
        """`if`, with its `elif` and `else`; a branch that leaves makes the rest conditional on the other."""
        state = self._state
        result = 0
        falls = False
        conditions: tuple[Condition, ...] = ()
        early: tuple[Condition, ...] = ()
        last_branch = False
        for clause in _clauses(node):
            head, body = clause
            if head:
                place, watched = state.place, len(state.watched)
                state.place = "condition" if place == "script" else place
                flow = self._maybe(conditions, lambda head=head: self.sequence(head), certain=not conditions)  # type: ignore[misc]
                state.place = place
                answer = state.answer
                if not flow & FALLS:
                    return result | flow
            else:
                last_branch = True
                answer = ()
                watched = len(state.watched)
            known = answer or ()
            branch = self._maybe((*conditions, *known), lambda body=body: self.sequence(body))  # type: ignore[misc]
            result |= branch & ~FALLS
            falls = falls or bool(branch & FALLS)
            if head:
                if state.loops and branch & (BREAKS | LEAVES | EXITS | RETURNS) and not branch & (FALLS | FAILS):
                    wait_for(state, watched, "break on", present=True)
                negative = negate(answer)
                conditions = (*conditions, *negative)
                if not branch & FALLS:
                    early = (*early, *_early(negative))
        state.answer = None
        if early and not last_branch:
            state.conditions = (*state.conditions, *early)
        return result | (FALLS if falls or not last_branch else 0)

    def _case(self, node: Node) -> int:
        state = self._state
        value = node.child_by_field_name("value")
        if value is not None:
            self._words.expand(value)
        result = 0
        complete = False
        for item in node.named_children:
            if item.type != "case_item":
                continue
            patterns = [state.script.source(child) for child in item.children_by_field_name("value")]
            complete = complete or "*" in patterns
            skip = len(patterns)
            body = [child for child in item.children if child.type not in (";;", ";&", ";;&")]
            close = next((at for at, child in enumerate(body) if child.type == ")"), skip)
            rest = body[close + 1 :]
            result |= self._maybe(
                (Condition("test", "", holds=True),),
                lambda rest=rest: self.sequence(rest),  # type: ignore[misc]
            )
        state.answer = None
        return result if complete else result | FALLS

    def _test(self, node: Node) -> int:
        state = self._state
        script = state.script
        span = Word("", script.index, script.offset(node.start_byte), script.offset(node.end_byte))
        tokens: list[Token] = []
        for child in node.children[1:-1]:
            self._token(child, tokens)
        state.answer = evaluate(state, tokens, span)
        return FALLS

    def _token(self, node: Node, tokens: list[Token]) -> None:
        kind = node.type
        if kind.endswith("_expression") and kind != "brace_expression":
            for child in node.children:
                self._token(child, tokens)
            return
        mark = len(self._state.watched)
        for word in self._words.expand(node):
            tokens.append((word, mark))

    def _braces(self, node: Node) -> int:
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
        return _contained(flow)

    def _define(self, node: Node) -> int:
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if name is not None and body is not None:
            self._state.functions[self._state.script.source(name)] = (body, self._state.script)
        return FALLS

    def _assign(self, node: Node) -> int:
        if node.type == "variable_assignment":
            self._lines.assign(node)
        else:
            for child in node.named_children:
                self._lines.assign(child)
        return FALLS

    def _declare(self, node: Node) -> int:
        self._lines.declare(node)
        return FALLS

    def _unset(self, node: Node) -> int:
        for child in node.named_children:
            self._state.variables[self._state.script.source(child)] = UNKNOWN
        return FALLS

    def _function(self, name: str, words: Sequence[Word]) -> int:
        """Walk a function's body at its call; nobody knows how often it runs."""
        state = self._state
        body, script = state.functions[name]
        saved = state.script, state.positional, state.place, state.certain
        state.script, state.positional = script, tuple(word.text for word in words)
        state.place, state.certain = "function", False
        conditions, state.conditions = state.conditions, (*state.conditions, Condition("test", name, holds=True))
        flow = self.statement(body)
        state.script, state.positional, state.place, state.certain = saved
        state.conditions = conditions
        state.answer = None
        if flow & RETURNS:
            flow = flow & ~(RETURNS | FAILS) | FALLS
        return flow

    def _substitute(self, node: Node) -> str:
        """`$( … )`, backquotes and `<( … )`: the inner commands run, their output is unknown."""
        state = self._state
        inner = [child for child in node.named_children if child.type != "comment"]
        if len(inner) == 1 and inner[0].type == "command":
            name = state.script.source(inner[0])
            if name == "pwd":
                return state.directory or UNKNOWN
            if name.isupper() and name.isidentifier():
                self._words.reference(inner[0], name)
                return UNKNOWN
        scope = state.scope()
        saved = state.place, state.answer, state.steady, state.loops
        state.place = "substitution" if state.place == "script" else state.place
        for child in inner:
            if child.type.endswith("_redirect"):
                for operator, word in self._lines.redirections([child]).files:
                    redirect(state, operator, word, "$(")
        self.sequence([child for child in node.children if not child.type.endswith("_redirect")])
        state.place, state.answer, state.steady, state.loops = saved
        state.restore(scope)
        return UNKNOWN

    def _nested(self, nested: Nested) -> int:
        """`sh -c 'script'`: another shell with a copy of the variables."""
        state = self._state
        word = nested.word
        script = parse(word.text, self._origin(word)) if word.text.strip(UNKNOWN + " ") else None
        if script is None:
            return FALLS | OPEN
        scope, outer, functions, braces = state.scope(), state.script, state.functions, state.braces
        state.script, state.functions = script, {}
        state.positional = nested.shell.operands
        state.braces = nested.shell.name in ("bash", "zsh", "ksh")
        state.errexit = "e" in nested.shell.options
        flow = self.sequence(script.root.children)
        state.restore(scope)
        state.script, state.functions, state.braces = outer, functions, braces
        return _contained(flow)

    def _origin(self, word: Word) -> Origin:
        script = self._state.script
        if self._node is not None:
            for child in self._node.children:
                if script.offset(child.start_byte) == word.start and child.type == "string":
                    return Origin(word.index, 0, self._words.positions(child, word.text))
        if word.end - word.start == len(word.text) + 2:
            return Origin(word.index, word.start + 1)
        return Origin(word.index, 0, [word.start] * len(word.text) + [word.end])


def _contained(flow: int) -> int:
    """`exit` in a subshell leaves only that."""
    ends = EXITS | FAILS | RETURNS | BREAKS | LEAVES | CONTINUES
    return flow & ~ends | (FALLS if flow & ends else 0)


def _early(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """What still holds after an early exit, such as the absence of a marker file."""
    return tuple(
        condition._replace(what="marker") if condition.what == "path" else condition
        for condition in conditions
        if condition.what in ("path", "marker", "query")
    )


def _clauses(node: Node) -> list[tuple[list[Node], list[Node]]]:
    """The branches of an `if`: what is tested, and what runs then; `else` tests nothing."""
    clauses: list[tuple[list[Node], list[Node]]] = []
    head: list[Node] = []
    body: list[Node] = []
    current = head
    for child in node.children[1:]:
        kind = child.type
        if kind == "then":
            current = body
        elif kind == "elif_clause":
            clauses.append((head, body))
            head, body = _clauses(child)[0]
        elif kind == "else_clause":
            clauses.append((head, body))
            head, body = [], child.children[1:]
        elif kind != "fi":
            current.append(child)
    clauses.append((head, body))
    return clauses


_HANDLERS: dict[str, Callable[[Walker, Node], int]] = {
    "if_statement": Walker._if,
    "while_statement": lambda walker, node: walker._loops.conditional(node),
    "for_statement": lambda walker, node: walker._loops.over_words(node),
    "c_style_for_statement": lambda walker, node: walker._loops.counted(node),
    "case_statement": Walker._case,
    "test_command": Walker._test,
    "compound_statement": Walker._braces,
    "subshell": Walker._subshell,
    "function_definition": Walker._define,
    "variable_assignment": Walker._assign,
    "variable_assignments": Walker._assign,
    "declaration_command": Walker._declare,
    "unset_command": Walker._unset,
}

_LABELS = {
    "if_statement": "if", "while_statement": "while", "for_statement": "for", "case_statement": "case",
    "compound_statement": "{", "subshell": "(",
}  # fmt: skip


def run(state: State, expanded: Expanded, index: int, shell: Shell) -> int | None:
    """Walk a script from its first line; nothing when it does not parse."""
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
    """The simple command with which the script ends, if it was reached."""
    statements = [child for child in root.named_children if child.type != "comment"]
    if not statements or not state.commands or root.children[-1].type == "&":
        return None
    node = statements[-1]
    while node.type in ("list", "redirected_statement"):
        inner = node.named_children[-1] if node.type == "list" else node.child_by_field_name("body")
        if inner is None:
            return None
        node = inner
    command = state.commands[-1]
    return command if node.type == "command" and command.start >= state.script.offset(node.start_byte) else None
