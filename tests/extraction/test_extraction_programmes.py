"""Programmes that no table knows: quoted beside the word for what they are, and what they are about."""

from __future__ import annotations

import pytest

from extraction_reading import found


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        (
            "Ipoh City Council launched the “Clean River Heroes” project.",
            "en",
            "Ipoh City Council > Clean River Heroes",
        ),
        ("Davao City introduced an app called “Davao Ngayon” for all.", "en", "Davao City > Davao Ngayon"),
        ("Pemkot Malang meluncurkan program “Sungai Bersih Malang”.", "id", "Pemkot Malang > Sungai Bersih Malang"),
        ("Pemkab Sleman memiliki aplikasi bernama “Lapor Sleman”.", "id", "Pemkab Sleman > Lapor Sleman"),
    ],
)
def test_a_quoted_name_beside_the_word_for_what_it_is_is_a_programme(text: str, language: str, said: str) -> None:
    assert f"runs: {said}" in found(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "Ipoh City Council launched the project, “Clean the river now.”",
        "The mayor of Ipoh said the “Smart City” programme of others is no model.",
        "The council spoke of an app that is “good for all of us in the town”.",
    ],
)
def test_what_is_said_in_quotes_or_names_only_a_kind_is_no_programme(text: str) -> None:
    assert not [said for said in found(text, "en") if said.startswith("runs")]


def test_a_programme_addresses_the_topics_of_its_name() -> None:
    assert "addresses: Clean Water Project > water" in found("Cebu City launched the Clean Water Project in May.", "en")


def test_a_programme_addresses_what_is_told_behind_it_up_to_the_next_name() -> None:
    said = found("Penang counts on Project Meridian, a hub for data on waste and traffic.", "en")
    assert {"addresses: Project Meridian > waste", "addresses: Project Meridian > mobility"} <= said
    said = found("Penang counts on Project Meridian, but the Asia Smart City Summit spoke of waste.", "en")
    assert "addresses: Project Meridian > waste" not in said


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Pemkot Batu mengelola Command Center 112, pusat kendali.", "id", "Pemkot Batu > Command Center 112"),
        ("Iloilo City operates the Smart Traffic Control Center.", "en", "Iloilo City > Smart Traffic Control Center"),
    ],
)
def test_a_room_that_watches_a_city_is_a_facility_with_its_number(text: str, language: str, said: str) -> None:
    assert f"runs: {said}" in found(text, language)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Da Nang has rolled out DanaPark for drivers.", "en", "Da Nang > DanaPark"),
        ("Iloilo City runs a smart card for pupils called the UswagCard.", "en", "Iloilo City > UswagCard"),
        ("MDY Pay is the smart card of the Mandalay City Council.", "en", "Mandalay City Council > MDY Pay"),
        ("Developed by Ipoh City Council, e-Aduan takes complaints.", "en", "Ipoh City Council > e-Aduan"),
        ("Sarawak's e-wallet, Rimba Pay, has many users.", "en", "Sarawak > Rimba Pay"),
        ("The Green Dot scheme was introduced in 2005 by Ipoh City Council.", "en", "Ipoh City Council > Green Dot"),
        ("Semarang memiliki Lapor Hendi sebagai kanal aduan.", "id", "Semarang > Lapor Hendi"),
        ("Kanal aduan Pemkot Semarang, Lapor Hendi, ramai.", "id", "Pemkot Semarang > Lapor Hendi"),
        ("Makassar menjalankan Lorong Garden sejak 2015.", "id", "Makassar > Lorong Garden"),
        ("Kota Tangerang dikenal dengan Tangerang LIVE, aplikasi warga.", "id", "Kota Tangerang > Tangerang LIVE"),
        ("Pemkot Malang meraih penghargaan berkat aplikasi Sambat.", "id", "Pemkot Malang > Sambat"),
    ],
)
def test_a_name_that_is_put_out_or_explained_as_one_is_a_programme(text: str, language: str, said: str) -> None:
    assert f"runs: {said}" in found(text, language)


def test_sums_of_money_and_persons_are_no_programmes() -> None:
    assert "runs: Pemkot Malang > Rp185" not in found("Pemkot Malang meluncurkan Rp185 miliar dana.", "id")
    assert not [s for s in found("Ipoh unveiled Ann Lee as its speaker.", "en") if s.startswith("runs")]
