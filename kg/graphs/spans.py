"""Where a bridge leads: from an actor the next step towards the nearest national body and the nearest member place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import networkx as nx

from kg.graphs.frames import ACTING, bodies_of, joined, member_places, national_bodies, within
from kg.records import Iri

Edge = tuple[Iri, Iri, str]
"""The ends of an edge of the graph, and its key."""


@dataclass(frozen=True, slots=True)
class Span:
    """One step from an actor: to `neighbour`, on a shortest path that ends in `end`, by the edges that make it."""

    actor: Iri
    neighbour: Iri
    end: Iri
    edges: tuple[Edge, ...]


def spans(graph: nx.MultiDiGraph[Iri], actors: Sequence[Iri], year: int | None) -> Iterator[Span]:
    """Two spans for each actor that stands on a shortest path between the two sides (see `networks.bridges`)."""
    part = within(graph, ACTING, year)
    simple = joined(graph, part)
    sides = (
        [node for node in national_bodies(graph) if node in simple],
        [n for n in member_places(graph) if n in simple],
    )
    far = {state: nx.single_source_shortest_path_length(simple, state) for state in sides[0]}
    for actor in actors:
        ways = nx.single_source_shortest_path(simple, actor)
        ends = min(_between(ways, sides, far), default=None)
        for end in ends[1:] if ends else ():
            neighbour = ways[end][1]
            yield Span(actor, neighbour, end, _edges(graph, part, actor, neighbour))


def _between(
    ways: dict[Iri, list[Iri]], sides: tuple[list[Iri], list[Iri]], far: dict[Iri, dict[Iri, int]]
) -> Iterator[tuple[int, Iri, Iri]]:
    """Each pair of ends on a shortest path of which the actor stands, with the length of that path."""
    for state in (state for state in sides[0] if state in ways):
        for city in (city for city in sides[1] if city in ways):
            length = len(ways[state]) + len(ways[city]) - 2
            if far[state].get(city) == length:
                yield length, state, city


def _edges(graph: nx.MultiDiGraph[Iri], part: nx.MultiDiGraph[Iri], actor: Iri, neighbour: Iri) -> tuple[Edge, ...]:
    others = [node for node in bodies_of(graph, neighbour) if node in part] if neighbour in graph else []
    return tuple(
        (start, end, str(key))
        for other in others
        for start, end in ((actor, other), (other, actor))
        for key in sorted(part.get_edge_data(start, end) or {}, key=str)
    )
