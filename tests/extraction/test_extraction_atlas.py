"""Places that only the atlas knows are places in a text, and the beginning of a longer name is not one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from extraction_reading import extraction, found
from kg.errors import TableError
from kg.registry import load_atlas
from kg.terms import SCG


def test_a_place_of_the_atlas_parts_an_office_from_its_holder() -> None:
    said = found("Deputy Mayor of Ipoh Azman Salleh opened a new bus lane on Monday.", "en")
    assert "holdsPosition: Azman Salleh > Ipoh" in said


def test_a_place_of_the_atlas_links_to_nothing_in_the_graph() -> None:
    entities = extraction("The new bus lanes of Ipoh were opened on Monday.", "en").entities
    assert [(e.name, e.link) for e in entities if e.kind == SCG.Place] == [("Ipoh", None)]


def test_a_persons_name_may_begin_like_a_place_of_the_atlas() -> None:
    entities = extraction("Yesterday the agency's engineers met Isabela Cruz, who opened the bus lane.", "en").entities
    assert "Isabela" not in {entity.name for entity in entities}


@pytest.mark.parametrize(
    "text",
    [
        "In Hai Phong, Singapore and Ghent the lanes are open.",
        "The works in Davao City, Thailand, go on.",
    ],
)
def test_no_place_lies_in_a_country_that_is_not_its_own(text: str) -> None:
    assert not [said for said in found(text, "en") if said.startswith("locatedIn")]


def test_a_government_is_named_by_its_place_and_what_it_is() -> None:
    said = found("Vice Chairman Tran Hien of the Can Tho City People's Committee spoke at noon.", "en")
    assert "holdsPosition: Tran Hien > Can Tho City People's Committee" in said


def test_a_missing_atlas_is_an_empty_one(tmp_path: Path) -> None:
    assert load_atlas(tmp_path, ()) == ()


@pytest.mark.parametrize("line", ["name,level\nIpoh,city\n", "name,aliases,level,country\nIpoh,,town,Malaysia\n"])
def test_an_atlas_that_is_not_understood_is_refused(tmp_path: Path, line: str) -> None:
    file = tmp_path / "places.csv"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(TableError):
        load_atlas(tmp_path, ())


def test_a_programme_of_the_atlas_needs_no_word_that_says_what_it_is() -> None:
    entities = extraction("Residents report potholes through Traffy Fondue, officials said.", "en").entities
    assert [(e.name, e.link) for e in entities if e.kind == SCG.Programme] == [("Traffy Fondue", None)]
