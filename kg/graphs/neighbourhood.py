"""A whole graph → the part round one node that a person can still read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from itertools import islice

import networkx as nx

from kg.errors import QueryError, UnknownName
from kg.records import Iri

MOST_NODES = 300
READABLE_NODES = 60


def neighbourhood(
    graph: nx.MultiDiGraph[Iri], start: Iri, depth: int = 1, limit: int = READABLE_NODES
) -> nx.MultiDiGraph[Iri]:
    """The nodes at most `depth` steps from `start` with all edges between them, at most `limit` nodes.

    Where there are more, the nearer come first; at the same distance the relations take turns, so
    that 500 regions of a country do not crowd out its three ministers, and within a relation the
    better linked come first. The result's attributes `start`, `depth` and `left_out` (how many
    nodes within reach are missing) say what was done. Raises UnknownName for a start that the
    graph does not hold and QueryError for a depth below 0 or a limit outside 1–300.
    """
    if start not in graph:
        raise UnknownName(f"the graph holds no {start}", hint="search for the name first")
    if depth < 0 or not 1 <= limit <= MOST_NODES:
        raise QueryError(
            f"depth {depth} and limit {limit} make no picture",
            hint=f"give a depth from 0 and a limit from 1 to {MOST_NODES}",
        )
    chosen: dict[Iri, None] = {start: None}
    reached = {start}
    frontier = [start]
    for _ in range(depth):
        ring = _ring(graph, frontier, reached)
        frontier = list(_in_turns(graph, ring))
        reached.update(frontier)
        chosen.update(dict.fromkeys(frontier[: limit - len(chosen)]))
    return _cut(graph, chosen, start=start, depth=depth, left_out=len(reached) - len(chosen))


def _ring(graph: nx.MultiDiGraph[Iri], frontier: Iterable[Iri], reached: set[Iri]) -> dict[Iri, tuple[str, bool]]:
    """Each new node beside the frontier with the group that it came in by: relation and direction."""
    ring: dict[Iri, tuple[str, bool]] = {}
    for node in frontier:
        for _, other, data in graph.out_edges(node, data=True):
            if other not in reached:
                ring.setdefault(other, (data["relation"], True))
        for other, _, data in graph.in_edges(node, data=True):
            if other not in reached:
                ring.setdefault(other, (data["relation"], False))
    return ring


def _in_turns(graph: nx.MultiDiGraph[Iri], ring: dict[Iri, tuple[str, bool]]) -> Iterator[Iri]:
    groups: defaultdict[tuple[str, bool], list[Iri]] = defaultdict(list)
    for node in sorted(ring, key=lambda n: (-graph.degree(n), graph.nodes[n]["label"], n)):
        groups[ring[node]].append(node)
    queues = [iter(groups[key]) for key in sorted(groups)]
    while queues:
        going = []
        for queue in queues:
            for node in islice(queue, 1):
                yield node
                going.append(queue)
        queues = going


def _cut(graph: nx.MultiDiGraph[Iri], chosen: Container[Iri], **notes: object) -> nx.MultiDiGraph[Iri]:
    """The sub-graph in the order of the whole, which networkx does not keep: the same choice gives the same bytes."""
    part: nx.MultiDiGraph[Iri] = nx.MultiDiGraph(**{**graph.graph, **notes})
    part.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if node in chosen)
    for start in list(part):
        for _, end, key, data in graph.out_edges(start, keys=True, data=True):
            if end in chosen:
                part.add_edge(start, end, key=key, **data)
    return part
