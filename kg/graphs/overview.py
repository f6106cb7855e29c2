"""Where everything stands in the picture of the whole network: computed ahead, kept from release to release.

Two levels, with networkx alone: groups of things that are linked more with one another than with
others (Louvain), each a disc of its own size, the discs placed by the links between them.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import networkx as nx

from kg.errors import TableError
from kg.graphs.files import write_atomically
from kg.records import Iri

POSITIONS: Final = "positions.tsv"
"""The file beside the dumps that keeps places from one release to the next."""
SEED: Final = 20180427
ROOM: Final = 12.0
"""Room between two neighbours of a disc."""
GOLDEN: Final = math.pi * (3 - math.sqrt(5))
_HEAD: Final = ("node", "x", "y")
_GAP: Final = 40.0

Point = tuple[float, float]


def overview(graph: nx.MultiDiGraph[Iri], before: Mapping[Iri, Point] | None = None) -> dict[Iri, Point]:
    """A point for each node; what has one in `before` keeps it, what is new stands beside what it is linked to.

    The same graph and the same `before` give the same points.
    """
    kept = {node: point for node, point in (before or {}).items() if node in graph}
    return _beside(graph, kept) if kept else _anew(graph)


def read_positions(file: Path) -> dict[Iri, Point]:
    """The positions that a release was published with; raises TableError for a file that is none."""
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or tuple(rows[0]) != _HEAD:
        raise TableError(f"{file} holds no positions", hint="write it with kg positions")
    try:
        found = {Iri(node): (float(x), float(y)) for node, x, y in rows[1:]}
    except ValueError as error:
        raise TableError(f"{file}: {error}", hint="write it with kg positions") from error
    if not all(math.isfinite(x) and math.isfinite(y) for x, y in found.values()):
        raise TableError(f"{file} holds positions that are no numbers", hint="write it with kg positions")
    return found


def write_positions(places: Mapping[Iri, Point], file: Path) -> int:
    """Write positions, sorted; gives the size in bytes."""
    lines = ["\t".join(_HEAD), *(f"{node}\t{x:.1f}\t{y:.1f}" for node, (x, y) in sorted(places.items()))]
    content = ("\n".join(lines) + "\n").encode()
    write_atomically(file, content)
    return len(content)


def _anew(graph: nx.MultiDiGraph[Iri]) -> dict[Iri, Point]:
    simple: nx.Graph[Iri] = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    simple.add_edges_from(sorted((start, end) for start, end in graph.edges()))
    linked = [node for node in simple if simple.degree(node)]
    groups = nx.community.louvain_communities(simple.subgraph(linked), seed=SEED) if linked else []
    discs = [_ordered(simple, group) for group in groups]
    lonely = [node for node in simple if not simple.degree(node)]
    if lonely:
        discs.append(lonely)
    discs.sort(key=lambda disc: (-len(disc), disc[0]))
    places: dict[Iri, Point] = {}
    for disc, (x, y) in zip(discs, _centres(simple, discs), strict=True):
        for at, node in enumerate(disc):
            reach, turn = ROOM * math.sqrt(at), at * GOLDEN
            places[node] = (round(x + reach * math.cos(turn), 1), round(y + reach * math.sin(turn), 1))
    return places


def _ordered(simple: nx.Graph[Iri], group: Iterable[Iri]) -> list[Iri]:
    """The members of a disc from its middle to its rim: those with most links first."""
    return sorted(group, key=lambda node: (-simple.degree(node), node))


def _centres(simple: nx.Graph[Iri], discs: Sequence[Sequence[Iri]]) -> list[Point]:
    """Where the discs stand: drawn to those that they are linked to, and none on another."""
    disc_of = {node: at for at, disc in enumerate(discs) for node in disc}
    between = Counter(tuple(sorted((disc_of[start], disc_of[end]))) for start, end in simple.edges())
    radii = [ROOM * math.sqrt(len(disc)) + _GAP for disc in discs]
    found: list[Point] = []
    for at in range(len(discs)):
        pull = [(found[other], between[other, at]) for other in range(at) if between[other, at]]
        weight = sum(count for _, count in pull)
        aim = (sum(x * n for (x, _), n in pull) / weight, sum(y * n for (_, y), n in pull) / weight) if pull else (0, 0)
        found.append(_free(aim, radii[at], found, radii))
    return found


def _free(aim: Point, radius: float, found: Sequence[Point], radii: Sequence[float]) -> Point:
    """The point nearest to `aim`, on a widening spiral, where a disc of this radius touches no other."""
    step = max(radius / 3, ROOM)
    at = 0
    while True:
        reach, turn = step * math.sqrt(at), at * GOLDEN
        x, y = aim[0] + reach * math.cos(turn), aim[1] + reach * math.sin(turn)
        if all(math.hypot(x - a, y - b) >= radius + other for (a, b), other in zip(found, radii, strict=False)):
            return x, y
        at += 1


def _beside(graph: nx.MultiDiGraph[Iri], kept: Mapping[Iri, Point]) -> dict[Iri, Point]:
    """Known things where they were; new ones round the middle of their neighbours, and without any at the rim."""
    places = dict(kept)
    rim = max(math.hypot(x, y) for x, y in kept.values()) + _GAP
    waiting = sorted(set(graph) - set(kept))
    while waiting:
        ready = [node for node in waiting if any(other in places for other in nx.all_neighbors(graph, node))]
        for node in ready or waiting:
            places[node] = _near(
                node, [places[o] for o in sorted(set(nx.all_neighbors(graph, node))) if o in places], rim
            )
        waiting = [node for node in waiting if node not in places]
    return places


def _near(node: Iri, beside: Sequence[Point], rim: float) -> Point:
    turn = int.from_bytes(hashlib.sha256(node.encode()).digest()[:4]) / 2**32 * 2 * math.pi
    x = sum(x for x, _ in beside) / len(beside) if beside else 0.0
    y = sum(y for _, y in beside) / len(beside) if beside else 0.0
    reach = 2 * ROOM if beside else rim
    return round(x + reach * math.cos(turn), 1), round(y + reach * math.sin(turn), 1)
