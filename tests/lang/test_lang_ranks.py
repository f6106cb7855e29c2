"""What titles say in any language: rank, kind of unit, subject."""

from __future__ import annotations

import pytest

from kg.lang import UnitName, load_all, read_office, read_unit, words_of

MAKASSAR = [words_of(name) for name in ("Makassar", "Kota Makassar", "Pemkot Makassar")]
INFORMATICS = UnitName("office", ("communication", "informatics"))


@pytest.mark.parametrize(
    "title",
    [
        "Kepala Dinas Komunikasi dan Informatika Kota Makassar",
        "Plt. Kepala Dinas Kominfo Makassar",
        "Kepala Diskominfo",
        "Kadis Kominfo",
        "Kadiskominfo Makassar",
        "Head of the Communication and Informatics Agency",
        "head of Makassar's Communication and Informatics office",
        "Acting Head of the Makassar communication and information technology service",
        "Chief of the Office of Communications and Informatics",
    ],
)
def test_every_way_to_title_the_head_of_an_office_says_the_same(title: str) -> None:
    found = read_office(title, MAKASSAR)
    assert (found.rank, found.name) == ("head", INFORMATICS)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Kepala Dinas Kesehatan", "Sekretaris Dinas Kesehatan"),
        ("Kepala Dinas Kesehatan", "Wakil Kepala Dinas Kesehatan"),
        ("Kepala Dinas Kesehatan", "Kepala Bidang Kesehatan"),
        ("Kepala Bidang Humas", "Kepala Bagian Humas"),
        ("Kepala Dinas Kesehatan", "Kepala Dinas Pendidikan"),
        ("Director General of Regional Autonomy", "Deputy Director General of Regional Autonomy"),
        ("Dirjen Otda", "Dirjen Polpum"),
        ("Dirjen Otda", "Direktur Otonomi Daerah"),
        ("Secretary-General", "Deputy Secretary-General"),
        ("Minister", "Minister of State"),
        ("Ketua", "Ketua Umum"),
        ("Secretary", "Undersecretary"),
    ],
)
def test_a_deputy_another_unit_and_another_rank_are_another_office(title: str, other: str) -> None:
    assert read_office(title) != read_office(other)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Mendagri", "Home Affairs Minister"),
        ("Wamendagri", "Vice Minister of Home Affairs"),
        ("Menlu", "Foreign Minister"),
        ("Sekda", "Regional Secretary"),
        ("Dirjen Polpum", "Direktur Jenderal Politik dan Pemerintahan Umum"),
        ("Kabag Humas", "Kepala Bagian Hubungan Masyarakat"),
        ("Wakil Ketua", "Vice Chairman"),
        ("Kadis Kesehatan", "Head of the Health Office"),
        ("Kadis Perhubungan", "Chief of the Transportation Agency"),
    ],
)
def test_short_forms_and_translations_say_what_the_long_form_says(title: str, other: str) -> None:
    one, two = read_office(title), read_office(other)
    assert (one.rank, one.name) == (two.rank, two.name)


def test_a_title_that_no_table_knows_keeps_its_words_in_their_order() -> None:
    assert read_office("Pawang Hujan Kota Makassar", MAKASSAR).name.subject == ("pawang", "hujan")


def test_a_word_that_stands_for_a_longer_name_means_only_itself_beside_others() -> None:
    assert read_unit("Dinas Pemberdayaan Masyarakat dan Desa").subject == ("community", "empowerment", "village")


def test_a_rank_means_one_thing_in_every_language() -> None:
    ranks: dict[str, set[str]] = {}
    for language in load_all():
        for row in language.tables.get("ranks", ()):
            ranks.setdefault(row["form"], set()).add(row["rank"])
    assert {form: found for form, found in ranks.items() if len(found) > 1} == {}
