"""On which day an event was: not on that of a deal, a deadline or a registration; last November lies behind us."""

from __future__ import annotations

import pytest

from extraction_reading import extraction, found
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


@pytest.mark.parametrize(
    ("text", "language", "span"),
    [
        ("The Clean Air Summit ran in Cebu City from Monday to Wednesday.", "en", ("2024-09-09", "2024-09-11")),
        ("Seminar Kota Hijau digelar di Palu, Selasa hingga Kamis.", "id", ("2024-09-10", "2024-09-12")),
        ("The Clean Air Summit will be held in Cebu City on Saturday.", "en", ("2024-09-14", "2024-09-14")),
        ("Seminar Kota Hijau akan digelar di Palu, Sabtu.", "id", ("2024-09-14", "2024-09-14")),
        ("Seminar Kota Hijau digelar di Palu, Jumat besok.", "id", ("2024-09-13", "2024-09-13")),
        ("The Clean Air Summit was held in Cebu City on Saturday.", "en", ("2024-09-07", "2024-09-07")),
        (
            "The Clean Air Summit was opened in Cebu City today. The summit began on Tuesday and ends on Friday.",
            "en",
            ("2024-09-10", "2024-09-13"),
        ),
        (
            "Pemilihan itu menutup Seminar Kota Hijau di Palu, Kamis (12/9) malam. Seminar berlangsung sejak Selasa.",
            "id",
            ("2024-09-10", "2024-09-12"),
        ),
    ],
)
def test_days_of_the_week_lie_where_the_words_beside_them_say(text: str, language: str, span: tuple[str, str]) -> None:
    result = extraction(text, language, TODAY)
    told = {
        (qualifier.name, qualifier.value.value)
        for relation in result.relations
        for qualifier in relation.qualifiers
        if isinstance(qualifier.value, Literal)
    }
    assert {(SCG.earliestStart, span[0]), (SCG.latestEnd, span[1])} <= told


def test_the_day_of_another_event_is_not_that_of_the_lead() -> None:
    said = days(
        "The accord came out of the first Port Cities Forum, held in Busan on the fringes of the Clean Air Summit, "
        "which is to run through Saturday.",
        "en",
    )
    assert "first Port Cities Forum" not in said
    assert said.get("Clean Air Summit", "2024-09-14") == "2024-09-14"


def test_an_event_goes_on_through_its_last_day() -> None:
    text = "The Port Expo, which Hue hosts through Friday, opened on Wednesday, 4 May. Many came."
    assert "occursOn: Port Expo > 2022-05-04" in found(text, "en")
    assert "occursOn: Port Expo > 2022-05-06" not in found(text, "en")


def test_an_event_between_two_days_begins_on_the_first() -> None:
    assert "occursOn: Port Expo > 2022-06-02" in found("The Port Expo drew many between June 2 and June 4.", "en")


def test_a_day_without_a_year_is_the_last_one_where_the_verb_is_past() -> None:
    text = "The Port Expo {} on {}. Many came."
    assert "occursOn: Port Expo > 2021-09-03" in found(text.format("was held", "September 3"), "en")
    assert "occursOn: Port Expo > 2022-12-03" in found(text.format("will be held", "December 3"), "en")


def test_days_of_the_week_and_of_the_month_may_both_be_a_pair() -> None:
    text = "Lokakarya Data Kota Sigi digelar dua hari, Senin-Selasa (9-10/5), di Hotel Metro. Bupati hadir."
    relations = [r for r in extraction(text, "id").relations if r.relation.endswith("occursOn")]
    values = [str(getattr(q.value, "value", "")) for r in relations for q in r.qualifiers]
    assert {"2022-05-09", "2022-05-10"} <= set(values)


def test_a_day_some_years_ago_is_of_that_year() -> None:
    assert "occursOn: Festival Kota Hijau > 2020-04-16" in found(
        "Festival Kota Hijau digelar pada 16 April dua tahun silam."
    )
