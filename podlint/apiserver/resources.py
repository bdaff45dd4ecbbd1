"""Requests and limits: names of resources, amounts, and how requests and limits fit together.

Source: validateResourceRequirements and ValidateContainerResourceName of pkg/apis/core/validation.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from podlint.apiserver import formats, quantities
from podlint.apiserver.choices import meant, replace
from podlint.apiserver.inquiry import Inquiry, Titled
from podlint.apiserver.pod import Container, Pod
from podlint.apiserver.values import absent, items, text
from podlint.syntax.nodes import Mapping, Node

Amounts = dict[str, int]
"""Amounts in thousandths by resource."""

COMMON = frozenset(("cpu", "memory", "ephemeral-storage"))
HUGE_PAGES = "hugepages-"
POLICIES = ("NotRequired", "RestartContainer")


class Requirements:
    """The limits and requests of a container or a pod, read.

    `copied` when a missing request becomes its limit; `plain` are the names that need no further look.
    """

    __slots__ = ("copied", "limits", "node", "path", "plain", "requests", "who")

    def __init__(
        self,
        node: Mapping,
        path: str,
        who: Titled,
        *,
        copied: bool = False,
        plain: frozenset[str] = COMMON,
    ) -> None:
        self.node = node
        self.path = path
        self.who = who
        self.copied = copied
        self.plain = plain
        self.limits = amounts(node.fields.get("limits"))
        self.requests = amounts(node.fields.get("requests"))

    def value(self, group: str, name: str) -> Node:
        """The node of an amount."""
        listed = self.node.mapping(group)
        return self.node if listed is None else listed.fields.get(name, listed)


def amounts(node: Node | None) -> Amounts:
    """What a list of resources holds; an amount that is none is left out."""
    found: Amounts = {}
    if node.__class__ is Mapping:
        for name, value in node.fields.items():
            quantity = quantities.of(value)
            if quantity is not None:
                found[name] = quantity.millis
    return found


def resources(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    """The requests, limits and claims of a container."""
    if node.__class__ is not Mapping:
        return
    copied = container.pod.bare and container.group != "ephemeralContainers"
    requirements = Requirements(node, path, container, copied=copied)
    check(inquiry, requirements, container_name_flaw)
    fractions(inquiry, requirements)
    if "claims" in node.fields and inquiry.minor >= 34:
        _claims(inquiry, node.fields["claims"], f"{path}.claims", container)


def check(inquiry: Inquiry, found: Requirements, flaw: Callable[[str], str | None]) -> None:
    """All that holds for requests and limits together, with the names that are allowed here."""
    limits, requests, plain = found.limits, found.requests, found.plain
    for name, amount in limits.items():
        if name not in plain or amount < 0:
            _amount(inquiry, found, "limits", name, amount, flaw)
    for name, amount in requests.items():
        if name not in plain or amount < 0:
            _amount(inquiry, found, "requests", name, amount, flaw)
        if name in limits:
            if amount > limits[name] or (amount != limits[name] and not overcommitted(name)):
                _unfit(inquiry, found, name)
        elif not overcommitted(name):
            at = found.value("requests", name).span
            message = f'{found.who.title}: a request of "{name}" needs a limit of the same amount'
            inquiry.refuse("request-against-limit", "Required", f"{found.path}.limits", at, message)
    names = {*limits, *requests}
    if "cpu" not in names and "memory" not in names:
        huge = next((name for name in names if name.startswith(HUGE_PAGES)), None)
        if huge is not None:
            message = f'{found.who.title}: "{huge}" needs a request or limit of cpu or memory beside it'
            inquiry.refuse("huge-pages", "Forbidden", found.path, inquiry.above(found.node), message)


def _amount(
    inquiry: Inquiry,
    found: Requirements,
    group: str,
    name: str,
    amount: int,
    flaw: Callable[[str], str | None],
) -> None:
    wrong = [("resource-name", why) for why in (flaw(name),) if why is not None]
    if amount < 0:
        wrong.append(("resource-amount", "is negative"))
    if extended(name) and amount % 1000:
        wrong.append(("resource-amount", "must be a whole number"))
    if name.startswith(HUGE_PAGES) and not _divisible(name, amount):
        wrong.append(("huge-pages", "must be a whole multiple of the page size"))
    for rule, why in wrong:
        reason = "NotSupported" if why.startswith("cannot be limited") else "Invalid"
        node = found.value(group, name)
        message = f'{found.who.title}: "{name}" in {group} {why}'
        inquiry.refuse(rule, reason, f"{found.path}.{group}[{name}]", node.span, message)
        if group == "limits" and found.copied and name not in found.requests:
            inquiry.also(reason, f"{found.path}.requests[{name}]")


def _unfit(inquiry: Inquiry, found: Requirements, name: str) -> None:
    request, limit = found.value("requests", name), found.value("limits", name)
    relation = "is more than its" if overcommitted(name) else "must be equal to its"
    message = f"{found.who.title}: {name} request {shown(request)} {relation} limit {shown(limit)}"
    inquiry.refuse("request-against-limit", "Invalid", f"{found.path}.requests", request.span, message)


def shown(node: Node) -> str:
    """An amount as it was written."""
    return f'"{getattr(node, "value", "")}"'


@lru_cache(maxsize=256)
def container_name_flaw(name: str) -> str | None:
    """What is wrong with the name of a resource of a container."""
    wrong = formats.qualified_name(name)
    if wrong is not None:
        return wrong
    if "/" not in name:
        if name in COMMON or name.startswith(HUGE_PAGES):
            return None
        return f"is no resource of a container{meant(name, sorted(COMMON))}"
    if native(name) or extended(name):
        return None
    return "is no extended resource"


def native(name: str) -> bool:
    """Whether Kubernetes takes a name for one of its own."""
    return "/" not in name or "kubernetes.io/" in name


def extended(name: str) -> bool:
    """Whether a name is that of an extended resource, which only comes in whole numbers."""
    if native(name) or name.startswith("requests."):
        return False
    return formats.qualified_name(f"requests.{name}") is None


def overcommitted(name: str) -> bool:
    """Whether the limit of a resource may be more than its request."""
    return native(name) and not name.startswith(HUGE_PAGES)


def _divisible(name: str, amount: int) -> bool:
    size = quantities.parse(name.removeprefix(HUGE_PAGES))
    if size is None or size.millis <= 0 or size.millis % 1000:
        return False
    whole = -(-amount // 1000) if amount >= 0 else -(amount // -1000)
    return whole % (size.millis // 1000) == 0


def fractions(inquiry: Inquiry, found: Requirements) -> None:
    """Memory in parts of a byte, which the server warns of: mostly `m` was meant to be `M`."""
    for group, listed in (("limits", found.limits), ("requests", found.requests)):
        for name, amount in listed.items():
            if amount % 1000 and name in ("memory", "ephemeral-storage"):
                node = found.value(group, name)
                written = getattr(node, "value", "")
                near = written.removesuffix("m") + "M"
                hint = f'; did you mean "{near}"?' if written.endswith("m") else ""
                fix = replace(node, near) if hint else None
                message = f"{found.who.title}: {name} {shown(node)} is no whole number of bytes{hint}"
                inquiry.warn("fractional-bytes", node.span, message, (), fix)


def _claims(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    """Claims of devices: of the pod's own, each once; with a request only that part of it."""
    seen: set[str] = set()
    known = container.pod.claims
    for index, claim in items(node):
        name, request = text(claim.fields.get("name")) or "", text(claim.fields.get("request")) or ""
        at = f"{path}[{index}]"
        place = inquiry.above(claim)
        if not name:
            if not absent(claim.fields.get("name")):
                inquiry.refuse("resource-claim", "Required", at, place, f"{container.title}: claim has no name")
            continue
        if request and formats.dns_label(request) is not None:
            why = formats.dns_label(request)
            message = f'{container.title}: request "{request}" {why}'
            span = claim.fields["request"].span
            inquiry.refuse("resource-claim", "Invalid", f"{at}.request", span, message)
        key = f"{name}/{request}" if request else name
        parts = not request and any(other.startswith(f"{name}/") for other in seen)
        if name in seen or key in seen or parts:
            message = f'{container.title}: claim "{key}" is listed twice'
            inquiry.refuse("resource-claim", "Duplicate", at, place, message)
        if name not in seen:
            seen.add(key)
        if name not in known:
            message = f'{container.title}: the pod has no claim "{name}"{meant(name, known) if known else ""}'
            inquiry.refuse("resource-claim", "NotFound", at, place, message)


