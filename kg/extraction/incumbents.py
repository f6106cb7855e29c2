"""What a known person's office is of, where a text says office and name only: "Mayor Eri Cahyadi", "Presiden Jokowi".

The registry and the atlas tell which places and bodies somebody held offices in; the office in the text tells which of
them is meant. Nothing is stated that the text does not say: without the office in front of the name there is no claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extraction.cast import Cast, Figure
from kg.extraction.chunks import BODY, PERSON, PLACE, Chunk
from kg.extraction.mainplace import LEVELS
from kg.extraction.scene import Clause
from kg.records import Entity, Mention
from kg.terms import SCG, Level

_COUNTRIES: Final = frozenset({Level.COUNTRY, Level.CITY_STATE})
_HOLDER, _HOMELAND = "known-holder", "homeland"  # rules of the mentions


def place_of_holder(cast: Cast, clause: Clause, chunk: Chunk, scope: str) -> Figure | None:
    """The one place of the office's level that the person beside the office is known to have governed."""
    person = _beside(clause, chunk)
    if person is None:
        return None
    levels = _COUNTRIES if scope == "country" else frozenset(LEVELS[scope])
    places = {each.iri: each for each in _places(cast, person) if each.level in levels}
    home = cast.entity(person.country) if scope == "country" and not places else None
    places = {home.iri: home} if home is not None else places
    return _figure(cast, PLACE, next(iter(places.values())), chunk) if len(places) == 1 else None


def body_of_holder(cast: Cast, clause: Clause, chunk: Chunk, kind: str = "") -> Figure | None:
    """The one body, of a class where one is given, that the person beside the office is known to have worked for.

    Without a class only a body that the text names counts.
    """
    person = _beside(clause, chunk)
    if person is None:
        return None
    known = {iri: entity for iri in person.links if (entity := cast.entity(iri)) and entity.kind != SCG.Place}
    if kind:
        bodies = [entity for entity in known.values() if entity.kind == kind]
        return _figure(cast, BODY, bodies[0], chunk) if len(bodies) == 1 else None
    named = [figure for iri in known if (figure := cast.linked(iri)) is not None]
    return named[0] if len(named) == 1 else None


def place_of_press(cast: Cast, homeland: Entity | None, chunk: Chunk) -> Figure | None:
    """The country whose press the text belongs to, where the text speaks of no other: "the President", at home."""
    if homeland is None:
        return None
    spoken = (figure.entity for figure in cast.of_kind(PLACE) if figure.entity is not None)
    abroad = any(homeland.iri not in (place.iri, place.country) for place in spoken if place.level != Level.OTHER)
    return None if abroad else _figure(cast, PLACE, homeland, chunk, _HOMELAND)


def _beside(clause: Clause, chunk: Chunk) -> Entity | None:
    """The known person whose name stands right behind an office, or in front of it behind a comma."""
    chunks = clause.everything
    at = next((index for index, other in enumerate(chunks) if other is chunk), None)
    if at is None:
        return None
    behind = chunks[at + 1] if at + 1 < len(chunks) else None
    before = chunks[at - 2] if at > 1 and chunks[at - 1].name == "," else None
    near = (each for each in (behind, before) if each is not None and each.kind == PERSON and each.figure is not None)
    return next((each.figure.entity for each in near if each.figure is not None), None)


def _places(cast: Cast, person: Entity) -> Iterator[Entity]:
    for iri in person.links:
        entity = cast.entity(iri)
        if entity is not None and entity.kind != SCG.Place:
            entity = cast.entity(entity.jurisdiction) if entity.kind == SCG.LocalGovernment else None
        if entity is not None:
            yield entity


def _figure(cast: Cast, kind: str, entity: Entity, chunk: Chunk, rule: str = _HOLDER) -> Figure:
    figure = cast.linked(entity.iri)
    if figure is None:
        figure = cast.add(Figure(kind, entity.label, entity, level=entity.level))
        figure.mentions.append(Mention(chunk.start, chunk.end, chunk.name, rule))
    return figure
