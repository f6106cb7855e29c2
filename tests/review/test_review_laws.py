"""Decisions on claims: what follows from them, that nothing is lost, and that all of it can be taken back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import InputError, TableError
from kg.finishing import finish
from kg.records import Iri, Literal, SourceFacts, Triple
from kg.resolution import Decisions, append_identities, read_decisions
from kg.review import (
    ACCEPT,
    APART,
    EDIT,
    PREFER,
    REJECT,
    SAME,
    UNSURE,
    Choice,
    Item,
    Judgement,
    Judgements,
    Queue,
    append,
    lines_of,
    now,
    read_judgements,
    undone,
    write,
)
from kg.statements import to_triples
from kg.store import Store, open_store
from kg.terms import ORG, PROV, SCG, SKOS, WIKIBASE, Review
from linking_articles import Report, put

ONE = Report("a.txt", "Ramdhan Pomanto", "makassar", "2018-03-12")
TWO = Report("b.txt", "Yana Mulyana", "bandung", "2022-06-09")
NEAR = Report("c.txt", "Ramdhan Pomanto", "medan", "2023-03-20")
NONE = Decisions((), ())
Quads = list[tuple[Iri, Triple]]
slow = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def doubtful(report: Report, text: str = "") -> SourceFacts:
    """What a report says, read with too little confidence; `text` is the hash of its text, where it has changed."""
    said = report.said
    facts = tuple(replace(fact, review=Review.CANDIDATE) for fact in said.facts)
    return replace(said, facts=facts, source=replace(said.source, text_hash=text or said.source.text_hash))


def fill(store: Store, *said: SourceFacts) -> None:
    for one in said:
        store.replace(one.source.graph, to_triples(one))


def finished(store: Store, folder: Path) -> Quads:
    decisions = read_decisions(folder / "identities.csv", ())
    finish(store, decisions, read_judgements([folder]))
    return sorted(store.quads())


def queue(store: Store, folder: Path) -> tuple[Item, ...]:
    return Queue(store, read_judgements([folder]), read_decisions(folder / "identities.csv", ())).items()


def decide(store: Store, folder: Path, number: int, choice: Choice) -> Quads:
    write(folder, [lines_of(queue(store, folder)[number], choice)], NONE)
    return finished(store, folder)


def members(quads: Quads) -> set[object]:
    return {t.object for _, t in quads if t.predicate == ORG.member}


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


LINE = {"when": "2026-11-26T01:00:00Z", "who": "ani", "decision": "accept"}
TARGET = {"source": "s", "text": "t", "claim": "c"}


@pytest.mark.parametrize(
    "line",
    [
        "{", "[]", json.dumps(LINE), json.dumps({**LINE, "claims": [TARGET], "decision": "perhaps"}),
        json.dumps({**LINE, "claims": [TARGET], "when": "yesterday"}),
        json.dumps({**LINE, "claims": [TARGET], "when": "2026-11-26T01:00:00"}),
        json.dumps({**LINE, "claims": [TARGET], "who": " "}), json.dumps({**LINE, "claims": [TARGET], "colour": "red"}),
        json.dumps({**LINE, "claims": [{"source": "s"}]}), json.dumps({**LINE, "claims": "c"}),
        json.dumps({**LINE, "claims": [{**TARGET, "rank": "first"}]}),
        json.dumps({**LINE, "decision": "undo", "of": "0"}),
        json.dumps({**LINE, "why": 3, "claims": [TARGET]}),
    ],
)  # fmt: skip
def test_a_malformed_line_is_one_line_of_error_with_file_and_number(tmp_path: Path, line: str) -> None:
    good = json.dumps({**LINE, "claims": [TARGET]})
    (tmp_path / "claims.jsonl").write_text(f"{good}\n{line}\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"claims\.jsonl:2: ") as raised:
        read_judgements([tmp_path])
    assert "\n" not in str(raised.value)


def test_decisions_of_several_folders_are_one(tmp_path: Path) -> None:
    (made,) = append(tmp_path / "one", [{**LINE, "claims": [TARGET]}])
    append(tmp_path / "two", [{**LINE, "decision": "undo", "of": made.mark}])
    assert read_judgements([tmp_path / "one", tmp_path / "two"]).standing == ()
    assert Judgements().standing == ()


def test_two_people_who_may_be_one_are_shown_with_what_speaks_for_and_against(tmp_path: Path) -> None:
    crowd = [Report(f"x{n}.txt", f"Nama{n} Lain{n}", f"kota{n}", "2019-01-01") for n in range(30)]
    with open_store(":memory:") as store:
        put(store, ONE, NEAR, *crowd)
        before = finished(store, tmp_path)
        item = next(one for one in queue(store, tmp_path) if one.kind == "duplicate")
        assert set(item.ends) == {ONE.person, NEAR.person}
        assert "for: name" in item.why
        assert "against: other seat" in item.why
        assert [side.quotes for side in item.sides] == [
            (f"{one.name}, {one.seat}, {one.day}",) for one in sorted((ONE, NEAR), key=lambda r: r.person)
        ]
        for decision in (SAME, APART):
            _, rows = write(tmp_path, [lines_of(item, Choice(decision, "ani"))], NONE)
            quads = finished(store, tmp_path)
            kept = {min(item.ends)} if decision == SAME else set(item.ends)
            assert members(quads) >= kept
            assert (ONE.person in members(quads)) + (NEAR.person in members(quads)) == len(kept)
            assert not [one for one in queue(store, tmp_path) if one.kind == "duplicate"]
            write(tmp_path, [undone((), rows, "ani")], NONE)
            assert finished(store, tmp_path) == before
        write(tmp_path, [lines_of(item, Choice(UNSURE, "ani"))], NONE)
        assert next(one for one in queue(store, tmp_path) if one.kind == "duplicate").before is not None


def test_of_contradicting_decisions_on_people_the_latest_counts_over_all_steps(tmp_path: Path) -> None:
    a, b, c = (Report(f"{n}.txt", "X Y", "z", "2020-01-01").person for n in "abc")
    row = {"when": "2026-11-26", "who": "ani"}
    append_identities(
        tmp_path,
        [
            {**row, "decision": "same", "left": a, "right": b},
            {**row, "decision": "same", "left": b, "right": c},
            {**row, "decision": "apart", "left": a, "right": c},
        ],
    )
    decisions = read_decisions(tmp_path / "identities.csv", ())
    assert decisions.kept(b) == decisions.kept(c)
    assert decisions.kept(a) == a


def test_a_settled_disagreement_keeps_its_name_says_why_and_leaves_the_preferred_side(tmp_path: Path) -> None:
    early = Report("a.txt", "Ramdhan Pomanto", "makassar", "2018-03-12", registry=True)
    late = replace(early, address="b.txt", name="Yana Mulyana")
    other = replace(late, address="c.txt", name="Budi Hartono")
    with open_store(":memory:") as store:
        for one in (late, other):
            said = one.said
            long = tuple(
                replace(
                    fact,
                    properties=tuple(
                        replace(
                            p,
                            value=Literal(
                                "2017-01-01" if p.name == SCG.latestStart else "2019-01-01", p.value.datatype
                            ),
                        )
                        if isinstance(p.value, Literal) and p.name in (SCG.latestStart, SCG.earliestEnd)
                        else p
                        for p in fact.properties
                    ),
                )
                for fact in said.facts
            )
            fill(store, replace(said, facts=long))
        before = finished(store, tmp_path)
        item = next(one for one in queue(store, tmp_path) if one.kind == "disagreement")
        choice = Choice(PREFER, "ani", "the decree names her", side=1)
        written, _ = write(tmp_path, [lines_of(item, choice)], NONE)
        quads = finished(store, tmp_path)
        node = {t.predicate: t.object for _, t in quads if t.subject.endswith(f"disagreement/{item.id}")}
        assert node[SCG.standing].endswith("standing-settled")  # type: ignore[union-attr]
        assert node[SCG.reason] == Literal("the decree names her")
        assert len(members(quads)) == 1
        assert WIKIBASE.PreferredRank in {t.object for _, t in quads}
        assert not [one for one in queue(store, tmp_path) if one.kind == "disagreement"]
        write(tmp_path, [undone(written, [], "ani")], NONE)
        assert finished(store, tmp_path) == before


def test_a_folder_that_cannot_be_written_is_one_line_of_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="KG_DECISIONS"):
        append(tmp_path / "file", [{**LINE, "claims": [TARGET]}])


def test_a_last_line_without_an_end_stays_a_line(tmp_path: Path) -> None:
    (tmp_path / "claims.jsonl").write_text(json.dumps({**LINE, "claims": [TARGET]}), encoding="utf-8")
    append(tmp_path, [{**LINE, "who": "budi", "claims": [TARGET]}])
    assert {one.who for one in read_judgements([tmp_path]).all} == {"ani", "budi"}