def resize_policy(inquiry: Inquiry, node: Node, path: str, container: Container) -> None:
    """What a change of cpu or memory may do to the container; dropped before 1.33."""
    if inquiry.minor < 33:
        return
    seen: set[str] = set()
    for index, item in items(node):
        fields = item.fields
        resource, policy = fields.get("resourceName"), fields.get("restartPolicy")
        name = text(resource) or ""
        if name in seen:
            message = f'{container.title}: resizePolicy names "{name}" twice'
            at = inquiry.above(item)
            inquiry.refuse("resize-policy", "Duplicate", f"{path}[{index}]", at, message)
        seen.add(name)
        _resize_word(inquiry, item, path, "resourceName", ("cpu", "memory"), container)
        _resize_word(inquiry, item, path, "restartPolicy", POLICIES, container)
        chosen = text(policy) or ""
        if container.pod.restart_policy == "Never" and chosen != "NotRequired":
            message = f"{container.title}: a pod that is never restarted can only be resized with NotRequired"
            inquiry.refuse("resize-policy", "Invalid", path, inquiry.above(item), message)
        if container.group == "initContainers" and not container.sidecar and chosen == "RestartContainer":
            _no_restart(inquiry, item, f"{path}[{index}].restartPolicy", container)


def _resize_word(
    inquiry: Inquiry, item: Mapping, path: str, name: str, allowed: tuple[str, ...], container: Container
) -> None:
    node = item.fields.get(name)
    value = text(node) or ""
    if value in allowed:
        return
    if node is None or not value:
        message = f"{container.title}: {name} of a resizePolicy is missing"
        inquiry.refuse("resize-policy", "Required", path, inquiry.above(item), message)
        return
    message = f'{container.title}: {name} cannot be "{value}"{meant(value, allowed)}'
    inquiry.refuse("resize-policy", "NotSupported", path, node.span, message)


def _no_restart(inquiry: Inquiry, item: Mapping, path: str, container: Container) -> None:
    if inquiry.minor < 36:
        return
    message = f"{container.title}: an init container that is no sidecar cannot be restarted for a resize"
    inquiry.refuse("resize-policy", "Invalid", path, item.fields["restartPolicy"].span, message)


def overhead(inquiry: Inquiry, node: Node, path: str, _: Pod) -> None:
    """What the runtime takes for itself: checked as if it were the limits of a container."""
    if node.__class__ is not Mapping:
        return
    wrapped = Mapping([], flow=True, start=node.start, end=node.end)
    wrapped.fields["limits"] = node
    found = Requirements(wrapped, path, inquiry)
    check(inquiry, found, container_name_flaw)
    fractions(inquiry, found)
