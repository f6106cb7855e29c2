"""Whose office it is: the ministry that a portfolio names, the place that a text means and nobody contests."""

from __future__ import annotations

import pytest

from extraction_reading import extraction, found
from kg.terms import Modality


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Vietnamese Construction Minister Tran Nghi spoke at noon.", "Tran Nghi > Ministry of Construction"),
        ("Sabah Tourism Minister Ann Liew spoke at noon.", "Ann Liew > Ministry of Tourism"),
        ("Thai Deputy Interior Minister Som Thong spoke at noon.", "Som Thong > Ministry of Interior"),
        ("Philippine Interior Secretary Ben Cruz spoke.", "Ben Cruz > Department of the Interior and Local Government"),
        ("World Bank Lead Transport Specialist Jung Oh spoke at noon.", "Jung Oh > World Bank"),
        ("The visitors met ex-Surabaya mayor Tri Risma at noon.", "Tri Risma > Surabaya"),
    ],
)
def test_a_title_behind_a_country_or_place_keeps_its_portfolio(text: str, said: str) -> None:
    assert f"holdsPosition: {said}" in found(text, "en")


def test_an_office_is_of_no_place_that_the_sentence_before_does_not_speak_of() -> None:
    text = (
        "Makassar opened the Clean Air Summit. Makassar is a port. Makassar is proud. "
        "Baguio and Dagupan sent people. Vice Mayor Ann Inez spoke for them."
    )
    assert not [said for said in found(text, "en") if "Ann Inez >" in said and said.startswith("holdsPosition")]


@pytest.mark.parametrize(
    "text",
    [
        "Makassar and the World Bank will sign a deal next month.",
        "Makassar plans to sign a memorandum with the World Bank.",
    ],
)
def test_a_deal_that_is_only_planned_is_not_asserted(text: str) -> None:
    relations = extraction(text, "en").relations
    assert relations
    assert all(relation.modality == Modality.PROPOSED for relation in relations)
