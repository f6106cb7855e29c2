"""The registry as it is asked when a name has to be linked: by name, by place, by office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Final

from kg import iris
from kg.lang import load_all
from kg.records import Entity, FoundEntity, Iri
from kg.resolution.events import Events
from kg.resolution.identity.names import Fit, align, person_name, sound
from kg.terms import SCG

_NAME: Final = "name in the registry"
_PLACES: Final = "place"


class Known:
    """All entities of the registry; made once, asked for every document."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities = {entity.iri: entity for entity in entities}
        self.events = Events(self._entities.values())
        self._named: dict[tuple[str, str], list[Entity]] = defaultdict(list)
        self._sounds: dict[str, list[Entity]] = defaultdict(list)
        self._governments: dict[Iri, list[Entity]] = defaultdict(list)
        for entity in self._entities.values():
            self._index(entity)

    def __contains__(self, iri: object) -> bool:
        return iri in self._entities

    def get(self, iri: Iri) -> Entity | None:
        """The entity of an identifier."""
        return self._entities.get(iri)

    def above(self, iri: Iri) -> tuple[Iri, ...]:
        """What an entity is part of, lies in or works for, and so on upwards; no country, which tells nobody apart."""
        found: dict[Iri, None] = {}
        waiting = [iri]
        while waiting:
            entity = self._entities.get(waiting.pop())
            for near in (entity.parent, entity.jurisdiction) if entity else ():
                if near is not None and near not in found and not self._is_country(near):
                    found[near] = None
                    waiting.append(near)
        return tuple(found)

    def place(self, entity: FoundEntity, within: Iri | None) -> Iri | None:
        """The one place of that name, level and surroundings."""
        candidates = [
            one
            for one in self._by_name(_PLACES, entity)
            if (entity.level is None or one.level == entity.level)
            and (within is None or within == one.country or within in self.above(one.iri))
        ]
        return _only(candidates)

    def is_network(self, iri: Iri) -> bool:
        """Whether an identifier is that of a network."""
        entity = self._entities.get(iri)
        return entity is not None and entity.kind == SCG.Network

    def governed(self, entity: FoundEntity, near: Collection[Iri]) -> Iri | None:
        """The place that a local government is named after: one of those near it, else the only one of its level."""
        words = iris.folded(entity.name)
        for iri in near:
            place = self._entities.get(iri)
            if place and place.level != entity.level is not None:
                continue
            if place and any(_ends_in(words, iris.folded(name.text)) for name in place.names):
                return iri
        tails = ("-".join(words.split("-")[at:]) for at in range(1, words.count("-") + 1))
        found = ({e.iri: e for e in self._named[_PLACES, tail] if e.level == entity.level} for tail in tails)
        return next((next(iter(places)) for places in found if len(places) == 1), None)

    def government(self, place: Iri) -> Iri | None:
        """The registry's government of a place."""
        return _only(self._governments[place])

    def organisation(self, entity: FoundEntity, context: Collection[Iri]) -> Iri | None:
        """The one organisation of exactly that name that belongs to something of the context."""
        candidates = [one for one in self._by_name("organisation", entity) if _agrees(entity, one)]
        near = [one for one in candidates if set(self.above(one.iri)) & set(context)]
        return _only(near)

    def told_body(self, entity: FoundEntity, holders: Iterable[FoundEntity]) -> tuple[Iri, str] | None:
        """The one body of a name that is of the country in front of it, or that a known holder has an office in."""
        country = self._country_in_front(entity)
        if country is not None:
            found = _only(one for one in self._bearing(country[1], entity) if one.jurisdiction == country[0])
            return (found, "name and country in the registry") if found else None
        bodies = set(chain.from_iterable(map(self._bodies, holders)))
        found = _only(
            one for one in self._by_name("organisation", entity) if _agrees(entity, one) and one.iri in bodies
        )
        return (found, "name and the office of somebody known") if found else None

    def _country_in_front(self, entity: FoundEntity) -> tuple[Iri, str] | None:
        """The country whose adjective a name begins with, and the rest: "Indonesian Ministry of Home Affairs"."""
        adjective, _, rest = iris.folded(entity.name).partition("-")
        places = chain.from_iterable(self._named[_PLACES, name] for name in _adjectives().get(adjective, ()))
        found = _only(one for one in places if self._is_country(one.iri))
        return (found, rest) if found and rest else None

    def _bearing(self, name: str, entity: FoundEntity) -> list[Entity]:
        return [one for one in self._named["organisation", name] if _agrees(entity, one)]

    def _bodies(self, holder: FoundEntity) -> set[Iri]:
        """What somebody of a full name holds offices in, as far as the registry knows, with what that belongs to."""
        linked = self._entities.get(holder.link) if holder.link else self._bearer((holder.name,), ())
        if linked is None or person_name(holder.name).single or not _is_form(holder.name, linked):
            return set()
        return set(chain.from_iterable((link, *self.above(link)) for link in linked.links))

    def person(self, entity: FoundEntity, offices: Collection[Iri], present: Collection[Iri]) -> tuple[Iri, str] | None:
        """The one person whose name fits: exactly, or by its parts and an office in the same place or body.

        A single word needs somebody or something else that the person belongs to in the same text.
        """
        full = [name for name in (entity.name, *entity.aliases) if not person_name(name).single]
        linked = self._entities.get(entity.link) if entity.link else self._bearer(full, offices)
        if linked is not None and any(_is_form(name, linked) for name in full):
            return linked.iri, _NAME
        if linked is not None and self._alone(linked, entity.name, {*offices, *present}):
            return linked.iri, "short name, and an office that the text names"
        near = [one for one in self._alike(full) if self._belongs(one, offices)]
        found = _only(near)
        return (found, "name that fits, and the same office or place") if found else None

    def _bearer(self, names: Iterable[str], offices: Collection[Iri]) -> Entity | None:
        """The one person who bears one of these names to the letter, unless all that is known is in other countries."""
        bearers = {e.iri: e for name in names for e in self._named["person", iris.folded(name)]}
        found = next(iter(bearers.values())) if len(bearers) == 1 else None
        here, there = self._countries(offices), self._countries(found.links) if found else set()
        return None if here and there and not here & there else found

    def _countries(self, things: Iterable[Iri]) -> set[Iri]:
        known = (self._entities.get(thing) for thing in things)
        return {entity.country for entity in known if entity is not None and entity.country is not None}

    def _alike(self, names: Iterable[str]) -> Iterator[Entity]:
        for name in names:
            heard = {sound(part) for part in person_name(name).parts if len(part) > 1}
            candidates = {e.iri: e for part in sorted(heard) for e in self._sounds[part]}
            yield from (e for e in candidates.values() if any(_fits(name, known.text) for known in e.names))

    def _alone(self, person: Entity, name: str, context: Collection[Iri]) -> bool:
        """Whether of all who bear a short name this person alone belongs to something near."""
        heard = [self._sounds[sound(part)] for part in person_name(name).parts if len(part) > 1]
        near = {one.iri for bearers in heard for one in bearers if self._belongs(one, context)}
        return near <= {person.iri} and self._belongs(person, context)

    def _belongs(self, person: Entity, context: Collection[Iri]) -> bool:
        ends = set(person.links)
        wider = set(chain.from_iterable(self.above(end) for end in person.links))
        return bool((ends | wider) & set(context))

    def _by_name(self, segment: str, entity: FoundEntity) -> list[Entity]:
        names = dict.fromkeys(iris.folded(name) for name in (entity.name, *entity.aliases))
        return list({e.iri: e for name in names for e in self._named[segment, name]}.values())

    def _index(self, entity: Entity) -> None:
        segment = iris.kind_of(entity.iri)
        for name in dict.fromkeys(iris.folded(name.text) for name in entity.names):
            self._named[segment, name].append(entity)
        if entity.kind == SCG.Person:
            parts = {sound(p) for name in entity.names for p in person_name(name.text).parts if len(p) > 1}
            for part in parts:
                self._sounds[part].append(entity)
        if entity.kind == SCG.LocalGovernment and entity.jurisdiction:
            self._governments[entity.jurisdiction].append(entity)

    def _is_country(self, iri: Iri) -> bool:
        entity = self._entities.get(iri)
        return entity is not None and entity.country == iri


