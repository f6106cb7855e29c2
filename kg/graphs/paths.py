"""How two nodes are linked: the shortest ways between them, with what proves each step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice, pairwise
from math import log

import networkx as nx

from kg.errors import UnknownName
from kg.graphs.evidence import Citation
from kg.records import Iri


@dataclass(frozen=True, slots=True)
class Link:
    """One edge as it stands in the graph: `subject` –relation→ `object`, its node and its evidence."""

    subject: Iri
    object: Iri
    relation: Iri
    node: Iri | None
    title: str | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """From one node to the next, in the direction of the path, by all edges that join the two."""

    start: Iri
    end: Iri
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A way from the first node to the last; no steps when they are the same."""

    nodes: tuple[Iri, ...]
    steps: tuple[Step, ...]


def paths(graph: nx.MultiDiGraph[Iri], start: Iri, end: Iri, limit: int = 1) -> tuple[Route, ...]:
    """Up to `limit` shortest paths, whichever way the edges point; empty when nothing links the two.

    Fewer steps win; among equals the one through less crowded nodes, since sharing a country says
    less than sharing an office. Raises UnknownName when either end is not in the graph.
    """
    for node in (start, end):
        if node not in graph:
            raise UnknownName(f"the graph holds no {node}", hint="search for the name first")
    if start == end:
        return (Route((start,), ()),)
    simple: nx.Graph[Iri] = nx.Graph()
    simple.add_nodes_from(graph)
    simple.add_edges_from(graph.edges())
    try:
        found = list(islice(nx.shortest_simple_paths(simple, start, end, weight=_weight(simple)), limit))
    except nx.NetworkXNoPath:
        return ()
    return tuple(Route(tuple(nodes), tuple(_step(graph, a, b) for a, b in pairwise(nodes))) for nodes in found)


def _weight(graph: nx.Graph[Iri]) -> Callable[[Iri, Iri, object], float]:
    """1 for a step and less than 1 for all crowds of a path together, so that steps always count first."""
    crowd = {node: log(1 + degree) for node, degree in graph.degree()}
    scale = 2 * sum(crowd.values()) + 1

    def weight(a: Iri, b: Iri, _: object) -> float:
        return 1 + (crowd[a] + crowd[b]) / scale

    return weight


def _step(graph: nx.MultiDiGraph[Iri], start: Iri, end: Iri) -> Step:
    links = [
        Link(a, b, data["relation"], data["node"], data["title"], data["citations"])
        for a, b in ((start, end), (end, start))
        for _, data in sorted((graph.get_edge_data(a, b) or {}).items())
    ]
    return Step(start, end, tuple(links))
