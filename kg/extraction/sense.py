"""What cannot be meant: statements whose ends do not go together by their kinds, levels and countries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from kg.extraction.cast import Figure
from kg.extraction.chunks import PERSON, PLACE
from kg.extraction.scene import Scene, Stated
from kg.records import Iri
from kg.terms import Level

_DOUBTFUL: Final = Decimal("0.5")
_BODY_TEXT: Final = "body"
_OF_BODIES: Final = frozenset({"partnersWith", "memberOf", "runs"})
_ORDER: Final[dict[Iri, int]] = {
    Level.DISTRICT: 1,
    Level.CITY: 2,
    Level.REGENCY: 2,
    Level.PROVINCE: 3,
    Level.SPECIAL_REGION: 3,
    Level.COUNTRY: 4,
    Level.CITY_STATE: 4,
}


def keep_sensible(scene: Scene) -> None:
    """Take away what cannot be so; people who act for nobody that the text names stay a candidate."""
    scene.stated[:] = _sensible(scene)


def _sensible(scene: Scene) -> Iterator[Stated]:
    for stated in scene.stated:
        ends = [end for end in (stated.subject, stated.object) if end is not None]
        figures = [end.figure for end in ends if end.figure is not None]
        if stated.relation == "locatedIn" and len(figures) == len(ends):
            if stated.clause.kind == _BODY_TEXT and _may_lie_in(*figures) and not _is_listed(stated):
                yield stated
        elif stated.relation in _OF_BODIES and any(figure.kind == PERSON for figure in figures):
            yield replace(stated, confidence=min(stated.confidence, _DOUBTFUL))
        elif stated.relation == "partnersWith" and len(figures) == len(ends) and _are_one(*figures):
            continue
        else:
            yield stated


def _is_listed(stated: Stated) -> bool:
    """Whether the wider place is rather the next of a list, since one that is no wider follows: "A, Bengkulu, B"."""
    chunks = stated.clause.everything
    at = chunks.index(stated.object) if stated.object in chunks else len(chunks)
    behind = chunks[at + 2] if at + 2 < len(chunks) and chunks[at + 1].name == "," else None
    if behind is None or behind.kind != PLACE or behind.figure is None or behind.figure.level == Level.OTHER:
        return False
    level = behind.figure.level
    return level is not None and _ORDER.get(level, 0) < _ORDER[Level.COUNTRY]


def _may_lie_in(inner: Figure, outer: Figure) -> bool:
    """Whether one place may lie in another: not in one of a lower level, nor in another country."""
    low, high = (_ORDER.get(figure.level, 0) if figure.level else 0 for figure in (inner, outer))
    if low and high and low >= high:
        return False
    countries = [_country(figure) for figure in (inner, outer)]
    return None in countries or countries[0] == countries[1]


def _country(figure: Figure) -> Iri | None:
    entity = figure.entity
    if entity is None:
        return None
    return entity.iri if entity.level in (Level.COUNTRY, Level.CITY_STATE) else entity.country


def _are_one(one: Figure, other: Figure) -> bool:
    """Whether one end is the place or the body of the other, which agrees on nothing with itself."""
    return one.within is other or (other.within is one and PLACE in (one.kind, other.kind))
