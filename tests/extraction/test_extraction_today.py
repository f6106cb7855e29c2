"""The day that a text counts from."""

from __future__ import annotations

from extraction_reading import extraction
from kg.terms import SCG


def _days(text: str, published: str | None = None) -> set[str]:
    result = extraction(text, "en", published)
    values = (q.value for r in result.relations for q in r.qualifiers if q.name == SCG.earliestStart)
    return {str(getattr(value, "value", value)) for value in values}


def test_the_day_of_the_week_tells_a_year_that_nobody_writes() -> None:
    text = "The Asia Smart City Summit opened in Cebu City on Thursday, June 16. The city has been a member since 2018."
    assert "2022-06-16" in _days(text)


def test_a_day_without_any_year_stays_open() -> None:
    assert not _days("The Asia Smart City Summit opened in Cebu City on Thursday, June 16.")


def test_a_year_that_is_aimed_at_tells_no_day() -> None:
    said = "The Asia Smart City Summit opened in Cebu City on Thursday, June 16. The city wants to be carbon neutral by"
    assert not _days(f"{said} 2045.")
    assert "2022-06-16" in _days(f"{said} 2045. It has been a member since 2018.")


def test_a_length_and_a_last_day_give_the_first_one() -> None:
    text = "The three-day Asia Smart City Summit in Cebu City ends today."
    assert _days(text, "2024-06-04") == {"2024-06-02"}


def test_a_deadline_is_no_day_of_an_event() -> None:
    text = "The Asia Smart City Summit in Cebu City wants an answer no later than 5 May 2024."
    assert not _days(text, "2024-05-01")
