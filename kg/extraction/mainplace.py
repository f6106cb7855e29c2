"""The place that a text is about: whose mayor, governor or minister is meant where the text does not say."""

from __future__ import annotations

from typing import Final

from kg.extraction.cast import Cast, Figure
from kg.extraction.chunks import BODY, PLACE, Chunk
from kg.extraction.scene import Clause, Scene
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
_RULED: Final = frozenset({Level.CITY, Level.REGENCY, Level.PROVINCE, Level.SPECIAL_REGION, Level.CITY_STATE})
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


def place_before(clause: Clause, chunk: Chunk, scope: str) -> Figure | None:
    """The one place of the office's level that its sentence names before the office."""
    if scope == "country":
        return None
    found = [c.figure for c in clause.of(PLACE) if c.end <= chunk.start and c.figure is not None]
    local = (*LEVELS["local"], Level.CITY_STATE)
    fitting = list(dict.fromkeys(figure for figure in found if figure.level in local))
    exact = [figure for figure in fitting if figure.level in LEVELS[scope]]
    fitting = exact if len(fitting) > 1 and scope == "province" else fitting
    return fitting[0] if len(fitting) == 1 else None


def spoken_of(scene: Scene, clause: Clause, chunk: Chunk) -> set[Figure]:
    """The places with offices of their own of which the sentence, as far as the office, and the one before speak."""
    near = scene.clauses[max(clause.number - 1, 0) : clause.number + 1]
    found = (_governed(other) for each in near for other in each.of(PLACE, BODY) if other.end <= chunk.start)
    return {
        figure for figure in found if figure is not None and (figure.entity is not None or len(figure.mentions) > 1)
    }


def _governed(chunk: Chunk) -> Figure | None:
    """The place with offices of its own that a place stands for, or a body that lies in one."""
    figure = chunk.figure
    if figure is not None and figure.kind == BODY:
        figure = figure.within
    return figure if figure is not None and figure.kind == PLACE and figure.level in _RULED else None
