"""Events that a verb tells: "Hajiji launched the app at the park on 2 April", "meresmikan terminal …. Peresmian itu …".

`deeds.tsv` of a language says which verbs go with which noun. The event is called by the noun and by what the verb is
done to; it has the day, the place and the people of the sentence of the verb. A noun that takes it up later
("Peresmian itu") stands for it; without one it is an event only where it is done to something named, on a day that
is told: else it may have been long ago.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile
from typing import Final

from kg.extraction.cast import Cast, Figure
from kg.extraction.chunks import BODY, DATE, EVENT, OFFICE, PERSON, PLACE, PROGRAMME, WORD, Chunk
from kg.extraction.deedtables import Told
from kg.extraction.nominal import is_attached
from kg.extraction.scene import Clause, Scene, Stated
from kg.extraction.tokens import key_of
from kg.records import Iri
from kg.terms import EventKind, EventRole, Modality

_NEAR: Final = 4  # sentences back
_LONGEST: Final = 10  # chunks of what a deed is done to
_NAMED_WITHIN: Final = 6  # chunks beside a verb in which a programme that it is done to may stand
_MET_WITHIN: Final = 6  # chunks behind a verb of meeting
_FEWEST: Final = 2  # common words that tell what it is done to
_DAY, _FAR_DAY = 10, 14
_LEADING: Final = frozenset({EventKind.LAUNCH, EventKind.CEREMONY})  # who does these speaks
_MUTUAL: Final = frozenset({EventKind.MEETING, EventKind.VISIT})  # whom it is done to takes part
_SETTING: Final = frozenset({"in", "located"})
_SAYING: Final = frozenset({"say", "quoth", "tells"})
_KEPT_OUT: Final = frozenset({"denied", "proposed", "hoped", "planned", "refutes"})
_ARTICLE, _TELLING, _LIST = "article", "telling", "list"
_SURE: Final = Decimal("0.7")
_RULE: Final = "deed"
_BODY_TEXT: Final = "body"


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb that tells an event, in its clause."""

    clause: Clause
    verb: Chunk
    told: Told

    @property
    def at(self) -> int:
        """The index of the verb in its clause."""
        return self.clause.everything.index(self.verb)

    def name(self, noun: str, matter: str) -> str:
        """What the event is called, by a noun and by what it is done to: "launch" → "launch of the app"."""
        return " ".join(part for part in (noun, self.told.link, matter) if part) if matter else noun

    def matter(self, text: str) -> str:
        """What it is done to, in the words of the text; empty where that cannot be told."""
        programme = self.programme()
        if programme is not None:
            return programme.name
        chunks, at = self.clause.everything, self.at
        met = next(_met(chunks, at), None) if self.told.kind in _MUTUAL else None
        if met is not None:
            return met.name
        told = _matter(chunks, at, self.told)
        if len(told) < _FEWEST and all(chunk.kind == WORD and not chunk.cues for chunk in told):
            return ""
        return " ".join(text[told[0].start : told[-1].end].split())

    def programme(self) -> Chunk | None:
        """The named programme that it is done to."""
        chunks, at = self.clause.everything, self.at
        if self.told.active:
            behind = chunks[at + 1 : at + 1 + _NAMED_WITHIN]
            found = next((c for c in behind if c.kind in (PROGRAMME, PERSON, EVENT, DATE)), None)
        else:
            found = next((c for c in reversed(chunks[max(at - _NAMED_WITHIN, 0) : at]) if c.kind == PROGRAMME), None)
        named = found is not None and found.kind == PROGRAMME and found.figure is not None and not found.generic
        return found if named else None


def _matter(chunks: Sequence[Chunk], at: int, told: Told) -> list[Chunk]:
    """The chunks that what a verb tells is done to: behind it, or in front of a passive."""
    if not told.active:
        return [*takewhile(is_attached, reversed(chunks[max(at - _LONGEST, 0) : at]))][::-1]
    first = at + 1
    while first < len(chunks) and _ARTICLE in chunks[first].cues:
        first += 1
    return list(takewhile(is_attached, chunks[first : first + _LONGEST]))


