"""The index over labels: the best hit alone is the first of many."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.records import Iri
from kg.store.labels import Label, LabelIndex

NAMES = st.text("abAB é-", min_size=1, max_size=8)
LABELS = st.lists(st.builds(Label, st.sampled_from("xyz").map(Iri), NAMES), max_size=12)


@given(labels=LABELS, asked=NAMES)
def test_the_best_alone_is_the_first_of_many(labels: list[Label], asked: str) -> None:
    index = LabelIndex()
    index.rebuild(labels)
    assert index.search(asked, 1) == index.search(asked, 50)[:1]
    index.close()


def test_what_is_called_just_so_goes_before_initials_that_spell_it() -> None:
    index = LabelIndex()
    index.rebuild([Label(Iri("long"), "Association of Southern Electric Nets"), Label(Iri("short"), "Aosen")])
    assert [hit.iri for hit in index.search("AOSEN", 1)] == ["short"]
    index.rebuild([Label(Iri("long"), "Association of Southern Electric Nets")])
    assert [(hit.iri, hit.score) for hit in index.search("AOSEN", 1)] == [("long", 0.9)]
    index.close()
