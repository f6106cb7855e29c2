"""An office said with a name and without its place is of the place that this person is known to have governed."""

from __future__ import annotations

from pathlib import Path

import pytest

from extraction_reading import found
from kg.errors import TableError
from kg.records import Entity, Iri, Name
from kg.registry import load_atlas
from kg.terms import SCG

HEADER = "name,aliases,of\n"


def test_a_mayor_without_a_city_is_of_the_city_that_he_governed() -> None:
    said = found("Wali Kota Maidi tidak dikenal, tetapi Wali Kota Eri Cahyadi hadir di Denpasar.")
    assert "holdsPosition: Eri Cahyadi > Kota Surabaya" in said
    assert not [one for one in said if one.startswith("holdsPosition: Eri") and "Denpasar" in one]


def test_the_office_in_the_text_tells_which_of_several_places_is_meant() -> None:
    governor = found("Gubernur Ridwan Kamil membuka taman baru itu.")
    mayor = found("Wali Kota Ridwan Kamil membuka taman baru itu.")
    assert any(one.startswith("holdsPosition") and one.endswith(("Jawa Barat", "West Java")) for one in governor)
    assert any(one.startswith("holdsPosition") and one.endswith("Bandung") for one in mayor)


def test_a_place_that_the_text_names_is_believed_before_any_table() -> None:
    said = found("Mayor of Ipoh Eri Cahyadi opened a new bus lane on Monday.", "en")
    assert {one for one in said if one.startswith("holdsPosition: Eri")} == {"holdsPosition: Eri Cahyadi > Ipoh"}


def test_without_an_office_nothing_is_known_of_a_name() -> None:
    assert not [one for one in found("Eri Cahyadi membuka taman baru itu.") if one.startswith("holdsPosition")]


def test_a_minister_without_a_ministry_is_of_the_one_ministry_that_is_known() -> None:
    said = found("Menteri Retno Marsudi menutup pertemuan itu.")
    assert any(one.startswith("holdsPosition: Retno Marsudi > ") for one in said)


def test_the_president_is_of_the_country_of_the_press_unless_another_is_spoken_of() -> None:
    home = found("Wakil Presiden Satya Wirabuana membuka rapat itu di Bandung.")
    abroad = found("Wakil Presiden Satya Wirabuana membuka rapat itu di Manila, Filipina.")
    assert any(one.startswith("holdsPosition: Satya Wirabuana > Indonesia") for one in home)
    assert not any(one.startswith("holdsPosition: Satya Wirabuana > Indonesia") for one in abroad)


def test_somebody_of_the_registry_gets_the_further_places_and_keeps_the_identifier(tmp_path: Path) -> None:
    town = Entity(Iri("https://example.org/town"), SCG.Place, (Name("Kota Baru"),))
    known = Entity(
        Iri("https://example.org/ani"), SCG.Person, (Name("Ani Wijaya"),), links=(Iri("https://example.org/x"),)
    )
    (tmp_path / "holders.csv").write_text(
        f"{HEADER}Ani Wijaya,,Kota Baru\nBudi Rahman,Pak Budi,Kota Baru\n", encoding="utf-8"
    )
    ani, budi = load_atlas(tmp_path, (town, known))
    assert (ani.iri, ani.links, ani.outside) == (known.iri, (*known.links, town.iri), False)
    assert (budi.links, budi.outside, [name.text for name in budi.names]) == (
        (town.iri,),
        True,
        ["Budi Rahman", "Pak Budi"],
    )


def test_an_unknown_place_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "holders.csv").write_text(f"{HEADER}Ani Wijaya,,Atlantis\n", encoding="utf-8")
    with pytest.raises(TableError, match="Ani Wijaya: Atlantis"):
        load_atlas(tmp_path, ())
