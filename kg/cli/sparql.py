"""`kg sparql`: any read-only SPARQL 1.1 query."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli._options import format_option, settings, store_option
from kg.cli._output import print_table, print_turtle
from kg.errors import InputError
from kg.store import form as query_form
from kg.store import open_store


@click.command()
@click.argument("text")
@format_option("table", "csv", "json", "turtle")
@store_option
def command(text: str, form: str) -> None:
    """Run the SPARQL query TEXT (or the one in the file TEXT, or - for stdin) and print its result.

    The store is only read: SERVICE, LOAD and updates are refused. A SELECT prints a table, an ASK
    yes or no, a CONSTRUCT or DESCRIBE Turtle.
    """
    query = _query(text)
    kind = query_form(query)
    with open_store(settings().store, read_only=True) as opened:
        if kind == "select":
            print_table(opened.select(query), "table" if form == "turtle" else form)
        elif kind == "ask":
            click.echo("yes" if opened.ask(query) else "no")
        else:
            print_turtle(opened.construct(query))


def _query(text: str) -> str:
    if text == "-":
        return sys.stdin.read()
    if "{" in text:
        return text
    path = Path(text)
    if not path.is_file():
        raise InputError(f"{text[:80]!r} is neither a query nor a file", hint="put the query in quotes")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{text} is no UTF-8 text", hint="save the query as UTF-8") from error
