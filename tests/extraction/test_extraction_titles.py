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
