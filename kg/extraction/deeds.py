"""Events that a verb tells first and a noun takes up: "meresmikan terminal …. Peresmian itu dihadiri …".

`deeds.tsv` of a language says which verbs go with which noun. The noun is then called by what the verb is done to,
and has the day, the place and the people of the sentence of the verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile
from typing import Final

from kg.extraction.cast import Figure
from kg.extraction.chunks import BODY, DATE, EVENT, OFFICE, PERSON, PLACE, WORD, Chunk
from kg.extraction.nominal import is_attached
from kg.extraction.scene import Clause, Scene, Stated
from kg.extraction.tokens import key_of
from kg.records import Iri
from kg.terms import EventKind, EventRole, Modality

_NEAR: Final = 4  # sentences back
_LONGEST: Final = 10  # chunks of what a deed is done to
_FEWEST: Final = 2  # common words that tell what it is done to
_DAY: Final = 10
_LEADING: Final = frozenset({EventKind.LAUNCH, EventKind.CEREMONY})  # who does these speaks
_MUTUAL: Final = frozenset({EventKind.MEETING, EventKind.VISIT})  # whom it is done to takes part
_BY, _LOCATED = "by", "located"
_KEPT_OUT: Final = frozenset({"denied", "proposed", "hoped", "planned", "future", "refutes"})
_SURE: Final = Decimal("0.7")


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb that tells an event, in its clause; `active` where who does it stands in front of it."""

    clause: Clause
    verb: Chunk
    noun: str
    active: bool

    def matter(self, text: str) -> str:
        """What it is done to, in the words of the text; empty where that cannot be told."""
        chunks = self.clause.everything
        at = chunks.index(self.verb)
        if self.active:
            told = list(takewhile(is_attached, chunks[at + 1 : at + 1 + _LONGEST]))
        else:
            told = [*takewhile(is_attached, reversed(chunks[max(at - _LONGEST, 0) : at]))][::-1]
        if len(told) < _FEWEST and all(chunk.kind == WORD for chunk in told):
            return ""
        return " ".join(text[told[0].start : told[-1].end].split())


def deed_before(scene: Scene, clause: Clause, chunk: Chunk, noun: str = "") -> Deed | None:
    """The last deed told before a chunk, of a noun or of any, that is neither denied nor still to come."""
    verbs = clause.patterns.deeds
    for each in reversed(scene.clauses[max(clause.number - _NEAR, 0) : clause.number + 1]):
        for word in reversed(each.everything if verbs else ()):
            if word.kind != WORD or word.end > chunk.start:
                continue
            found = next((one for key in key_of(word.name) for one in verbs.get(key, ()) if noun in ("", one[0])), None)
            if found is not None and not _is_open(each):
                return Deed(each, word, *found)
    return None


def _is_open(clause: Clause) -> bool:
    return any(not _KEPT_OUT.isdisjoint(chunk.cues) for chunk in clause.everything)


def _of_names(scene: Scene) -> Iterator[tuple[Figure, Deed]]:
    """Named events that begin with the noun of a deed told before: "melepas mereka …. Pada Pelepasan Kontingen …"."""
    seen = {id(figure) for figure, _ in scene.deeds}
    for clause in scene.clauses:
        for chunk in clause.of(EVENT) if clause.patterns.deeds else ():
            figure = chunk.figure
            if figure is None or chunk.generic or id(figure) in seen:
                continue
            seen.add(id(figure))
            noun = key_of(chunk.name)[-1 if clause.patterns.adjectives == "before" else 0]
            deed = deed_before(scene, clause, chunk, noun)
            if deed is not None:
                yield figure, deed


def state_deeds(scene: Scene) -> None:
    """The day, the place and the people of a deed are those of its event."""
    for figure, deed in (*scene.deeds, *_of_names(scene)):
        ends = [(_first_day(deed), "occursOn", None), (_where(deed), "takesPlaceIn", None)]
        who = EventRole.SPEAKER if figure.term in _LEADING else EventRole.PARTICIPANT
        people = [
            (one, "participatesIn", who if one.kind == PERSON else EventRole.ORGANIZER)
            for one in _doers(deed, figure.term)
        ]
        for chunk, relation, role in (*ends, *people):
            if chunk is not None:
                _state(scene, deed, figure, (chunk, relation, role))


def _state(scene: Scene, deed: Deed, figure: Figure, told: tuple[Chunk, str, Iri | None]) -> None:
    chunk, relation, role = told
    event = Chunk(EVENT, deed.verb.start, deed.verb.end, deed.verb.first, deed.verb.last, figure.name, figure=figure)
    subject, target = (chunk, event) if relation == "participatesIn" else (event, chunk)
    start, end = min(chunk.start, event.start), max(chunk.end, event.end)
    scene.stated.append(
        Stated(relation, subject, target, deed.clause, start, end, "deed", _SURE, Modality.ASSERTED, role=role)
    )


def _first_day(deed: Deed) -> Chunk | None:
    days = [chunk for chunk in deed.clause.of(DATE) if chunk.dates and len(chunk.dates.start) == _DAY]
    return days[0] if len({chunk.dates.start for chunk in days if chunk.dates}) == 1 else None


def _where(deed: Deed) -> Chunk | None:
    """The place behind the verb with "at" or "in" in front of it, the last of those side by side."""
    chunks = deed.clause.everything
    at = chunks.index(deed.verb)
    for index in range(at + 1, len(chunks) - 1):
        if _LOCATED in chunks[index].cues and chunks[index + 1].kind == PLACE:
            return _widest(chunks, index + 1)
    return None


def _widest(chunks: Sequence[Chunk], at: int) -> Chunk:
    while at + 2 < len(chunks) and chunks[at + 1].name == "," and chunks[at + 2].kind == PLACE:
        at += 2
    return chunks[at]


def _doers(deed: Deed, kind: Iri | None) -> Iterator[Chunk]:
    """Who does it: in front of an active verb, right behind a passive one or behind its "by"."""
    chunks = deed.clause.everything
    at = chunks.index(deed.verb)
    if deed.active:
        before = [chunk for chunk in chunks[:at] if chunk.kind in (PERSON, BODY) and chunk.figure is not None]
        people = [chunk for chunk in before if chunk.kind == PERSON]
        yield from people[-1:] or before[:1]
        yield from _met(chunks, at) if kind in _MUTUAL else ()
        return
    marked = next((i for i in range(at, len(chunks)) if _BY in chunks[i].cues), None)
    index = at + 1 if marked is None else marked + 1
    while index < len(chunks) and chunks[index].kind in (OFFICE, PLACE, BODY):
        if chunks[index].kind == BODY and not (index and chunks[index - 1].kind == OFFICE):
            yield chunks[index]
        index += 1
    if index < len(chunks) and chunks[index].kind == PERSON:
        yield chunks[index]


def _met(chunks: Sequence[Chunk], at: int) -> Iterator[Chunk]:
    """Who stands behind the verb of a meeting, small words, offices and what they belong to aside."""
    for chunk in chunks[at + 1 : at + 1 + _NEAR]:
        if chunk.kind == PERSON:
            yield chunk
            return
        if chunk.kind not in (WORD, OFFICE, PLACE, BODY) or _LOCATED in chunk.cues:
            return
