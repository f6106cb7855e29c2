"""What a measure is computed on: which relations, in which year, how an edge is weighed, and how much that leaves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import networkx as nx

from kg.graphs.dates import years
from kg.graphs.display import load_display
from kg.graphs.words import Words
from kg.records import Iri, Literal
from kg.terms import SCG, Level, Relation

ACTING = (
    Relation.HOLDS_POSITION,
    Relation.PART_OF,
    Relation.MEMBER_OF,
    Relation.HOLDS_NETWORK_ROLE,
    Relation.REPRESENTS,
    Relation.RUNS,
    Relation.PARTICIPATES_IN,
    Relation.PARTNERS_WITH,
)
"""What somebody does or is; where something lies or follows links everything with everything."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The projection of a measure, to be told with its result.

    `relations` are the types of edges; `year` the time window, None for all times (an edge without
    a date counts in every year); `weight` says what an edge weighs; `nodes` and `edges` how many
    there are.
    """

    relations: tuple[Iri, ...]
    year: int | None
    weight: str
    nodes: int
    edges: int


def within(graph: nx.MultiDiGraph[Iri], relations: Collection[Iri], year: int | None) -> nx.MultiDiGraph[Iri]:
    """The edges of these relations that may hold in the year, and the nodes at their ends, in order."""
    part: nx.MultiDiGraph[Iri] = nx.MultiDiGraph(**graph.graph)
    kept = [
        (start, end, key, data)
        for start, end, key, data in graph.edges(keys=True, data=True)
        if data["relation"] in relations and (year is None or _holds(graph, (start, end), data["bounds"], year))
    ]
    ends = {end for start, other, _, _ in kept for end in (start, other)}
    part.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if node in ends)
    for start, end, key, data in kept:
        part.add_edge(start, end, key=key, **data)
    return part


def _holds(graph: nx.MultiDiGraph[Iri], ends: tuple[Iri, Iri], bounds: tuple[str | None, ...], year: int) -> bool:
    found = years(graph, ends, bounds)
    first, last = found or (None, None)
    return (first is None or first <= year) and (last is None or year <= last)


def member_places(graph: nx.MultiDiGraph[Iri]) -> list[Iri]:
    """The places that are or were members of a network, countries left aside."""
    found = {
        start
        for start, end, data in graph.edges(data=True)
        if data["relation"] == Relation.MEMBER_OF and graph.nodes[end]["kind"] == SCG.Network
    }
    return [n for n in graph if n in found and graph.nodes[n]["kind"] == SCG.Place and level(graph, n) != Level.COUNTRY]


def national_bodies(graph: nx.MultiDiGraph[Iri]) -> list[Iri]:
    """The public organisations whose ground is a country."""
    found = {
        start
        for start, end, data in graph.edges(data=True)
        if data["relation"] == Relation.LOCATED_IN and level(graph, end) == Level.COUNTRY
    }
    return [n for n in graph if n in found and graph.nodes[n]["kind"] == SCG.PublicOrganisation]


def bodies_of(graph: nx.MultiDiGraph[Iri], place: Iri) -> list[Iri]:
    """The place itself and the public organisations whose ground it is."""
    bodies = {
        start
        for start, _, data in graph.in_edges(place, data=True)
        if data["relation"] == Relation.LOCATED_IN and graph.nodes[start]["kind"] == SCG.PublicOrganisation
    }
    return [place, *(node for node in graph if node in bodies)]


def level(graph: nx.MultiDiGraph[Iri], place: Iri) -> Iri | None:
    """The level of a place, None for anything else."""
    values = (detail.value for detail in graph.nodes[place]["details"] if detail.name == SCG.level)
    return next((value for value in values if isinstance(value, Iri)), None)


def joined(graph: nx.MultiDiGraph[Iri], part: nx.MultiDiGraph[Iri]) -> nx.Graph[Iri]:
    """One edge between any two that are linked, each place with its bodies as one."""
    owner = {body: place for place in member_places(graph) for body in bodies_of(graph, place)}
    simple: nx.Graph[Iri] = nx.Graph()
    simple.add_nodes_from(dict.fromkeys(owner.get(node, node) for node in part))
    pairs = ((owner.get(start, start), owner.get(end, end)) for start, end in part.edges())
    simple.add_edges_from(pair for pair in pairs if pair[0] != pair[1])
    return simple


@dataclass(frozen=True, slots=True)
class Ground:
    """Where bridges are looked for: the links that count, as one edge between any two, and both sides.

    In `simple` a place and its bodies are one node; `core` is what paths between the sides can pass.
    """

    links: nx.MultiDiGraph[Iri]
    simple: nx.Graph[Iri]
    core: nx.Graph[Iri]
    states: tuple[Iri, ...]
    cities: tuple[Iri, ...]


def ground(graph: nx.MultiDiGraph[Iri], year: int | None) -> Ground:
    """National bodies and member places, with whatever links them in the year."""
    links = within(graph, ACTING, year)
    simple = joined(graph, links)
    states = tuple(node for node in national_bodies(graph) if node in simple)
    cities = tuple(node for node in member_places(graph) if node in simple)
    return Ground(links, simple, trimmed(simple, {*states, *cities}), states, cities)


def trimmed(simple: nx.Graph[Iri], ends: Collection[Iri]) -> nx.Graph[Iri]:
    """The part that paths between `ends` can pass: whoever has one neighbour and is no end leads nowhere."""
    part = simple.copy()
    loose = [node for node in part if part.degree(node) < 2 and node not in ends]
    while loose:
        near = {other for node in loose for other in part[node]}
        part.remove_nodes_from(loose)
        loose = [node for node in near if node in part and part.degree(node) < 2 and node not in ends]
    return part


def told(frame: Frame, language: str, method: str = "") -> Literal:
    """What a measure rests on, in a sentence; no relations means all of them."""
    words, display = Words(language), load_display()
    relations = ", ".join(display.word(relation, language) for relation in frame.relations) or words["all-edges"]
    year = str(frame.year) if frame.year else words["all-times"]
    counts = f"{frame.nodes} {words['count-nodes']}, {frame.edges} {words['count-edges']}"
    return Literal(" · ".join(filter(None, (relations, year, words[frame.weight], method, counts))))
