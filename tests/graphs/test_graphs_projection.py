"""Store → networkx: who is linked to whom, when, and what proves each edge."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from kg.errors import QueryError, UnknownName
from kg.graphs import centrality, neighbourhood, paths, project
from kg.records import Iri
from kg.terms import SCG, Modality, Relation, Review
from small_graph import (
    ASCN,
    DISKOMINFO,
    HEARSAY,
    INDONESIA,
    MAKASSAR,
    MEETING,
    MEMBERSHIP,
    OFFICE,
    OLD_OFFICE,
    OTHER,
    PEMKOT,
    PERSON,
    POST,
    SENTENCES,
    SOMBERE,
    TENURE,
    small_store,
)


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph[Iri]:
    with small_store() as store:
        return project(store)


def _edge(graph: nx.MultiDiGraph[Iri], start: Iri, end: Iri, relation: Iri) -> dict[str, Any]:
    (found,) = [data for data in (graph.get_edge_data(start, end) or {}).values() if data["relation"] == relation]
    return dict(found)


def test_actors_places_programmes_and_events_are_nodes_and_posts_are_not(graph: nx.MultiDiGraph[Iri]) -> None:
    assert {MAKASSAR, PEMKOT, PERSON, SOMBERE, MEETING, ASCN} <= set(graph)
    assert POST not in graph
    assert graph.nodes[PERSON]["kind"] == SCG.Person
    assert graph.nodes[PEMKOT]["kind"] == SCG.PublicOrganisation
    assert graph.nodes[PEMKOT]["icon"] == "Go"
    assert graph.nodes[ASCN]["names"] == ("ASCN",)


@pytest.mark.parametrize(
    ("start", "end", "relation"),
    [
        (PERSON, PEMKOT, Relation.HOLDS_POSITION),
        (MAKASSAR, ASCN, Relation.MEMBER_OF),
        (MAKASSAR, INDONESIA, Relation.REPRESENTS),
        (PEMKOT, SOMBERE, Relation.RUNS),
        (PERSON, MEETING, Relation.PARTICIPATES_IN),
        (ASCN, PEMKOT, Relation.PARTNERS_WITH),
        (DISKOMINFO, OLD_OFFICE, Relation.SUCCEEDS),
        (DISKOMINFO, PEMKOT, Relation.PART_OF),
        (MAKASSAR, INDONESIA, Relation.LOCATED_IN),
        (MEETING, MAKASSAR, Relation.TAKES_PLACE_IN),
    ],
)
def test_each_relation_is_an_edge_with_its_evidence(
    graph: nx.MultiDiGraph[Iri], start: Iri, end: Iri, relation: Iri
) -> None:
    data = _edge(graph, start, end, relation)
    assert data["citations"]
    assert all(citation.quote and citation.source.title for citation in data["citations"])


def test_an_edge_of_a_node_keeps_its_dates_title_and_further_properties(graph: nx.MultiDiGraph[Iri]) -> None:
    tenure = _edge(graph, PERSON, PEMKOT, Relation.HOLDS_POSITION)
    assert tenure["node"] == TENURE
    assert tenure["title"] == "Pj. Wali Kota Makassar"
    assert tenure["bounds"] == (None, "2024-07-30", "2024-07-30", None)
    assert SCG.capacity in {detail.name for detail in tenure["details"]}
    member = _edge(graph, MAKASSAR, ASCN, Relation.MEMBER_OF)
    assert member["node"] == MEMBERSHIP
    (citation,) = member["citations"]
    assert (citation.quote, citation.modality, citation.review) == (SENTENCES[0], Modality.ASSERTED, Review.UNREVIEWED)
    assert citation.source.addresses == ("https://example.org/report",)


def test_what_is_proposed_or_unsure_is_no_edge(graph: nx.MultiDiGraph[Iri]) -> None:
    nodes = {data["node"] for _, _, data in graph.edges(data=True)}
    assert OFFICE not in nodes
    assert HEARSAY not in nodes
    assert graph.degree(OTHER) == 0


def test_two_projections_are_alike_to_the_order(graph: nx.MultiDiGraph[Iri]) -> None:
    with small_store() as store:
        again = project(store)
    assert list(again.nodes(data=True)) == list(graph.nodes(data=True))
    assert list(again.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))


# --- neighbourhood --------------------------------------------------------------------------------


def test_a_neighbourhood_reaches_as_many_steps_as_asked(graph: nx.MultiDiGraph[Iri]) -> None:
    assert set(neighbourhood(graph, MAKASSAR, 0)) == {MAKASSAR}
    near = neighbourhood(graph, MAKASSAR, 1)
    assert INDONESIA in near
    assert SOMBERE not in near
    assert SOMBERE in neighbourhood(graph, MAKASSAR, 2)


def test_a_neighbourhood_tells_what_it_left_out(graph: nx.MultiDiGraph[Iri]) -> None:
    whole = neighbourhood(graph, MAKASSAR, 2, 300)
    part = neighbourhood(graph, MAKASSAR, 2, 4)
    assert len(part) == 4
    assert part.graph["left_out"] == len(whole) - 4
    assert whole.graph["left_out"] == 0
    assert part.graph["start"] == MAKASSAR


def test_relations_take_turns_when_not_all_fit(graph: nx.MultiDiGraph[Iri]) -> None:
    part = neighbourhood(graph, MAKASSAR, 1, 4)
    relations = {data["relation"] for _, _, data in part.edges(data=True)}
    assert len(relations) >= 3


@pytest.mark.parametrize(("depth", "limit"), [(-1, 10), (1, 0), (1, 301)])
def test_impossible_pictures_are_refused(graph: nx.MultiDiGraph[Iri], depth: int, limit: int) -> None:
    with pytest.raises(QueryError, match="make no picture"):
        neighbourhood(graph, MAKASSAR, depth, limit)


def test_an_unknown_start_is_refused(graph: nx.MultiDiGraph[Iri]) -> None:
    with pytest.raises(UnknownName):
        neighbourhood(graph, Iri("https://example.org/nobody"))


# --- paths and centrality -------------------------------------------------------------------------


def test_a_path_proves_each_step(graph: nx.MultiDiGraph[Iri]) -> None:
    (route,) = paths(graph, PERSON, SOMBERE)
    assert route.nodes == (PERSON, PEMKOT, SOMBERE)
    assert [step.links[0].relation for step in route.steps] == [Relation.HOLDS_POSITION, Relation.RUNS]
    assert [step.links[0].citations[0].quote for step in route.steps] == [SENTENCES[1], SENTENCES[2]]


def test_a_path_may_go_against_the_edges_and_says_so(graph: nx.MultiDiGraph[Iri]) -> None:
    (route,) = paths(graph, SOMBERE, PERSON)
    assert route.nodes == (SOMBERE, PEMKOT, PERSON)
    assert (route.steps[0].links[0].subject, route.steps[0].start) == (PEMKOT, SOMBERE)


def test_there_may_be_several_ways_and_none(graph: nx.MultiDiGraph[Iri]) -> None:
    ways = paths(graph, PERSON, ASCN, 3)
    assert len(ways) == 3
    assert [len(way.steps) for way in ways] == sorted(len(way.steps) for way in ways)
    assert paths(graph, OTHER, PERSON) == ()
    (nowhere,) = paths(graph, PERSON, PERSON)
    assert nowhere.steps == ()
    with pytest.raises(UnknownName):
        paths(graph, PERSON, Iri("https://example.org/nobody"))


def test_centrality_tells_how_it_was_computed(graph: nx.MultiDiGraph[Iri]) -> None:
    exact = centrality(graph)
    pairs = {frozenset(pair) for pair in graph.edges()}
    assert (exact.sampled, exact.nodes, exact.edges) == (len(graph), len(graph), len(pairs))
    assert exact.standings[0].node in (MAKASSAR, PEMKOT)
    assert {standing.node for standing in exact.standings} == set(graph)
    sampled = centrality(graph, sample=4)
    assert sampled.sampled == 4
    assert sampled == centrality(graph, sample=4)
