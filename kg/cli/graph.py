"""`kg graph`: the picture of who is linked to whom around one thing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import networkx as nx

from kg.cli._names import one_thing
from kg.cli._options import language_option, settings, store_option
from kg.errors import InputError
from kg.graphs import neighbourhood, project, write_gexf, write_graphml, write_page
from kg.records import Iri
from kg.store import open_store

WRITERS: dict[str, Callable[[nx.MultiDiGraph[Iri], Path], object]] = {".graphml": write_graphml, ".gexf": write_gexf}


@click.command()
@click.argument("name")
@click.option("--depth", type=click.IntRange(1, 5), default=1, show_default=True, help="Steps away from NAME.")
@click.option("--limit", type=click.IntRange(2, 300), default=300, show_default=True, help="At most so many nodes.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file.")
@language_option
@store_option
def command(name: str, depth: int, limit: int, output: Path) -> None:
    """Write the surroundings of NAME (a name or an IRI) as a picture or for another tool.

    The ending of the file decides: .html is an interactive page that works without a network (click
    a link to read its quote), .graphml and .gexf are for Gephi and other programs.
    """
    chosen = settings()
    if output.suffix not in {".html", *WRITERS}:
        raise InputError(f"cannot write {output.name}", hint="the file ends in .html, .graphml or .gexf")
    with open_store(chosen.store, read_only=True) as store:
        thing = one_thing(store, name)
        graph = neighbourhood(project(store), thing.iri, depth, limit)
    if output.suffix in WRITERS:
        WRITERS[output.suffix](graph, output)
    else:
        write_page(graph, output, thing.label, chosen.language)
    left_out = graph.graph["left_out"]
    note = f", {left_out} left out" if left_out else ""
    click.echo(f"{output}: {len(graph)} nodes, {graph.number_of_edges()} links{note}", err=True)
