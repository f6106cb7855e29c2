"""The named things of a store, and where a question names them: exactly, by part, or with a typing error.

Comes in: entities. Goes out: which things a run of words may name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kg.answers.words import Vocabulary, keys
from kg.extraction.phrases import Phrases
from kg.lang import Language
from kg.queries import Named
from kg.queries.names import CLASSES
from kg.records import Entity, Iri
from kg.terms import SCG, Level, PostKind

_LEAST_LIKE = 0.8
_MARGIN = 0.04
_SHORTEST_LIKE = 6
_SHORT = 3
_LEADING = frozenset(
    {
        PostKind.HEAD_OF_STATE,
        PostKind.HEAD_OF_GOVERNMENT,
        PostKind.MINISTER,
        PostKind.DIRECTOR_GENERAL,
        PostKind.DIRECTOR,
        PostKind.GOVERNOR,
        PostKind.MAYOR,
        PostKind.REGENT,
        PostKind.HEAD_OF_AGENCY,
        PostKind.CHAIR,
        PostKind.CHIEF_EXECUTIVE,
    }
)
_DEPUTY = "deputy"
_HASH = re.compile(r"[0-9a-f]{16}")
_YEAR = re.compile(r"(?:19|20)\d\d")
ANNUAL = "annual-meeting"
EVENTS = frozenset({"event", ANNUAL})
LEAD, POST = "lead", "post"


def is_a(entity: Entity, kind: str) -> bool:
    """Whether a thing is of a kind of parameter, or a `lead` (the post of whoever leads) or any other `post`."""
    if kind in {LEAD, POST}:
        return entity.kind == SCG.Post and (entity.level in _LEADING) == (kind == LEAD)
    return entity.kind in CLASSES[kind] and (kind != "country" or entity.level == Level.COUNTRY)


def kind_of(entity: Entity) -> str:
    """The narrowest kind that a thing fits."""
    order = ("country", "network", "place", "person", "event", "programme", "organisation", LEAD, POST)
    return next((kind for kind in order if is_a(entity, kind)), "thing")


def curated(entity: Entity) -> bool:
    """Whether a thing has a key that somebody chose, rather than a hash of what an article says."""
    return _HASH.fullmatch(entity.iri.rpartition("/")[2]) is None


@dataclass(frozen=True, slots=True)
class Found:
    """A run of words that names things: how many words, the things, and the name where it was typed otherwise."""

    length: int
    things: tuple[Entity, ...]
    name: str | None = None


class Things:
    """The names of all things, to be found in the words of a question."""

    def __init__(self, entities: Iterable[Entity], vocabulary: Vocabulary, languages: Iterable[Language]) -> None:
        self.by_iri = {entity.iri: entity for entity in entities}
        self._vocabulary = vocabulary
        self._exact: Phrases[Entity] = Phrases()
        self._joined: dict[str, dict[Iri, Entity]] = {}
        self._parts: dict[str, dict[Iri, Entity]] = {}
        self._whole: dict[str, list[tuple[tuple[str, ...], Entity]]] = {}
        for entity in self.by_iri.values():
            if entity.kind not in {SCG.EventSeries, SCG.Post}:
                self._enter(entity)
        for entity in self.by_iri.values():
            if entity.kind == SCG.Post:
                self._enter(entity)
        self._relocate()
        for language in languages:
            self._contract(language)
            self._demonyms(language)
            self._turn(language)
        self._shorten()

    def exact(self, looked: Sequence[str], at: int, kind: str | None = None) -> Found | None:
        """The longest name that starts at a word, of things of any kind or of one kind."""
        for length in self._exact.lengths(looked[at]):
            things = self._exact.get(looked[at : at + length]) if at + length <= len(looked) else []
            fitting = tuple(thing for thing in things if kind is None or is_a(thing, kind))
            if fitting:
                return Found(length, fitting)
        return None

    def part(self, key: str) -> Found | None:
        """The one person of whose name a word is part."""
        people = self._parts.get(key, {})
        return Found(1, tuple(people.values())) if len(people) == 1 and len(key) > _SHORT else None

    def alike(self, looked: Sequence[str]) -> tuple[Found, float] | None:
        """The things whose name is most like these words, with how like, unless others come as near."""
        text = " ".join(looked)
        if len(text) < _SHORTEST_LIKE:
            return None
        hits = process.extract(
            text, self._joined.keys(), scorer=OSA.normalized_similarity, score_cutoff=_LEAST_LIKE - _MARGIN, limit=6
        )
        if not hits or hits[0][1] < _LEAST_LIKE:
            return None
        best = self._joined[hits[0][0]]
        rivals = [hit for hit in hits[1:] if not set(self._joined[hit[0]]) & set(best)]
        if rivals and hits[0][1] - rivals[0][1] < _MARGIN:
            return None
        return Found(len(looked), tuple(best.values()), next(iter(best.values())).label), hits[0][1]

    def near(self, text: str, kind: str) -> tuple[str, ...]:
        """Labels of up to three things of a kind whose names come near to some words, for a hint."""
        looked = " ".join(keys(text))
        hits = process.extract(looked, self._joined.keys(), scorer=OSA.normalized_similarity, score_cutoff=0.6, limit=9)
        near = (thing for hit in hits for thing in self._joined[hit[0]].values() if is_a(thing, kind))
        return tuple(dict.fromkeys(thing.label for thing in near))[:3]

    def find(self, text: str, kind: str) -> tuple[Named, ...]:
        """The things of a kind with that IRI, or called so: those that prefer the name, if any do."""
        given = self.by_iri.get(Iri(text))
        found = [given] if given is not None else [thing for thing in self.named(text) if is_a(thing, kind)]
        first = [thing for thing in found if keys(thing.label) == keys(text)]
        return tuple(Named(t.iri, t.label, frozenset({t.kind}), t.level) for t in (first or found))

    def named(self, name: str) -> tuple[Entity, ...]:
        """The things of which this is exactly a name."""
        return tuple(self._exact.get(keys(name)))

    def _enter(self, entity: Entity) -> None:
        for name in entity.names:
            phrase = keys(name.text)
            if entity.kind == SCG.Post:
                common = self._common(phrase, with_names=True)
            else:
                common = entity.kind == SCG.Event and self._common(phrase, with_names=False)
            if phrase and not common:
                self._enter_phrase(phrase, entity)

    def _enter_phrase(self, phrase: tuple[str, ...], entity: Entity) -> None:
        if entity.iri not in self._joined.get(" ".join(phrase), {}):
            self._add(phrase, entity)
            self._whole.setdefault(phrase[0], []).append((phrase, entity))

    def _common(self, phrase: Sequence[str], *, with_names: bool) -> bool:
        """Whether a name is nothing but known words ("annual meeting"), or with names and years ("Mayor of Riau")."""
        at = 0
        while at < len(phrase):
            found = self.exact(phrase, at) if with_names else None
            length, sense = self._vocabulary.sense(phrase, at, "")
            year = with_names and _YEAR.fullmatch(phrase[at]) is not None
            length = max(found.length if found else 0, length, int(year))
            if not length or (sense is not None and sense.concept == _DEPUTY):
                return False
            at += length
        return True

    def _add(self, phrase: tuple[str, ...], entity: Entity) -> None:
        if not phrase or (len(phrase) == 1 and len(phrase[0]) < 2):
            return
        self._exact.add(phrase, entity)
        self._joined.setdefault(" ".join(phrase), {})[entity.iri] = entity
        if entity.kind == SCG.Person:
            for key in phrase:
                if not self._vocabulary.sense((key,), 0, "")[0]:
                    self._parts.setdefault(key, {})[entity.iri] = entity

    def _contract(self, language: Language) -> None:
        for glue in language.tables.get("glue", ()):
            for portfolio in language.tables.get("portfolios", ()):
                for entity in self.named(f"{glue['head']} {portfolio['long']}"):
                    self._add(keys(glue["prefix"] + portfolio["short"]), entity)
                    self._add(keys(f"{glue['head']} {portfolio['short']}"), entity)

    def _turn(self, language: Language) -> None:
        """Enter other forms of names: a Health Ministry is a Ministry of Health, a Sekjen a Sekretaris Jenderal."""
        for row in language.tables.get("asking_turns", ()):
            head, front, tail = keys(row["head"]), keys(row.get("front", "")), keys(row.get("tail", ""))
            for phrase, entity in self._whole.get(head[0], ()):
                if phrase[: len(head)] == head and len(phrase) > len(head):
                    self._add((*front, *phrase[len(head) :], *tail), entity)

    def _relocate(self) -> None:
        """Enter the names of posts with the other names of their place, "Makassar" for "Kota Makassar"."""
        for phrase, entity in [named for group in self._whole.values() for named in group]:
            place = self._place_of(entity) if entity.kind == SCG.Post else None
            names = [keys(name.text) for name in place.names] if place is not None else []
            for name in names:
                if len(phrase) > len(name) and phrase[-len(name) :] == name:
                    for other in names:
                        self._enter_phrase((*phrase[: -len(name)], *other), entity)

    def _place_of(self, post: Entity) -> Entity | None:
        around = [self.by_iri[iri] for iri in post.links if iri in self.by_iri]
        places = [post.jurisdiction, *(thing.jurisdiction for thing in around)]
        return next((self.by_iri[iri] for iri in places if iri in self.by_iri), None)

    def _shorten(self) -> None:
        """Enter parts of the names of events that say of which kind it is, where no other event has them."""
        found: dict[tuple[str, ...], set[Iri]] = {}
        for phrase, entity in (named for group in self._whole.values() for named in group):
            if entity.kind == SCG.Event:
                for part in self._parts_of(phrase):
                    found.setdefault(part, set()).add(entity.iri)
        for part, iris in found.items():
            if len(iris) == 1 and not self._exact.get(part):
                self._add(part, self.by_iri[next(iter(iris))])

    def _parts_of(self, phrase: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Runs of words with a kind of event and something more in them, but no other name and no number."""
        senses = [self._vocabulary.sense(phrase, at, "")[1] for at in range(len(phrase))]
        barred = [
            key[0].isdigit()
            or bool(sense and (sense.number or sense.concept == ANNUAL))
            or self.exact(phrase, at) is not None
            for at, (key, sense) in enumerate(zip(phrase, senses, strict=True))
        ]
        for first in range(len(phrase)):
            for last in range(first + 2, min(len(phrase), first + 5) + 1):
                concepts = {sense.concept for sense in senses[first:last] if sense is not None}
                told = None in senses[first:last] or concepts - EVENTS - {"", "smart-city"}
                if concepts & EVENTS and told and not any(barred[first:last]):
                    yield phrase[first:last]

    def _demonyms(self, language: Language) -> None:
        for row in language.tables.get("asking_demonyms", ()):
            named = self.named(row["name"]) if row.get("name") else ()
            for entity in [e for e in named if e.level == Level.COUNTRY]:
                self._add(keys(row["form"]), entity)
            if not row.get("name"):
                for form, entity in list(self._countries()):
                    self._add(keys(form + row["form"]), entity)
                    self._add(keys(form.removesuffix("e") + row["form"]), entity)

    def _countries(self) -> Iterator[tuple[str, Entity]]:
        for entity in self.by_iri.values():
            if entity.level == Level.COUNTRY:
                yield from ((name.text, entity) for name in entity.names if len(name.text) > _SHORT)
