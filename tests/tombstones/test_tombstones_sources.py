"""A source that is withdrawn is remembered by name, day and reason; read again, it is as if it had never gone."""

from __future__ import annotations

from kg.records import Literal, Triple
from kg.store import open_store
from kg.terms import RDF, SCG
from kg.tombstones import GRAPH, Withdrawal, bury, revive
from linking_articles import Report

ONE = Report("a.txt", "Ramdhan Pomanto", "makassar", "2018-03-12").said.source.iri
OTHER = Report("b.txt", "Yana Mulyana", "bandung", "2018-03-12").said.source.iri


def test_a_tombstone_goes_when_its_source_is_read_again_and_the_others_stay() -> None:
    with open_store(":memory:") as store:
        bury(store, OTHER, Withdrawal("2026-11-25"))
        before = sorted(store.quads())
        bury(store, ONE, Withdrawal("2026-11-25", "taken back"))
        stones = {triple for graph, triple in store.quads() if graph == GRAPH}
        assert {Triple(one, RDF.type, SCG.WithdrawnSource) for one in (ONE, OTHER)} <= stones
        revive(store, {ONE})
        assert sorted(store.quads()) == before
        revive(store, {OTHER})
        assert store.graphs() == ()


def test_a_second_withdrawal_takes_the_place_of_the_first() -> None:
    with open_store(":memory:") as store:
        bury(store, ONE, Withdrawal("2026-11-24", "a mistake"))
        bury(store, ONE, Withdrawal("2026-11-25", "taken back"))
        reasons = {t.object for _, t in store.quads() if t.subject == ONE and t.predicate == SCG.reason}
        assert reasons == {Literal("taken back")}
