"""`podlint rule`: the cards of the catalogue, one to read or all as data."""

from __future__ import annotations

import json
from collections.abc import Iterable

import click

from podlint.catalogue import Rule, load
from podlint.commands.names import complete_rules
from podlint.selection import named


@click.command(name="rule")
@click.argument("names", nargs=-1, metavar="[RULE]...", shell_complete=complete_rules)
@click.option("--all", "everything", is_flag=True, help="All rules of the catalogue.")
@click.option("--format", "format_", type=click.Choice(["text", "json", "markdown"]), default="text", help="Form.")
def command(names: tuple[str, ...], everything: bool, format_: str) -> None:  # noqa: FBT001 - click passes flags so
    """Show what a rule promises, with examples; of a family (family/*) or --all, one line a rule."""
    catalogue = load()
    if not names and not everything:
        raise click.UsageError("name a rule, or ask for --all")
    chosen = set(named(catalogue, names))
    rules = [rule for rule in catalogue.values() if everything or rule.id in chosen]
    if format_ == "json":
        click.echo(json.dumps([_data(rule) for rule in rules], indent=2, ensure_ascii=False))
    elif format_ == "text" and (everything or not chosen <= set(names)):
        click.echo("\n".join(_lines(rules)))
    else:
        click.echo("\n\n".join(_page(rule, markdown=format_ == "markdown") for rule in rules))


def _data(rule: Rule) -> dict[str, object]:
    card = rule.card()
    return {
        "id": rule.id,
        "family": rule.family,
        "summary": card.summary,
        "severity": rule.severity.word,
        "profiles": list(rule.profiles),
        "since": card.since,
        "covers": list(card.covers),
        "references": list(card.references),
    }


def _lines(rules: Iterable[Rule]) -> Iterable[str]:
    family = None
    for rule in rules:
        if rule.family != family:
            yield ("" if family is None else "\n") + rule.family
            family = rule.family
        yield f"  {rule.id:<34} {rule.severity.word:<8} {rule.card().summary}"


def _page(rule: Rule, *, markdown: bool) -> str:
    card = rule.card()
    title = f"# {rule.id}\n\n{card.summary}" if markdown else f"{rule.id}: {card.summary}"
    facts = (
        f"family {rule.family} · severity {rule.severity.word} · profiles {', '.join(rule.profiles)} · "
        f"since {card.since}"
    )
    references = "\n".join(f"- {reference}" for reference in card.references)
    return f"{title}\n\n{facts}\n\n{card.body.strip()}\n\n## References\n\n{references}"
