"""Numbers in every spelling and acronyms for long names: what is compared when something is searched for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.spelling import canonical, phrases_of, shortened


@pytest.mark.parametrize(
    "written", ["7th ASCN", "ke-7 ASCN", "ke 7 ascn", "Ketujuh ASCN", "seventh ASCN", "VII ASCN", "7 Ascn"]
)
def test_an_ordinal_has_one_spelling(written: str) -> None:
    assert canonical(written) == "7 ascn"


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("ASCN8", "ascn 8"),
        ("KTT ASEAN ke-33", "ktt asean 33"),
        ("Sidang Ketujuh Belas", "sidang 17"),
        ("nineteenth congress", "19 congress"),
        ("Kongres XIX", "kongres 19"),
        ("Gerakan 100 Smart City", "gerakan 100 smart city"),
        ("Kelurahan Kecil", "kelurahan kecil"),
        ("Expo 2024", "expo 2024"),
    ],
)
def test_only_numbers_are_respelt(written: str, compared: str) -> None:
    assert canonical(written) == compared


@given(st.text(max_size=40))
def test_what_is_spelt_for_comparing_stays_so(text: str) -> None:
    once = canonical(text)
    assert " ".join(once.split()) == once


def test_a_long_name_with_its_initials_for_an_acronym_is_shortened_within_other_names() -> None:
    things = [["Nice Example Cities", "NEC", "Cities of Nice Examples"], ["Another Name Here"]]
    phrases = phrases_of([(name, canonical(name)) for name in names] for names in things)
    assert list(shortened("7 nice example cities meeting", phrases)) == ["7 nec meeting"]
    assert list(shortened("another name here", phrases)) == []
    assert list(shortened("nice example", phrases)) == []
