"""Who is meant: each found entity gets an identifier, and the reason for it is kept.

In this order, because each step leans on the one before: places; organisations, wholes before parts;
events and programmes; people. Whoever the registry knows is linked to it, by a name that fits and a
second key; everybody else gets an identifier that other articles come to by the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from kg.records import Extraction, FoundEntity, Iri
from kg.relations import segment_of
from kg.resolution.events import Asked
from kg.resolution.identity.names import person_name
from kg.resolution.known import Known
from kg.resolution.minting import MINTED, Minter
from kg.resolution.said import Said
from kg.terms import SCG

_ORDER: Final = ("place", "organisation", "event-series", "event", "programme", "person")


@dataclass(frozen=True, slots=True)
class Identity:
    """The identifier of a found entity; `reason` says how it was found, `known` whether the registry has it.

    `governs` is the place of a local government that the registry does not have, `series` the series of
    which an article tells one event under the name of the series.
    """

    iri: Iri
    reason: str
    known: bool
    governs: Iri | None = None
    series: Iri | None = None


def identities(extraction: Extraction, known: Known) -> dict[str, Identity]:
    """An identity for each local id of the extraction."""
    return _Naming(extraction, known).all()


class _Naming:
    """One document's entities on their way to identifiers."""

    def __init__(self, extraction: Extraction, known: Known) -> None:
        self._entities = {entity.id: entity for entity in extraction.entities}
        self._said = Said(extraction)
        self._known = known
        self._minter = Minter(extraction.document)
        self._published = extraction.document.published
        self._found: dict[str, Identity] = {}
        self._open: set[str] = set()

    def all(self) -> dict[str, Identity]:
        """Every entity, in the order of the extraction."""
        by_kind = {segment: [e for e in self._entities.values() if segment_of(e.kind) == segment] for segment in _ORDER}
        for entity in self._entities.values():
            if entity.link is not None and segment_of(entity.kind) != "person":
                self._of(entity.id)
        for segment in _ORDER:
            for entity in by_kind[segment]:
                self._of(entity.id)
        return {local: self._found[local] for local in self._entities}

    def _of(self, local: str | None) -> Iri | None:
        """The identifier of a local id; None where it is asked for while it is being found (a circle)."""
        if local is None or local not in self._entities or local in self._open:
            return None
        if local not in self._found:
            self._open.add(local)
            self._found[local] = self._identity(self._entities[local])
            self._open.discard(local)
        return self._found[local].iri

    def _identity(self, entity: FoundEntity) -> Identity:
        finders: dict[str, Callable[[FoundEntity], Identity]] = {
            "place": self._place,
            "organisation": self._organisation,
            "event": self._event,
            "event-series": self._series,
            "programme": self._programme,
            "person": self._person,
        }
        return finders[segment_of(entity.kind)](entity)

    def _linked(self, entity: FoundEntity) -> Identity | None:
        if entity.link is not None and entity.link in self._known:
            return Identity(entity.link, "name in the registry", known=True)
        return None

    def _minted(self, made: tuple[Iri, str]) -> Identity:
        return Identity(made[0], f"{MINTED}: {made[1]}", known=False)

    def _place(self, entity: FoundEntity) -> Identity:
        linked = self._linked(entity)
        if linked is not None:
            return linked
        within = self._of(self._said.one("locatedIn", entity.id))
        found = self._known.place(entity, within)
        if found is not None:
            return Identity(found, "one place of that name and level", known=True)
        return self._minted(self._minter.place(entity, within))

    def _organisation(self, entity: FoundEntity) -> Identity:
        linked = self._linked(entity)
        if linked is not None:
            return linked
        if entity.kind == SCG.LocalGovernment:
            place = self._known.governed(entity, self._places())
            if place is not None:
                return self._government(place)
        whole = self._of(self._said.one("partOf", entity.id))
        found = self._known.organisation(entity, self._context(whole))
        if found is not None:
            return Identity(found, "name and place or whole in the registry", known=True)
        holders = [self._entities[one] for one in self._said.holders(entity.id) if one in self._entities]
        told = self._known.told_body(entity, holders)
        if told is not None:
            return Identity(*told, known=True)
        return self._minted(self._minter.organisation(entity, whole))

    def _government(self, place: Iri) -> Identity:
        known = self._known.government(place)
        if known is not None:
            return Identity(known, "government of its place", known=True)
        return replace(self._minted(self._minter.government(place)), governs=place)

    def _event(self, entity: FoundEntity) -> Identity:
        linked = self._linked(entity)
        if linked is not None:
            return linked
        days, place = self._said.days(entity.id), self._of(self._said.one("takesPlaceIn", entity.id))
        return self._known_event(entity) or self._minted(
            self._minter.event(entity, days, place, self._known.events.names.read(entity.name))
        )

    def _known_event(self, entity: FoundEntity) -> Identity | None:
        networks = {one.iri for one in self._found.values() if self._known.is_network(one.iri)}
        asked = Asked(
            names=(entity.name, *entity.aliases),
            days=self._said.days(entity.id),
            places=self._context(self._of(self._said.one("takesPlaceIn", entity.id))),
            network=networks.pop() if len(networks) == 1 else None,
            published=self._published,
        )
        found = self._known.events.find(asked)
        return Identity(*found, known=True) if found else None

    def _series(self, entity: FoundEntity) -> Identity:
        """A series, or the one event of it that the article tells of: with a day, a place or participants."""
        linked = self._linked(entity) or self._minted(self._minter.named("event-series", entity, None))
        if not self._said.is_told_as_event(entity.id):
            return linked
        known = self._known_event(entity)
        if known is not None:
            return known
        days = self._said.days(entity.id)
        return replace(self._minted(self._minter.event_of(linked.iri, entity, days)), series=linked.iri)

    def _programme(self, entity: FoundEntity) -> Identity:
        linked = self._linked(entity)
        if linked is not None:
            return linked
        owner = self._of(self._said.one_of("runs", entity.id))
        return self._minted(self._minter.named("programme", entity, owner))

    def _person(self, entity: FoundEntity) -> Identity:
        fuller = self._fuller(entity)
        if fuller is not None and self._of(fuller.id) is not None:
            return replace(self._found[fuller.id], reason="short form of a name in the text")
        seats = tuple(seat for seat in map(self._of, self._said.all("holdsPosition", entity.id)) if seat)
        found = self._known.person(entity, self._context(*seats), {identity.iri for identity in self._found.values()})
        if found is not None:
            return Identity(*found, known=True)
        return self._minted(self._minter.named("person", entity, seats[0] if seats else None))

    def _fuller(self, entity: FoundEntity) -> FoundEntity | None:
        """The one person of the text whose full name holds this single word."""
        name = person_name(entity.name)
        people = [one for one in self._entities.values() if one.kind == SCG.Person and one is not entity]
        full = [one for one in people if name.single and not person_name(one.name).single]
        found = [one for one in full if set(name.parts) <= set(person_name(one.name).parts)]
        return found[0] if len(found) == 1 else None

    def _context(self, *near: Iri | None) -> frozenset[Iri]:
        """What stands near, with all that it belongs to or lies in."""
        return frozenset(above for one in near if one is not None for above in (one, *self._known.above(one)))

    def _places(self) -> list[Iri]:
        return [i.iri for local, i in self._found.items() if segment_of(self._entities[local].kind) == "place"]
