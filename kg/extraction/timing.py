"""When events are: the days that patterns state, the day of the lead, first and last days, lengths, deadlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from kg.extraction.cast import Figure
from kg.extraction.chunks import DATE, EVENT, WORD, Chunk, Dates
from kg.extraction.focus import focus
from kg.extraction.scene import Clause, Scene, Stated
from kg.terms import Modality

_LEAD: Final = 6  # clauses in which a text says when its event is
_TOLD: Final = 2  # mentions
_DAY: Final = 10
_WEEK: Final = 7
_BODY_TEXT: Final = "body"
_TELLING: Final = "telling"
_DEADLINE, _DUE = "deadline", "due"
_BEFORE: Final = 2  # chunks in front of a day in which a word may say that it is no day of an event
_DEEDS: Final = frozenset({"sign", "pact", "agreement", "telling", "appoint"})
_APART: Final = frozenset({"apart"})
_ENDING: Final = frozenset({"ending", "closes"})
_PARTING: Final = _APART | {"deadline", "ending", "closes"}
_TAKES: Final = frozenset({"take", "last"})
_LENGTH: Final = "days-"
_BEGIN: Final = "begun"  # "since", in front of a day
_UP_TO: Final = "up-to"  # "through", in front of one
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SOON: Final = timedelta(days=60)
_AHEAD: Final = frozenset({"future", "coming", "hoped", "proposed", "planned", "next"})
_LONGEST: Final = timedelta(days=14)  # that an event lasts
_GUESS: Final = Decimal("0.62")


def find_times(scene: Scene) -> None:
    """Keep the days that are days of events; an event without one has that of the lead; ends complete begins."""
    for stated in scene.stated:
        if stated.relation == "occursOn" and stated.object is not None:
            stated.object = _to_come(stated.clause, stated.object, scene.document.published or "")
            stated.relation = "endsOn" if _is_end(stated) else "occursOn"
    ends = [stated for stated in scene.stated if stated.relation == "endsOn"]
    closing = {(id(end.subject.figure), end.object.start) for end in ends if end.object is not None}
    scene.stated[:] = [s for s in scene.stated if s.relation != "endsOn" and not _is_no_day(s, closing)]
    _date_of_event(scene)
    _closing(scene, ends)
    _since(scene)


def _to_come(clause: Clause, day: Chunk, today: str) -> Chunk:
    """A day of the week behind "will be" is the next one so called, not the last one."""
    dates = day.dates
    if dates is not None and not dates.weekday and len(today) == _DAY:
        return replace(day, dates=_gone_by(clause, day, dates, today))
    if dates is None or not dates.weekday or len(today) != _DAY or dates.end >= today:
        return day
    before = (chunk.name for chunk in clause.everything if chunk.start < day.start and chunk.cues)
    if not any(map(clause.patterns.looks_ahead, before)):
        return day
    ahead = (date.fromisoformat(dates.end) + timedelta(days=_WEEK)).isoformat()
    return replace(day, dates=replace(dates, start=ahead, end=ahead))


def _gone_by(clause: Clause, day: Chunk, dates: Dates, today: str) -> Dates:
    """A day without a year that seems far off is the last one so called, or the next where the clause looks ahead."""
    if len(dates.start) != _DAY or len(dates.end) != _DAY or _YEAR.search(dates.expression):
        return dates
    far = date.fromisoformat(dates.start) - date.fromisoformat(today)
    years = (far < -_SOON) if _looks_ahead(clause, day) else -(far > _SOON)
    if not years or "02-29" in (dates.start[5:], dates.end[5:]):
        return dates
    start, end = (f"{int(each[:4]) + years}{each[4:]}" for each in (dates.start, dates.end))
    return replace(dates, start=start, end=end)


def _looks_ahead(clause: Clause, day: Chunk) -> bool:
    before = [chunk for chunk in clause.everything if chunk.start < day.start and chunk.cues]
    return any(_AHEAD & chunk.cues or clause.patterns.looks_ahead(chunk.name) for chunk in before)


def _is_end(stated: Stated) -> bool:
    """Whether the event is said to end on the day: "the congress, which ended in Surabaya on Saturday"."""
    chunk, figure = stated.object, stated.subject.figure
    if chunk is None or figure is None:
        return False
    return _is_before(stated.clause, chunk, _UP_TO) or _is_apart(stated.clause, chunk, figure, _ENDING)


def settle_times(scene: Scene) -> None:
    """Lengths give last days; each event is left with the one time that is the most exact."""
    _lasting(scene)
    _one_time(scene)


def _is_no_day(stated: Stated, closing: set[tuple[int, int]]) -> bool:
    """Whether a day is a deadline ("no later than Friday") or the one on which the event ends."""
    chunk = stated.object
    if stated.relation != "occursOn" or chunk is None:
        return False
    if (id(stated.subject.figure), chunk.start) in closing:
        return True
    figure = stated.subject.figure
    if _is_begin(stated.clause, chunk) and any(other.days for other in stated.clause.of(DATE)):
        return False  # "the five-day congress, on since Tuesday"
    apart = figure is not None and _is_apart(stated.clause, chunk, figure, _APART)
    return apart or _is_deadline(stated.clause, chunk)


def _is_deadline(clause: Clause, chunk: Chunk) -> bool:
    chunks = clause.everything
    at = next((index for index, other in enumerate(chunks) if other.start == chunk.start), 0)
    lasting = at > _BEFORE - 1 and chunks[at - _BEFORE].kind == DATE and bool(chunks[at - _BEFORE].days)
    near = not lasting and any(_DEADLINE in other.cues for other in chunks[max(at - _BEFORE, 0) : at])
    return near or any(_DUE in other.cues for other in chunks[:at])


def _date_of_event(scene: Scene) -> None:
    """The event of the text is on the first day that its first sentences name."""
    event = scene.event
    if event is None or is_faint(event):
        return
    if any(s.relation == "occursOn" and s.subject.figure is event for s in scene.stated):
        return
    others = {s.object.start for s in scene.stated if s.relation == "occursOn" and s.object is not None}
    for clause in scene.clauses[:_LEAD]:
        if clause.kind != _BODY_TEXT or focus(scene, clause) is not event or _is_of_something_else(clause, event):
            continue
        for chunk in clause.of(DATE):
            if (
                chunk.dates
                and len(chunk.dates.start) == _DAY
                and chunk.start not in others
                and not _of_telling(clause, chunk)
                and not (_is_deadline(clause, chunk) or _is_before(clause, chunk, _UP_TO))
                and not _is_apart(clause, chunk, event, _PARTING)
            ):
                ends = (chunk.start, chunk.end)
                scene.stated.append(
                    Stated(
                        "occursOn",
                        _stand_in(chunk, event),
                        chunk,
                        clause,
                        *ends,
                        "day-of-lead",
                        _GUESS,
                        Modality.ASSERTED,
                    )
                )
                return


def is_faint(event: Figure) -> bool:
    """Whether a text has no more for an event than one common word, or speaks of it but once."""
    return event.general and (" " not in event.name or len(event.mentions) < _TOLD)


def _is_of_something_else(clause: Clause, event: Figure) -> bool:
    """Whether a sentence that does not name the event tells of a deal or a statement: its day is that of the deal."""
    named = any(chunk.figure is event for chunk in clause.of(EVENT))
    return not named and any(not _DEEDS.isdisjoint(chunk.cues) for chunk in clause.everything)


def _is_apart(clause: Clause, day: Chunk, event: Figure, cues: frozenset[str]) -> bool:
    """Whether a word such as "before", or the end of the event, stands between the event and a day."""
    spans = [sorted((chunk.start, day.start)) for chunk in clause.of(EVENT) if chunk.figure is event]
    low, high = min(spans, key=lambda span: span[1] - span[0], default=(0, 0))
    between = (chunk for chunk in clause.everything if low < chunk.start < high)
    return any(not cues.isdisjoint(chunk.cues) for chunk in between)


def _of_telling(clause: Clause, chunk: Chunk) -> bool:
    """Whether a day is that of a statement to the press and says nothing of the event: "said today"."""
    at = clause.everything.index(chunk)
    if not any(other.kind in (WORD, EVENT) and other.name[0].isalpha() for other in clause.everything):
        return True  # a dateline: the day of writing
    return any(_TELLING in other.cues for other in clause.everything[max(at - 2, 0) : at])


def _closing(scene: Scene, ends: list[Stated]) -> None:
    """The day on which an event ends ("closes today") completes the one on which it began, or its length does."""
    lengths = dict(_lengths(scene)) if ends else {}
    for end in ends:
        closed = end.object.dates if end.object is not None else None
        begins = [s for s in scene.stated if s.relation == "occursOn" and s.subject.figure is end.subject.figure]
        if closed is None or end.object is None or len(closed.end) != _DAY:
            continue
        closed = _ahead(closed, [s.object.dates for s in begins if s.object is not None and s.object.dates])
        days = lengths.get(id(end.subject.figure), 0)
        if days > 1:
            first = date.fromisoformat(closed.end) - timedelta(days=days - 1)
            whole = replace(closed, start=first.isoformat())
            scene.stated.append(replace(end, relation="occursOn", object=replace(end.object, dates=whole)))
        for stated in begins:
            begun = stated.object.dates if stated.object is not None else None
            if begun and stated.object and len(begun.start) == _DAY and begun.end < closed.end:
                stated.object = replace(stated.object, dates=replace(begun, end=closed.end))


def _since(scene: Scene) -> None:
    """An event that is "on since Tuesday" goes on to the last day that is stated of it."""
    for begun in scene.stated:
        dates = begun.object.dates if begun.relation == "occursOn" and begun.object is not None else None
        if (
            dates is None
            or begun.object is None
            or len(dates.start) != _DAY
            or not _is_begin(begun.clause, begun.object)
        ):
            continue
        others = (s for s in scene.stated if s is not begun and s.relation == "occursOn")
        stated = (s.object.dates for s in others if s.subject.figure is begun.subject.figure and s.object is not None)
        last = date.fromisoformat(dates.start) + _LONGEST
        days = [
            told.end for told in stated if told and len(told.end) == _DAY and dates.end < told.end <= last.isoformat()
        ]
        if days:
            begun.object = replace(begun.object, dates=replace(dates, end=max(days)))


def _is_begin(clause: Clause, day: Chunk) -> bool:
    """Whether the word in front of a day says that something began on it: "since Tuesday"."""
    return _is_before(clause, day, _BEGIN)


def _is_before(clause: Clause, day: Chunk, cue: str) -> bool:
    at = next((index for index, other in enumerate(clause.everything) if other.start == day.start), 0)
    return at > 0 and cue in clause.everything[at - 1].cues


def _ahead(closed: Dates, begins: list[Dates]) -> Dates:
    """A weekday on which an event ends is the one after its begin: "began on Monday and ends on Friday"."""
    begun = max((dates.start for dates in begins if len(dates.start) == _DAY), default="")
    if not begun or closed.end >= begun or any(map(str.isdigit, closed.expression)):
        return closed
    day = (date.fromisoformat(closed.end) + timedelta(days=_WEEK)).isoformat()
    return Dates(day, day, closed.expression)


def _lasting(scene: Scene) -> None:
    """A length ("three days") beside an event known by its first day gives the last one."""
    lengths = dict(_lengths(scene))
    for stated in scene.stated:
        days = lengths.get(id(stated.subject.figure), 0)
        dates = stated.object.dates if stated.relation == "occursOn" and stated.object is not None else None
        if days > 1 and dates and stated.object and len(dates.start) == _DAY and dates.start == dates.end:
            last = date.fromisoformat(dates.start) + timedelta(days=days - 1)
            stated.object = replace(stated.object, dates=replace(dates, end=last.isoformat()))


def _one_time(scene: Scene) -> None:
    """An event is at one time: days before months before years, several days before one, then what comes first."""
    best: dict[int, Stated] = {}
    for stated in scene.stated:
        if stated.relation == "occursOn" and stated.subject.figure is not None:
            known = best.setdefault(id(stated.subject.figure), stated)
            best[id(stated.subject.figure)] = max(known, stated, key=_exactness)
    kept = {id(stated) for stated in best.values()}
    scene.stated[:] = [s for s in scene.stated if s.relation != "occursOn" or id(s) in kept]


def _exactness(stated: Stated) -> tuple[int, int, Decimal]:
    """How exact a time is: its figures, its days where they are several, how sure it is."""
    dates = stated.object.dates if stated.object is not None else None
    if dates is None:
        return (0, 0, stated.confidence)
    if len(dates.start) != _DAY or len(dates.end) != _DAY:
        return (len(dates.start), int(dates.start != dates.end), stated.confidence)
    length = (date.fromisoformat(dates.end) - date.fromisoformat(dates.start)).days
    return (_DAY, length, stated.confidence)


def _tells_length(clause: Clause) -> bool:
    """Whether any chunk of a clause is a length of time, or a word that holds one."""
    return any(chunk.days for chunk in clause.names()) or any(
        cue.startswith(_LENGTH) for chunk in clause.everything if chunk.cues for cue in chunk.cues
    )


def _lengths(scene: Scene) -> Iterator[tuple[int, int]]:
    """Events and how many days they last: "for three days", "the two-day workshop"."""
    for clause in scene.clauses:
        if not _tells_length(clause) or (figure := focus(scene, clause)) is None:
            continue
        named = any(chunk.figure is not None for chunk in clause.of(EVENT))
        takes = any(chunk.cues & _TAKES for chunk in clause.everything)
        yield from ((id(figure), chunk.days) for chunk in clause.of(DATE) if chunk.days and (named or takes))
        cues = (cue for chunk in clause.everything for cue in chunk.cues if named and cue.startswith(_LENGTH))
        yield from ((id(figure), int(cue.removeprefix(_LENGTH))) for cue in cues)


def _stand_in(chunk: Chunk, figure: Figure) -> Chunk:
    """A chunk at the same place of the text that stands for another figure."""
    return Chunk(figure.kind, chunk.start, chunk.end, chunk.first, chunk.last, figure.name, figure=figure)
