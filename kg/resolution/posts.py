"""Which post a title means: one office has one identifier, however sources title it and in whatever language.

A post is told by what it belongs to, its rank and its subject. A title that names the body, or the place, says no more
than one without ("Kepala Diskominfo Makassar"); one that names a known unit of the body is an office of that unit. What
leaves a doubt stays apart: a deputy is no head, a place no other level, the office of an unnamed unit nobody else's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, NamedTuple

from kg import iris
from kg.lang import Office, UnitName, Words, bare_title, read_office, read_unit, words_of
from kg.records import Entity, Fact, Iri, Literal, Property, SourceFacts
from kg.terms import DCT, OPENGOV, ORG, SCG, PostKind, Relation

_HEADS: Final[Mapping[str, Iri]] = {
    "mayor": PostKind.MAYOR,
    "deputy-mayor": PostKind.DEPUTY_MAYOR,
    "regent": PostKind.REGENT,
    "deputy-regent": PostKind.DEPUTY_REGENT,
    "governor": PostKind.GOVERNOR,
    "deputy-governor": PostKind.DEPUTY_GOVERNOR,
}
"""Ranks of which a place has one."""
_OF_A_MINISTRY: Final = frozenset(("minister", "secretary", ""))
_WITH_UNITS: Final = frozenset((SCG.Ministry, SCG.LocalGovernment, SCG.Place))
"""What has so many units that an office of a unit that is not named may be anybody's."""
_LANGUAGES: Final = ("id", "en")  # which title of a row tells its post; the others lead to the same one
Key = tuple[str, ...]


class Held(NamedTuple):
    """An office as a source gives it: who, the title, its kind, and what it belongs to."""

    person: Iri
    title: str
    kind: Iri | None
    organisation: Iri | None
    place: Iri | None


@dataclass(frozen=True, slots=True)
class Found:
    """The post that is meant; `seat` what it belongs to, where the title names a unit of what the source says."""

    post: Iri
    office: Office
    seat: Iri | None = None


