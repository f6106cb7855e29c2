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
        ("Thai transport minister Som Thong spoke at noon.", "Som Thong > Ministry of transport"),
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


def test_a_minister_under_a_short_title_is_of_the_ministry_that_the_text_names_in_full() -> None:
    text = "The Ministry of Land, Infrastructure and Transport agreed. Land Minister Kim Ji-won signed the paper."
    assert "holdsPosition: Kim Ji-won > Ministry of Land, Infrastructure and Transport" in found(text, "en")


def test_portfolios_in_small_letters_may_be_a_list() -> None:
    said = found("Daw Mya Mya, regional minister for roads, industry and transport, agreed.", "en")
    assert "holdsPosition: Mya Mya > Ministry of roads, industry and transport" in said


def test_the_apostrophe_behind_an_s_is_a_possessive_and_the_end_of_a_quotation_is_none() -> None:
    said = found("Jose Santos, Undersecretary of the Philippines' Department of Tourism, agreed.", "en")
    assert "holdsPosition: Jose Santos > Department of Tourism" in said
    said = found("The fair called 'Smart Cities' Department of Tourism officials came to was full.", "en")
    assert not any("Cities > Department" in fact for fact in said)


def test_a_body_reaches_as_far_as_its_short_form_of_initials_and_last_words_says() -> None:
    name = "Badan Pengusahaan Kawasan Perdagangan Bebas dan Pelabuhan Bebas Sabang"
    text = f"{name} (BP Sabang) bekerja sama dengan Bank Dunia."
    assert any(fact.startswith("partnersWith") and name in fact for fact in found(text))
