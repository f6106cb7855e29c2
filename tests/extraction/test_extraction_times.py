"""On which day an event was: not on that of a deal, a deadline or a registration; last November lies behind us."""

from __future__ import annotations

import pytest

from extraction_reading import extraction
from kg.records import Literal
from kg.terms import SCG

TODAY = "2024-09-12"


def days(text: str, language: str, published: str | None = TODAY) -> dict[str, str]:
    """The first days of the events of a text."""
    result = extraction(text, language, published)
    names = {entity.id: entity.name for entity in result.entities}
    return {
        names[relation.subject]: qualifier.value.value
        for relation in result.relations
        for qualifier in relation.qualifiers
        if qualifier.name == SCG.earliestStart and isinstance(qualifier.value, Literal)
    }


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayor signed the order on Monday, two weeks before the Clean Air Summit opened.", "en"),
        ("The cities signed a pact on Thursday, June 16. Leaders of the Clean Air Summit praised it.", "en"),
        ("The registration for the Clean Air Summit of the city ends on September 30, the agency said.", "en"),
        ("Perda itu disahkan pada 2019, jauh sebelum Seminar Nasional Kota Cerdas digelar di sana.", "id"),
        ("Batas akhir pendaftaran Lomba Inovasi Daerah di kota itu adalah 30 September 2024.", "id"),
    ],
)
def test_the_day_of_something_else_is_no_day_of_the_event(text: str, language: str) -> None:
    assert days(text, language) == {}


def test_a_month_with_last_before_it_lies_behind_the_day_of_writing() -> None:
    said = days("At the Clean Air Summit in Barcelona last November, Da Nang won an award for its app.", "en")
    assert said == {"Clean Air Summit": "2023-11"}


def test_a_day_that_was_planned_gives_way_to_the_one_on_which_it_was_held() -> None:
    said = days("The Clean Air Summit, originally planned for April 2020, was held online on 22 October 2020.", "en")
    assert said == {"Clean Air Summit": "2020-10-22"}


def test_the_first_weekday_of_a_range_tells_the_year_of_its_first_day() -> None:
    text = (
        "Ada 63 kota mengikuti Rapat Kerja Nasional Kota Digital di Padang, Selasa hingga Kamis (28/2-2/3). "
        "Kepengurusan 2023-2026 dikukuhkan di sana."
    )
    assert days(text, "id", None) == {"Rapat Kerja Nasional Kota Digital": "2023-02-28"}


def test_a_sentence_in_quotation_marks_is_no_title_of_an_event() -> None:
    result = extraction('"The Asia Liveable Cities Conference in May Was a Turning Point," Khoo said at noon.', "en")
    assert "Asia Liveable Cities Conference" in {entity.name for entity in result.entities}
