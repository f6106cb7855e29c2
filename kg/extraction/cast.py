"""Who and what a document speaks of: figures, each with all its names and mentions.

Chunks are settled on figures by the registry's entity, by a name or by an alias given in brackets;
short forms come later (`references`). Two names of different kinds never share a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from kg.extraction.chunks import BODY, EVENT, PERSON, PLACE, Chunk
from kg.extraction.tokens import key_of
from kg.records import Entity, FoundEntity, Iri, Mention
from kg.terms import SCG, Level

_CLASSES: Final[dict[str, Iri]] = {
    "person": SCG.Person,
    "body": SCG.Organisation,
    "place": SCG.Place,
    "event": SCG.Event,
    "programme": SCG.Programme,
}


@dataclass(slots=True, eq=False)
class Figure:
    """One entity of the document while it is being put together."""

    kind: str
    name: str
    entity: Entity | None = None
    term: Iri | None = None
    level: Iri | None = None
    within: Figure | None = None
    aliases: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    general: bool = False
    used: bool = False

    @property
    def first(self) -> int:
        """Where it is first mentioned."""
        return min((mention.start for mention in self.mentions), default=0)

    def named(self, name: str) -> None:
        """Take up a further name; the fullest one becomes the name of a person."""
        if self.kind == PERSON and len(name.split()) > len(self.name.split()):
            name, self.name = self.name, name
        if self.name.isupper() and name.casefold() == self.name.casefold():
            self.name = name
        if name != self.name and name not in self.aliases:
            self.aliases.append(name)

    def found(self, number: int) -> FoundEntity:
        """The record of the figure under its number in the document."""
        kind = self.entity.kind if self.entity else self.term if self._is_class() else None
        mentions = tuple(sorted(self.mentions, key=lambda mention: (mention.start, mention.end)))
        return FoundEntity(
            id=f"e{number}",
            kind=kind or _CLASSES[self.kind],
            name=self.name,
            aliases=tuple(self.aliases),
            mentions=mentions,
            level=self.level,
            link=self.entity.iri if self.entity and not self.entity.outside else None,
        )

    def _is_class(self) -> bool:
        return self.kind == BODY


class Cast:
    """All figures of one document."""

    def __init__(self, text: str, entities: dict[Iri, Entity]) -> None:
        self._text = text
        self._entities = entities
        self._figures: list[Figure] = []
        self._linked: dict[Iri, Figure] = {}
        self._noted: set[tuple[int, Mention]] = set()
        self._named: dict[tuple[str, str], Figure] = {}
        self._sharing: dict[tuple[str, str], list[Figure]] = {}

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._figures)

    def of_kind(self, kind: str) -> list[Figure]:
        """The figures of one kind in the order of their first settling."""
        return [figure for figure in self._figures if figure.kind == kind]

    def entity(self, iri: Iri | None) -> Entity | None:
        """The registry's entity of an identifier."""
        return self._entities.get(iri) if iri else None

    def get(self, kind: str, name: str) -> Figure | None:
        """The figure of a kind that is known by a name."""
        return self._named.get((kind, _key(name)))

    def linked(self, iri: Iri) -> Figure | None:
        """The figure that stands for an entity of the registry."""
        return self._linked.get(iri)

    def settle(self, chunk: Chunk, rule: str) -> Figure:
        """Give a chunk its figure, a new one where none fits, and note the mention."""
        entity = self._choose(chunk)
        figure = self._find(chunk, entity) or self._new(chunk, entity)
        self.mention(figure, chunk, rule)
        for name in (chunk.name, *chunk.aliases):
            self.name(figure, name)
        if chunk.within is not None and figure.within is None:
            figure.within = chunk.within.figure
        figure.term = figure.term or chunk.kind_term
        return figure

    def mention(self, figure: Figure, chunk: Chunk, rule: str) -> None:
        """Note that a chunk stands for a figure."""
        chunk.figure = figure
        mention = Mention(chunk.start, chunk.end, self._text[chunk.start : chunk.end], rule)
        if (id(figure), mention) not in self._noted:  # a figure may have thousands of mentions
            self._noted.add((id(figure), mention))
            figure.mentions.append(mention)

    def name(self, figure: Figure, name: str) -> None:
        """Make a figure known by a further name."""
        if not name:
            return
        key = (figure.kind, _key(name))
        self._share(key, figure)
        if self._named.setdefault(key, figure) is figure or figure.within is not None:
            figure.named(name)

    def _share(self, key: tuple[str, str], figure: Figure) -> None:
        sharing = self._sharing.setdefault(key, [])
        if figure not in sharing:
            sharing.append(figure)

    def add(self, figure: Figure) -> Figure:
        """Take in a figure that something implies."""
        self._figures.append(figure)
        if figure.entity:
            self._linked[figure.entity.iri] = figure
        self._named.setdefault((figure.kind, _key(figure.name)), figure)
        self._share((figure.kind, _key(figure.name)), figure)
        return figure

    def _choose(self, chunk: Chunk) -> Entity | None:
        candidates = chunk.candidates
        if len(candidates) <= 1:
            return candidates[0] if candidates else None
        present = [entity for entity in candidates if entity.iri in self._linked]
        if len(present) == 1:
            return present[0]
        if chunk.kind == PLACE:
            return next((entity for level in _LIKELY for entity in candidates if entity.level == level), candidates[0])
        near = [entity for entity in candidates if self._is_near(entity)]
        return near[0] if len(near) == 1 else None

    def _is_near(self, entity: Entity) -> bool:
        places = (entity.jurisdiction, entity.country, entity.parent, *entity.links)
        return any(place in self._linked for place in places if place)

    def _find(self, chunk: Chunk, entity: Entity | None) -> Figure | None:
        if entity is not None and entity.iri in self._linked:
            return self._linked[entity.iri]
        keys = [(chunk.kind, _key(name)) for name in (chunk.name, *chunk.aliases)]
        found = dict.fromkeys(figure for key in keys for figure in self._sharing.get(key, ()))
        fitting = [figure for figure in found if _agree(figure, entity, chunk)]
        if not fitting and chunk.kind == EVENT and entity is None:
            fitting = [f for f in self._figures if f.kind == EVENT and _same_event(f, chunk)]
            return fitting[0] if len(fitting) == 1 else None
        if len(fitting) <= 1 or chunk.kind != BODY:
            return fitting[0] if fitting else None
        before = [figure for figure in fitting if figure.first <= chunk.start]
        return max(before, key=lambda figure: figure.first, default=None)

    def _new(self, chunk: Chunk, entity: Entity | None) -> Figure:
        level = entity.level if entity and entity.level else chunk.level
        figure = Figure(chunk.kind, chunk.name, entity, chunk.kind_term, level, general=chunk.generic)
        return self.add(figure)


