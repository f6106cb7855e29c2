"""Several spoken of together ("kedua kota", "the two sides") and what "it" stands for at the head of a sentence."""

from __future__ import annotations

import pytest

from extraction_reading import found


@pytest.mark.parametrize(
    ("text", "language", "pair"),
    [
        ("Iloilo and Medan are old friends. The two cities signed an agreement on Monday.", "en", ("Iloilo", "Medan")),
        (
            "The World Bank and the Ministry of Health met. The two sides agreed to cooperate on clinics.",
            "en",
            ("World Bank", "Ministry of Health"),
        ),
        (
            "Kota Palu dan Kota Medan bertemu. Kedua kota menandatangani nota kesepahaman.",
            "id",
            ("Kota Palu", "Kota Medan"),
        ),
        (
            "Pemkot Palu bertemu Bank Dunia. Kedua pihak menandatangani perjanjian kerja sama.",
            "id",
            ("Pemkot Palu", "Bank Dunia"),
        ),
    ],
)
def test_two_spoken_of_together_are_those_named_before(text: str, language: str, pair: tuple[str, str]) -> None:
    said = found(text, language)
    assert f"partnersWith: {pair[0]} > {pair[1]}" in said or f"partnersWith: {pair[1]} > {pair[0]}" in said


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Iloilo, Medan and Dagupan are old friends. The two cities signed an agreement on Monday.", "en"),
        ("Kota Palu, Kota Medan, dan Kota Ambon bertemu. Kedua kota menandatangani nota kesepahaman.", "id"),
        ("The World Bank wrote a report. The two sides signed an agreement.", "en"),
    ],
)
def test_two_are_nobody_where_more_or_fewer_are_named(text: str, language: str) -> None:
    assert not [said for said in found(text, language) if said.startswith("partnersWith")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Makassar launched the Clean Coast Programme on Monday. It aims to cut waste on beaches.",
            "addresses: Clean Coast Programme > waste",
        ),
        (
            "Makassar launched the Clean Coast Programme on Monday. It is run by the World Bank.",
            "runs: World Bank > Clean Coast Programme",
        ),
        (
            "The Clean Air Summit gathers mayors. It was held in Cebu City on Monday.",
            "takesPlaceIn: Clean Air Summit > Cebu City",
        ),
    ],
)
def test_it_is_the_one_programme_or_event_of_the_sentence_before(text: str, said: str) -> None:
    assert said in found(text, "en")


def test_it_is_nothing_where_the_sentence_before_names_two() -> None:
    text = "The Clean Air Summit praised the Clean Coast Programme. It is run by the World Bank."
    assert "runs: World Bank > Clean Coast Programme" not in found(text, "en")


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        (
            "The Clean Air Summit opened. With the mayor were Ben Tan, director of the Port Authority, and Dr Ann Lee.",
            "en",
            "participatesIn: Ben Tan > Clean Air Summit",
        ),
        (
            "The Clean Air Summit opened in Cebu City. Next to speak was Dr Ann Lee.",
            "en",
            "participatesIn: Ann Lee > Clean Air Summit",
        ),
        (
            "ASEAN Smart Cities Network bersidang di Palu. Anggotanya antara lain Makassar dan Banyuwangi.",
            "id",
            "memberOf: Makassar > ASEAN Smart Cities Network",
        ),
    ],
)
def test_who_else_is_there_or_belongs(text: str, language: str, said: str) -> None:
    assert said in found(text, language)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Makassar will host the Clean Air Summit in May.", "Makassar"),
        ("Makassar will host the Clean Air Summit. The Clean Air Summit takes place in Palu.", "Palu"),
    ],
)
def test_an_event_is_in_the_city_that_hosts_it_unless_another_is_named(text: str, place: str) -> None:
    places = [said for said in found(text, "en") if said.startswith("takesPlaceIn: Clean Air Summit")]
    assert places
    assert all(place in said for said in places)
