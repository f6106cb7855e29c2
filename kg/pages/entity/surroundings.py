"""What a thing is linked to at one step, as a small picture that the server draws; the page's facts say the same."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import networkx as nx

from kg.graphs import neighbourhood, placed
from kg.graphs.display import FALLBACK_LANGUAGE
from kg.graphs.picture import wrapped
from kg.graphs.projection import Detail
from kg.records import Iri
from kg.terms import BASE, OPENGOV

MOST: Final = 25
_MARGIN = 90
_LINE = 16
_STAR = 0.45


@dataclass(frozen=True, slots=True)
class Node:
    """A thing at its point: its mark as the points of a polygon or, without points, a circle of `size`."""

    thing: Iri
    kind: str
    lines: tuple[tuple[int, str], ...]
    x: int
    y: int
    size: int
    points: str
    colour: str
    here: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two points with what it says; the same in words for the list below the picture."""

    x1: int
    y1: int
    x2: int
    y2: int
    start: Iri
    end: Iri
    label: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The picture: its view box, its width and height, what it shows and how many neighbours are left out."""

    box: str
    size: tuple[int, int]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything stands, before a language is chosen: laying out takes longer than all the rest of a page."""

    nodes: tuple[dict[str, Any], ...]
    edges: tuple[dict[str, Any], ...]
    left_out: int


def plan(graph: nx.MultiDiGraph[Iri], thing: Iri) -> Plan | None:
    """The plan of the picture round a thing; None for what stands alone or is not drawn.

    What is printed at an edge is the tenure, until a language is chosen.
    """
    if thing not in graph:
        return None
    part = neighbourhood(graph, thing, 1, MOST)
    if len(part) < 2:
        return None
    for _, _, data in part.edges(data=True):
        data["title"] = data["title"] and data["node"]
    nodes, edges = placed(part, FALLBACK_LANGUAGE)
    return Plan(tuple(nodes), tuple(edges), part.graph["left_out"])


def surroundings(found: Plan, here: Iri, named: Callable[[Iri], str], offices: Mapping[Iri, str]) -> Surroundings:
    """The picture of a plan; `named` names things and terms in the reader's language, `offices` what tenures are of."""
    nodes = {node["id"]: _node(node, here, named) for node in found.nodes}
    edges = tuple(_edge(edge, nodes, named, offices) for edge in found.edges)
    left, top, width, height = _box(nodes.values())
    box = f"{left} {top} {width} {height}"
    return Surroundings(box, (width, height), tuple(nodes.values()), edges, found.left_out)


def rename(part: nx.MultiDiGraph[Iri], named: Callable[[Iri], str], offices: Mapping[Iri, str]) -> None:
    """Give things and tenures of a part of the graph the names that a reader knows them by; the whole keeps its own.

    So it is with the things that further properties name; the post of a tenure is what its edge is called.
    """
    for node in part:
        data = part.nodes[node]
        data |= {"label": named(node), "details": _renamed(data["details"], named)}
    for _, _, data in part.edges(data=True):
        office = offices.get(data["node"])
        data["title"] = office or data["title"]
        data["details"] = _renamed((d for d in data["details"] if not office or d.name != OPENGOV.post), named)


def _renamed(details: Iterable[Detail], named: Callable[[Iri], str]) -> tuple[Detail, ...]:
    return tuple(
        replace(one, label=named(one.value)) if isinstance(one.value, Iri) and one.label else one for one in details
    )


def _node(node: dict[str, Any], here: Iri, named: Callable[[Iri], str]) -> Node:
    thing = Iri(f"{BASE}id/{node['id']}")
    x, y, size = node["x"], node["y"], node["size"]
    labels = wrapped(named(thing)).split("\n")
    lines = tuple((y + size + _LINE * (index + 1), text) for index, text in enumerate(labels))
    return Node(thing, named(Iri(node["kind"])), lines, x, y, size, _points(node), node["color"], thing == here)


def _points(node: dict[str, Any]) -> str:
    """The corners of a mark; none for a round one."""
    corners = {"triangle": 3, "triangleDown": 3, "diamond": 4, "square": 4, "box": 4, "hexagon": 6, "star": 10}
    shape = node["shape"]
    if shape not in corners:
        return ""
    count = corners[shape]
    turn = {"triangleDown": math.pi / 2, "square": math.pi / 4, "box": math.pi / 4}.get(shape, -math.pi / 2)
    flat = 0.7 if shape == "box" else 1.0
    found = []
    for index in range(count):
        radius = node["size"] * (_STAR if shape == "star" and index % 2 else 1.1)
        angle = turn + 2 * math.pi * index / count
        found.append(f"{node['x'] + radius * math.cos(angle):.1f},{node['y'] + flat * radius * math.sin(angle):.1f}")
    return " ".join(found)


def _edge(
    edge: dict[str, Any], nodes: dict[str, Node], named: Callable[[Iri], str], offices: Mapping[Iri, str]
) -> Edge:
    start, end = nodes[edge["from"]], nodes[edge["to"]]
    label = offices.get(edge["printed"]) or named(Iri(edge["relation"]))
    return Edge(start.x, start.y, end.x, end.y, start.thing, end.thing, label)


def _box(nodes: Collection[Node]) -> tuple[int, int, int, int]:
    """The left and upper edge, the width and the height of what holds all nodes with their names."""
    xs, ys = [node.x for node in nodes], [node.y for node in nodes]
    low = min(xs) - _MARGIN, min(ys) - _MARGIN // 2
    high = max(xs) + _MARGIN, max(node.lines[-1][0] for node in nodes) + _LINE
    return low[0], low[1], high[0] - low[0], high[1] - low[1]
