"""What the name of an event says: its place in a row, its kind, whose event it is, its year, and what is left.

"7th ASCN Annual Meeting", "Sidang Tahunan Ke-7 ASEAN Smart Cities Network" and "the seventh annual meeting of the
ASCN" say the same, in whatever language.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg import iris
from kg.lang import Row, load_all, resolve_term
from kg.records import Entity, Iri
from kg.terms import SCG, EventKind

_ORDINAL: Final = re.compile(r"(\d{1,3})(?:st|nd|rd|th)|ke(\d{1,3})")
_NUMBER: Final = re.compile(r"\d{1,3}")
_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_NO_HEAD: Final = frozenset(("modifier", "ordinal"))
_OWNERS: Final = frozenset((SCG.Network, SCG.IntergovernmentalOrganisation, SCG.Programme))


@dataclass(frozen=True, slots=True)
class EventName:
    """The parts of one name; `bodies` are networks and programmes that it names, `words` what is none of the rest."""

    number: int | None
    kinds: frozenset[Iri]
    bodies: frozenset[Iri]
    years: frozenset[str]
    words: frozenset[str]

    @property
    def is_numbered(self) -> bool:
        """Whether it tells by itself which event is meant: one of a row, and whose row it is."""
        return self.number is not None and bool(self.bodies and self.kinds)

    @property
    def is_yearly(self) -> bool:
        """Whether it is of a kind that a body holds once a year."""
        return EventKind.ANNUAL_MEETING in self.kinds and bool(self.bodies)

    @property
    def key(self) -> tuple[str, ...]:
        """The parts in an order that never changes."""
        parts = sorted(self.kinds), sorted(self.bodies), sorted(self.years), sorted(self.words)
        return str(self.number), *("|".join(part) for part in parts)

    def fits(self, known: EventName) -> bool:
        """Whether a fuller name may be one of the same event: nothing differs, and nothing is told that it lacks."""
        if self.number is not None and self.number != known.number:
            return False
        both = self.years and known.years
        parts = self.words <= known.words and self.bodies <= known.bodies
        return parts and bool(self.kinds & known.kinds) and not (both and not self.years & known.years)


class EventNames:
    """Reads names; knows the networks, bodies and programmes whose events they may be."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        named: dict[tuple[str, ...], set[Iri]] = defaultdict(set)
        for entity in entities:
            if entity.kind in _OWNERS:
                for name in entity.names:
                    named[tuple(iris.folded(name.text).split("-"))].add(entity.iri)
        self._bodies = {keys: next(iter(found)) for keys, found in named.items() if len(found) == 1}
        self._longest = max(map(len, self._bodies), default=0)

    def read(self, name: str) -> EventName:
        """The parts of a name as printed."""
        marks = list(self._marks(iris.folded(name).split("-")))
        numbers = [mark for mark in marks if isinstance(mark, int)]
        terms = {mark for mark in marks if isinstance(mark, Iri)}
        words = {mark for mark in marks if isinstance(mark, str) and not isinstance(mark, Iri)}
        kinds = frozenset(term for term in terms if not iris.kind_of(term))
        years = frozenset(word for word in words if _YEAR.fullmatch(word))
        return EventName(
            numbers[0] if numbers else None, kinds, frozenset(terms - kinds), years, frozenset(words - years)
        )

    def _marks(self, keys: list[str]) -> Iterator[int | str]:
        """Numbers, identifiers of bodies, kinds and further words, as they stand."""
        at = 0
        while at < len(keys):
            length, mark = _ordinal(keys, at) or self._body(keys, at) or _head(keys, at) or (1, keys[at])
            if mark not in _joiners():
                yield mark
            at += length

    def _body(self, keys: list[str], at: int) -> tuple[int, Iri] | None:
        for length in range(min(self._longest, len(keys) - at), 0, -1):
            body = self._bodies.get(tuple(keys[at : at + length]))
            if body is not None:
                return length, body
        return None


def _ordinal(keys: list[str], at: int) -> tuple[int, int] | None:
    match = _ORDINAL.fullmatch(keys[at])
    if match is not None:
        return 1, int(match[1] or match[2])
    if keys[at] == "ke" and at + 1 < len(keys) and _NUMBER.fullmatch(keys[at + 1]):
        return 2, int(keys[at + 1])
    number = _numerals().get(keys[at])
    return (1, number) if number is not None else None


def _head(keys: list[str], at: int) -> tuple[int, Iri] | None:
    heads, longest = _heads()
    for length in range(min(longest, len(keys) - at), 0, -1):
        kind = heads.get(tuple(keys[at : at + length]))
        if kind is not None:
            return length, kind
    return None


def _rows(table: str) -> Iterator[Row]:
    for language in load_all():
        if table in language.tables:
            yield from language.table(table)


@cache
def _numerals() -> Mapping[str, int]:
    """Places in a row in words, of every language."""
    return {iris.folded(r["form"]): int(r["value"]) for r in _rows("asking_numerals") if r["kind"] == "ordinal"}


@cache
def _heads() -> tuple[Mapping[tuple[str, ...], Iri], int]:
    """The kind of event by the words that head its name, and how many words these are at most."""
    heads = {
        tuple(iris.folded(row["form"]).split("-")): resolve_term(row["term"])
        for row in _rows("events")
        if row["term"] and row["position"] not in _NO_HEAD
    }
    return heads, max(map(len, heads), default=0)


@cache
def _joiners() -> frozenset[str]:
    """Small words inside names."""
    return frozenset(iris.folded(row["form"]) for row in _rows("joiners") if row["joins"] in ("of", "article", "event"))