_MOST: Final = 0.75
_LIKELY: Final = (Level.COUNTRY, Level.CITY_STATE, Level.PROVINCE, Level.CITY, Level.REGENCY)


def _agree(figure: Figure, entity: Entity | None, chunk: Chunk) -> bool:
    if entity is not None and figure.entity is not None:
        return figure.entity.iri == entity.iri
    if figure.level and chunk.level and figure.level != chunk.level:
        return False
    if not _same_sort(figure, chunk):
        return False
    return _same_home(figure.within, chunk.within.figure if chunk.within else None)


def _same_sort(figure: Figure, chunk: Chunk) -> bool:
    """Whether two full names may be of one body: a ministry and its government may share a short form only."""
    one, other = figure.term, chunk.kind_term
    if figure.kind != BODY or one is None or other is None or one == other:
        return True
    return " " not in chunk.name or " " not in figure.name or _key(figure.name) == _key(chunk.name)


def _same_home(one: Figure | None, other: Figure | None) -> bool:
    """Whether two units of one name may be one: they are part of the same body or place, a city or its government."""
    if one is None or other is None or one is other:
        return True
    return contains(one.name, other.name) or contains(other.name, one.name)


def _same_event(figure: Figure, chunk: Chunk) -> bool:
    """Whether two names of events of one kind share most of their words and no number of one contradicts the other."""
    if (figure.term != chunk.kind_term and figure.entity is None) or figure.general or chunk.generic:
        return False
    one, other = set(key_of(figure.name)), set(key_of(chunk.name))
    numbers = [{word for word in words if any(c.isdigit() for c in word)} for words in (one, other)]
    if numbers[0] and numbers[1] and numbers[0] != numbers[1]:
        return False
    words = [names - figures for names, figures in zip((one, other), numbers, strict=True)]
    shared = words[0] & words[1]
    return len(shared) > 1 and len(shared) >= _MOST * min(len(words[0]), len(words[1]))


def _key(name: str) -> str:
    return " ".join(key_of(name))


def contains(long: str, short: str) -> bool:
    """Whether the words of a short name stand, in order and together, in a longer one."""
    longer, shorter = key_of(long), key_of(short)
    width = len(shorter)
    return width < len(longer) and any(longer[at : at + width] == shorter for at in range(len(longer) - width + 1))


def all_names(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    """Figures by the keys of all their names."""
    index: dict[str, list[Figure]] = {}
    for figure in figures:
        for name in (figure.name, *figure.aliases):
            index.setdefault(_key(name), []).append(figure)
    return index
