"""A view is the graph as of a day, of enough sources, or with candidates; every question works on it."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.queries import Query, Seen, View, load_queries, run_in_view
from kg.queries.views import with_candidates
from kg.records import Iri, Literal, Triple
from kg.store import Store, open_store, revised
from kg.terms import RDF, SCG
from queries_sample import ID, sample_store

QUERIES = tuple(load_queries().values())


def asked(name: str, view: View, **values: str) -> Seen:
    return run_in_view(sample_store(), name, values, view)


def column(seen: Seen, name: str) -> list[str]:
    index = seen.answered.table.columns.index(name)
    return [getattr(row[index], "value", str(row[index])) for row in seen.answered.table.rows]


def test_what_began_later_is_out_of_view() -> None:
    assert "Sumedang" in column(asked("ascn-member-levels", View()), "memberName")
    then = column(asked("ascn-member-levels", View("2018-07-01")), "memberName")
    assert "Sumedang" not in then
    assert "Makassar" in then


def test_aggregates_count_only_what_is_in_view() -> None:
    now, before = asked("ascn-member-counts", View()), asked("ascn-member-counts", View("2017-01-01"))
    assert sum(map(int, column(now, "onSecond"))) > 0
    assert sum(map(int, column(before, "onSecond"))) == 0


def test_an_event_that_is_over_has_happened_and_one_to_come_has_not() -> None:
    before = column(asked("ascn-events", View("2023-01-01")), "eventTitle")
    after = column(asked("ascn-events", View("2025-12-31")), "eventTitle")
    assert set(before) < set(after)


def test_a_query_that_takes_a_day_is_given_the_day_of_the_view() -> None:
    seen = asked("ascn-representative", View("2024-07-30"))
    assert seen.answered.values["date"].text == "2024-07-30"
    given = asked("ascn-representative", View("2023-07-12"), date="2024-07-30")
    assert given.answered.values["date"].text == "2024-07-30"


def test_too_few_independent_sources_keep_a_relation_out() -> None:
    one, two = asked("ascn-members", View()), asked("ascn-members", View(min_sources=3))
    many = asked("ascn-members", View(min_sources=99))
    assert set(two.answered.table.rows) < set(one.answered.table.rows)
    assert many.answered.table.rows == ()


def test_a_candidate_appears_when_asked_for_and_is_marked() -> None:
    plain, wide = (
        asked("frequent-participants", View(), least="1"),
        asked("frequent-participants", View(candidates=True), least="1"),
    )
    assert set(column(plain, "person")) <= set(column(wide, "person"))
    assert plain.tentative == frozenset()
    marks = [row[-1] for row in wide.marked().rows]
    assert wide.marked().columns[-1] == "candidate"
    assert [getattr(mark, "value", "") == "true" for mark in marks] == [i in wide.tentative for i in range(len(marks))]


def test_candidates_become_core_triples_of_the_view_only() -> None:
    query = "SELECT ?c { ?c a $claim ; $status $candidate }"
    values = {
        "claim": SCG.Claim,
        "status": SCG.reviewStatus,
        "candidate": Iri("https://w3id.org/smart-city-governance/def#review-candidate"),
    }
    claims = sample_store().select(query, values).rows
    assert claims
    wide = with_candidates(sample_store())
    ends = "SELECT ?s ?p ?o { $claim $subject ?s ; $predicate ?p ; $object ?o }"
    parts = {"subject": RDF.subject, "predicate": RDF.predicate, "object": RDF.object}
    for (claim,) in claims:
        assert isinstance(claim, Iri)
        row = sample_store().select(ends, {"claim": claim, **parts}).rows[0]
        assert wide.ask("ASK { $s $p $o }", {name: term for name, term in zip("spo", row, strict=True) if term})


def test_a_store_without_candidates_is_its_own_view() -> None:
    with open_store(":memory:") as empty:
        assert with_candidates(empty) is empty


@pytest.mark.parametrize("view", [View("yesterday"), View(min_sources=0), View("2024-13-01")])
def test_a_view_that_cannot_be_is_refused(view: View) -> None:
    with pytest.raises(QueryError):
        run_in_view(sample_store(), "supporters", {}, view)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_question_can_be_asked_of_every_view(query: Query) -> None:
    values = {p.name: p.example for p in query.parameters if p.required}
    seen = run_in_view(sample_store(), query.name, values, View("2024-07-31", 1, candidates=True), "id")
    assert seen.answered.table.columns == tuple(column.name for column in query.columns)


def test_a_revised_copy_lacks_the_subjects_and_has_the_more(server_like: Store) -> None:
    gone, new = Iri(f"{ID}person/1"), Triple(Iri(f"{ID}person/3"), RDF.type, SCG.Person)
    copy = revised(server_like, {gone}, [new])
    found = {row[0] for row in copy.select("SELECT ?s { ?s ?p ?o }").rows}
    assert found == {Iri(f"{ID}person/2"), new.subject}
    assert copy.select("SELECT ?o { ?s ?p ?o FILTER(isLiteral(?o)) }").rows == ((Literal('a "quoted"\nname'),),)


class Quads:
    """A store of another make: whatever is not embedded is read quad by quad."""

    def __init__(self, triples: list[Triple]) -> None:
        self._triples = triples

    def quads(self) -> list[tuple[Iri, Triple]]:
        return [(Iri(f"{ID}graph/{graph}"), triple) for graph in "ab" for triple in self._triples]


@pytest.fixture(params=["embedded", "other"])
def server_like(request: pytest.FixtureRequest) -> object:
    triples = [
        Triple(Iri(f"{ID}person/1"), RDF.type, SCG.Person),
        Triple(Iri(f"{ID}person/2"), RDF.type, SCG.Person),
        Triple(Iri(f"{ID}person/2"), SCG.title, Literal('a "quoted"\nname')),
    ]
    if request.param == "other":
        return Quads(triples)
    store = open_store(":memory:")
    store.replace(Iri(f"{ID}graph/a"), triples)
    store.replace(Iri(f"{ID}graph/b"), triples)
    return store
