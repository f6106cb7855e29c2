"""How results are printed: a table for people, CSV, JSON or Turtle for programs.

Whatever comes from the store is foreign text: control characters are taken out of tables, and no
mark-up of the terminal library is read in it.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Sequence

import click
from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from kg.dumps import turtle
from kg.pages.results import as_json
from kg.pages.tabular import Sheet, csv_text, plain, sheet_csv, sheet_json
from kg.records import Iri, Table, Term, Triple
from kg.terms import BASE, PREFIXES

WIDE = 160
THINGS = f"{BASE}id/"


def harmless(text: str) -> str:
    """The text without control characters, on one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def compact(term: Term | None) -> str:
    """The same with an IRI of ours or of the ontology's vocabularies in its short form, as `kg show` takes it."""
    return shortened(term) if isinstance(term, Iri) else plain(term)


def shortened(iri: Iri) -> str:
    """`place/73.71` for a thing, `scg:level` for a term, any other IRI as it is."""
    if iri.startswith(THINGS):
        return iri.removeprefix(THINGS)
    space = max((space for space in PREFIXES.values() if iri.startswith(space)), key=len, default="")
    prefix = next((prefix for prefix, known in PREFIXES.items() if known == space), "")
    return f"{prefix}:{iri.removeprefix(space)}" if prefix else iri


def print_rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table as wide as the terminal (160 characters where there is none), long cells folded."""
    width = shutil.get_terminal_size((WIDE, 0)).columns if sys.stdout.isatty() else WIDE
    table = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(Text(harmless(column)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(harmless(cell)) for cell in row))
    Console(width=width, highlight=False, soft_wrap=False).print(table)


def print_table(table: Table, form: str) -> None:
    """A result as `table`, `csv` or `json` (SPARQL 1.1 Query Results JSON)."""
    if form == "csv":
        click.echo(csv_text(table.columns, ([plain(cell) for cell in row] for row in table.rows), "\n"), nl=False)
    elif form == "json":
        click.echo(json.dumps(as_json(table), ensure_ascii=False, indent=1))
    else:
        print_rows(table.columns, ([compact(cell) for cell in row] for row in table.rows))


def print_sheet(sheet: Sheet, form: str) -> None:
    """The rows of a question as `csv` or `json`, with what to cite them by."""
    if form == "csv":
        click.echo(sheet_csv(sheet, "\n"), nl=False)
    else:
        click.echo(json.dumps(sheet_json(sheet), ensure_ascii=False, indent=1))


def print_turtle(triples: Iterable[Triple]) -> None:
    """Triples as Turtle, prefixed and sorted."""
    click.echo(turtle(triples), nl=False)
