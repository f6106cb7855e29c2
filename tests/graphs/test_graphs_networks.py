"""Bridges, communities and likenesses on networks small enough to check by hand."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.errors import QueryError
from kg.graphs import Frame, bridges, communities, likenesses
from kg.graphs.frames import ACTING, within
from kg.graphs.projection import Detail
from kg.records import Iri
from kg.terms import BASE, SCG, Level, Relation, Topic

OPEN = (None, None, None, None)
Edge = tuple[str, str, Iri] | tuple[str, str, Iri, tuple[str | None, ...]]
LEVELS = {"state": Level.COUNTRY, "east": Level.CITY, "west": Level.REGENCY}


def thing(name: str) -> Iri:
    return Iri(f"{BASE}id/x/{name}")


def network(kinds: dict[str, Iri], edges: list[Edge], topics: dict[str, Iri] | None = None) -> nx.MultiDiGraph[Iri]:
    graph: nx.MultiDiGraph[Iri] = nx.MultiDiGraph()
    for name, kind in kinds.items():
        details: tuple[Detail, ...] = (Detail(SCG.level, LEVELS[name]),) if name in LEVELS else ()
        details += (Detail(SCG.topic, topics[name]),) if topics and name in topics else ()
        graph.add_node(thing(name), label=name, kind=kind, bounds=OPEN, details=details)
    for number, (start, end, relation, *bounds) in enumerate(edges):
        graph.add_edge(
            thing(start), thing(end), key=str(number), relation=relation, bounds=bounds[0] if bounds else OPEN
        )
    return graph


PLACES = {"state": SCG.Place, "east": SCG.Place, "west": SCG.Place, "net": SCG.Network}
MEMBERS: list[Edge] = [("east", "net", Relation.MEMBER_OF), ("west", "net", Relation.MEMBER_OF)]


def year(first: int, last: int) -> tuple[str, str, str, str]:
    return f"{first}-01-01", f"{first}-12-31", f"{last}-01-01", f"{last}-12-31"


@pytest.fixture
def state_and_cities() -> nx.MultiDiGraph[Iri]:
    kinds = {**PLACES, "ministry": SCG.PublicOrganisation, "town hall": SCG.PublicOrganisation,
             "envoy": SCG.Person, "clerk": SCG.Person}  # fmt: skip
    return network(kinds, [
        *MEMBERS,
        ("ministry", "state", Relation.LOCATED_IN), ("town hall", "east", Relation.LOCATED_IN),
        ("envoy", "ministry", Relation.HOLDS_POSITION), ("envoy", "net", Relation.REPRESENTS),
        ("clerk", "town hall", Relation.HOLDS_POSITION, year(2016, 2017)),
        ("clerk", "ministry", Relation.HOLDS_POSITION, year(2016, 2017)),
    ])  # fmt: skip


def test_who_stands_on_every_path_bridges_all(state_and_cities: nx.MultiDiGraph[Iri]) -> None:
    later = bridges(state_and_cities, 2020)
    assert {b.label: b.betweenness for b in later.bridges} == {"envoy": 1.0, "net": 1.0}
    assert (later.states, later.cities) == (1, 2)


def test_a_shorter_way_takes_the_paths_of_its_years(state_and_cities: nx.MultiDiGraph[Iri]) -> None:
    earlier = {b.label: b.betweenness for b in bridges(state_and_cities, 2016).bridges}
    assert earlier == {"clerk": 0.5, "envoy": 0.5, "net": 0.5}, "the town hall is one node with its place"


def test_the_result_states_relations_year_weight_and_size(state_and_cities: nx.MultiDiGraph[Iri]) -> None:
    assert bridges(state_and_cities, 2020).frame == Frame(ACTING, 2020, "weight-one", 5, 4)
    assert bridges(state_and_cities).frame.year is None


def test_without_both_sides_there_is_nothing_to_bridge() -> None:
    with pytest.raises(QueryError, match="no national body"):
        bridges(network(PLACES, MEMBERS))


@pytest.fixture
def meetings() -> nx.MultiDiGraph[Iri]:
    people = [f"{side}{i}" for side in "ab" for i in range(4)]
    kinds = {**dict.fromkeys(people, SCG.Person), **dict.fromkeys(("A1", "A2", "B1", "both", "later"), SCG.Event)}
    edges: list[Edge] = [(f"a{i}", event, Relation.PARTICIPATES_IN) for event in ("A1", "A2") for i in range(4)]
    edges += [(f"b{i}", "B1", Relation.PARTICIPATES_IN) for i in range(4)]
    edges += [(name, "both", Relation.PARTICIPATES_IN) for name in ("a0", "b0")]
    edges += [("a1", "later", Relation.PARTICIPATES_IN), ("b1", "later", Relation.PARTICIPATES_IN)]
    graph = network(kinds, edges)
    for event in ("A1", "A2", "B1", "both"):
        graph.nodes[thing(event)]["bounds"] = ("2018-05-01", "2018-05-01", None, None)
    graph.nodes[thing("later")]["bounds"] = ("2024-05-01", "2024-05-01", "2024-05-02", "2024-05-02")
    return graph


def test_those_who_meet_more_are_a_community(meetings: nx.MultiDiGraph[Iri]) -> None:
    found = communities(meetings, 2018)
    assert [c.labels for c in found.communities] == [("a0", "a1", "a2", "a3"), ("b0", "b1", "b2", "b3")]
    assert found.communities[0].events == ("A1", "A2")
    assert found.frame == Frame((Relation.PARTICIPATES_IN,), 2018, "weight-events", 8, 13)
    assert found.modularity > 0.3
    assert found == communities(meetings, 2018)


def test_an_event_counts_in_its_own_year_only(meetings: nx.MultiDiGraph[Iri]) -> None:
    assert [c.labels for c in communities(meetings, 2024).communities] == [("a1", "b1")]
    with pytest.raises(QueryError, match="in 2020"):
        communities(meetings, 2020)


def test_places_are_alike_by_partners_and_topics_of_their_bodies_too() -> None:
    kinds = {**PLACES, "town hall": SCG.PublicOrganisation, "firm": SCG.Organisation, "app": SCG.Programme,
             "bus": SCG.Programme}  # fmt: skip
    graph = network(kinds, [
        *MEMBERS,
        ("town hall", "east", Relation.LOCATED_IN), ("town hall", "app", Relation.RUNS), ("west", "bus", Relation.RUNS),
        ("town hall", "firm", Relation.PARTNERS_WITH), ("firm", "west", Relation.PARTNERS_WITH, year(2019, 2020)),
        ("town hall", "east", Relation.PARTNERS_WITH),
    ], {"app": Topic.MOBILITY, "bus": Topic.MOBILITY})  # fmt: skip
    (pair,) = likenesses(graph, 2019).pairs
    assert (pair.labels, pair.partners, pair.topics) == (("east", "west"), (thing("firm"),), (Topic.MOBILITY,))
    assert pair.jaccard == 1.0
    (without,) = likenesses(graph, 2024).pairs
    assert (without.partners, without.topics, without.jaccard) == ((), (Topic.MOBILITY,), 0.5)


def test_a_window_keeps_undated_edges_and_drops_nodes_without_any(state_and_cities: nx.MultiDiGraph[Iri]) -> None:
    part = within(state_and_cities, [Relation.HOLDS_POSITION], 2020)
    assert {part.nodes[node]["label"] for node in part} == {"envoy", "ministry"}