def deed_before(scene: Scene, clause: Clause, chunk: Chunk, nouns: Collection[str] = ()) -> Deed | None:
    """The last deed told before a chunk, of these nouns or of any, that is neither denied nor only hoped for."""
    if not clause.patterns.deeds:
        return None
    for each in reversed(scene.clauses[max(clause.number - _NEAR, 0) : clause.number + 1]):
        for deed in _deeds(each):
            fits = deed.verb.end <= chunk.start and (not nouns or deed.told.noun in nouns)
            if fits and not any(other is not chunk for other in each.of(EVENT) if other.start > deed.verb.start):
                return deed
    return None


def deed_beside(clause: Clause, chunk: Chunk) -> Deed | None:
    """The last deed that the clause of a chunk tells in front of it: "signed it in a | ceremony | attended by"."""
    return next((deed for deed in _deeds(clause) if deed.verb.end <= chunk.start), None)


def _deeds(clause: Clause) -> Iterator[Deed]:
    """The deeds that a clause tells as done, the last one first."""
    chunks = clause.everything
    for at in range(len(chunks) - 1, -1, -1):
        told = list(clause.patterns.deeds.told(chunks[at]))
        if told and not _is_open(chunks[: at + 1]):
            nouns = dict.fromkeys(one.noun for one in told)
            yield from (Deed(clause, chunks[at], _voiced(chunks, at, told, noun)) for noun in nouns)


def _voiced(chunks: Sequence[Chunk], at: int, told: Sequence[Told], noun: str) -> Told:
    """The voice of a form that may be both: active where something follows that it is done to."""
    active, *others = sorted((one for one in told if one.noun == noun), key=lambda one: not one.active)
    return active if not others or _matter(chunks, at, active) else others[0]


def _is_open(chunks: Sequence[Chunk]) -> bool:
    return any(not _KEPT_OUT.isdisjoint(chunk.cues) for chunk in chunks)


def state_deeds(scene: Scene, cast: Cast) -> None:
    """The day, the place and the people of a deed are those of its event."""
    for figure, deed in (*scene.deeds, *_of_names(scene), *_untaken(scene, cast)):
        who = EventRole.SPEAKER if figure.term in _LEADING else EventRole.PARTICIPANT
        for chunk in _doers(deed, figure.term):
            _state(scene, deed, figure, (chunk, "participatesIn", who if chunk.kind == PERSON else EventRole.ORGANIZER))
        for end, relation in ((_day(deed), "occursOn"), (_where(deed), "takesPlaceIn")):
            if end is not None:
                _state(scene, deed, figure, (end, relation, None))


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
            deed = deed_before(scene, clause, chunk, (noun,))
            if deed is not None:
                yield figure, deed


def _untaken(scene: Scene, cast: Cast) -> Iterator[tuple[Figure, Deed]]:
    """Deeds that no noun has taken up, done to a named programme on a day that is told."""
    taken = {id(deed.verb) for _, deed in scene.deeds}
    for clause in scene.clauses:
        if clause.kind != _BODY_TEXT or not any(clause.of(PROGRAMME)) or any(clause.of(EVENT)):
            continue
        for deed in _deeds(clause):
            programme = deed.programme()
            if id(deed.verb) not in taken and programme is not None and _day(deed) is not None:
                yield _event(cast, deed, deed.name(deed.told.noun, programme.name)), deed


def _event(cast: Cast, deed: Deed, named: str) -> Figure:
    """The event of a deed: one of its name, the only one in common words of its kind, else a new one."""
    kind = deed.told.kind
    alike = [figure for figure in cast.of_kind(EVENT) if figure.term == kind and figure.mentions]
    only = alike[0] if len(alike) == 1 and alike[0].general and " " not in alike[0].name else None
    event = cast.get(EVENT, named) or only or cast.add(Figure(EVENT, named, None, kind, general=True))
    event.named(named)
    cast.mention(event, _stand_in(deed, event), _RULE)
    return event


