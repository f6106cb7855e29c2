"""Questions about the network as a whole: who bridges state and cities, who meets whom, which cities are alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from kg.errors import QueryError
from kg.graphs.frames import ACTING, Frame, Ground, bodies_of, ground, member_places, within
from kg.records import Iri
from kg.terms import SCG, Relation

SEED = 20180427


@dataclass(frozen=True, slots=True)
class Bridge:
    """An actor: its share of the shortest paths between the two sides, in 0–1, and how many it is linked to."""

    node: Iri
    label: str
    betweenness: float
    neighbours: int


@dataclass(frozen=True, slots=True)
class Bridges:
    """The bridges, highest first; `states` and `cities` are how many ends the paths have."""

    frame: Frame
    states: int
    cities: int
    bridges: tuple[Bridge, ...]


@dataclass(frozen=True, slots=True)
class Community:
    """Those who meet each other more than others, by label; `events` are where they meet."""

    members: tuple[Iri, ...]
    labels: tuple[str, ...]
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Communities:
    """The communities, largest first, the modularity of the division, and how it was found."""

    frame: Frame
    algorithm: str
    seed: int
    modularity: float
    communities: tuple[Community, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two places and what they share; `jaccard` is the shared part of all that either has."""

    places: tuple[Iri, Iri]
    labels: tuple[str, str]
    partners: tuple[Iri, ...]
    topics: tuple[Iri, ...]
    jaccard: float


@dataclass(frozen=True, slots=True)
class Likenesses:
    """The pairs that share anything, most first."""

    frame: Frame
    pairs: tuple[Likeness, ...]


def bridges(graph: nx.MultiDiGraph[Iri], year: int | None = None, on: Ground | None = None) -> Bridges:
    """Which actors stand between national bodies and member places: betweenness on the paths from one to the other.

    A place and the bodies whose ground it is are one node; `on` is the ground of that year where it is known. Raises
    QueryError where the graph has no national body or no member place in the year.
    """
    on = on or ground(graph, year)
    if not on.cities or not on.states:
        raise QueryError("no national body or no member place is linked in that year", hint="ask for another year")
    ends = {*on.cities, *on.states}
    fewer, more = sorted((on.states, on.cities), key=len)  # a path is as short either way: search from the fewer
    between = nx.betweenness_centrality_subset(on.core, fewer, more, normalized=False)
    pairs = len(fewer) * len(more) / 2  # networkx halves what it counts in an undirected graph
    found = [
        Bridge(node, graph.nodes[node]["label"], round(share / pairs, 9), on.simple.degree(node))
        for node, share in between.items()
        if share > 0 and node not in ends
    ]
    found.sort(key=lambda b: (-b.betweenness, b.label, b.node))
    frame = Frame(ACTING, year, "weight-one", len(on.simple), on.simple.number_of_edges())
    return Bridges(frame, len(on.states), len(on.cities), tuple(found))


def communities(graph: nx.MultiDiGraph[Iri], year: int) -> Communities:
    """Who met whom at the events of a year, in groups: Louvain over pairs weighed by the events that they share.

    Raises QueryError for a year in which nobody met anybody.
    """
    attended: defaultdict[Iri, list[Iri]] = defaultdict(list)
    for start, end in within(graph, (Relation.PARTICIPATES_IN,), year).edges():
        if start not in attended[end]:
            attended[end].append(start)
    shared: Counter[tuple[Iri, Iri]] = Counter()
    for guests in attended.values():
        shared.update(combinations(sorted(guests), 2))
    if not shared:
        raise QueryError(f"no two took part in one event in {year}", hint="ask for another year")
    met: nx.Graph[Iri] = nx.Graph()
    met.add_weighted_edges_from((one, two, count) for (one, two), count in sorted(shared.items()))
    groups = nx.community.louvain_communities(met, weight="weight", seed=SEED)
    modularity = nx.community.modularity(met, groups, weight="weight")
    frame = Frame((Relation.PARTICIPATES_IN,), year, "weight-events", len(met), met.number_of_edges())
    found = [_community(graph, group, attended) for group in groups]
    found.sort(key=lambda c: (-len(c.members), c.labels))
    return Communities(frame, "Blondel et al. 2008 (Louvain)", SEED, round(modularity, 9), tuple(found))


def _community(graph: nx.MultiDiGraph[Iri], group: set[Iri], attended: dict[Iri, list[Iri]]) -> Community:
    members = sorted(group, key=lambda node: (graph.nodes[node]["label"], node))
    events = sorted(graph.nodes[event]["label"] for event, guests in attended.items() if len(group & {*guests}) > 1)
    return Community(tuple(members), tuple(graph.nodes[node]["label"] for node in members), tuple(events))


def likenesses(graph: nx.MultiDiGraph[Iri], year: int | None = None) -> Likenesses:
    """Which two member places share most partners and topics, with what they share.

    Partners are whoever a place or a body of it has a partnership with; topics are those of the
    programmes that it runs.
    """
    relations = (Relation.PARTNERS_WITH, Relation.RUNS)
    part = within(graph, relations, year)
    has = {place: _things(graph, part, place) for place in member_places(graph)}
    pairs = [_likeness(graph, (one, two), has) for one, two in combinations(has, 2) if has[one] & has[two]]
    pairs.sort(key=lambda pair: (-len(pair.partners) - len(pair.topics), -pair.jaccard, pair.labels))
    frame = Frame(relations, year, "weight-shared", len(part), part.number_of_edges())
    return Likenesses(frame, tuple(pairs))


def _things(graph: nx.MultiDiGraph[Iri], part: nx.MultiDiGraph[Iri], place: Iri) -> set[tuple[str, Iri]]:
    found: set[tuple[str, Iri]] = set()
    bodies = bodies_of(graph, place)
    for body in (body for body in bodies if body in part):
        for start, end, relation in [*part.out_edges(body, data="relation"), *part.in_edges(body, data="relation")]:
            other = end if start == body else start
            if relation == Relation.PARTNERS_WITH and other not in bodies:
                found.add(("partner", other))
            elif relation == Relation.RUNS and start == body:
                details = graph.nodes[other]["details"]
                found.update(("topic", Iri(str(d.value))) for d in details if d.name == SCG.topic)
    return found


def _likeness(graph: nx.MultiDiGraph[Iri], places: tuple[Iri, Iri], has: dict[Iri, set[tuple[str, Iri]]]) -> Likeness:
    one, two = places
    both, either = has[one] & has[two], has[one] | has[two]
    return Likeness(
        places,
        (graph.nodes[one]["label"], graph.nodes[two]["label"]),
        tuple(sorted(node for sort, node in both if sort == "partner")),
        tuple(sorted(node for sort, node in both if sort == "topic")),
        round(len(both) / len(either), 9),
    )
