"""Variables: references that stay literal text, keys that the input's ConfigMaps lack, expansions nobody makes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from podlint.diagnostic import Evidence, Finding, Fix, Severity
from podlint.manifest import Manifest
from podlint.pod.model import Container, Handler
from podlint.pod.processes import is_shell
from podlint.subject import Subject
from podlint.suggest import nearest
from podlint.syntax.nodes import Mapping, Scalar
from podlint.syntax.within import Runs
from podlint.text import Edit, Span

_INJECTED = ("LWS_", "JENKINS_", "ISTIO_META_", "KUBERNETES_")


def env_reference_order(subject: Subject) -> Iterator[Finding]:
    """Follow each `$(NAME)` in a value: entries are expanded from the top down, as the kubelet does."""
    for container in subject.pod.containers:
        if len(container.env) < 2:
            continue
        seen: set[str] = set()
        names = [variable.name for variable in container.env if variable.name is not None]
        for variable in container.env:
            value = variable.value
            if value is not None and "$(" in value.value and not container.env_from:
                for name, span in _references(subject, value):
                    later = next((other for other in names if other.value == name), None)
                    if name not in seen and later is not None and later is not variable.name:
                        yield Finding(
                            span,
                            f'{container.label} refers to "{name}" before it is defined: the value keeps the text '
                            f"$({name}); move the entry of {name} up",
                            evidence=(Evidence(later.span, "defined here, further down"),),
                        )
            if variable.name is not None:
                seen.add(variable.name.value)


def env_reference_undefined(subject: Subject) -> Iterator[Finding]:
    """Look up each `$(NAME)` of values, command and args among the container's variables; the image's do not count."""
    if any(container.image is not None and "$(" in container.image.value for container in subject.pod.containers):
        return  # a kustomize base: its vars are filled in before it is applied
    for container in subject.pod.containers:
        if any(source.kind == "Secret" or not _known(subject, source.name) for source in container.env_from):
            continue
        names = {variable.name.value for variable in container.env if variable.name is not None}
        values = [variable.value for variable in container.env if variable.value is not None]
        for scalar in (*values, *container.words):
            if "$(" not in scalar.value or scalar.templated:
                continue
            for name, span in _references(subject, scalar):
                if name in names or _given(subject, container, name) or not _is_variable(name):
                    continue
                meant = nearest(name, names)
                yield Finding(
                    span,
                    f'{container.label} defines no variable "{name}": the text $({name}) stays as it is'
                    + (f'; did you mean "{meant}"?' if meant is not None else _in_shell(container, scalar)),
                )


def _known(subject: Subject, name: Scalar | None) -> bool:
    return name is not None and subject.objects.find("ConfigMap", name.value, subject.manifest) is not None


def _given(subject: Subject, container: Container, name: str) -> bool:
    """Whether a name comes from elsewhere: a controller, a Service of the namespace, or envFrom of the input."""
    if (
        name == "JOB_COMPLETION_INDEX"
        or name.startswith(_INJECTED)
        or name.endswith(("_SERVICE_HOST", "_SERVICE_PORT"))
    ):
        return True
    for source in container.env_from:
        found = None if source.name is None else subject.objects.find("ConfigMap", source.name.value, subject.manifest)
        data = None if found is None else found.node.mapping("data")
        if data is not None and name.removeprefix(source.prefix) in data.fields:
            return True
    return False


def _is_variable(name: str) -> bool:
    """Whether a reference is meant for the kubelet: in a script, `$(date)` is a command."""
    return bool(re.fullmatch(r"[A-Z][A-Z0-9_]*", name))


def _in_shell(container: Container, scalar: Scalar) -> str:
    words = container.words
    is_script = bool(words) and is_shell(words[0].value) and scalar in words[1:]
    return ", and the shell runs it as a command" if is_script else ""


def _references(subject: Subject, scalar: Scalar) -> Iterator[tuple[str, Span]]:
    """The `$(NAME)` references of a scalar with their places; `$$(NAME)` is none."""
    runs = Runs(subject.manifest.source.text, scalar)
    for match in re.finditer(r"\$\$|\$\(([A-Za-z_][A-Za-z0-9_.-]*)\)", scalar.value):
        if match[1] is not None:
            yield match[1], runs.span(match.start(), match.end())


def env_key_missing(subject: Subject) -> Iterator[Finding]:
    """Look each key of a valueFrom up in the ConfigMap or Secret of the input, where that is there."""
    for container in subject.pod.containers:
        for variable in container.env:
            if variable.source is None:
                continue
            for field, kind in (("configMapKeyRef", "ConfigMap"), ("secretKeyRef", "Secret")):
                reference = variable.source.mapping(field)
                if reference is not None:
                    yield from _missing_key(subject, container, kind, reference)


def _missing_key(subject: Subject, container: Container, kind: str, reference: Mapping) -> Iterator[Finding]:
    key, name = reference.scalar("key"), reference.scalar("name")
    found = None if name is None else subject.objects.find(kind, name.value, subject.manifest)
    keys = None if found is None else _keys(found)
    if key is None or name is None or found is None or keys is None or key.value in keys or key.templated:
        return
    meant = nearest(key.value, keys)
    optional = reference.text("optional") == "true"
    outcome = "the variable stays undefined" if optional else "the container cannot be made"
    place = keys[meant].span if meant is not None else found.at
    yield Finding(
        key.span,
        f'{container.label} takes key "{key.value}" of {kind} "{name.value}", which has none: {outcome}'
        + (f'; did you mean "{meant}"?' if meant is not None else ""),
        evidence=(Evidence(place, f"the {kind}" if meant is None else "the key it has", found.source),),
        fix=None if meant is None else Fix(f'take "{meant}"', (Edit(key.span, meant),)),
        severity=Severity.INFO if optional else None,
    )


def _keys(manifest: Manifest) -> dict[str, Scalar] | None:
    """The keys of an object; None when it has none at all, as one that is filled in elsewhere."""
    found: dict[str, Scalar] = {}
    for name in ("data", "stringData", "binaryData"):
        data = manifest.node.mapping(name)
        found.update({} if data is None else {key.value: key for key, _ in data.entries if isinstance(key, Scalar)})
    return found or None


def hook_or_probe_expansion(subject: Subject) -> Iterator[Finding]:
    """Look for variables in exec handlers without a shell: hooks expand none, probes only literal `$(NAME)`."""
    for container in subject.pod.containers:
        for handler in (*container.hooks, *container.probes):
            action = handler.action
            if action is None or not action.command or _starts_shell(action.command[0].value):
                continue
            for scalar in action.command[1:]:
                yield from _unexpanded(subject, container, handler, scalar)


def _starts_shell(word: str) -> bool:
    program = word.rpartition("/")[2].rpartition("\\")[2].lower()
    return is_shell(program) or program.removesuffix(".exe") in {"cmd", "powershell", "pwsh", "busybox", "env"}


def _unexpanded(subject: Subject, container: Container, handler: Handler, scalar: Scalar) -> Iterator[Finding]:
    is_hook = handler.kind in {"postStart", "preStop"}
    literal = {v.name.value for v in container.env if v.name is not None and v.value is not None}
    runs = Runs(subject.manifest.source.text, scalar)
    for match in re.finditer(r"\$\$|\$\(([A-Z_][A-Z0-9_]*)\)|\$\{?([A-Z_][A-Z0-9_]*)\}?", scalar.value):
        if match[0] == "$$" or (match[1] is not None and not is_hook and match[1] in literal):
            continue
        name = match[1] or match[2]
        yield Finding(
            runs.span(match.start(), match.end()),
            f"{container.label} has {match[0]} in its {handler.kind}, where nothing expands it: the program gets "
            f'the text; did you mean [sh, -c, "… ${name}"]?',
        )


def env_defined_only_in_sibling(subject: Subject) -> Iterator[Finding]:
    """Look each variable of a script up in its container's environment, then in the siblings'."""
    containers = subject.pod.containers
    if len(containers) < 2 or not any(container.env for container in containers):
        return
    for container in containers:
        environment = subject.running.environment(container)
        behaviour = subject.running.process(container).behaviour
        if not environment.complete or behaviour.sources:
            continue
        reported: set[str] = set()
        for use in behaviour.variables:
            if use.default or use.name in environment.names or use.name in behaviour.defined or use.name in reported:
                continue
            sibling = next(
                (other for other in containers if other is not container and _defines(other, use.name)), None
            )
            if sibling is None or use.name in _FROM_SHELL or _given(subject, container, use.name):
                continue
            reported.add(use.name)
            where = next(v.name for v in sibling.env if v.name is not None and v.name.value == use.name)
            yield Finding(
                subject.running.process(container).span(use.word, use.start, use.end),
                f'{container.label} uses "${use.name}", which only {sibling.label} defines: containers do not share '
                "their environment, so it is empty here",
                evidence=(Evidence(where.span, f"defined for {sibling.label} only"),) if where is not None else (),
            )


_FROM_SHELL = frozenset(
    ("HOME", "PATH", "HOSTNAME", "PWD", "USER", "SHELL", "TERM", "LANG", "OLDPWD", "IFS", "RANDOM", "UID")
)


def _defines(container: Container, name: str) -> bool:
    return any(variable.name is not None and variable.name.value == name for variable in container.env)


def reloader_watches_env_config(subject: Subject) -> Iterator[Finding]:
    """Look for ConfigMaps that a reloader watches and others of the pod take only into their environment."""
    pod = subject.pod
    if len(pod.long_running) < 2 or not any(volume.kind == "configMap" for volume in pod.volumes):
        return
    for reloader in pod.long_running:
        image = subject.running.process(reloader).image
        if image is None or image.role != "reloader":
            continue
        others = [container for container in pod.long_running if container is not reloader]
        for name, at in _mounted_config_maps(subject, reloader):
            if any(name == mounted for other in others for mounted, _ in _mounted_config_maps(subject, other)):
                continue
            for container, span in _takes_into_env(others, name):
                yield Finding(
                    span,
                    f'{container.label} takes ConfigMap "{name}" into its environment, which never changes while it runs: '
                    f"that {reloader.label} watches it has no effect; did you mean to mount it as files?",
                    evidence=(Evidence(at, f"{reloader.label} watches it"),),
                )


def _mounted_config_maps(subject: Subject, container: Container) -> Iterator[tuple[str, Span]]:
    for mount in container.mounts:
        volume = subject.pod.volume_of(mount)
        if volume is None or volume.kind != "configMap" or not isinstance(volume.source, Mapping):
            continue
        name = volume.source.text("name")
        if name is not None and mount.volume is not None:
            yield name, mount.volume.span


def _takes_into_env(containers: list[Container], name: str) -> Iterator[tuple[Container, Span]]:
    """The first place in each container's environment that takes something of a ConfigMap."""
    for container in containers:
        whole = [source.name for source in container.env_from if source.kind == "ConfigMap"]
        sources = [variable.source for variable in container.env if variable.source is not None]
        keys = [reference.scalar("name") for source in sources if (reference := source.mapping("configMapKeyRef"))]
        found = next((taken for taken in (*whole, *keys) if taken is not None and taken.value == name), None)
        if found is not None:
            yield container, found.span
