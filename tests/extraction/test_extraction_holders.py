"""Who holds an office where the sentence says it at a distance, by reference, or beside another office."""

from __future__ import annotations

import pytest

from extraction_reading import found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dr Ann Lee left the stage. Shortly before, the Prime Minister of Laos had spoken.", "Ann Lee > Laos"),
        (
            "Mr Ben Cruz opened the fair. The Minister for Transport told the guests so.",
            "Ben Cruz > Ministry of Transport",
        ),
        ("Ann Lee is a runner. She wears two hats, being mayor of Da Nang and more.", "Ann Lee > Da Nang"),
        (
            "Kittipong Suksawat has taken over as governor of Chiang Mai from Prasert.",
            "Kittipong Suksawat > Chiang Mai",
        ),
        ("Ann Lee, lecturer in public policy at Ghent University, agreed.", "Ann Lee > Ghent University"),
        ("High Commissioner to Kenya Ruzaimi Mohamad of Malaysia came.", "Ruzaimi Mohamad > Malaysia"),
    ],
)
def test_an_office_is_held_by_whoever_the_sentence_means(text: str, said: str) -> None:
    assert f"holdsPosition: {said}" in found(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee opened the fair. The Minister for Transport, Kalvin Torre, spoke too.",
        "Mayor Ann Lee of Palu opened the fair. The Minister for Transport told the guests so.",
        "Ann Lee joins the World Bank as a director.",
        "It was with Ann Lee, that the minister of Laos spoke.",
    ],
)
def test_an_office_is_not_given_to_who_is_only_named_near_it(text: str) -> None:
    said = [one for one in found(text, "en") if one.startswith("holdsPosition: Ann Lee") and "Palu" not in one]
    assert not said


def test_a_country_in_front_of_a_given_name_is_no_part_of_the_name() -> None:
    said = found("Kepala Perwakilan JICA Indonesia Takeda Sachiko menyerahkan laporan.")
    assert "holdsPosition: Takeda Sachiko > JICA" in said
