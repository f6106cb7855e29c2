"""The place that a text is about: whose mayor, governor or minister is meant where the text does not say."""

from __future__ import annotations

from typing import Final

from kg.extraction.cast import Cast, Figure
from kg.extraction.chunks import BODY, PLACE
from kg.extraction.scene import Scene
from kg.records import Iri
from kg.terms import SCG, Level

LEVELS: Final[dict[str, tuple[Iri, ...]]] = {
    "city": (Level.CITY, Level.CITY_STATE),
    "regency": (Level.REGENCY,),
    "province": (Level.PROVINCE, Level.SPECIAL_REGION),
    "country": (Level.COUNTRY,),
    "local": (Level.CITY, Level.REGENCY, Level.PROVINCE, Level.SPECIAL_REGION),
}
_INDONESIA: Final = "/indonesia"
_CLEAR: Final = 2  # how much more often than any other a text speaks of the country that it is about


def main_place(scene: Scene, cast: Cast, scope: str) -> Figure | None:
    """The place of these levels that the text speaks of most, the first named on a tie, else its government."""
    levels, bodies = LEVELS[scope], cast.of_kind(BODY)
    if scope == "province" and not any(figure.level in levels for figure in cast.of_kind(PLACE)):
        levels = LEVELS["local"]  # a governor of a city that is its own province
    if scope == "country":
        return _home_country(cast)
    governed = {figure.within for figure in bodies if figure.within}
    ruled = (f.entity.jurisdiction for f in bodies if f.entity and f.entity.kind == SCG.LocalGovernment)
    governed |= {figure for iri in ruled if iri and (figure := cast.linked(iri))}
    home = scene.home
    places = [figure for figure in cast.of_kind(PLACE) if figure.level in levels]
    if scope == "province":
        places += [figure for figure in cast.of_kind(PLACE) if _is_province_too(figure)]
    if home is not None and home.mentions and home.level in LEVELS["local"] and home not in places:
        places = [f for f in places if f in governed or len(f.mentions) > 1] or [home]
    ranked = sorted(places, key=lambda f: (f not in governed, -len(f.mentions), f.first))
    governments = [figure for figure in bodies if figure.level in levels and figure.term == SCG.LocalGovernment]
    return next(iter((*ranked, *governments)), None)


def _is_province_too(figure: Figure) -> bool:
    """Whether a city is likely called like its province: cities outside Indonesia that a text does not call cities."""
    entity = figure.entity
    return entity is not None and figure.level == Level.CITY and not (entity.country or "").endswith(_INDONESIA)


def _home_country(cast: Cast) -> Figure | None:
    """The country that the text speaks of most, its cities and provinces counted in."""
    votes: dict[Iri, int] = {}
    unknown = [f for f in cast.of_kind(PLACE) if f.level == Level.COUNTRY and f.entity is None]
    for figure in cast.of_kind(PLACE):
        entity = figure.entity
        iri = entity and (entity.iri if entity.level == Level.COUNTRY else entity.country)
        if iri:
            votes[iri] = votes.get(iri, 0) + len(figure.mentions)
    linked = {iri: cast.linked(iri) for iri in votes}
    known = {iri: figure for iri, figure in linked.items() if figure is not None}
    if not known:
        return unknown[0] if unknown else None
    ranked = sorted(known, key=lambda iri: (-votes[iri], known[iri].first))
    clear = len(ranked) == 1 or votes[ranked[0]] >= _CLEAR * votes[ranked[1]]
    return known[ranked[0]] if clear else None