def _stand_in(deed: Deed, figure: Figure) -> Chunk:
    verb = deed.verb
    return Chunk(EVENT, verb.start, verb.end, verb.first, verb.last, figure.name, figure=figure)


def _state(scene: Scene, deed: Deed, figure: Figure, told: tuple[Chunk, str, Iri | None]) -> None:
    chunk, relation, role = told
    event = _stand_in(deed, figure)
    subject, target = (chunk, event) if relation == "participatesIn" else (event, chunk)
    start, end = min(chunk.start, event.start), max(chunk.end, event.end)
    scene.stated.append(
        Stated(relation, subject, target, deed.clause, start, end, _RULE, _SURE, Modality.ASSERTED, role=role)
    )


def _day(deed: Deed) -> Chunk | None:
    """The day that stands nearest to the verb with no word of telling between; none where it is no day."""
    days, verb = [chunk for chunk in deed.clause.of(DATE) if chunk.dates is not None], deed.verb
    day = min(days, key=lambda chunk: abs(chunk.start - verb.start), default=None)
    if day is None or day.dates is None or len(day.dates.start) != _DAY:
        return None
    low, high = sorted((day.start, verb.start))
    between = [chunk for chunk in deed.clause.everything if low < chunk.start < high]
    return None if len(between) > _FAR_DAY or any(_TELLING in chunk.cues for chunk in between) else day


def _where(deed: Deed) -> Chunk | None:
    """The place behind the verb with "at" or "in" in front of it, the last of those side by side."""
    chunks, found = deed.clause.everything, None
    for before, chunk in zip(chunks[deed.at :], chunks[deed.at + 1 :], strict=False):
        led = not _SETTING.isdisjoint(before.cues) or (found is not None and before.name == ",")
        if led and chunk.kind == PLACE and not chunk.cues:
            found = chunk
        elif found is not None and chunk.name != "," and _SETTING.isdisjoint(chunk.cues):
            break
    return found


def _doers(deed: Deed, kind: Iri | None) -> Iterator[Chunk]:
    """Who does it: in front of an active verb, behind the "by" of a passive or right behind it."""
    chunks, at = deed.clause.everything, deed.at
    if not deed.told.active:
        yield from _agents(deed)
        return
    said = max((i for i in range(at) if not _SAYING.isdisjoint(chunks[i].cues)), default=-1)
    before = [c for c in chunks[said + 1 : at] if c.kind == BODY and c.figure is not None]
    yield from _together(chunks[said + 1 : at]) or before[:1]
    yield from _met(chunks, at) if kind in _MUTUAL else ()


def _together(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The last people of a stretch that are named in one list, with nothing but offices and their homes between."""
    people: list[Chunk] = []
    for chunk in reversed(chunks):
        if chunk.kind == PERSON and chunk.figure is not None:
            people.append(chunk)
        elif people and chunk.kind == WORD and _LIST not in chunk.cues and chunk.name != ",":
            break
    return people[::-1]


def _agents(deed: Deed) -> Iterator[Chunk]:
    chunks, at, patterns = deed.clause.everything, deed.at, deed.clause.patterns
    marks = (i for i in range(at, len(chunks)) if patterns.is_agent(chunks[i].name.rpartition(" ")[2]))
    index = next(marks, at) + 1
    while index < len(chunks) and (chunks[index].kind in (OFFICE, PLACE, BODY) or _ARTICLE in chunks[index].cues):
        if chunks[index].kind == BODY and chunks[index - 1].kind != OFFICE:
            yield chunks[index]
        index += 1
    if index < len(chunks) and chunks[index].kind == PERSON:
        yield chunks[index]


def _met(chunks: Sequence[Chunk], at: int) -> Iterator[Chunk]:
    """Who stands behind the verb of a meeting, small words, offices and what they belong to aside."""
    for chunk in chunks[at + 1 : at + 1 + _MET_WITHIN]:
        if chunk.kind == PERSON:
            yield chunk
            return
        if chunk.kind not in (WORD, OFFICE, PLACE, BODY) or not _SETTING.isdisjoint(chunk.cues):
            return
