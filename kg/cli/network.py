"""`kg network`: the network as a whole: bridges, communities, cities that are alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import click
import networkx as nx

from kg.cli._options import language_option, settings, store_option
from kg.cli._output import print_rows
from kg.errors import InputError
from kg.graphs import Frame, bridges, communities, likenesses, load_display, project, told
from kg.records import Iri
from kg.store import open_store

Found = tuple[tuple[str, ...], Sequence[tuple[str, ...]], Frame]


@click.command()
@click.argument("measure", type=click.Choice(["bridges", "communities", "likenesses"]))
@click.option("--year", type=click.IntRange(1900, 2200), help="Only what may hold in this year.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="At most so many rows.")
@language_option
@store_option
def command(measure: str, year: int | None, limit: int) -> None:
    """Print a MEASURE of the whole network, with the relations, the year and the weights it rests on.

    bridges: who stands on the shortest paths between national bodies and member places;
    communities: who met whom at the events of a year (--year is needed); likenesses: which two
    member places share most partners and topics.
    """
    chosen = settings()
    with open_store(chosen.store, read_only=True) as store:
        graph = project(store)
    columns, rows, frame = MEASURES[measure](graph, year, chosen.language)
    print_rows(columns, rows[:limit])
    click.echo(told(frame, chosen.language).value, err=True)


def _bridges(graph: nx.MultiDiGraph[Iri], year: int | None, _: str) -> Found:
    found = bridges(graph, year)
    rows = [(b.label, f"{b.betweenness:.4f}", str(b.neighbours)) for b in found.bridges]
    return ("actor", "share", "links"), rows, found.frame


def _communities(graph: nx.MultiDiGraph[Iri], year: int | None, _: str) -> Found:
    if year is None:
        raise InputError("communities are those of a year", hint="give --year")
    found = communities(graph, year)
    rows = [(str(len(c.members)), "; ".join(c.labels), "; ".join(c.events)) for c in found.communities]
    return ("size", "members", "events"), rows, found.frame


def _likenesses(graph: nx.MultiDiGraph[Iri], year: int | None, language: str) -> Found:
    found, word = likenesses(graph, year), load_display().word
    rows = [
        (
            " – ".join(pair.labels),
            "; ".join(graph.nodes[partner]["label"] for partner in pair.partners),
            "; ".join(word(topic, language) for topic in pair.topics),
        )
        for pair in found.pairs
    ]
    return ("places", "partners", "topics"), rows, found.frame


MEASURES: Mapping[str, Callable[[nx.MultiDiGraph[Iri], int | None, str], Found]] = {
    "bridges": _bridges,
    "communities": _communities,
    "likenesses": _likenesses,
}
