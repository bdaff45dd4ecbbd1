"""What a name of rules stands for, on the command line as in a configuration."""

from collections.abc import Iterable, Iterator

from podlint.catalogue import Catalogue
from podlint.errors import UsageError


def named(catalogue: Catalogue, names: Iterable[str]) -> Iterator[str]:
    """The rules that names stand for: a rule's id, a family or `family/*`; an unknown one is a UsageError."""
    for name in names:
        if name in catalogue:
            yield name
            continue
        family = [rule.id for rule in catalogue.values() if name in {f"{rule.family}/*", rule.family}]
        if not family:
            from podlint.suggest import did_you_mean

            known = [*catalogue, *{rule.family for rule in catalogue.values()}]
            raise UsageError(f'no rule or family is called "{name}"{did_you_mean(name, known)}')
        yield from family