@cache
def _adjectives() -> dict[str, list[str]]:
    """The folded names of countries by adjectives of every language."""
    found: dict[str, list[str]] = defaultdict(list)
    for language in load_all():
        for row in language.tables.get("demonyms", ()):
            if row.get("use") == "adjective":
                found[iris.folded(row["form"])].append(iris.folded(row["country"]))
    return found


def _only(found: Iterable[Entity]) -> Iri | None:
    iris_found = {entity.iri for entity in found}
    return iris_found.pop() if len(iris_found) == 1 else None


def _agrees(found: FoundEntity, known: Entity) -> bool:
    return found.kind in (known.kind, SCG.Organisation, SCG.PublicOrganisation) or known.kind == SCG.Organisation


def _ends_in(words: str, name: str) -> bool:
    return words.endswith(f"-{name}")


def _is_form(name: str, person: Entity) -> bool:
    return any(iris.folded(name) == iris.folded(known.text) for known in person.names) or any(
        _fits(name, known.text) for known in person.names
    )


def _fits(left: str, right: str) -> bool:
    """Whether two names of several words fit part by part: as they stand, in sound, or by initials."""
    one, other = person_name(left), person_name(right)
    if one.single or other.single:
        return False
    aligned = align(one, other)
    whole = [how for *_, how in aligned.pairs if how in (Fit.EQUAL, Fit.SOUND)] if aligned else []
    return aligned is not None and len(whole) >= 2 and all(how is not Fit.TYPO for *_, how in aligned.pairs)
