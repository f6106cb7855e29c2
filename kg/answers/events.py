"""Events that a question describes: "the seventh annual meeting", "sidang tahunan ASCN ke-7".

An event is known by the marks in its names: its place in a row, its kind, its network, its year; and by
where it was held. A question names it when it has the place in the row, or the year or the town or country of
an annual meeting, and no other event fits as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.answers.pieces import Piece
from kg.answers.things import ANNUAL, EVENTS, Things, curated, is_a
from kg.answers.words import Vocabulary, words
from kg.records import Entity, Iri

_FAR = 3
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)|ke(\d{1,3})")
_NUMBER = re.compile(r"\d{1,3}")
_YEAR = re.compile(r"[12]\d{3}")


def ordinal(keys: Sequence[str], at: int) -> tuple[int, int] | None:
    """A place in a row written in figures at a word ("7th", "ke-7", "ke 7"): how many words, and which."""
    match = _ORDINAL.fullmatch(keys[at])
    if match is not None:
        return 1, int(match[1] or match[2])
    if keys[at] == "ke" and at + 1 < len(keys) and _NUMBER.fullmatch(keys[at + 1]):
        return 2, int(keys[at + 1])
    return None


@dataclass(frozen=True, slots=True)
class _Form:
    entity: Entity
    marks: frozenset[str]


class Events:
    """The events of the graph by the marks that their names carry."""

    def __init__(self, things: Things, vocabulary: Vocabulary) -> None:
        self._things, self._vocabulary = things, vocabulary

    def join(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces, those that together describe an event put into one where the first of them stood."""
        picked = [at for at, piece in enumerate(pieces) if _mark(piece)]
        for anchor in sorted(picked, key=lambda at: (pieces[at].sort != "ordinal", at)):
            mark = _mark(pieces[anchor])
            run = _run(picked, anchor)
            marks = frozenset(_mark(pieces[at]) for at in run)
            if mark[0] == "#" or (mark[0] in "=~" and ANNUAL in marks):
                event = self._best(marks, mark)
                if event is not None:
                    return _joined(pieces, [at for at in run if _mark(pieces[at]) in event.marks], event.entity)
        return list(pieces)

    def _best(self, marks: frozenset[str], anchor: str) -> _Form | None:
        kinds, networks = marks & EVENTS, {mark for mark in marks if mark[0] == "@"}
        fitting = [f for f in self._forms if anchor in f.marks and kinds & f.marks and networks <= f.marks]
        ranks = {
            f: (len(f.marks & marks), curated(f.entity), len(f.entity.names), -len(f.marks - marks)) for f in fitting
        }
        best = max(ranks.values(), default=None)
        first = sorted((form for form, rank in ranks.items() if rank == best), key=lambda f: -len(f.entity.names))
        # events of one name are sightings of one event: the one that is best known stands for them
        return first[0] if first and all(_alike(form.entity, first[0].entity) for form in first) else None

    @cached_property
    def _forms(self) -> tuple[_Form, ...]:
        events = [entity for entity in self._things.by_iri.values() if is_a(entity, "event")]
        return tuple(
            _Form(entity, frozenset((*self._marks(name.text), *self._where(entity), f"={(entity.start or '')[:4]}")))
            for entity in events
            for name in entity.names
        )

    def _where(self, event: Entity) -> Iterator[str]:
        """The place of an event, and those that it lies in."""
        place, seen = event.jurisdiction, set[Iri]()
        while place is not None and place not in seen:
            yield f"~{place}"
            seen.add(place)
            known = self._things.by_iri.get(place)
            place = known.parent if known else None

    def _marks(self, name: str) -> Iterator[str]:
        keys = [word.key for word in words(name)]
        at = 0
        while at < len(keys):
            length, mark = self._marked(keys, at)
            if mark:
                yield mark
            at += length

    def _marked(self, keys: Sequence[str], at: int) -> tuple[int, str]:
        placed = ordinal(keys, at)
        if placed is not None:
            return placed[0], f"#{placed[1]}"
        if _YEAR.fullmatch(keys[at]):
            return 1, f"={keys[at]}"
        network = self._things.exact(keys, at, "network")
        if network is not None:
            return network.length, _network(network.things)
        length, sense = self._vocabulary.sense(keys, at, self._vocabulary.tags[0])
        if sense is None:
            return 1, ""
        if sense.kind == "ordinal" or sense.concept == "first":
            return length, f"#{sense.number or 1}"
        return length, sense.concept if sense.concept in EVENTS else ""


def _alike(one: Entity, other: Entity) -> bool:
    return bool({name.text.casefold() for name in one.names} & {name.text.casefold() for name in other.names})


def _mark(piece: Piece) -> str:
    if piece.sort == "ordinal" or piece.concept == "first":
        return f"#{piece.number or 1}"
    if piece.sort == "time" and piece.time is not None and piece.time.unit == "year":
        return f"={piece.time.year}"
    if piece.sort == "thing":
        return _network(piece.things) or next((f"~{thing.iri}" for thing in piece.things if is_a(thing, "place")), "")
    return piece.concept if piece.concept in EVENTS else ""


def _network(things: Iterable[Entity]) -> str:
    return next((f"@{thing.iri}" for thing in things if is_a(thing, "network")), "")


def _run(picked: Sequence[int], anchor: int) -> list[int]:
    where = picked.index(anchor)
    first = last = where
    while first > 0 and picked[first] - picked[first - 1] <= _FAR:
        first -= 1
    while last + 1 < len(picked) and picked[last + 1] - picked[last] <= _FAR:
        last += 1
    return list(picked[first : last + 1])


def _joined(pieces: Sequence[Piece], taken: Sequence[int], event: Entity) -> list[Piece]:
    first = taken[0]
    text = " ".join(pieces[at].text for at in taken)
    whole = Piece(pieces[first].first, pieces[first].last, text, "thing", things=(event,))
    return [whole if at == first else piece for at, piece in enumerate(pieces) if at == first or at not in taken]
