"""What is understood of a pod's network: whether all ports of a container are known, and which calls nobody answers.

Absence proves something only where everything is known; here is decided when that is so.
"""

from __future__ import annotations

from collections.abc import Iterator

from podlint.pod.model import Container, Pod
from podlint.pod.ports import Call
from podlint.pod.running import Running

_INJECTORS = (
    "sidecar.istio.io/", "istio.io/", "linkerd.io/", "dapr.io/", "vault.hashicorp.com/", "consul.hashicorp.com/",
    "kuma.io/", "proxy.istio.io/", "injector.tumblr.com/",
)  # fmt: skip
_TUNNELS = frozenset(("ssh", "autossh", "kubectl", "socat"))


def unanswered(running: Running, *, strict: bool = True) -> Iterator[Call]:
    """The loopback calls whose port no container opens, declares or is probed on; strict: all siblings are understood."""
    pod = running.pod
    if pod.host_network or len(pod.containers) < 2 or _injected(pod):
        return
    open_ports = {listener.port for listener in running.network.listeners}
    for call in running.network.calls:
        if not call.local or call.port is None or call.port in open_ports or not call.container.long_running:
            continue
        if _tunnels(running, call.container):
            continue
        others = [container for container in pod.long_running if container is not call.container]
        if others and (not strict or all(understood(running, container) for container in others)):
            yield call


def _injected(pod: Pod) -> bool:
    return any(name.startswith(_INJECTORS) for name in (*pod.annotations, *pod.labels))


def _tunnels(running: Running, container: Container) -> bool:
    return any(command.name in _TUNNELS for command in running.process(container).behaviour.commands)


def understood(running: Running, container: Container) -> bool:
    """Whether all ports of a container are known: a known server with a configuration that is seen, or a script."""
    process = running.process(container)
    if running.unseen_configuration(container):
        return False
    if process.transparent:
        return True
    facts = process.image
    if facts is None or not process.runs_default_program or facts.ports_from_config:
        return False
    certain = any(
        listener.container is container and listener.proven and listener.certain
        for listener in running.network.listeners
    )
    return certain or facts.role in {"log-shipper", "reloader", "sync", "toolbox", "tool"}
