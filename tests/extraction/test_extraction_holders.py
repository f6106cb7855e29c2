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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Ahli transportasi Universitas Tadulako, Arif Wismadi, menilai hal itu baik.",
            "Arif Wismadi > Universitas Tadulako",
        ),
        ("Dosen Teknik Sipil Universitas Tadulako, Arif Wismadi, hadir.", "Arif Wismadi > Universitas Tadulako"),
        ("Pakar tata kota dari Universitas Tadulako, Arif Wismadi, hadir.", "Arif Wismadi > Universitas Tadulako"),
        ("Yayat Supriatna yang kini menjabat sebagai Bupati Sigi hadir.", "Yayat Supriatna > Sigi"),
        ("Yayat Supriatna yang memimpin Dinas Sosial Kota Palu hadir.", "Yayat Supriatna > Dinas Sosial Kota Palu"),
        ("Susmiarto Rahman menggantikan Harda Kiswaya sebagai Bupati Sigi.", "Susmiarto Rahman > Sigi"),
        ("Lurah Kebon Sirih Suparjo mengatakan hal itu.", "Suparjo > Kebon Sirih"),
        ("Hadir Komjen Pol. Drs. Tomsi Tohir, M.Si., Bupati Sigi.", "Tomsi Tohir > Sigi"),
        ("Anisa Putri berpesan begitu. Sekretaris daerah Palu itu membuka rapat.", "Anisa Putri > Palu"),
    ],
)
def test_indonesian_offices_are_held_by_whoever_the_sentence_means(text: str, said: str) -> None:
    assert f"holdsPosition: {said}" in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Susmiarto Rahman menggantikan Harda Kiswaya sebagai Bupati Sigi.",
        "Harda Kiswaya digantikan Susmiarto Rahman sebagai Bupati Sigi.",
        "Harda Kiswaya, yang ditunjuk wali kota sebagai ketua, hadir di Palu. Kota Palu siap.",
    ],
)
def test_who_is_replaced_does_not_hold_the_office(text: str) -> None:
    assert not [one for one in found(text) if one.startswith("holdsPosition: Harda Kiswaya")]


@pytest.mark.parametrize(
    "text",
    [
        "Ibu kota Provinsi Papua Selatan adalah Merauke.",
        "Provinsi Papua Selatan beribu kota di Merauke.",
        "Merauke menjadi pusat pemerintahan Provinsi Papua Selatan.",
    ],
)
def test_a_capital_lies_in_its_region(text: str) -> None:
    assert any(one.startswith("locatedIn: Merauke > ") for one in found(text))


def test_a_possessed_title_is_that_of_the_one_person_of_the_sentence_before() -> None:
    said = found("Anuar Fadzil would rather talk about traffic. MDEC's chief executive pointed to Penang.", "en")
    assert "holdsPosition: Anuar Fadzil > MDEC" in said


def test_an_office_said_once_is_that_of_each_place_of_the_list() -> None:
    said = found("Hadir Bupati Klaten Sri Mulyani, Grobogan Sri Sumarni, dan Sukoharjo Etik Suryani.")
    assert any(one.startswith("holdsPosition: Sri Sumarni > ") and "Grobogan" in one for one in said)


def test_who_puts_somebody_into_an_office_does_not_hold_it() -> None:
    said = found("Rina pelaksana tugas. Gubernur Jawa Tengah Ganjar Pranowo melantiknya menjadi Wali Kota Semarang.")
    assert not any(one.startswith("holdsPosition: Ganjar Pranowo > ") and "Semarang" in one for one in said)


@pytest.mark.parametrize(
    "text",
    [
        "The capital of South Sulawesi is Makassar.",
        "South Sulawesi's capital, Makassar, joined.",
        "Makassar is the capital of South Sulawesi.",
    ],
)
def test_an_english_sentence_tells_of_what_a_city_is_the_capital(text: str) -> None:
    assert "locatedIn: Makassar > South Sulawesi" in found(text, "en")
