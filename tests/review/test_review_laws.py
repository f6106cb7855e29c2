"""Decisions on claims: what follows from them, that nothing is lost, and that all of it can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.records import Literal, Triple
from kg.review import (
    ACCEPT,
    EDIT,
    REJECT,
    UNSURE,
    Choice,
    Judgement,
    append,
    lines_of,
    now,
    read_judgements,
    undone,
    write,
)
from kg.store import Store, open_store
from kg.terms import PROV, SCG, SKOS, WIKIBASE, Review
from review_deciding import NONE, ONE, TWO, decide, doubtful, fill, finished, members, queue

slow = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(":memory:")
    fill(opened, doubtful(ONE), TWO.said)
    finished(opened, tmp_path)
    return opened


def test_what_is_accepted_stands_and_says_who_decided_and_why(store: Store, tmp_path: Path) -> None:
    assert members(finished(store, tmp_path)) == {TWO.person}
    quads = decide(store, tmp_path, 0, Choice(ACCEPT, "ani", "the text says so"))
    assert members(quads) == {ONE.person, TWO.person}
    assert {t.object for _, t in quads if t.predicate == SCG.reviewer} == {Literal("ani")}
    assert {t.object for _, t in quads if t.predicate == SCG.reviewNote} == {Literal("the text says so")}
    assert {t.object for _, t in quads if t.predicate == SCG.formerStatus} == {Review.CANDIDATE}
    assert queue(store, tmp_path) == ()


def test_the_person_of_an_accepted_statement_is_described(store: Store, tmp_path: Path) -> None:
    quads = decide(store, tmp_path, 0, Choice(ACCEPT, "ani"))
    assert (ONE.graph, Triple(ONE.person, SKOS.prefLabel, Literal(ONE.name))) in quads


def test_what_is_rejected_does_not_come_back_when_it_is_read_with_more_confidence(store: Store, tmp_path: Path) -> None:
    decide(store, tmp_path, 0, Choice(REJECT, "ani"))
    fill(store, ONE.said)
    quads = finished(store, tmp_path)
    assert members(quads) == {TWO.person}
    assert queue(store, tmp_path) == ()


def test_an_edit_puts_a_value_in_place_of_another_and_leaves_that_one_to_be_seen(store: Store, tmp_path: Path) -> None:
    quads = decide(store, tmp_path, 0, Choice(EDIT, "ani", on_property="scg:title", value="Pj. Wali Kota"))
    titles = {t.object for graph, t in quads if t.predicate == SCG.title and graph == ONE.graph}
    assert titles == {Literal("Pj. Wali Kota", language="id")}
    new = next(t for _, t in quads if t.predicate == PROV.wasRevisionOf)
    old = {t.predicate: t.object for _, t in quads if t.subject == new.object}
    assert (old[SCG.reviewStatus], old[WIKIBASE.rank]) == (Review.REJECTED, WIKIBASE.DeprecatedRank)
    assert members(quads) == {ONE.person, TWO.person}


def test_a_value_of_another_kind_is_refused(store: Store, tmp_path: Path) -> None:
    for name, value in (("scg:latestStart", "yesterday"), ("org:member", "place/73.71"), ("scg:capacity", "x")):
        with pytest.raises(InputError):
            lines_of(queue(store, tmp_path)[0], Choice(EDIT, "ani", on_property=name, value=value))


def test_a_changed_text_is_asked_again_and_the_old_decision_does_nothing(store: Store, tmp_path: Path) -> None:
    decide(store, tmp_path, 0, Choice(ACCEPT, "ani"))
    fill(store, doubtful(ONE, "f" * 64))
    assert members(finished(store, tmp_path)) == {TWO.person}
    (again,) = queue(store, tmp_path)
    assert again.before is not None
    assert "has changed" in again.why
    decide(store, tmp_path, 0, Choice(ACCEPT, "budi"))
    assert queue(store, tmp_path) == ()


def test_a_rejected_statement_whose_text_changed_is_asked_again_though_it_stands_now(
    store: Store, tmp_path: Path
) -> None:
    decide(store, tmp_path, 0, Choice(REJECT, "ani"))
    fill(store, replace(ONE.said, source=replace(ONE.said.source, text_hash="e" * 64)))
    assert members(finished(store, tmp_path)) == {ONE.person, TWO.person}
    assert [item.before.decision for item in queue(store, tmp_path) if item.before] == [REJECT]


def test_whoever_is_unsure_leaves_it_at_the_end_of_the_queue(store: Store, tmp_path: Path) -> None:
    before = finished(store, tmp_path)
    assert decide(store, tmp_path, 0, Choice(UNSURE, "ani")) == before
    (item,) = queue(store, tmp_path)
    assert item.before is not None
    assert item.before.decision == UNSURE


def test_the_latest_decision_counts_and_the_earlier_stays_in_the_file(store: Store, tmp_path: Path) -> None:
    item = queue(store, tmp_path)[0]
    for choice in (Choice(ACCEPT, "ani"), Choice(REJECT, "budi"), Choice(ACCEPT, "cita")):
        write(tmp_path, [lines_of(item, choice)], NONE)
    quads = finished(store, tmp_path)
    assert members(quads) == {ONE.person, TWO.person}
    assert {t.object for _, t in quads if t.predicate == SCG.reviewer} == {Literal("cita")}
    assert len(read_judgements([tmp_path]).all) == 3


@slow
@given(
    steps=st.lists(st.tuples(st.sampled_from((ACCEPT, REJECT, EDIT, UNSURE)), st.integers(0, 1)), max_size=5),
    order=st.randoms(use_true_random=False),
)
def test_decisions_and_their_undos_leave_no_trace_in_any_order(steps: Sequence[tuple[str, int]], order: object) -> None:
    with TemporaryDirectory() as name, open_store(":memory:") as store:
        folder = Path(name)
        fill(store, doubtful(ONE), doubtful(TWO))
        before = finished(store, folder)
        items = queue(store, folder)
        made: list[Judgement] = []
        for decision, at in steps:
            extra = {"on_property": "scg:title", "value": "Bupati"} if decision == EDIT else {}
            judged, _ = write(folder, [lines_of(items[at], Choice(decision, "ani", **extra))], NONE)  # type: ignore[arg-type]
            made.extend(judged)
            finished(store, folder)
        file = folder / "claims.jsonl"
        if made:
            lines = file.read_text(encoding="utf-8").splitlines()
            after = finished(store, folder)
            order.shuffle(lines)  # type: ignore[attr-defined]
            file.write_text("\n".join(lines) + "\n", encoding="utf-8")
            assert finished(store, folder) == after
            with open_store(":memory:") as anew:
                fill(anew, doubtful(TWO), doubtful(ONE))
                assert finished(anew, folder) == after
        write(folder, [undone(made, [], "ani")], NONE)
        assert finished(store, folder) == before


def test_an_undo_can_be_undone(store: Store, tmp_path: Path) -> None:
    accepted = decide(store, tmp_path, 0, Choice(ACCEPT, "ani"))
    (one,) = read_judgements([tmp_path]).all
    (back,) = append(tmp_path, [{"when": now(), "who": "ani", "decision": "undo", "of": one.mark}])
    assert finished(store, tmp_path) != accepted
    append(tmp_path, [{"when": now(), "who": "ani", "decision": "undo", "of": back.mark}])
    assert finished(store, tmp_path) == accepted
