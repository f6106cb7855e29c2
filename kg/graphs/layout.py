"""Where each node stands: computed here, seeded, so that a picture is ready when it opens and never moves."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.records import Iri

SMALL = 60
"""Up to here Kamada–Kawai is quick and gives the evener picture."""
SEED = 20180427
ROOM = 2.2
"""How much more ground a picture covers than its boxes do."""
ASPECT = np.array([1.15, 0.87])
"""Screens are wider than high."""
ITERATIONS = 150
SETTLING = 120

Point = tuple[int, int]


def positions(graph: nx.MultiDiGraph[Iri], boxes: Mapping[Iri, tuple[float, float]]) -> dict[Iri, Point]:
    """A point for each node; `boxes` gives the width and height that a node needs with its label.

    Linked nodes come near each other, and no two boxes overlap as far as 120 rounds of pushing get.
    """
    nodes = list(graph)
    if len(nodes) < 2:
        return dict.fromkeys(nodes, (0, 0))
    sizes = np.array([boxes[node] for node in nodes])
    settled = _apart(_scaled(_forces(graph, nodes), sizes), sizes)
    settled -= settled.mean(axis=0)
    return {node: (round(x), round(y)) for node, (x, y) in zip(nodes, settled.tolist(), strict=True)}


def _forces(graph: nx.MultiDiGraph[Iri], nodes: list[Iri]) -> NDArray[np.float64]:
    simple: nx.Graph[Iri] = nx.Graph()
    simple.add_nodes_from(nodes)
    simple.add_edges_from(graph.edges())
    if len(nodes) <= SMALL and nx.is_connected(simple):
        found: Mapping[Iri, NDArray[np.floating]] = nx.kamada_kawai_layout(simple, pos=nx.circular_layout(simple))
    else:
        found = nx.forceatlas2_layout(simple, max_iter=ITERATIONS, seed=SEED, scaling_ratio=4.0)
    return np.array([found[node] for node in nodes], dtype=np.float64)


def _scaled(places: NDArray[np.float64], sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Stretched to the ground that the boxes need, outliers drawn in: a far node costs all others their size."""
    centred = places - places.mean(axis=0)
    radius = np.linalg.norm(centred, axis=1, keepdims=True)
    drawn_in = centred * np.where(radius > 0, np.sqrt(radius.mean() / np.where(radius > 0, radius, 1.0)), 0.0)
    ground = float(sizes.prod(axis=1).sum()) * ROOM
    covered = float(np.pi * (drawn_in**2).sum(axis=1).mean() * 2)
    spread: NDArray[np.float64] = drawn_in * np.sqrt(ground / covered) * ASPECT if covered > 0 else drawn_in
    return spread


def _apart(places: NDArray[np.float64], sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Push overlapping boxes apart along the side that overlaps least, half each, until none does."""
    settled = places.copy()
    need = (sizes[:, None] + sizes[None]) / 2
    order = np.arange(len(places))
    side = np.where(order[:, None] < order[None], -1.0, 1.0)
    for _ in range(SETTLING):
        gap = settled[:, None] - settled[None]
        over = need - np.abs(gap)
        hit: NDArray[np.bool_] = np.all(over > 0, axis=2)
        np.fill_diagonal(hit, val=False)
        if not hit.any():
            break
        along_x = over[..., 0] < over[..., 1]
        way = np.where(gap == 0, side[..., None], np.sign(gap))
        push = np.where(np.stack([along_x, ~along_x], axis=2) & hit[..., None], over * way / 2, 0.0)
        settled += push.sum(axis=1) / np.maximum(1, hit.sum(axis=1))[:, None] ** 0.5
    return settled
