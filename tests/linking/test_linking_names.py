"""One preferred name a language for everything, whatever its sources call it, in whatever order they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import iris
from kg.finishing import finish
from kg.linking import link, one_name
from kg.records import Evidence, Fact, Iri, Literal, Property, Source, SourceFacts, Triple
from kg.resolution import Decisions
from kg.statements import as_given, called, renamed, to_triples, unnamed
from kg.store import Store, open_store
from kg.terms import OPENGOV, RDF, SCG, SKOS, Modality, PostKind, Relation, Review
from linking_articles import Report, put

SEAT, POST = iris.thing("place", "makassar"), iris.thing("post", "head")
slow = settings(max_examples=15, deadline=None)


@dataclass(frozen=True, slots=True)
class Titled:
    """An article that titles the holder of one office."""

    address: str
    title: str
    full: str = ""
    language: str = "id"
    site: str = ""
    table: bool = False

    @property
    def graph(self) -> Iri:
        return iris.graph(f"registry-{self.address}") if self.table else iris.source_graph(self.address)

    @property
    def triples(self) -> tuple[Triple, ...]:
        """The article as triples."""
        page = (self.site or f"https://{self.address}.example/",)
        source = Source(
            iris.source(self.address), self.graph, SCG.Article, self.address, iris.digest(self.title) * 4, primary=page
        )
        named = [Property(SKOS.prefLabel, Literal(self.full, language=self.language))] if self.full else []
        title = Property(SCG.title, Literal(self.title, language=self.language))
        kind, post = Property(SCG.postKind, PostKind.HEAD_OF_AGENCY), Property(OPENGOV.post, POST)
        held = Fact(
            Relation.HOLDS_POSITION,
            iris.hashed("person", self.address),
            SEAT,
            (title, kind, post, *named),
            Evidence(0, len(self.title), self.title),
            Modality.ASSERTED,
            Decimal("0.9"),
            "test/office",
            Review.UNREVIEWED,
        )
        return to_triples(SourceFacts(source, (held,), iris.thing("run", "rules-1")))


SHORT = Titled("a", "Kadis Kominfo", "Kadis Kominfo Makassar")
LONG = Titled("b", "Kepala Dinas Kominfo Makassar")
AGAIN = Titled("c", "Kepala Diskominfo Makassar")
SAME = Titled("d", "Kepala Diskominfo Makassar")
ENGLISH = Titled("e", "Head of the Makassar ICT office", language="en")
TITLED = (SHORT, LONG, AGAIN, SAME, ENGLISH)


def named(store: Store) -> list[tuple[Iri, Triple]]:
    """All that the store holds once everything has one name."""
    link(store, Decisions((), ()))
    one_name(store)
    return sorted(store.quads())


def told(*articles: Titled) -> list[tuple[Iri, Triple]]:
    with open_store(":memory:") as store:
        place(store, articles)
        return named(store)


def place(store: Store, articles: Iterable[Titled]) -> None:
    for one in articles:
        store.replace(one.graph, one.triples)


def names(quads: Iterable[tuple[Iri, Triple]], kind: Iri) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for _, said in quads:
        if said.subject == POST and said.predicate == kind and isinstance(said.object, Literal):
            found[said.object.language or ""].add(said.object.value)
    return found


def test_a_post_that_articles_title_differently_has_one_preferred_name_a_language() -> None:
    quads = told(*TITLED)
    assert names(quads, SKOS.prefLabel) == {"id": {AGAIN.title}, "en": {ENGLISH.title}}
    assert names(quads, SKOS.altLabel) == {"id": {SHORT.title, SHORT.full, LONG.title}}


def test_of_names_that_as_many_sources_give_the_fullest_is_preferred() -> None:
    assert names(told(SHORT, LONG, AGAIN), SKOS.prefLabel)["id"] == {LONG.title}


def test_sources_that_rest_on_one_page_count_once() -> None:
    page = "https://news.example/one"
    copies = [Titled(address, "Kadis", site=page) for address in ("x", "y")]
    with open_store(":memory:") as store:
        place(store, (*copies, LONG))
        finish(store)
        assert names(store.quads(), SKOS.prefLabel)["id"] == {LONG.title}


def test_the_name_of_a_table_goes_before_those_of_articles() -> None:
    table = Titled("positions", "Kepala", table=True)
    quads = told(table, AGAIN, SAME)
    assert names(quads, SKOS.prefLabel)["id"] == {table.title}
    assert [said for graph, said in quads if graph == table.graph] == list(table.triples)


def test_a_name_that_is_preferred_is_nobodys_other_name() -> None:
    other = Titled("f", SHORT.title, "Kadis Kominfo Kota Makassar")
    bare = [Titled(address, SHORT.title) for address in ("g", "h")]
    quads = told(other, *bare)
    assert names(quads, SKOS.prefLabel)["id"] == {SHORT.title}
    assert names(quads, SKOS.altLabel)["id"] == {other.full}


def test_each_name_keeps_its_claim_and_says_how_its_source_gives_it() -> None:
    before = {t.subject for t in SHORT.triples if t.object == SCG.Claim}
    after = [said for graph, said in told(*TITLED) if graph == SHORT.graph]
    assert {t.subject for t in after if t.object == SCG.Claim} == before
    (marked,) = [t for t in after if t.predicate == SCG.givenAs]
    assert marked.object == SKOS.prefLabel
    assert Triple(marked.subject, RDF.predicate, SKOS.altLabel) in after


@slow
@given(order=st.permutations(TITLED), cut=st.integers(0, len(TITLED)))
def test_neither_the_order_of_articles_nor_the_runs_in_between_make_a_difference(order: list[Titled], cut: int) -> None:
    with open_store(":memory:") as store:
        place(store, order[:cut])
        named(store)
        place(store, order[cut:])
        assert named(store) == told(*TITLED)


@slow
@given(more=st.sets(st.sampled_from(TITLED)))
def test_articles_that_are_withdrawn_leave_no_trace_in_the_names(more: set[Titled]) -> None:
    with open_store(":memory:") as store:
        place(store, TITLED)
        named(store)
        for one in more:
            store.remove(one.graph)
        assert named(store) == told(*(one for one in TITLED if one not in more))


@given(text=st.sampled_from([SHORT.title, SHORT.full, LONG.title]))
def test_a_source_under_other_names_and_back_is_the_same(text: str) -> None:
    chosen = {(POST, "id"): text}
    after = called(SHORT.triples, chosen)
    assert as_given(after) == SHORT.triples == unnamed(after)
    assert called(after, chosen) == after


@pytest.mark.parametrize("known", ["Mohammad Ramdhan Pomanto", "Danny Pomanto"])
def test_people_whom_articles_name_differently_are_joined_whatever_their_names_stand_as(known: str) -> None:
    reports = (
        Report("people", known, "makassar", "2018-01-01", registry=True),
        Report("a.txt", "Ramdhan Pomanto", "makassar", "2018-03-12"),
        Report("b.txt", "Moh. Ramdhan Pomanto", "makassar", "2018-05-02"),
    )
    with open_store(":memory:") as store:
        put(store, *reports)
        first = named(store)
        assert named(store) == first
        put(store, reports[1])
        assert named(store) == first
        people = {said.subject for _, said in first if said.predicate == RDF.type and said.object == SCG.Person}
        for person in people:
            assert len({s.object for _, s in first if s.subject == person and s.predicate == SKOS.prefLabel}) == 1


def test_a_source_that_goes_by_another_identifier_is_read_as_it_was_given() -> None:
    report = Report("a.txt", "Ramdhan Pomanto", "makassar", "2018-03-12")
    other = iris.thing("person", "p1")
    before = to_triples(report.said)
    after = called(renamed(before, {report.person: other}), {(other, ""): "Danny Pomanto"})
    assert Triple(other, SKOS.altLabel, Literal(report.name)) in after
    assert unnamed(after) == before
