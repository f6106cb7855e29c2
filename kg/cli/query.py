"""`kg query`: a question of the library, by its name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli._footnotes import print_with_notes, tell_candidates
from kg.cli._options import format_option, language_option, settings, store_option, view_options, viewed
from kg.cli._output import print_rows, print_sheet, print_turtle
from kg.errors import QueryError
from kg.pages.editions import edition
from kg.pages.tabular import Sheet
from kg.pages.viewing import options_of
from kg.queries import backed, describe_all, load_queries, run_in_view
from kg.records import Iri
from kg.store import open_store


@click.command()
@click.argument("name", required=False)
@click.option("--set", "pairs", multiple=True, metavar="NAME=VALUE", help="A parameter of the query; may be repeated.")
@click.option("--list", "listed", is_flag=True, help="List the queries with their questions and parameters.")
@view_options
@format_option("table", "csv", "json", "turtle")
@language_option
@store_option
def command(name: str | None, pairs: tuple[str, ...], *, listed: bool, form: str, **wanted: Any) -> None:
    """Run the query NAME of the library and print its rows, each with its sources.

    A thing is given by its name or IRI, a day as 2024-07-31. turtle prints what the graph says of
    the things in the rows.
    """
    chosen = settings()
    if listed or name is None:
        _list(chosen.language)
        return
    with open_store(chosen.store, read_only=True) as opened:
        view = viewed(wanted)
        given = _values(pairs)
        seen = run_in_view(opened, name, given, view, chosen.language)
        answered = seen.answered
        if form == "turtle":
            things = {cell for row in answered.table.rows for cell in row if isinstance(cell, Iri)}
            print_turtle(describe_all(opened, sorted(things)))
        elif form == "table":
            print_with_notes(backed(opened, answered.table), answered.query, chosen.language)
            tell_candidates(seen.tentative)
        else:
            table = backed(opened, seen.marked() if view.candidates else answered.table)
            values = {**given, **options_of(view)}
            print_sheet(Sheet(table, answered.query, values, edition(Path(chosen.store))), form)


def _values(pairs: tuple[str, ...]) -> dict[str, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise QueryError(f"--set {wrong[0]!r} has no value", hint="write --set name=value")
    return {key.strip(): value for key, _, value in (pair.partition("=") for pair in pairs)}


def _list(language: str) -> None:
    rows = []
    for query in load_queries().values():
        takes = [f"{p.name} ({p.kind}{', ' + p.default if p.default else ''})" for p in query.parameters]
        rows.append((query.name, query.question[language], ", ".join(takes)))
    print_rows(("name", "question", "parameters"), rows)
