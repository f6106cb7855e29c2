"""`kg stats`: what the store holds, in numbers."""

from __future__ import annotations

import click

from kg.cli._options import format_option, language_option, settings, store_option
from kg.cli._output import print_rows, print_table
from kg.graphs import load_display
from kg.queries import find_query
from kg.records import Iri, Literal, Term
from kg.store import open_store


@click.command()
@format_option("table", "csv", "json")
@language_option
@store_option
def command(form: str) -> None:
    """Count what the store holds: triples, things by class, claims by relation, review and modality."""
    chosen = settings()
    with open_store(chosen.store, read_only=True) as store:
        table = store.select(find_query("stats", "pages").sparql)
        size = store.size()
    if form != "table":
        print_table(table, form)
        return
    display = load_display()

    def word(term: Term | None) -> str:
        return display.word(term, chosen.language) if isinstance(term, Iri) else str(getattr(term, "value", ""))

    rows = [(_text(what), word(of), _text(count)) for what, of, count in table.rows]
    print_rows(("what", "of which", "number"), [("quads", "", str(size)), *rows])


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else str(term or "")
