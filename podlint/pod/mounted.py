"""The configuration files that containers mount from ConfigMaps of the input, read by `configs`."""

from collections.abc import Iterator
from typing import NamedTuple

from podlint.manifest import Manifest
from podlint.objects import Objects
from podlint.pod.configs import Configuration, read_configuration
from podlint.pod.model import Container, Pod
from podlint.syntax.nodes import Mapping, Scalar
from podlint.syntax.within import Runs


class Mounted(NamedTuple):
    """A configuration file of a container: what it says, and the ConfigMap with the value that holds it."""

    container: Container
    configuration: Configuration
    manifest: Manifest
    value: Scalar

    @property
    def runs(self) -> Runs:
        """Where the parts of the file stand in the ConfigMap."""
        return Runs(self.manifest.source.text, self.value)


def mounted_configurations(pod: Pod, container: Container, objects: Objects) -> Iterator[Mounted]:
    """The configuration files of a known syntax that a container mounts from ConfigMaps of the input."""
    for mount in container.mounts:
        volume = pod.volume_of(mount)
        if volume is None or volume.kind != "configMap" or not isinstance(volume.source, Mapping):
            continue
        found = objects.find("ConfigMap", volume.source.text("name") or "", pod.manifest)
        data = None if found is None else found.node.mapping("data")
        if found is None or data is None:
            continue
        wanted = {item.text("key") for item in volume.source.mappings("items")}
        for key, value in data.fields.items():
            if (wanted and key not in wanted) or not isinstance(value, Scalar):
                continue
            if mount.sub_path is not None and mount.sub_path.value != key and not wanted:
                continue
            configuration = read_configuration(key, value.value)
            if configuration is not None:
                yield Mounted(container, configuration, found, value)
