"""The days in a sentence are as exact as the sources are, and no more."""

from __future__ import annotations

import pytest

from kg.answers.sentences import words_of
from kg.records import Literal


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2024-07-30", "2024-07-30", "2024-07-30"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2023-07-01", "2024-06-25", "2023-07 – 2024-06-25"),
        ("", "2017-05-22", "2017-05-22 or earlier"),
        ("2024-07-31", "", "2024-07-31 or later"),
        ("", "", ""),
    ],
)
def test_a_year_is_not_told_as_its_first_day_nor_a_sighting_as_an_end(first: str, last: str, words: str) -> None:
    said = words_of({"since": Literal(first) if first else None, "sinceBy": Literal(last) if last else None}, "en")
    assert said == {"since": words, "sinceBy": words}


def test_a_day_without_a_last_possible_one_stays_as_it_is() -> None:
    assert words_of({"opens": Literal("2024-07-30")}, "id") == {"opens": "2024-07-30"}
