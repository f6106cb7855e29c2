"""Decisions on people who may be one and on what sources disagree about."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.records import Literal
from kg.resolution import append_identities, read_decisions
from kg.review import (
    APART,
    PREFER,
    SAME,
    UNSURE,
    Choice,
    lines_of,
    undone,
    write,
)
from kg.store import open_store
from kg.terms import SCG, WIKIBASE
from linking_articles import Report, put
from review_deciding import NEAR, NONE, ONE, fill, finished, members, queue


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
