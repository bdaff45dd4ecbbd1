"""Leader election beside the app: electors with nothing to elect, nobody who asks, no rights, or one name for all."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Severity
from podlint.manifest import Manifest
from podlint.objects import scales
from podlint.pod.lifecycle import replicas
from podlint.pod.model import Container
from podlint.pod.understanding import understood
from podlint.subject import Subject
from podlint.syntax.nodes import Mapping, Scalar
from podlint.text import Span

_ELECTING = frozenset(("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet", "DeploymentConfig"))
_INTERCHANGEABLE = _ELECTING - {"StatefulSet"}
_SERVERS = frozenset(("web-server", "database", "cache", "queue", "coordination"))
_FROZEN = ("k8s.gcr.io/", "gcr.io/google_containers/", "gcr.io/google-containers/")
_IDENTITIES = frozenset(("POD_NAME", "POD_ID", "HOSTNAME", "IDENTITY", "LEADER_ELECTION_ID", "MY_POD_NAME"))
_TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount"  # noqa: S105 - a path
_LOCKS = frozenset(("leases", "endpoints", "configmaps", "*"))
_FLAGS = ("--election=", "-election=")
_HOOKS = ("exec", "hook", "on-", "command")


def _electors(subject: Subject) -> list[Container]:
    """The electors of a pod: by their image, or by the flag that names the election; an app that elects is none."""
    return [
        container for container in subject.pod.long_running if _may_elect(container) and _elects(subject, container)
    ]


def _may_elect(container: Container) -> bool:
    """A cheap look at the words, for most pods have no elector."""
    if container.image is not None and "elect" in container.image.value:
        return True
    return _names_election(container)


def _elects(subject: Subject, container: Container) -> bool:
    facts = subject.running.process(container).image
    if facts is not None:
        return facts.role == "elector"
    return _names_election(container)


def _names_election(container: Container) -> bool:
    return any(word.value.startswith(_FLAGS) for word in container.words)


def elector_with_one_replica(subject: Subject) -> Iterator[Finding]:
    """Count the replicas of workloads with an elector that no autoscaler of the input scales."""
    pod = subject.pod
    if pod.kind not in _ELECTING:
        return
    for elector in _electors(subject):
        if replicas(pod) != 1 or _replicas_unknown(subject):
            continue
        if any(scales(scaler, subject.manifest) for scaler in subject.objects.of_kind("HorizontalPodAutoscaler")):
            continue
        field = _spec(subject, "replicas")
        yield Finding(
            elector.at,
            f"{elector.label} elects a leader among one replica: there is nobody to take over, and each restart waits "
            "until the old lock has run out",
            evidence=() if field is None else (Evidence(field.span, "one replica"),),
        )


def _replicas_unknown(subject: Subject) -> bool:
    field = _spec(subject, "replicas")
    return field is not None and not field.value.isdigit()


def _spec(subject: Subject, name: str) -> Scalar | None:
    spec = subject.manifest.node.mapping("spec")
    return None if spec is None else spec.scalar(name)


def elector_not_consulted(subject: Subject) -> Iterator[Finding]:
    """Look who asks an elector's port, where all of its siblings are understood."""
    for elector in _electors(subject):
        siblings = [container for container in subject.pod.long_running if container is not elector]
        ports = {listener.port for listener in subject.running.network.listeners if listener.container is elector}
        words = [word.value for word in elector.words]
        if not siblings or not ports or any(word.lstrip("-").startswith(_HOOKS) for word in words):
            continue
        if any(call.local and call.port in ports for call in subject.running.network.calls):
            continue
        silent = all(_asks_nobody(subject, container) for container in siblings)
        if silent or all(_is_told_otherwise(subject, container) for container in siblings):
            yield Finding(
                elector.at,
                f"{elector.label} tells who leads on localhost:{min(ports)}, but no container of the pod asks it: each "
                "replica goes on as if it led",
                evidence=tuple(
                    Evidence(container.at, "does not ask it" if silent else "is not told to ask it")
                    for container in siblings[:2]
                ),
                severity=None if silent else Severity.INFO,
            )


def _asks_nobody(subject: Subject, container: Container) -> bool:
    """Whether all calls of a container are known: those of a script, or none of a server that is told of no elector."""
    process = subject.running.process(container)
    serves = process.image is not None and process.image.role in _SERVERS and understood(subject.running, container)
    return (process.transparent or serves) and not container.env_from


def _is_told_otherwise(subject: Subject, container: Container) -> bool:
    """Whether an unknown app is set up by flags in the manifest, of which none speaks of leaders."""
    process = subject.running.process(container)
    words = " ".join(word.value for word in container.words).lower()
    names = " ".join(v.name.value for v in container.env if v.name is not None).lower()
    if process.image is not None or not container.args or container.env_from:
        return False
    return "leader" not in words + names and "elect" not in words + names and not container.mounts


