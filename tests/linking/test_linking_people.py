"""People whom several articles name are one where name, office, place and time say so; order leaves no trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.linking import LINKS, link, merges
from kg.records import Iri, Literal, Triple
from kg.resolution import Decisions, read_decisions
from kg.statements import renamed, to_triples, unnamed
from kg.store import open_store
from kg.terms import DCT, ORG, RDF, SCG, SKOS
from linking_articles import Report, put

NONE = Decisions((), ())
ONE = Report("a.txt", "Ramdhan Pomanto", "makassar", "2018-03-12")
SAME = Report("b.txt", "Mohammad Ramdhan Pomanto", "makassar", "2018-05-02")
OTHER = Report("c.txt", "Yana Mulyana", "bandung", "2022-06-09")
NAMESAKE = Report("d.txt", "Ramdhan Pomanto", "medan", "2018-03-20")
LATER = Report("e.txt", "Moh. Ramdhan Pomanto", "makassar", "2021-09-01")
CROWD = tuple(
    Report(f"crowd-{at}.txt", name, seat, "2019-01-15")
    for at, (name, seat) in enumerate(
        (
            ("Eri Cahyadi", "surabaya"),
            ("Hendrar Prihadi", "semarang"),
            ("Bima Arya", "bogor"),
            ("Ridwan Kamil", "jabar"),
        )
    )
)
REPORTS = (ONE, SAME, OTHER, NAMESAKE, LATER, *CROWD)
slow = settings(max_examples=15, deadline=None)
Quads = list[tuple[Iri, Triple]]


def linked(*reports: Report, decisions: Decisions = NONE) -> Quads:
    with open_store(":memory:") as store:
        put(store, *reports)
        link(store, decisions)
        return sorted(store.quads())


def members(quads: Quads) -> set[Iri]:
    return {Iri(str(t.object)) for graph, t in quads if t.predicate == ORG.member}


def decided(folder: Path, *lines: tuple[str, str, str]) -> Decisions:
    rows = [f"2026-11-25,ani,{what},{left},{right},seen twice" for what, left, right in lines]
    (folder / "identities.csv").write_text("\n".join(["when,who,decision,left,right,why", *rows]) + "\n")
    return read_decisions(folder / "identities.csv", set())


def test_one_official_of_two_articles_has_one_identifier_and_one_tenure() -> None:
    quads = linked(ONE, SAME, *CROWD)
    assert members(quads) == {min(ONE.person, SAME.person), *(one.person for one in CROWD)}
    here = {t for graph, t in quads if graph in (ONE.graph, SAME.graph)}
    tenures = {t.subject for t in here if t.predicate == RDF.type and t.object == SCG.Tenure}
    assert len(tenures) == 1


def test_the_identifier_that_was_given_up_points_to_the_one_that_stands() -> None:
    quads = linked(ONE, SAME, *CROWD)
    kept, gone = sorted((ONE.person, SAME.person))
    assert Triple(gone, DCT.isReplacedBy, kept) in {triple for _, triple in quads}


def test_every_link_says_why() -> None:
    with open_store(":memory:") as store:
        put(store, ONE, SAME, *CROWD)
        link(store, NONE)
        (merge,) = merges(store)
    assert {merge.left, merge.right} == {ONE.person, SAME.person}
    assert "same seat" in merge.reason
    assert "Ramdhan Pomanto" in merge.reason
    assert float(merge.weight) > 0


def test_two_mayors_of_one_name_at_the_same_time_are_two() -> None:
    assert {ONE.person, NAMESAKE.person} <= members(linked(ONE, NAMESAKE, *CROWD))


def test_whom_one_article_names_as_two_is_two() -> None:
    both = Report("a.txt", "Mohammad Ramdhan Pomanto", "makassar", "2018-03-12")
    with open_store(":memory:") as store:
        put(store, *CROWD)
        store.replace(ONE.graph, {*to_triples(ONE.said), *to_triples(both.said)})
        link(store, NONE)
        assert merges(store) == ()


def test_the_registry_keeps_its_identifier() -> None:
    known = Report("people", "Mohammad Ramdhan Pomanto", "makassar", "2018-01-01", registry=True)
    quads = linked(known, ONE, *CROWD)
    assert {str(t.object) for graph, t in quads if graph == ONE.graph and t.predicate == ORG.member} == {known.person}


@slow
@given(order=st.permutations(REPORTS), cut=st.integers(0, len(REPORTS)))
def test_neither_order_nor_the_runs_in_between_make_a_difference(order: list[Report], cut: int) -> None:
    with open_store(":memory:") as store:
        put(store, *order[:cut])
        link(store, NONE)
        put(store, *order[cut:])
        link(store, NONE)
        assert sorted(store.quads()) == linked(*REPORTS)


@slow
@given(more=st.sets(st.sampled_from(REPORTS)))
def test_articles_that_are_withdrawn_take_their_links_with_them(more: set[Report]) -> None:
    kept = [one for one in REPORTS if one not in more]
    with open_store(":memory:") as store:
        put(store, *REPORTS)
        link(store, NONE)
        for one in more:
            store.remove(one.graph)
        link(store, NONE)
        assert sorted(store.quads()) == linked(*kept)


@slow
@given(again=st.lists(st.sampled_from(REPORTS), max_size=4))
def test_an_article_that_is_read_again_changes_nothing(again: list[Report]) -> None:
    with open_store(":memory:") as store:
        put(store, *REPORTS, *again)
        link(store, NONE)
        before = sorted(store.quads())
        put(store, *again)
        link(store, NONE)
        link(store, NONE)
        assert sorted(store.quads()) == before


@slow
@given(pair=st.sets(st.sampled_from(REPORTS), min_size=2, max_size=2), what=st.sampled_from(("same", "apart")))
def test_a_decision_that_is_taken_back_leaves_no_trace(
    tmp_path_factory: pytest.TempPathFactory, pair: set[Report], what: str
) -> None:
    left, right = sorted(one.person for one in pair)
    folder = tmp_path_factory.mktemp("decisions")
    with open_store(":memory:") as store:
        put(store, *REPORTS)
        link(store, NONE)
        before = sorted(store.quads())
        link(store, decided(folder, (what, left, right)))
        link(store, decided(folder, (what, left, right), ("undo", left, right)))
        assert sorted(store.quads()) == before


def test_what_people_decide_goes_before_what_speaks_for_it(tmp_path: Path) -> None:
    apart = linked(ONE, SAME, *CROWD, decisions=decided(tmp_path, ("apart", ONE.person, SAME.person)))
    assert {ONE.person, SAME.person} <= members(apart)
    same = linked(ONE, OTHER, *CROWD, decisions=decided(tmp_path, ("same", ONE.person, OTHER.person)))
    assert max(ONE.person, OTHER.person) not in members(same)


def test_a_store_without_people_has_no_links() -> None:
    with open_store(":memory:") as store:
        link(store, NONE)
        assert LINKS not in store.graphs()


@pytest.mark.parametrize("name", [OTHER.person, SAME.person])
def test_a_source_under_another_identifier_and_back_is_the_same(name: Iri) -> None:
    before = to_triples(ONE.said)
    after = renamed(before, {ONE.person: name})
    assert after != before
    assert unnamed(after) == before
    assert renamed(after, {ONE.person: name}) == after


def test_nothing_is_said_of_the_identifier_given_up_but_what_took_its_place() -> None:
    after = renamed(to_triples(ONE.said), {ONE.person: SAME.person})
    assert {t.predicate for t in after if t.subject == ONE.person} == {DCT.isReplacedBy}
    assert Triple(SAME.person, SKOS.prefLabel, Literal(ONE.name)) in after
    assert not [t for t in after if t.predicate == ORG.member and t.object == ONE.person]
