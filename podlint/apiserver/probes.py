"""Probes and lifecycle hooks: one handler each, ports that can be, numbers in their bounds.

Source: validateProbe, validateHandler, validateLifecycle of pkg/apis/core/validation.
"""

from __future__ import annotations

from collections.abc import Callable

from podlint.apiserver import formats
from podlint.apiserver.choices import one_of, within
from podlint.apiserver.inquiry import Inquiry
from podlint.apiserver.pod import Container
from podlint.apiserver.values import absent, integer, items, text
from podlint.diagnostic import Fix
from podlint.syntax.nodes import Mapping, Node, Scalar, Sequence
from podlint.text import Edit

Handler = Callable[[Inquiry, Mapping, str, Container], None]

SCHEMES = ("HTTP", "HTTPS")
_NUMBERS = frozenset(("initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"))


def probe(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    """A probe of a container that may have one: its handler, its numbers."""
    if node.__class__ is not Mapping:
        return
    _handler(inquiry, node, path, container, PROBE_HANDLERS)
    for key, value in node.fields.items():
        if key in _NUMBERS and value.__class__ is Scalar and not value.value.isdigit():
            within(inquiry, "probe-number", value, f"{path}.{key}", (0, None), container)
    if "successThreshold" in node.fields and not path.endswith("readinessProbe"):
        _must_be_one(inquiry, node.fields["successThreshold"], path, container)
    if "terminationGracePeriodSeconds" in node.fields:
        _grace(inquiry, node.fields["terminationGracePeriodSeconds"], path, container)


def _must_be_one(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    value = integer(node)
    if value is not None and value > 1:
        name = path.rpartition(".")[2]
        message = f"{container.title}: successThreshold of a {name} is {value}, it can only be 1"
        inquiry.refuse("probe-number", "Invalid", f"{path}.successThreshold", node.span, message)


def _grace(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    value = integer(node)
    if value is None:
        return
    path = f"{path}.terminationGracePeriodSeconds"
    if ".readinessProbe." in path:
        message = f"{container.title}: a readinessProbe has no terminationGracePeriodSeconds: it stops nothing"
        inquiry.refuse("probe-number", "Invalid", path, node.span, message)
    else:
        within(inquiry, "probe-number", node, path, (1, None), container)


def lifecycle(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    """The hooks of a container that may have them."""
    if node.__class__ is not Mapping:
        return
    for name in ("postStart", "preStop"):
        hook = node.fields.get(name)
        if hook.__class__ is Mapping:
            _handler(inquiry, hook, f"{path}.{name}", container, HOOK_HANDLERS)


def _handler(inquiry: Inquiry, node: Mapping, path: str, container: Container, handlers: dict[str, Handler]) -> None:
    """Exactly one handler: the first in Kubernetes' order is looked into, a further one is refused."""
    fields = node.fields
    chosen = None
    for name, check in handlers.items():
        if name not in fields or absent(fields[name]) or (name == "sleep" and inquiry.minor < 30):
            continue
        handler = fields[name]
        if chosen is not None:
            message = f"{container.title}: {path.rpartition('.')[2]} has both {chosen} and {name}"
            inquiry.refuse("probe-handler", "Forbidden", f"{path}.{name}", inquiry.above(handler), message)
            continue
        chosen = name
        if handler.__class__ is Mapping:
            check(inquiry, handler, f"{path}.{name}", container)
    if chosen is None:
        some = ", ".join(handlers)
        message = f"{container.title}: {path.rpartition('.')[2]} has no handler; it needs one of {some}"
        inquiry.refuse("probe-handler", "Required", path, inquiry.above(node), message)


def _exec(inquiry: Inquiry, node: Mapping, path: str, container: Container) -> None:
    command = node.fields.get("command")
    if command is None or absent(command) or (command.__class__ is Sequence and not command.items):
        message = f"{container.title}: exec of {path.split('.')[-2]} has no command"
        inquiry.refuse("probe-handler", "Required", f"{path}.command", inquiry.above(node), message)


def _http(inquiry: Inquiry, node: Mapping, path: str, container: Container) -> None:
    _port(inquiry, node, path, container)
    fields = node.fields
    scheme = fields.get("scheme")
    if scheme is not None and text(scheme):
        one_of(inquiry, "probe-http", scheme, f"{path}.scheme", SCHEMES, container)
    for _, header in items(fields.get("httpHeaders")):
        name = header.fields.get("name")
        value = None if absent(name) else text(name)
        flaw = None if value is None else formats.header_name(value)
        if name is not None and flaw is not None:
            message = f'{container.title}: header name "{value}" {flaw}'
            inquiry.refuse("probe-http", "Invalid", f"{path}.httpHeaders", name.span, message)


def _tcp(inquiry: Inquiry, node: Mapping, path: str, container: Container) -> None:
    _port(inquiry, node, path, container)


def _port(inquiry: Inquiry, node: Mapping, path: str, container: Container) -> None:
    port = node.fields.get("port")
    if port is None or absent(port):
        return
    name = text(port)
    if name is None:
        within(inquiry, "probe-port", port, f"{path}.port", (1, 65535), container)
        return
    flaw = formats.port_name(name)
    if flaw is not None:
        hint = f"; did you mean the number {name}?" if name.isdigit() else ""
        fix = Fix(f"change to {name}", (Edit(port.span, name),)) if name.isdigit() else None
        message = f'{container.title}: port name "{name}" {flaw}{hint}'
        inquiry.refuse("probe-port", "Invalid", f"{path}.port", port.span, message, (), fix)


def _grpc(inquiry: Inquiry, node: Mapping, path: str, container: Container) -> None:
    port = node.fields.get("port")
    if port is not None and not absent(port):
        within(inquiry, "probe-port", port, f"{path}.port", (1, 65535), container)


def _sleep(inquiry: Inquiry, node: Mapping, path: str, container: Container) -> None:
    given = node.fields.get("seconds")
    seconds = integer(given)
    if given is None or seconds is None:
        return
    grace = container.pod.grace
    least = 0 if inquiry.minor >= 33 else 1
    if least <= seconds <= grace:
        return
    hook = path.split(".")[-2]
    if seconds > grace:
        why = f"the pod is killed after {grace} (terminationGracePeriodSeconds)"
    else:
        why = f"it must be at least {least}" + ("" if least == 0 else " before Kubernetes 1.33")
    inquiry.refuse("hook-sleep", "Invalid", path, given.span, f"{container.title}: {hook} sleeps {seconds} s; {why}")


PROBE_HANDLERS: dict[str, Handler] = {"exec": _exec, "httpGet": _http, "tcpSocket": _tcp, "grpc": _grpc}
HOOK_HANDLERS: dict[str, Handler] = {"exec": _exec, "httpGet": _http, "tcpSocket": _tcp, "sleep": _sleep}
