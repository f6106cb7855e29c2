"""Launches told by a verb: "Hajiji launched the Love KK Programme at the park on April 2" is an event of its own.

Comes in: a scene whose patterns have run. Goes out: more events with who launched what, when and where. A launch
without a day is none: it may have been long ago, or may only be hoped for.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from kg.extraction.cast import Cast, Figure
from kg.extraction.chunks import DATE, EVENT, PERSON, PLACE, PROGRAMME, WORD, Chunk
from kg.extraction.scene import Clause, Scene, Stated
from kg.terms import EventKind, EventRole, Modality

_LAUNCHES, _LAUNCHED = "launches", "launch-by"
_IN, _TELLING = "in", "telling"
_NOT_DONE: Final = frozenset({"hoped", "proposed", "denied"})
_NEAR, _FAR, _DAY = 6, 14, 10
_SURE: Final = Decimal("0.7")
_RULE: Final = "launch-by-verb"
_BODY_TEXT: Final = "body"


def add_launches(scene: Scene, cast: Cast) -> None:
    """Take up a launch for each sentence that says who launched a named programme on which day."""
    for clause in scene.clauses:
        if clause.kind != _BODY_TEXT or not any(clause.of(PROGRAMME)):
            continue
        for at, verb in enumerate(clause.chunks):
            if verb.kind == WORD and _LAUNCHES in verb.cues and _NOT_DONE.isdisjoint(verb.cues):
                _add(scene, cast, clause, at)


def _add(scene: Scene, cast: Cast, clause: Clause, at: int) -> None:
    programme, person = _ends(clause, at)
    day = _day(clause, clause.chunks[at])
    if programme is None or day is None or any(clause.of(EVENT)):
        return
    if not (named := clause.patterns.launch_of(programme.name)):
        return
    event = cast.get(EVENT, named) or _nominal(cast)
    event = event or cast.add(Figure(EVENT, named, None, EventKind.LAUNCH, general=True))
    event.named(named)
    cast.mention(event, clause.chunks[at], _RULE)
    stand_in = _of(event, clause.chunks[at])
    if person is not None:
        _state(scene, clause, "participatesIn", (person, stand_in))
    _state(scene, clause, "occursOn", (stand_in, day))
    for place in _places(clause.chunks, at):
        _state(scene, clause, "takesPlaceIn", (stand_in, place))


def _ends(clause: Clause, at: int) -> tuple[Chunk | None, Chunk | None]:
    """The programme that a verb launches and the person who does, in the active, else in the passive."""
    chunks = clause.chunks
    before, behind = chunks[max(at - _FAR, 0) : at], chunks[at + 1 : at + 1 + _NEAR]
    target = next((c for c in behind if c.kind in (PROGRAMME, PERSON, EVENT, DATE)), None)
    if target is not None and target.kind == PROGRAMME and target.figure is not None and not target.generic:
        return target, _last(before, PERSON)
    if _LAUNCHED not in chunks[at].cues:
        return None, None
    return _last(before[-_NEAR:], PROGRAMME), _agent(clause, at)


def _agent(clause: Clause, at: int) -> Chunk | None:
    """Who stands behind the verb and "by", days and places between them."""
    behind = [chunk for chunk in clause.chunks[at + 1 :] if chunk.kind == PERSON or _is_by(clause, chunk)]
    return behind[1] if len(behind) > 1 and behind[0].kind == WORD and behind[1].kind == PERSON else None


def _is_by(clause: Clause, chunk: Chunk) -> bool:
    """Whether a chunk is "by", by itself or tied to the verb: "launched by"."""
    return chunk.kind == WORD and clause.patterns.is_agent(chunk.name.rpartition(" ")[2])


def _last(chunks: Sequence[Chunk], kind: str) -> Chunk | None:
    found = [chunk for chunk in chunks if chunk.kind == kind and chunk.figure is not None and not chunk.generic]
    return found[-1] if found else None


def _day(clause: Clause, verb: Chunk) -> Chunk | None:
    """The day that stands nearest to a verb with no word of telling between: none where it is no day."""
    days = [chunk for chunk in clause.of(DATE) if chunk.dates is not None]
    day = min(days, key=lambda chunk: abs(chunk.start - verb.start), default=None)
    if day is None or day.dates is None or len(day.dates.start) != _DAY:
        return None
    low, high = sorted((day.start, verb.start))
    between = [chunk for chunk in clause.everything if low < chunk.start < high]
    told = any(_TELLING in chunk.cues for chunk in between)
    return None if told or len(between) > _FAR else day


def _places(chunks: Sequence[Chunk], at: int) -> list[Chunk]:
    """The last of the places that follow "at" or "in" behind the verb: the widest one."""
    found: list[Chunk] = []
    for before, chunk in zip(chunks[at:], chunks[at + 1 :], strict=False):
        if chunk.kind == PLACE and not chunk.cues and (_IN in before.cues or (found and before.name == ",")):
            found.append(chunk)
    return found[-1:]


def _nominal(cast: Cast) -> Figure | None:
    """The launch in common words that the text speaks of besides, where it is the only one."""
    found = [f for f in cast.of_kind(EVENT) if f.term == EventKind.LAUNCH and f.mentions]
    return found[0] if len(found) == 1 and found[0].general and " " not in found[0].name else None


def _of(figure: Figure, chunk: Chunk) -> Chunk:
    return Chunk(EVENT, chunk.start, chunk.end, chunk.first, chunk.last, figure.name, figure=figure)


def _state(scene: Scene, clause: Clause, relation: str, ends: tuple[Chunk, Chunk]) -> None:
    subject, target = ends
    start, end = min(subject.start, target.start), max(subject.end, target.end)
    role = EventRole.SPEAKER if relation == "participatesIn" else None
    scene.stated.append(
        Stated(relation, subject, target, clause, start, end, _RULE, _SURE, Modality.ASSERTED, role=role)
    )
