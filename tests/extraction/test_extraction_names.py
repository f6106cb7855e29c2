"""Names of bodies, persons and places: where they begin, where they end, and what they are."""

from __future__ import annotations

import pytest

from extraction_reading import extraction, found


def named(text: str, language: str) -> set[str]:
    """The names that a text gives, aliases and mentions included."""
    entities = extraction(text, language).entities
    return {name for entity in entities for name in (entity.name, *entity.aliases)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Majlis Perbandaran Kajang opened a bus lane.", "Majlis Perbandaran Kajang"),
        ("The Union of Rivers of the Philippines opened a bus lane.", "Union of Rivers of the Philippines"),
        ("Can Tho University opened a bus lane.", "Can Tho University"),
        ("On Monday the provincial government of Laguna opened a bus lane.", "provincial government of Laguna"),
        ("The National Commission on Muslim Affairs opened a bus lane.", "National Commission on Muslim Affairs"),
        ("A lane was opened by Sari Rezeki Holdings Berhad on Monday.", "Sari Rezeki Holdings Berhad"),
    ],
)
def test_a_body_is_named_by_its_heads_in_english(text: str, name: str) -> None:
    assert name in named(text, "en")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kemarin pemerintah kota Palu membuka jalur bus.", "pemerintah kota Palu"),
        ("Lembaga Pengadaan Barang/Jasa Daerah membuka jalur bus.", "Lembaga Pengadaan Barang/Jasa Daerah"),
        ("Bawaslu Kabupaten Sigi membuka kantor baru.", "Bawaslu Kabupaten Sigi"),
        ("Center for Urban Studies membuka kantor baru.", "Center for Urban Studies"),
        ("Jalur bus dibuka UNDP Indonesia kemarin.", "UNDP Indonesia"),
    ],
)
def test_a_body_is_named_by_its_heads_in_indonesian(text: str, name: str) -> None:
    assert name in named(text, "id")


def test_an_acronym_of_a_body_is_no_given_name() -> None:
    assert "Ratna Aji Wulan" in named("Ibu Ratna Aji Wulan membuka jalur bus.", "id")


def test_a_short_title_without_a_name_behind_it_is_part_of_a_name() -> None:
    assert "Hun Sen" in named("Samdech Techo Hun Sen opened the bus lane.", "en")


def test_a_title_of_the_father_stands_inside_a_name() -> None:
    assert "Abang Rahman Tun Mokhtar" in named("Tan Sri Abang Rahman Tun Mokhtar opened the bus lane.", "en")


def test_a_place_may_begin_like_a_title() -> None:
    assert "Sultan Kudarat" in named("The bus lane of Sultan Kudarat was opened.", "en")


def test_the_village_of_an_office_is_no_part_of_its_holders_name() -> None:
    names = named("Camat Sumberagung Larasto Murdiwan membuka jalur bus.", "id")
    assert {"Sumberagung", "Larasto Murdiwan"} <= names


def test_an_office_ends_where_a_body_begins() -> None:
    said = extraction("Kepala Kantor Imigrasi Palu, Rosida Thalib, membuka layanan.", "id")
    assert "Kantor Imigrasi Palu" in {entity.name for entity in said.entities}


def test_a_text_in_a_language_alike_is_read_with_the_tables_of_the_other() -> None:
    assert "Majlis Bandaraya Ipoh" in named("Majlis Bandaraya Ipoh membuka lorong bas di Ipoh.", "ms")


def test_a_company_is_named_after_an_office() -> None:
    assert "Chief Minister Incorporated" in named("The agency was put under Chief Minister Incorporated.", "en")


def test_places_of_a_list_of_offices_are_no_given_names() -> None:
    said = found("Hadir Bupati Sigi Irwan Lapatta, Banyuwangi Larasto Murdiwan, dan Makassar Siti Aliyah.")
    assert "holdsPosition: Larasto Murdiwan > Banyuwangi" in said


def test_a_name_takes_in_the_republic_behind_it() -> None:
    assert "Perum Percetakan Sentra Republik Indonesia" in named(
        "Layanan itu diserahkan kepada Perum Percetakan Sentra Republik Indonesia (Sentri).", "id"
    )


def test_a_government_of_a_country_is_a_body() -> None:
    assert "Pemerintah Jepang" in named("Jalur bus itu dibiayai Pemerintah Jepang.", "id")


@pytest.mark.parametrize("text", ["Digital Government was opened.", "They spoke on Managing Water in cities."])
def test_words_in_front_of_a_head_that_name_nobody_make_no_body(text: str) -> None:
    assert not {"Digital Government", "Managing Water"} & named(text, "en")


def test_the_ending_of_a_given_name_tells_a_person() -> None:
    text = "Jalur bus itu dibuka kemarin. Larasto Hardyanto hadir."
    assert "Larasto Hardyanto" in named(text, "id")


def test_a_school_has_a_number_in_its_name() -> None:
    assert "SMAN 3 Palu" in named("Jalur bus itu dibuka SMAN 3 Palu kemarin.", "id")


def test_a_hall_may_lie_in_the_city_hall() -> None:
    assert "Aula Balai" not in named("Acara itu digelar di Aula Balai Kota Palu.", "id")


def test_a_day_of_the_week_may_begin_a_city() -> None:
    assert "Thu Duc City" in named("“Thu Duc City opened a bus lane,” he said.", "en")


def test_a_name_of_bali_begins_with_its_particle() -> None:
    names = named("Kepala Kejaksaan Negeri Palu I Wayan Larasto membuka layanan.", "id")
    assert {"Kejaksaan Negeri Palu", "I Wayan Larasto"} <= names


def test_a_prefecture_of_an_office_ends_before_its_holder() -> None:
    said = found("Gubernur Prefektur Kyoto Takatoshi Hirokawa menerima tamu.")
    assert any(fact.startswith("holdsPosition: Takatoshi Hirokawa > ") for fact in said)


def test_who_leads_a_company_stands_behind_its_long_name() -> None:
    assert "Ioanidis Larasto" in named("Komisaris PT Jasa Sentra Ioanidis Larasto hadir.", "id")
