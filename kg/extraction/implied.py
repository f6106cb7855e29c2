"""What the document as a whole says beyond its sentences' patterns: parts of names, days that last, where and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from kg.extraction.cast import Cast, Figure
from kg.extraction.chunks import BODY, DATE, EVENT, OFFICE, PERSON, PLACE, PROGRAMME, WORD, Chunk
from kg.extraction.focus import focus
from kg.extraction.owning import Owners
from kg.extraction.scene import Clause, Scene, Stated
from kg.extraction.tokens import key_of
from kg.terms import SCG, Level, Modality

_UNITS = frozenset({SCG.OrganisationalUnit, SCG.Agency})
_LOCAL = frozenset({Level.CITY, Level.REGENCY, Level.PROVINCE, Level.SPECIAL_REGION})
_LEAD = 6  # clauses in which a text says when and where its event is
_DAY = 10
_NEXT = 4
_BODY_TEXT = "body"
_TELLING = "telling"
_CLOSE = timedelta(days=3)
_TAKES = frozenset({"take", "last"})


def imply(scene: Scene, cast: Cast, owners: Owners) -> None:
    """Add what the parts of names and the text as a whole imply."""
    for clause in scene.clauses:
        for chunk in clause.of(BODY, PLACE):
            if chunk.within is not None:
                _within(scene, clause, chunk, chunk.within)
    _members_by_representation(scene)
    _owned_by_name(scene, cast)
    _name_by_owner(scene)
    _at_home(scene, owners)
    _date_of_event(scene)
    _closing(scene)
    _place_of_event(scene, cast)
    _lasting(scene)
    _one_time(scene)


def name_events(scene: Scene) -> None:
    """Further names of an event beside its network: "Annual Meeting of the ASCN" is the ASCN Annual Meeting."""
    text = scene.document.text
    for clause in scene.clauses:
        chunks = clause.everything
        for at, chunk in enumerate(chunks):
            if chunk.kind != EVENT or chunk.figure is None:
                continue
            behind = next((c for c in chunks[at + 1 : at + _NEXT] if c.kind == BODY), None)
            if _is_network(behind) and behind and text[chunk.end : behind.start].islower():
                _name_after(chunk.figure, chunk.name, behind)
                chunk.figure.named(text[chunk.start : behind.end])
            before = chunks[at - 1] if at else None
            if _is_network(before) and before and not text[before.end : chunk.start].strip():
                _name_after(chunk.figure, chunk.name, before)


def _is_network(chunk: Chunk | None) -> bool:
    return chunk is not None and chunk.kind == BODY and chunk.figure is not None and chunk.kind_term == SCG.Network


def _name_after(event: Figure, name: str, network: Chunk) -> None:
    names = network.figure.aliases if network.figure else []
    for each in dict.fromkeys((network.name, *network.aliases, *names)):
        event.named(f"{each} {name}")


def _within(scene: Scene, clause: Clause, chunk: Chunk, within: Chunk) -> None:
    if chunk.figure is None or within.figure is None or chunk.figure is within.figure:
        return
    if chunk.kind == PLACE:
        if _is_wider(within, chunk):
            _state(scene, clause, "locatedIn", (chunk, within), ("place-within-place", "0.9"))
    elif within.kind == BODY or (chunk.kind_term in _UNITS and within.figure.level in _LOCAL):
        _state(scene, clause, "partOf", (chunk, within), ("unit-of-name", "0.9"))


def _is_wider(within: Chunk, chunk: Chunk) -> bool:
    return (within.kind == PLACE and within.level != Level.CITY) or chunk.level is None


def _members_by_representation(scene: Scene) -> None:
    """A place that represents a country in the one network that the text speaks of is a member of it."""
    network = scene.network
    if network is None:
        return
    for stated in list(scene.stated):
        if stated.relation == "represents" and stated.subject.kind == PLACE and stated.modality == Modality.ASSERTED:
            target = _stand_in(stated.subject, network)
            _state(scene, stated.clause, "memberOf", (stated.subject, target), ("member-by-representation", "0.65"))


def _owned_by_name(scene: Scene, cast: Cast) -> None:
    """A programme that carries the name of a place is run by it where the text names no other owner."""
    owned = {id(s.object.figure) for s in scene.stated if s.relation == "runs" and s.object is not None}
    places = [figure for figure in cast.of_kind(PLACE) if figure.level in _LOCAL]
    seen: set[int] = set()
    for clause in scene.clauses:
        for chunk in clause.of(PROGRAMME):
            figure = chunk.figure
            if figure is None or id(figure) in owned or id(figure) in seen:
                continue
            seen.add(id(figure))
            owner = next((place for place in places if _is_edge(figure.name, place.name)), None)
            if owner is not None:
                _state(scene, clause, "runs", (_stand_in(chunk, owner), chunk), ("programme-of-name", "0.65"))


def _name_by_owner(scene: Scene) -> None:
    """A programme in common words is also called by its owner: "Da Nang smart city project"."""
    for stated in scene.stated:
        programme = stated.object.figure if stated.relation == "runs" and stated.object is not None else None
        if programme is not None and programme.general and stated.subject.figure is not None:
            programme.named(f"{stated.subject.figure.name} {programme.name}")


def _is_edge(name: str, part: str) -> bool:
    """Whether a name begins or ends with another one."""
    whole, keys = key_of(name), key_of(part)
    return len(keys) < len(whole) and (whole[: len(keys)] == keys or whole[-len(keys) :] == keys)


def _at_home(scene: Scene, owners: Owners) -> None:
    """Who signs or joins by their office does so for the body or place of the office."""
    homes: dict[int, Figure] = {}
    for stated in scene.stated:
        if stated.relation == "holdsPosition" and stated.object is not None and stated.subject.figure is not None:
            owner = owners.owner(stated.object, stated.clause)
            if owner is not None:
                homes.setdefault(id(stated.subject.figure), owner)
    for stated in scene.stated:
        if stated.relation in ("partnersWith", "memberOf", "runs") and stated.subject.kind == PERSON:
            home = homes.get(id(stated.subject.figure))
            stated.subject = _stand_in(stated.subject, home) if home else stated.subject
        if stated.relation == "represents" and stated.object is not None and stated.object.kind in (PERSON, OFFICE):
            home = homes.get(id(stated.object.figure)) or homes.get(id(stated.subject.figure))
            stated.object = _stand_in(stated.object, home) if home else None
        if stated.relation == "partnersWith" and stated.object is not None and stated.object.kind == PERSON:
            home = homes.get(id(stated.object.figure))
            stated.object = _stand_in(stated.object, home) if home else stated.object
    scene.stated[:] = [s for s in scene.stated if s.relation != "represents" or s.object is not None]


def _place_of_event(scene: Scene, cast: Cast) -> None:
    """The event of the text takes place where the text was written, unless the text names another place."""
    event = scene.event
    if event is None or event.general or _has_place(scene, event):
        return
    where = scene.document.dateline_place if _is_near(scene, event) else None
    figure = cast.get(PLACE, where) if where else None
    mention = next(_mentions(scene, event), None)
    if figure is not None and mention is not None:
        clause, chunk = mention
        _state(scene, clause, "takesPlaceIn", (chunk, _stand_in(chunk, figure)), ("place-of-dateline", "0.62"))


def _is_near(scene: Scene, event: Figure) -> bool:
    """Whether the day of an event lies close to the day of publication, so that its reporter was there."""
    published = scene.document.published or ""
    days = [s.object.dates for s in scene.stated if s.relation == "occursOn" and s.subject.figure is event and s.object]
    known = [dates for dates in days if dates and len(dates.start) == len(dates.end) == len(published) == _DAY]
    if not known:
        return True
    today, first, last = (date.fromisoformat(day) for day in (published, known[0].start, known[0].end))
    return first - _CLOSE <= today <= last + _CLOSE


def _has_place(scene: Scene, event: Figure) -> bool:
    """Whether a place that is more than a building is stated of an event."""
    stated = [s.object for s in scene.stated if s.relation == "takesPlaceIn" and s.subject.figure is event]
    return any(chunk is not None and chunk.figure and chunk.figure.level != Level.OTHER for chunk in stated)


def _date_of_event(scene: Scene) -> None:
    """The event of the text is on the first day that its first sentences name."""
    event = scene.event
    if event is None or event.general:
        return
    if any(s.relation == "occursOn" and s.subject.figure is event for s in scene.stated):
        return
    for clause in scene.clauses[:_LEAD]:
        if clause.kind != _BODY_TEXT or focus(scene, clause) is not event:
            continue
        for chunk in clause.of(DATE):
            if chunk.dates and len(chunk.dates.start) == _DAY and not _of_telling(clause, chunk):
                _state(scene, clause, "occursOn", (_stand_in(chunk, event), chunk), ("day-of-lead", "0.62"))
                return


def _of_telling(clause: Clause, chunk: Chunk) -> bool:
    """Whether a day is that of a statement to the press and says nothing of the event: "said today"."""
    at = clause.everything.index(chunk)
    if not any(other.kind in (WORD, EVENT) and other.name[0].isalpha() for other in clause.everything):
        return True  # a dateline: the day of writing
    return any(_TELLING in other.cues for other in clause.everything[max(at - 2, 0) : at])


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


def _exactness(stated: Stated) -> tuple[int, bool, Decimal]:
    dates = stated.object.dates if stated.object is not None else None
    if dates is None:
        return (0, False, stated.confidence)
    return (len(dates.start), dates.start != dates.end, stated.confidence)


def _closing(scene: Scene) -> None:
    """The day on which an event ends ("closes today") completes the day on which it began."""
    ends = [stated for stated in scene.stated if stated.relation == "endsOn"]
    scene.stated[:] = [stated for stated in scene.stated if stated.relation != "endsOn"]
    for stated in scene.stated:
        for end in ends:
            begun = stated.object.dates if stated.relation == "occursOn" and stated.object is not None else None
            closed = end.object.dates if end.object is not None else None
            if not (begun and closed and stated.object and stated.subject.figure is end.subject.figure):
                continue
            if len(begun.start) == len(closed.end) == _DAY and begun.end < closed.end:
                stated.object = replace(stated.object, dates=replace(begun, end=closed.end))


def _lengths(scene: Scene) -> Iterator[tuple[int, int]]:
    for clause in scene.clauses:
        named = any(chunk.figure is not None for chunk in clause.of(EVENT))
        takes = any(chunk.cues & _TAKES for chunk in clause.everything)
        for chunk in clause.of(DATE):
            figure = focus(scene, clause)
            if chunk.days and figure is not None and (named or takes):
                yield id(figure), chunk.days


def _mentions(scene: Scene, figure: Figure) -> Iterator[tuple[Clause, Chunk]]:
    return ((clause, chunk) for clause in scene.clauses for chunk in clause.of(EVENT) if chunk.figure is figure)


def _stand_in(chunk: Chunk, figure: Figure) -> Chunk:
    """A chunk at the same place of the text that stands for another figure."""
    return Chunk(figure.kind, chunk.start, chunk.end, chunk.first, chunk.last, figure.name, figure=figure)


def _state(scene: Scene, clause: Clause, relation: str, ends: tuple[Chunk, Chunk], by: tuple[str, str]) -> None:
    """One more relation between two ends; `by` is the rule and its confidence."""
    (subject, target), (rule, confidence) = ends, by
    start, end = min(subject.start, target.start), max(subject.end, target.end)
    scene.stated.append(
        Stated(relation, subject, target, clause, start, end, rule, Decimal(confidence), Modality.ASSERTED)
    )
