"""Makes the rule pages of the site from the cards while mkdocs builds it; nothing of that is committed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from podlint.catalogue import Rule, load

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the rules into the navigation, by family."""
    families = [{family: [f"rules/{rule.id}.md" for rule in rules]} for family, rules in _families()]
    assert config.nav is not None  # noqa: S101 - mkdocs.yml has one
    config.nav.append({"Rules": ["rules/index.md", *families]})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page a rule, and the list of them."""
    from mkdocs.structure.files import File

    files.append(File.generated(config, "rules/index.md", content="\n".join(_index())))
    for rule in load().values():
        files.append(File.generated(config, f"rules/{rule.id}.md", content=_page(rule)))
    return files


def _families() -> Iterator[tuple[str, Iterable[Rule]]]:
    yield from groupby(load().values(), key=lambda rule: rule.family)


def _index() -> Iterator[str]:
    yield "# Rules\n"
    yield "In the examples of a rule, `#!` marks where a finding begins and what it says, `#~` what it rests on.\n"
    for family, rules in _families():
        yield f"\n## {family}\n\n| rule | severity | reports |\n| --- | --- | --- |"
        for rule in rules:
            summary = rule.card().summary.replace("|", "\\|").replace("<", "&lt;")
            yield f"| [{rule.id}]({rule.id}.md) | {rule.severity.word} | {summary} |"


def _page(rule: Rule) -> str:
    card = rule.card()
    body = card.body
    for kind in ("bad", "fixed", "good"):
        body = body.replace(f"```yaml {kind}\n", f'```yaml title="{kind}"\n')
    profiles = ", ".join(rule.profiles)
    facts = f"`{rule.family}/*` · {rule.severity.word} · profile {profiles} · since {card.since}"
    references = "\n".join(f"- <{reference}>" for reference in card.references)
    summary = card.summary.replace("<", "&lt;")
    return f"# {rule.id}\n\n{summary}\n\n{facts}\n\n{body.strip()}\n\n## References\n\n{references}\n"
