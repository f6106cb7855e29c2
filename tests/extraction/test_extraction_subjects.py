"""What programmes are about by their names, whose they are by relative clauses and possessives, who works together."""

from __future__ import annotations

import pytest

from extraction_reading import found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Makassar runs the Clean Water Programme.", "addresses: Clean Water Programme > water"),
        ("Makassar was drawing up the Clean Water Programme.", "runs: Makassar > Clean Water Programme"),
        (
            "See the Clean Water Programme, which the World Bank had released.",
            "runs: World Bank > Clean Water Programme",
        ),
        ("The Port Office, one board of the Harbour Authority, paid.", "partOf: Port Office > Harbour Authority"),
        (
            "With the World Bank the Harbour Authority is writing a plan.",
            "partnersWith: Harbour Authority > World Bank",
        ),
        ("Makassar joined hands with the World Bank for a plan.", "partnersWith: Makassar > World Bank"),
    ],
)
def test_what_a_programme_is_about_and_whose_it_is(text: str, said: str) -> None:
    assert said in found(text, "en")


def test_a_plan_in_common_words_is_nobodys_for_being_written_about() -> None:
    assert not [said for said in found("Makassar published a report on the smart city plan.", "en") if "runs" in said]
