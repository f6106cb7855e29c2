"""Who stands in the middle: degree and betweenness of each node, with how they were computed."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from kg.records import Iri

SAMPLE = 256
SEED = 20180427


@dataclass(frozen=True, slots=True)
class Standing:
    """One node's measures: `degree` counts its edges, `neighbours` the nodes at their other ends."""

    node: Iri
    label: str
    degree: int
    neighbours: int
    betweenness: float


@dataclass(frozen=True, slots=True)
class Measures:
    """The standings of all nodes, highest betweenness first, and the method that gave them.

    `algorithm` names it; direction and parallel edges are ignored for betweenness; `sampled` is the
    number of source nodes it was estimated from (the number of all nodes when it is exact); `seed`
    chose them; `edges` counts the pairs that are linked.
    """

    algorithm: str
    normalised: bool
    sampled: int
    seed: int
    nodes: int
    edges: int
    standings: tuple[Standing, ...]


def centrality(graph: nx.MultiDiGraph[Iri], sample: int = SAMPLE, seed: int = SEED) -> Measures:
    """Degree and betweenness of every node; exact up to `sample` nodes, estimated from as many above."""
    simple: nx.Graph[Iri] = nx.Graph(graph)
    count = min(sample, len(simple))
    between = nx.betweenness_centrality(simple, k=None if count == len(simple) else count, seed=seed)
    standings = [
        Standing(node, graph.nodes[node]["label"], graph.degree(node), simple.degree(node), round(between[node], 9))
        for node in graph
    ]
    standings.sort(key=lambda p: (-p.betweenness, -p.degree, p.label, p.node))
    return Measures(
        "Brandes 2001",
        normalised=True,
        sampled=count,
        seed=seed,
        nodes=len(graph),
        edges=simple.number_of_edges(),
        standings=tuple(standings),
    )
