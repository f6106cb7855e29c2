"""`kg show`: one thing, with everything that is said of it and by whom."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

import click

from kg.cli._names import one_thing
from kg.cli._options import format_option, language_option, settings, store_option
from kg.cli._output import compact, harmless, print_turtle, shortened
from kg.cli._statements import Lines, as_record
from kg.graphs import load_display
from kg.queries import Dispute, Profile, Statement, describe_all, disputes, profile
from kg.records import Iri
from kg.store import open_store
from kg.terms import SCG, SKOS, Relation

NAMES = (SKOS.prefLabel, SCG.abbreviation, SKOS.altLabel)
TOLD = frozenset((*NAMES, SKOS.hiddenLabel))


@click.command()
@click.argument("name")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Facts shown of each relation.")
@format_option("text", "json", "turtle")
@language_option
@store_option
def command(name: str, limit: int, form: str) -> None:
    """Print what is said of NAME (a name or an IRI), and by whom.

    Its names come first, then its facts with dates and capacities, and below each fact who says so
    and in which words. What a source only proposes, plans or denies, and what was read with too
    little confidence, is shown as such. "!" marks where sources contradict one another, and what a
    person has decided. json holds all facts, turtle the triples.
    """
    chosen = settings()
    with open_store(chosen.store, read_only=True) as store:
        thing = one_thing(store, name)
        if form == "turtle":
            print_turtle(describe_all(store, [thing.iri]))
            return
        found = profile(store, thing)
        disputed = disputes(store, {statement.node for statement in found.statements})
    if form == "json":
        statements = [as_record(statement, disputed) for statement in found.statements]
        record = {"iri": thing.iri, "label": thing.label, "statements": statements}
        click.echo(json.dumps(record, ensure_ascii=False, indent=1))
    else:
        for line in _text(found, disputed, chosen.language, limit):
            click.echo(line)


def _text(found: Profile, disputed: Sequence[Dispute], language: str, limit: int) -> Iterator[str]:
    display = load_display()
    lines = Lines(found.thing.iri, display, language, disputed)
    kind = display.narrowest(found.thing.kinds)
    level = display.word(found.thing.level, language) if found.thing.level else ""
    what = ", ".join(filter(None, (display.word(kind, language) if kind else "", level)))
    yield f"{harmless(found.thing.label)} ({what}) {shortened(found.thing.iri)}"
    names = {compact(value) for s in found.statements if s.node == found.thing.iri for value in s.values(*NAMES)}
    others = sorted(harmless(text) for text in names - {found.thing.label})
    if others:
        yield "  " + " · ".join(others)
    for (relation, own, stands), group in groupby(found.statements, key=lambda s: _part(s, found)):
        statements = list(group)
        yield ""
        yield lines.heading(relation, stands=stands)
        for statement in statements[:limit]:
            yield from lines.statement(statement, TOLD if own else frozenset())
        if len(statements) > limit:
            yield f"  … {len(statements) - limit} more: --limit {len(statements)}"


def _part(statement: Statement, found: Profile) -> tuple[Iri, bool, bool]:
    own = statement.node == found.thing.iri and statement.relation == Relation.DESCRIBES
    return statement.relation, own, statement.stands
