"""What people decide on who is who outlives every build, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import iris
from kg.errors import TableError
from kg.records import Iri, Triple
from kg.resolution import Decisions, read_decisions
from kg.statements import to_triples
from kg.terms import DCT

HEAD = "when,who,decision,left,right,why"
PEOPLE = [iris.thing("person", key) for key in "abcdef"]
A, B, C = PEOPLE[:3]
KNOWN = iris.thing("person", "z")
PLACE = iris.thing("place", "a")


def decided(folder: Path, *lines: tuple[str, str, str]) -> Decisions:
    file = folder / "identities.csv"
    rows = [f"2026-11-25,ani,{what},{left},{right},seen twice" for what, left, right in lines]
    file.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return read_decisions(file, {KNOWN})


def redirects(decisions: Decisions) -> set[Triple]:
    found = {triple for source, _ in decisions.sources() for triple in to_triples(source)}
    return {triple for triple in found if triple.predicate == DCT.isReplacedBy}


def test_no_file_decides_nothing(tmp_path: Path) -> None:
    none = read_decisions(tmp_path / "identities.csv", ())
    assert none.iri(A, "a.txt") == A
    assert not list(none.sources())


def test_two_that_are_the_same_have_one_identifier_and_the_other_points_to_it(tmp_path: Path) -> None:
    same = decided(tmp_path, ("same", B, A))
    assert {same.iri(A, "x"), same.iri(B, "y")} == {A}
    assert redirects(same) == {Triple(B, DCT.isReplacedBy, A)}


def test_what_is_the_same_as_the_same_is_the_same(tmp_path: Path) -> None:
    same = decided(tmp_path, ("same", C, B), ("same", B, A))
    assert {same.iri(one, "x") for one in (A, B, C)} == {A}
    assert redirects(same) == {Triple(B, DCT.isReplacedBy, A), Triple(C, DCT.isReplacedBy, A)}


def test_the_identifier_of_the_registry_is_kept(tmp_path: Path) -> None:
    same = decided(tmp_path, ("same", A, KNOWN))
    assert same.iri(A, "x") == KNOWN


def test_what_is_apart_in_one_source_stays_in_the_others(tmp_path: Path) -> None:
    apart = decided(tmp_path, ("apart", KNOWN, "articles/a.txt"))
    assert apart.iri(KNOWN, "articles/b.txt") == KNOWN
    other = apart.iri(KNOWN, "articles/a.txt")
    assert other != KNOWN
    assert iris.kind_of(other) == "person"


def test_a_decision_that_is_taken_back_leaves_nothing(tmp_path: Path) -> None:
    undone = decided(tmp_path, ("same", A, B), ("apart", KNOWN, "a.txt"), ("undo", A, B), ("undo", KNOWN, "a.txt"))
    assert undone.iri(B, "a.txt") == B
    assert undone.iri(KNOWN, "a.txt") == KNOWN
    assert not list(undone.sources())


@given(st.permutations([(A, B), (B, C), (PEOPLE[3], PEOPLE[4]), (C, PEOPLE[5])]))
def test_the_order_of_decisions_makes_no_difference_to_who_is_kept(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[Iri, Iri]]
) -> None:
    same = decided(tmp_path_factory.mktemp("decisions"), *(("same", left, right) for left, right in pairs))
    assert [same.iri(one, "x") for one in PEOPLE] == [A, A, A, PEOPLE[3], PEOPLE[3], A]


def test_the_words_of_a_decision_are_its_quote(tmp_path: Path) -> None:
    ((source, text),) = decided(tmp_path, ("same", A, B)).sources()
    for fact in source.facts:
        assert text[fact.evidence.start : fact.evidence.end] == fact.evidence.quote


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (("merge", A, B), "decides 'merge'"),
        (("same", A, PLACE), "two kinds"),
        (("same", A, A), "one with itself"),
        (("same", "https://example.org/x", A), "identifier of ours"),
        (("undo", A, B), "not decided"),
    ],
)
def test_a_line_that_is_not_understood_is_named(tmp_path: Path, line: tuple[str, str, str], complaint: str) -> None:
    with pytest.raises(TableError, match=rf"identities\.csv:2: .*{complaint}"):
        decided(tmp_path, line)


def test_two_of_the_registry_are_merged_there_and_not_here(tmp_path: Path) -> None:
    file = tmp_path / "identities.csv"
    file.write_text(f"{HEAD}\n2026-11-25,ani,same,{A},{B},\n", encoding="utf-8")
    with pytest.raises(TableError, match="registry"):
        read_decisions(file, {A, B})


@pytest.mark.parametrize(
    "text", ["when,who\n", f"{HEAD}\n2026-11-25,ani,same\n", f"{HEAD}\nyesterday,ani,same,{A},{B},\n"]
)
def test_a_broken_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "identities.csv").write_text(text, encoding="utf-8")
    with pytest.raises(TableError):
        read_decisions(tmp_path / "identities.csv", ())
