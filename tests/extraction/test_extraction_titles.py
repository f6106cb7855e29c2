"""Titles that no table lists: rank and field in front of a head, the field behind it."""

from __future__ import annotations

import pytest

from extraction_reading import extraction
from kg.records import Literal
from kg.terms import SCG

FRAMES = (
    "Karin Weber, {small} of the Green Growth Institute, said the plan would work.",
    "Green Growth Institute {small} Karin Weber said the plan would work.",
    "Karin Weber, the {large} at the Green Growth Institute, said the plan would work.",
)


def titles(text: str) -> list[str]:
    """The titles of all offices that a text states, with what they belong to."""
    read = extraction(text, "en")
    names = {entity.id: entity.name for entity in read.entities}
    return [
        f"{q.value.value} > {names[str(relation.object)]}"
        for relation in read.relations
        for q in relation.qualifiers
        if q.name == SCG.title and isinstance(q.value, Literal)
    ]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    "title",
    [
        "chief city planner",
        "lead water engineer",
        "district engineer",
        "deputy managing director",
        "assistant regional director",
        "technical adviser",
        "group leader",
        "division chief",
        "national focal point",
        "senior transport economist",
        "executive officer",
        "head of public policy",
        "vice chancellor",
    ],
)
def test_rank_and_field_belong_to_the_title(title: str, frame: str) -> None:
    large = title.title().replace(" Of ", " of ")
    said = titles(frame.format(small=title, large=large))
    assert said == [f"{large if '{large}' in frame else title} > Green Growth Institute"]


def test_a_department_in_front_of_a_head_is_a_body_and_no_rank() -> None:
    assert titles("Mr Somchai met Land Transport Department director Karin Weber at noon.") == [
        "director > Land Transport Department"
    ]


def test_the_field_of_a_head_may_have_an_article_where_a_body_follows() -> None:
    said = titles("Karin Weber, head of the urban planning division at the Green Growth Institute, said so.")
    assert said == ["head of the urban planning division > Green Growth Institute"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Acting Medan Mayor Dr Ann Lee agreed.", "Acting Mayor > Medan"),
        ("Prof. Ann Lee of Ghent University agreed.", "Professor > Ghent University"),
        ("Makassar Mayor John Tan and his deputy, Ann Lee, agreed.", "Deputy Mayor > Makassar"),
        (
            "John Tan, mayor of Medan, greeted Ann Lee, one of four deputy mayors of Makassar.",
            "Deputy Mayor > Makassar",
        ),
        ("Ann Lee, who is also the provincial administrator of Bataan, agreed.", "provincial administrator > Bataan"),
        ("Ann Lee, 54, long-serving mayor of Makassar, agreed.", "mayor > Makassar"),
        ("Ann Lee, the secretary of the Green Growth Institute, agreed.", "secretary > Green Growth Institute"),
        (
            "Ann Lee, Executive Vice-President of the European Commission for the Green Deal, agreed.",
            "Executive Vice-President > European Commission",
        ),
    ],
)
def test_a_title_reaches_as_far_as_the_office_does(text: str, said: str) -> None:
    assert said in titles(text)


def test_a_professor_whose_university_is_not_named_holds_no_office_by_the_honorific() -> None:
    assert titles("Prof. Ann Lee agreed with the city council.") == []


def test_who_takes_over_from_somebody_holds_the_office_and_not_the_other() -> None:
    found = extraction("Ann Lee succeeded Dr John Tan as mayor of Makassar.", "en")
    names = {entity.id: entity.name for entity in found.entities}
    assert [names[relation.subject] for relation in found.relations] == ["Ann Lee"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sumitomo Rail Asia managing director Ann Lee agreed.", "managing director > Sumitomo Rail Asia"),
        ("City Engineer Ann Lee of Makassar agreed.", "City Engineer > Makassar"),
    ],
)
def test_longer_names_of_bodies_and_officers_of_cities(text: str, said: str) -> None:
    assert said in titles(text)
