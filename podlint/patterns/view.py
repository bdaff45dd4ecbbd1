"""The parts of a pod, joined: who answers whose calls over loopback, as far as the pod model tells."""

from __future__ import annotations

from podlint.patterns.part import LocalCall, Part
from podlint.pod.ports import Call, Listener
from podlint.pod.running import Running


class View:
    """The pod model, joined for detectors."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.pod = running.pod
        self.parts: list[Part] = []
        self.parts += (Part(running, container, self.parts) for container in self.pod.containers)
        self.mains = [part for part in self.parts if part.container.stage == "main"]
        self.by_container = {id(part.container): part for part in self.parts}
        if len(self.parts) > 1:
            self._join_network()

    def _join_network(self) -> None:
        network = self.running.network
        for listener in network.listeners:
            self.by_container[id(listener.container)].listeners.append(listener)
        for call in network.calls:
            caller = self.by_container[id(call.container)]
            caller.calls.append(call)
            if call.local and call.port is not None:
                self._join(call, caller)

    def _join(self, call: Call, caller: Part) -> None:
        answerer, listener = self._answer(call, caller)
        if answerer is None:
            caller.unanswered.append(call)
        elif answerer is not caller:
            local = LocalCall(call, caller, answerer, listener)
            caller.asks.append(local)
            answerer.called.append(local)

    def _answer(self, call: Call, caller: Part) -> tuple[Part | None, Listener | None]:
        """Who answers: a sibling, else the caller itself, else the only one of whom nothing says otherwise."""
        found = [listener for listener in self.running.network.on(call.port or 0) if listener.why != "probe"]
        for listener in found:
            if listener.container is not call.container:
                return self.by_container[id(listener.container)], listener
        if found:
            return caller, found[0]
        able = [part for part in caller.siblings if part.open_to_all]
        fit = [part for part in able if not part.declared] or able
        return (fit[0], None) if len(fit) == 1 and caller.container.long_running else (None, None)
