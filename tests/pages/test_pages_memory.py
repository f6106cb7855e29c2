"""What a page asks the store for is asked for together, and what is known is not asked for again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from kg.pages.curated import Curated
from kg.pages.entity.reading import Reader
from kg.pages.labels import Labels
from kg.pages.memory import Memory
from kg.records import Table
from kg.store import Store
from kg.store.base import NO_BINDINGS, Bindings
from small_graph import MAKASSAR, PEMKOT, PERSON, TABLE_ROW, small_store


class Counting:
    """A store that counts its SELECTs."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asked: list[str] = []

    def select(self, query: str, bindings: Bindings = NO_BINDINGS) -> Table:
        self.asked.append(query)
        return self._store.select(query, bindings)


def test_all_that_is_missing_is_made_at_once_and_kept() -> None:
    made: list[tuple[str, ...]] = []

    def make(keys: tuple[str, ...]) -> Mapping[str, int]:
        made.append(keys)
        return {key: len(key) for key in keys}

    memory: Memory[str, int] = Memory(10)
    assert memory.filled(["a", "bb", "a"], make) == {"a": 1, "bb": 2}
    assert memory.filled(["bb", "ccc"], make) == {"bb": 2, "ccc": 3}
    assert memory.filled([], make) == {}
    assert made == [("a", "bb"), ("ccc",)]


def counting() -> tuple[Counting, Store]:
    store = Counting(small_store())
    return store, cast("Store", store)


def test_names_that_were_read_ahead_cost_no_look_up() -> None:
    counts, store = counting()
    labels = Labels(store)
    labels.prepare((MAKASSAR, PEMKOT, PERSON))
    asked = len(counts.asked)
    alone = Labels(small_store())
    for iri in (MAKASSAR, PEMKOT, PERSON):
        assert labels.of(iri, "id") == alone.of(iri, "id")
        assert labels.kind(iri) == alone.kind(iri)
    assert len(counts.asked) == asked <= 2


def test_the_claims_of_a_thing_and_of_all_its_relations_are_one_look_up() -> None:
    counts, store = counting()
    found = Reader(store).read(MAKASSAR)
    assert len(found.relations) > 1
    assert len(counts.asked) == 4, "relations, claims, sources, pointers"


def test_claims_read_together_are_those_read_one_by_one() -> None:
    together, alone = Reader(small_store()).read(MAKASSAR), Reader(small_store())
    assert together.own == alone.claims(MAKASSAR)
    assert all(said == alone.claims(said[0].node) for said in together.relations if said)


def test_what_a_row_states_is_the_same_whether_its_claims_are_at_hand_or_not() -> None:
    reader = Reader(small_store())
    far = Curated(Reader(small_store()), Labels(small_store()))
    said = reader.said_by(TABLE_ROW)
    for node in sorted({one.node for one in said}):
        reader.read(node)
    near = Curated(reader, Labels(small_store()))
    near.prepare(said)
    words = {"table": "table", "row-start": "from", "row-end": "until"}
    assert {one.quote for one in said}
    for quote in {one.quote for one in said}:
        assert near.statement(TABLE_ROW, quote, words, "en") == far.statement(TABLE_ROW, quote, words, "en")
    assert near.title(TABLE_ROW, words, "en") == far.title(TABLE_ROW, words, "en")
