"""Offices said once of several people: each of them holds it, of what is said of each."""

from __future__ import annotations

import pytest

from extraction_reading import found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Mayors Ramon Villareal of Batangas City and Lito Sarmiento of Legazpi signed the pact.",
            {"Ramon Villareal > Batangas City", "Lito Sarmiento > Legazpi"},
        ),
        (
            "Ministers Anutin Charnsri (Thailand) and Pham Van Toan (Vietnam) opened the talks.",
            {"Anutin Charnsri > Thailand", "Pham Van Toan > Vietnam"},
        ),
        (
            "The mayors of Batangas City and Legazpi, Ramon Villareal and Lito Sarmiento, met.",
            {"Ramon Villareal > Batangas City", "Lito Sarmiento > Legazpi"},
        ),
        (
            "Ramon Villareal and Lito Sarmiento, mayors of Batangas City and Legazpi respectively, met.",
            {"Ramon Villareal > Batangas City", "Lito Sarmiento > Legazpi"},
        ),
        (
            "The guests were Lito Sarmiento, Ana Cruz and Jose Reyes, councillors of Iloilo City.",
            {"Lito Sarmiento > Iloilo City", "Ana Cruz > Iloilo City", "Jose Reyes > Iloilo City"},
        ),
        (
            "Surabaya and Davao City met. Tri Risma and Ana Cruz, the mayors of the two cities, shook hands.",
            {"Tri Risma > Surabaya", "Ana Cruz > Davao City"},
        ),
    ],
)
def test_an_office_in_the_plural_is_held_by_each_of_those_named_with_it(text: str, said: set[str]) -> None:
    assert {f"holdsPosition: {each}" for each in said} <= found(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "Hadir Adhy Karyana dan Barnas Adjidin; masing-masing Wali Kota Palu dan Bupati Sigi.",
        "Adhy Karyana dan Barnas Adjidin dilantik masing-masing sebagai Wali Kota Palu dan Bupati Sigi.",
    ],
)
def test_respectively_gives_each_name_the_office_in_the_same_place_of_the_other_list(text: str) -> None:
    said = {one for one in found(text) if one.startswith("holdsPosition")}
    assert any("Adhy Karyana > Palu" in one or "Adhy Karyana > Kota Palu" in one for one in said)
    assert any("Barnas Adjidin > Sigi" in one or "Barnas Adjidin > Kabupaten Sigi" in one for one in said)
    assert not any("Adhy Karyana > Sigi" in one for one in said)


def test_mayors_of_as_many_cities_as_there_are_names_are_none_of_the_other_city() -> None:
    said = found("Mayors Ramon Villareal of Batangas City and Lito Sarmiento of Legazpi signed the pact.", "en")
    assert "holdsPosition: Lito Sarmiento > Batangas City" not in said
