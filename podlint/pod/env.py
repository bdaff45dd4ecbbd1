"""The environment of a container: who defines which variable, with which value, as far as the input tells."""

from typing import NamedTuple

from podlint.manifest import Manifest
from podlint.objects import Objects
from podlint.pod.model import Container, Variable
from podlint.syntax.nodes import Mapping, Scalar


class Environment(NamedTuple):
    """What a container's processes find in their environment.

    `values` has the literal ones, expanded as the kubelet expands them; `names` all that are surely defined;
    `complete` is False when an object outside the input may define more.
    """

    values: dict[str, str]
    names: dict[str, Variable | None]
    complete: bool


def environment(container: Container, objects: Objects, near: Manifest) -> Environment:
    """The environment that `envFrom` and `env` make, in that order: a later entry of a name wins."""
    if not container.env and not container.env_from:
        return Environment({}, {}, complete=True)
    values: dict[str, str] = {}
    names: dict[str, Variable | None] = {}
    complete = True
    for source in container.env_from:
        found = None if source.name is None else objects.find(source.kind, source.name.value, near)
        if found is None:
            complete = False
            continue
        for name, value in _data(found).items():
            names[source.prefix + name] = None
            values.pop(source.prefix + name, None)
            if source.kind == "ConfigMap":
                values[source.prefix + name] = value
    for variable in container.env:
        if variable.name is None:
            continue
        name = variable.name.value
        names[name] = variable
        values.pop(name, None)
        literal = _value(variable, objects, near)
        if literal is not None:
            values[name] = expand(literal, values)
    return Environment(values, names, complete)


def _value(variable: Variable, objects: Objects, near: Manifest) -> str | None:
    """The literal value of a variable, or what a ConfigMap of the input has under its key."""
    if variable.value is not None:
        return None if variable.value.templated else variable.value.value
    if variable.source is None:
        return "" if "value" in variable.node.fields else None
    reference = variable.source.mapping("configMapKeyRef")
    found = None if reference is None else objects.find("ConfigMap", reference.text("name") or "", near)
    return None if found is None or reference is None else _data(found).get(reference.text("key") or "")


def _data(manifest: Manifest) -> dict[str, str]:
    """The keys of a ConfigMap or Secret; those of Secrets without a value worth reading."""
    found: dict[str, str] = {}
    for name in ("data", "stringData"):
        data = manifest.node.mapping(name)
        if isinstance(data, Mapping):
            found.update({key: value.value for key, value in data.fields.items() if isinstance(value, Scalar)})
    return found


def expand(text: str, values: dict[str, str]) -> str:
    """Replace `$(NAME)` by known values, as the kubelet does; unknown names stay as they are written."""
    if "$(" not in text:
        return text
    from podlint.pod.shell.kubelet import expand as kubelet_expand

    return kubelet_expand(text, values).text