def elector_legacy_image(subject: Subject) -> Iterator[Finding]:
    """Compare an elector's registry with those of Kubernetes that are frozen; a mirrored image is its owner's."""
    for container in subject.pod.containers:
        image = container.image
        if image is None or "leader-elector" not in image.value or not image.value.startswith(_FROZEN):
            continue
        yield Finding(
            image.span,
            f"{container.label} runs {image.value.partition(':')[0]}, from a registry that has been frozen since 2023, and "
            "holds its election over an Endpoints object, which is deprecated; did you mean an election over a Lease?",
        )


def elector_without_rights(subject: Subject) -> Iterator[Finding]:
    """Look whether an elector gets a token, and whether the roles of the input let it update its lock."""
    for container in _electors(subject):
        if any(mount.path is not None and mount.path.value.rstrip("/") == _TOKEN for mount in container.mounts):
            continue
        withheld = _without_token(subject)
        if withheld is not None:
            yield Finding(
                container.at,
                f"{container.label} gets no token of its service account, so the API server refuses it: no leader is ever elected",
                evidence=(withheld,),
            )
            continue
        yield from _without_role(subject, container)


def _account(subject: Subject) -> tuple[str, Manifest | None]:
    """The service account of the pod: its name, and the object where the input has it."""
    name = subject.pod.node.text("serviceAccountName") or subject.pod.node.text("serviceAccount") or "default"
    return name, subject.objects.find("ServiceAccount", name, subject.manifest)


def _without_token(subject: Subject) -> Evidence | None:
    """What keeps the token away: the pod's own word wins over its account's."""
    field = subject.pod.node.scalar("automountServiceAccountToken")
    if field is not None:
        return Evidence(field.span, "no token is mounted") if field.value == "false" else None
    _, account = _account(subject)
    field = None if account is None else account.node.scalar("automountServiceAccountToken")
    if account is None or field is None or field.value != "false":
        return None
    return Evidence(field.span, "no token is mounted", account.source)


def _without_role(subject: Subject, container: Container) -> Iterator[Finding]:
    """Join the bindings of the input that name the account with their roles; one role that is not there ends it."""
    name, _ = _account(subject)
    bindings = [binding for binding in _bindings(subject) if _binds(binding, name, subject)]
    roles = [_role_of(subject, binding) for binding in bindings]
    if not bindings or any(role is None for role in roles):
        return
    if any(_may_lock(role) for role in roles if role is not None):
        return
    role = next(role for role in roles if role is not None)
    yield Finding(
        container.at,
        f'{container.label} runs as service account "{name}", whose roles let it update neither leases nor endpoints nor '
        "configmaps: no leader is ever elected",
        evidence=(Evidence(_rules_at(role), "the rules that it has", role.source),),
        severity=Severity.WARNING,
    )


def _rules_at(role: Manifest) -> Span:
    rules = role.node.mappings("rules")
    return next((rule.span for rule in rules), role.node.span)


def _bindings(subject: Subject) -> tuple[Manifest, ...]:
    return (*subject.objects.of_kind("RoleBinding"), *subject.objects.of_kind("ClusterRoleBinding"))


def _binds(binding: Manifest, account: str, subject: Subject) -> bool:
    for bound in binding.node.mappings("subjects"):
        space = bound.text("namespace")
        own = subject.manifest.namespace
        if bound.text("kind") == "Group":
            return True
        if (
            bound.text("kind") == "ServiceAccount"
            and bound.text("name") == account
            and (not space or not own or space == own)
        ):
            return True
    return False


def _role_of(subject: Subject, binding: Manifest) -> Manifest | None:
    reference = binding.node.mapping("roleRef")
    if reference is None:
        return None
    kind, name = reference.text("kind") or "", reference.text("name") or ""
    if kind == "ClusterRole":
        return next((role for role in subject.objects.of_kind(kind) if role.name == name), None)
    return subject.objects.find(kind, name, binding)


def _may_lock(role: Manifest) -> bool:
    if role.node.mapping("aggregationRule") is not None:
        return True
    return any(
        _LOCKS & set(_texts(rule, "resources")) and {"update", "patch", "*"} & set(_texts(rule, "verbs"))
        for rule in role.node.mappings("rules")
    )


def _texts(rule: Mapping, name: str) -> list[str]:
    found = rule.sequence(name)
    return [] if found is None else [item.value for item in found.items if isinstance(item, Scalar)]


def election_identity_not_unique(subject: Subject) -> Iterator[Finding]:
    """Look for one name given to all replicas of an elector: a hostname, or a literal identity."""
    pod = subject.pod
    if pod.kind not in _INTERCHANGEABLE or (replicas(pod) or 0) < 2:
        return
    for container in _electors(subject):
        hostname = pod.node.scalar("hostname")
        fixed = [
            variable.value
            for variable in container.env
            if variable.name is not None and variable.name.value in _IDENTITIES
            and variable.value is not None and variable.value.value and "$" not in variable.value.value
        ]  # fmt: skip
        at = hostname or (fixed[0] if fixed else None)
        if at is not None and not at.templated:
            yield Finding(
                at.span,
                f'all {replicas(pod)} replicas of {container.label} stand for election as "{at.value}": each believes that it '
                "leads; did you mean the pod's name by the downward API?",
                evidence=(Evidence(container.at, "elects by that name"),),
            )
