"""`kg path`: how two things are linked, with the evidence of each step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import click

from kg.cli._names import one_thing
from kg.cli._options import language_option, settings, store_option
from kg.cli._output import print_rows
from kg.graphs import Citation, Step, paths, project
from kg.records import Iri
from kg.store import open_store

COLUMNS = ("from", "link", "to", "quote", "source")


@click.command()
@click.argument("start")
@click.argument("end")
@click.option("--ways", type=click.IntRange(1, 10), default=1, show_default=True, help="At most so many ways.")
@language_option
@store_option
def command(start: str, end: str, ways: int) -> int:
    """Print the shortest way from START to END (names or IRIs), each step with a quote and its source."""
    chosen = settings()
    with open_store(chosen.store, read_only=True) as store:
        first, last = one_thing(store, start), one_thing(store, end)
        graph = project(store)
    found = paths(graph, first.iri, last.iri, ways)
    word = partial(graph.graph["display"].word, language=chosen.language)
    for way in found:
        print_rows(COLUMNS, [_row(graph.nodes, step, word) for step in way.steps])
    if not found:
        click.echo(f"no way from {first.label} to {last.label}", err=True)
    return 0 if found else 1


def _row(nodes: Mapping[Iri, Mapping[str, str]], step: Step, word: Callable[[Iri], str]) -> tuple[str, ...]:
    link = step.links[0]
    said: Citation | None = link.citations[0] if link.citations else None
    name = link.title or word(link.relation)
    arrow = name if link.subject == step.start else f"← {name}"
    address = (said.source.addresses or (said.source.title,))[0] if said else ""
    return nodes[step.start]["label"], arrow, nodes[step.end]["label"], (said.quote or "") if said else "", address
