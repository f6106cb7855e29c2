"""Confidence is the calibrated chance of a reading in its circumstances, and it decides what stands."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction_reading import extraction as read
from kg.calibration import Calibration, calibration
from kg.extraction.circumstances import Circumstances, Marks
from kg.extraction.confidence import GUESS, chance, rated
from kg.records import Extraction
from kg.settings import Settings, read_settings

TABLE = calibration()
NAMES = st.sampled_from(sorted(TABLE.weights))


def circumstances(extraction: Extraction) -> list[Marks]:
    told = Circumstances(extraction.document, extraction.entities, extraction.relations)
    return [told.of(relation) for relation in extraction.relations]


@given(st.lists(NAMES, max_size=12, unique=True))
def test_a_chance_is_never_certain_and_does_not_depend_on_the_order(marks: list[str]) -> None:
    assert 0.02 <= chance(tuple(marks), TABLE) <= 0.98
    assert chance(tuple(marks), TABLE) == chance(tuple(reversed(marks)), TABLE)


@given(st.lists(NAMES, max_size=8, unique=True), NAMES)
def test_what_speaks_for_a_reading_makes_it_surer_and_what_speaks_against_it_less_sure(
    marks: list[str], mark: str
) -> None:
    rest = tuple(m for m in marks if m != mark)
    before, after = chance(rest, TABLE), chance((*rest, mark), TABLE)
    assert (after >= before) if TABLE.weights[mark] > 0 else (after <= before)


def test_what_the_table_does_not_know_weighs_nothing() -> None:
    table = Calibration(Decimal("0.6"), 0.0, {"in a list": 1.0})
    assert chance(("rule xx/unheard-of", "language xx"), table) == 0.5


def test_a_full_name_beside_its_office_is_surer_than_one_far_from_it() -> None:
    near = read("Wali Kota Palu Hadi Rasyid membuka pameran kerajinan itu pada hari Senin.")
    (relation,) = [r for r in near.relations if r.relation.endswith("holdsPosition")]
    (marks,) = [m for r, m in zip(near.relations, circumstances(near), strict=True) if r is relation]
    assert {"subject named", "narrow stretch", "as mayor", "language id"} <= set(marks)
    assert relation.confidence >= TABLE.accept


def test_what_stands_outside_the_sentence_is_told() -> None:
    text = "Kota Palu menggelar Forum Kota Pesisir 2024. Wali Kota Hadi Rasyid membuka forum itu."
    marks = {mark for one in circumstances(read(text)) for mark in one}
    assert "object outside the sentence" in marks or "object by reference" in marks


def test_a_pattern_that_only_guesses_stays_a_guess() -> None:
    extraction = read("Wali Kota Palu Hadi Rasyid membuka pameran kerajinan itu pada hari Senin.")
    guessed = replace(extraction, relations=tuple(replace(r, confidence=Decimal("0.3")) for r in extraction.relations))
    assert guessed.relations
    assert all(r.confidence <= Decimal("0.3") for r in rated(guessed).relations)
    assert Decimal("0.6") == GUESS


def test_rating_keeps_everything_but_the_confidence() -> None:
    extraction = read("Bupati Sigi Rina Amelia, S.H. menandatangani perjanjian kerja sama dengan Kota Palu.")
    again = rated(extraction)
    assert again.entities == extraction.entities
    assert [replace(r, confidence=Decimal(1)) for r in again.relations] == [
        replace(r, confidence=Decimal(1)) for r in extraction.relations
    ]


def test_the_threshold_is_that_of_the_table_unless_another_is_set() -> None:
    assert Settings().threshold == TABLE.accept
    assert read_settings({"KG_THRESHOLD": "0.8"}).threshold == Decimal("0.8")


@pytest.mark.parametrize("pair", list(pairwise(["narrow stretch", "wide stretch"])))
def test_the_wider_the_stretch_the_less_sure(pair: tuple[str, str]) -> None:
    near, far = pair
    assert TABLE.weights.get(near, 0.0) > TABLE.weights.get(far, 0.0)