class Posts:
    """What the registry knows of bodies and their offices; made once, asked for every title."""

    def __init__(self, entities: Iterable[Entity], sources: Iterable[SourceFacts] = ()) -> None:
        self._entities = {entity.iri: entity for entity in entities}
        self._units: dict[Iri, list[Entity]] = defaultdict(list)
        self._governments: dict[Iri, list[Entity]] = defaultdict(list)
        for entity in self._entities.values():
            self._index(entity)
        self._also: dict[Key, set[Iri]] = defaultdict(set)
        self._learn(sources)

    def of(self, held: Held) -> Found:
        """The post of a title."""
        seat, office, moved = self._read(held)
        key = self._key(held, seat, office)
        post = self._by_kind(held, seat, office) if moved is None else None
        also = self._also.get(key, set())
        if post is None:
            post = next(iter(also)) if len(also) == 1 else iris.hashed("post", *key)
        return Found(post, office, moved)

    def named(self, sources: Iterable[SourceFacts]) -> tuple[SourceFacts, ...]:
        """The sources with the post of each office that they title, unless they name it."""
        return tuple(replace(one, facts=tuple(map(self._named, one.facts))) for one in sources)

    def ranks(self, fact: Fact) -> frozenset[str]:
        """The ranks that the titles of a fact say."""
        return frozenset(self._read(held)[1].rank for held in _held(fact)) - {""}

    def _named(self, fact: Fact) -> Fact:
        held = next(_held(fact), None)
        if held is None or any(found.name == OPENGOV.post for found in fact.properties):
            return fact
        return replace(fact, properties=(*fact.properties, Property(OPENGOV.post, self.of(held).post)))

    def _learn(self, sources: Iterable[SourceFacts]) -> None:
        """Every title of a row leads to the post of its first one; not where two rows then mean two."""
        also: dict[Key, set[Iri]] = defaultdict(set)
        rows = [list(_held(fact)) for source in sources for fact in source.facts]
        firsts = {self._key_of(row[0]) for row in rows if len(row) > 1}
        for row in rows:
            post = self.of(row[0]).post if row else None
            for held in row if len(row) > 1 else row[:1]:
                key = self._key_of(held)
                if post is not None and iris.hashed("post", *key) != post and (held is row[0] or key not in firsts):
                    also[key].add(post)
        self._also.update(also)

    def _key_of(self, held: Held) -> Key:
        seat, office, _ = self._read(held)
        return self._key(held, seat, office)

    def _read(self, held: Held) -> tuple[Iri | None, Office, Iri | None]:
        """What the post belongs to, the title as it is read, and the unit that the title names, if any."""
        said = held.organisation or held.place
        seat = self._seat(said)
        office = read_office(held.title, self._around(said))
        unit = self._unit(seat, office) if seat is not None else None
        if unit is not None:
            return unit, replace(office, name=UnitName("", ()), said=()), unit
        if seat is not None and self._is_seat_named(seat, office):
            office = replace(office, name=UnitName("", ()), said=())
        return seat, office, None

    def _key(self, held: Held, seat: Iri | None, office: Office) -> Key:
        name = office.name
        if name.unit and not name.subject:
            entity = self._entities.get(seat) if seat is not None else None
            has_units = entity.kind in _WITH_UNITS if entity else iris.kind_of(seat or "") == "place"
            if office.is_implied and not has_units:
                return "office", seat or "", office.rank, ""
            return "office", seat or "", office.rank, name.unit, held.person
        return "office", seat or "", office.rank, name.unit, *name.subject

    def _by_kind(self, held: Held, seat: Iri | None, office: Office) -> Iri | None:
        """The post of a place or ministry that has one of the kind."""
        place = held.place or (seat if seat is not None and iris.kind_of(seat) == "place" else None)
        if held.kind in iris.ONE_AT_A_TIME and place is not None:
            return iris.post("", str(held.kind), held.organisation, place)
        bare = office.name == UnitName("", ())
        if bare and office.rank in _HEADS and place is not None and seat == place:
            return iris.post("", str(_HEADS[office.rank]), None, place)
        body = held.organisation
        is_minister = held.kind == PostKind.MINISTER and office.rank in _OF_A_MINISTRY
        if body is None or not (is_minister or (bare and office.rank == "minister")) or self._is_part(body, office):
            return None
        return iris.post("", str(PostKind.MINISTER), body, None)

    def _is_part(self, body: Iri, office: Office) -> bool:
        """Whether a minister is one for a part of what the ministry is for, beside whom there may be another."""
        subject = set(office.name.subject)
        return bool(subject) and any(subject < set(name.subject) for name in self._names(body))

    def _seat(self, said: Iri | None) -> Iri | None:
        """What a post belongs to: the place rather than its government, which sources name or leave out."""
        entity = self._entities.get(said) if said is not None else None
        if entity is not None and entity.kind == SCG.LocalGovernment and entity.jurisdiction is not None:
            return entity.jurisdiction
        return said

    def _is_seat_named(self, seat: Iri, office: Office) -> bool:
        names = self._names(seat)
        if not office.name.subject:
            return bool(office.name.unit) and any(name.unit == office.name.unit for name in names)
        return any(
            name.subject == office.name.subject and (office.name.unit in ("", name.unit) or not name.unit)
            for name in names
        )

    def _unit(self, seat: Iri, office: Office) -> Iri | None:
        """The one known unit of what the source says that the title names."""
        if not office.name.unit or not office.name.subject:
            return None
        found = {unit.iri for unit in self._below(seat) if office.name in self._names(unit.iri)}
        return found.pop() if len(found) == 1 else None

    def _below(self, seat: Iri) -> Iterator[Entity]:
        waiting, seen = [seat, *(one.iri for one in self._governments[seat])], {seat}
        while waiting:
            for unit in self._units[waiting.pop()]:
                if unit.iri not in seen:
                    seen.add(unit.iri)
                    waiting.append(unit.iri)
                    yield unit

    def _index(self, entity: Entity) -> None:
        if iris.kind_of(entity.iri) != "organisation" or entity.outside:
            return
        if entity.kind == SCG.LocalGovernment and entity.jurisdiction is not None:
            self._governments[entity.jurisdiction].append(entity)
            return
        for whole in {entity.parent, entity.jurisdiction} - {None}:
            assert whole is not None
            self._units[whole].append(entity)

    @lru_cache(maxsize=4096)  # noqa: B019  one of these lives as long as the run
    def _names(self, body: Iri) -> frozenset[UnitName]:
        """A body as each of its names says it, without those of what it belongs to."""
        entity = self._entities.get(body)
        if entity is None or iris.kind_of(body) != "organisation":
            return frozenset()
        around = self._above(entity)
        read = (read_unit(name.text, around) for name in entity.names if name.kind != "misspelling")
        return frozenset(name for name in read if name.subject)

    @lru_cache(maxsize=4096)  # noqa: B019
    def _around(self, seat: Iri | None) -> frozenset[Words]:
        """The names of what a post belongs to, and of all that this belongs to."""
        entity = self._entities.get(seat) if seat is not None else None
        return frozenset((*_forms(entity), *self._above(entity))) if entity else frozenset()

    def _above(self, entity: Entity) -> frozenset[Words]:
        found: set[Words] = set()
        waiting, seen = [entity], {entity.iri}
        while waiting:
            one = waiting.pop()
            near = [one.parent, one.jurisdiction, one.country, *(g.iri for g in self._governments[one.iri])]
            for iri in near:
                other = self._entities.get(iri) if iri is not None else None
                if other is not None and other.iri not in seen:
                    seen.add(other.iri)
                    found.update(_forms(other))
                    waiting.append(other)
        return frozenset(found)


def _forms(entity: Entity) -> Iterator[Words]:
    return (words_of(name.text) for name in entity.names)


def _held(fact: Fact) -> Iterator[Held]:
    """The office that a fact tells, once for each of its titles, the one that tells the post first."""
    titles = [p.value for p in fact.properties if p.name == SCG.title and isinstance(p.value, Literal)]
    if fact.relation != Relation.HOLDS_POSITION or not titles or (fact.node is not None and fact.object is None):
        return
    kinds = sorted(p.value for p in fact.properties if p.name == SCG.postKind and isinstance(p.value, Iri))
    ends = [fact.object, *(p.value for p in fact.properties if p.name in (ORG.organization, DCT.spatial))]
    seats = sorted(end for end in ends if isinstance(end, Iri))
    body, place = (next((s for s in seats if iris.kind_of(s) == kind), None) for kind in ("organisation", "place"))
    for title in sorted(titles, key=_rank):
        yield Held(fact.subject, bare_title(title.value), kinds[0] if kinds else None, body, place)


def _rank(title: Literal) -> tuple[int, str, str]:
    tag = title.language or ""
    return (_LANGUAGES.index(tag) if tag in _LANGUAGES else len(_LANGUAGES)), tag, title.value
