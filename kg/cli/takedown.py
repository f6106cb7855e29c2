"""`kg takedown`: a person out of everything that is published, for good."""

from __future__ import annotations

import click

from kg.cli._decisions import reviewer
from kg.cli._names import one_thing
from kg.cli._options import settings, store_option
from kg.cli._output import harmless, print_rows
from kg.errors import InputError
from kg.pipeline import Pipeline
from kg.reconsidering import let_back, person_of, take_down
from kg.store import open_store


@click.command()
@click.argument("person", required=False)
@click.option("--reason", default="", metavar="TEXT", help="Why, without the name: it is public, as is the day.")
@click.option("--yes", is_flag=True, help="Do not ask whether it is meant.")
@click.option("--list", "listed", is_flag=True, help="List the takedowns.")
@click.option("--undo", metavar="MARK", help="Take back the takedown with this mark.")
@click.option("--who", default="", help="Who decides. Default: $KG_REVIEWER or the user of this machine.")
@store_option
def command(**given: str) -> None:
    """Take PERSON (a name or an IRI) out of the store and keep them out of whatever is built or read later.

    Quotes that name them are blotted out; their address answers 410. Only keyed hashes of name and identifiers
    are remembered. Dumps and published pages have to be written anew. docs/review.md says what it cannot do.
    """
    chosen = settings()
    who = reviewer(given["who"], chosen)
    if given["listed"]:
        _list()
    elif given["undo"]:
        _undo(given["undo"], who)
    elif given["person"] and given["reason"].strip():
        _take_down(given["person"], given["reason"].strip(), who, ask=not given["yes"])
    else:
        raise InputError("give a person and --reason", hint="kg takedown PERSON --reason TEXT, or --list, --undo")


def _take_down(name: str, reason: str, who: str, *, ask: bool) -> None:
    chosen = settings()
    with open_store(chosen.store, read_only=True) as store:
        thing = one_thing(store, name)
    known = person_of(chosen, thing.iri)
    if ask:
        others = f"; {len(known.namesakes)} namesakes stay" if known.namesakes else ""
        click.confirm(f"take {harmless(thing.label)} ({thing.iri}) out of everything{others}?", abort=True, err=True)
    changed = take_down(chosen, known, who, reason)
    click.echo(f"taken down: {thing.iri}, {changed} graphs changed", err=True)
    click.echo("write dumps (kg export) and published pages (kg publish) anew", err=True)


def _undo(mark: str, who: str) -> None:
    chosen = settings()
    if all(one.mark != mark for one in Pipeline(chosen).takings.standing):
        raise InputError(f"no takedown has the mark {mark[:40]!r}", hint="kg takedown --list")
    let_back(chosen, mark, who)
    click.echo("taken back; build or ingest anew to have the person again", err=True)


def _list() -> None:
    takings = Pipeline(settings()).takings
    standing = set(takings.standing)
    rows = [
        (one.mark, one.when[:10], one.who, "" if one in standing else "undone", " ".join(one.people), one.why)
        for one in takings.all
        if not one.of
    ]
    print_rows(("mark", "when", "who", "state", "identifiers", "why"), rows)
