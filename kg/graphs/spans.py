"""Where a bridge leads: from an actor the next step towards the nearest national body and the nearest member place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import networkx as nx

from kg.graphs.frames import Ground, bodies_of
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


def spans(graph: nx.MultiDiGraph[Iri], on: Ground, actors: Sequence[Iri]) -> Iterator[Span]:
    """Two spans for each actor that stands on a shortest path between the two sides of the ground."""
    far = {city: nx.single_source_shortest_path_length(on.core, city) for city in on.cities}
    for actor in actors:
        ways = nx.single_source_shortest_path(on.core, actor)
        ends = min(_between(ways, on, far), default=None)
        for end in ends[1:] if ends else ():
            neighbour = ways[end][1]
            yield Span(actor, neighbour, end, _edges(graph, on.links, actor, neighbour))


def _between(ways: dict[Iri, list[Iri]], on: Ground, far: dict[Iri, dict[Iri, int]]) -> Iterator[tuple[int, Iri, Iri]]:
    """Each pair of ends on a shortest path of which the actor stands, with the length of that path."""
    for state in (state for state in on.states if state in ways):
        for city in (city for city in on.cities if city in ways):
            length = len(ways[state]) + len(ways[city]) - 2
            if far[city].get(state) == length:
                yield length, state, city


def _edges(graph: nx.MultiDiGraph[Iri], part: nx.MultiDiGraph[Iri], actor: Iri, neighbour: Iri) -> tuple[Edge, ...]:
    others = [node for node in bodies_of(graph, neighbour) if node in part] if neighbour in graph else []
    return tuple(
        (start, end, str(key))
        for other in others
        for start, end in ((actor, other), (other, actor))
        for key in sorted(part.get_edge_data(start, end) or {}, key=str)
    )
