"""What the document as a whole says beyond its sentences' patterns: parts of names, days that last, where and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from kg.extraction.cast import Cast, Figure
from kg.extraction.chunks import BODY, EVENT, OFFICE, PERSON, PLACE, PROGRAMME, TOPIC, WORD, Chunk
from kg.extraction.deeds import state_deeds
from kg.extraction.nominal import name_by_matter
from kg.extraction.owning import Owners
from kg.extraction.scene import Clause, Scene, Stated
from kg.extraction.timing import find_times, is_faint, settle_times
from kg.extraction.tokens import key_of
from kg.terms import SCG, EventRole, Level, Modality, PostKind

_UNITS: Final = frozenset({SCG.OrganisationalUnit, SCG.Agency})
_LOCAL: Final = frozenset({Level.CITY, Level.REGENCY, Level.PROVINCE, Level.SPECIAL_REGION})
_DAY: Final = 10
_NEXT: Final = 4
_POSSESSOR, _NAMING = "possessor", "naming"
_QUOTES: Final = frozenset("\"“”‘’'")
_LONGEST_TITLE: Final = 14  # chunks
_BODY_TEXT: Final = "body"
_CLOSE: Final = timedelta(days=3)
_HOSTS: Final = frozenset({Level.CITY, Level.REGENCY, Level.CITY_STATE})


def imply(scene: Scene, cast: Cast, owners: Owners) -> None:
    """Add what the parts of names and the text as a whole imply."""
    for clause in scene.clauses:
        for chunk in clause.of(BODY, PLACE):
            if chunk.within is not None:
                _within(scene, clause, chunk, chunk.within)
    _members_by_representation(scene)
    _owned_by_possessor(scene, owners)
    _sent_by_country(scene, owners)
    _owned_by_name(scene, cast)
    _name_by_owner(scene)
    _at_home(scene, owners)
    state_deeds(scene, cast)
    find_times(scene)
    _place_of_event(scene, cast)
    _place_of_host(scene)
    settle_times(scene)


def name_events(scene: Scene) -> None:
    """Further names of an event beside its network: "Annual Meeting of the ASCN" is the ASCN Annual Meeting."""
    text = scene.document.text
    for clause in scene.clauses:
        _name_in_quotes(text, clause)
        chunks = clause.everything if any(clause.of(EVENT)) else ()
        for at, chunk in enumerate(chunks):
            if chunk.kind != EVENT or chunk.figure is None:
                continue
            if chunk.generic:
                name_by_matter(text, clause, chunk)
            behind = next((c for c in chunks[at + 1 : at + _NEXT] if c.kind == BODY), None)
            if _is_network(behind) and behind and text[chunk.end : behind.start].islower():
                _name_after(chunk.figure, chunk.name, behind)
                chunk.figure.named(text[chunk.start : behind.end])
            before = chunks[at - 1] if at else None
            if _is_network(before) and before and not text[before.end : chunk.start].strip():
                _name_after(chunk.figure, chunk.name, before)


def _name_in_quotes(text: str, clause: Clause) -> None:
    """An event's title in quotes behind a word of naming: "called “One Ticket”, the workshop …"."""
    chunks = clause.everything if any(clause.of(EVENT)) else ()
    for at, chunk in enumerate(chunks[:-1]):
        if _NAMING not in chunk.cues or chunks[at + 1].name not in _QUOTES:
            continue
        close = next((c for c in chunks[at + 2 : at + _LONGEST_TITLE] if c.name in _QUOTES), None)
        events = [c for c in chunks if c.kind == EVENT and c.figure is not None]
        if close is None or not events:
            continue
        nearest = min(events, key=lambda event: abs(event.start - chunk.start))
        if nearest.figure is not None:
            _entitle(nearest.figure, text[chunks[at + 1].end : close.start].strip(" ,"))


def _entitle(event: Figure, title: str) -> None:
    """An event in common words bears its title from now on; one with a name has it as a further name."""
    if event.general and title:
        event.name, title, event.general = title, event.name, False
    event.named(title)


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


def _owned_by_possessor(scene: Scene, owners: Owners) -> None:
    """A named programme behind "its" is run by what the sentence, else the one before, names first."""
    for clause in scene.clauses:
        if not any(clause.of(PROGRAMME)):
            continue
        for at, chunk in enumerate(clause.everything):
            if chunk.kind != PROGRAMME or chunk.figure is None or chunk.figure.general:
                continue
            before = clause.everything[max(at - _NEXT, 0) : at]
            word = next((c for c in reversed(before) if _POSSESSOR in c.cues or c.kind not in (WORD, TOPIC)), None)
            if word is None or _POSSESSOR not in word.cues:
                continue
            owner = owners.possessor(clause, word, (PLACE, BODY))
            if owner is not None:
                _state(scene, clause, "runs", (_stand_in(word, owner), chunk), ("programme-of-possessor", "0.7"))


def _sent_by_country(scene: Scene, owners: Owners) -> None:
    """The national representative of a country represents it."""
    for stated in list(scene.stated):
        target = stated.object
        if stated.relation != "holdsPosition" or target is None or target.office is None:
            continue
        if target.office.term != PostKind.NATIONAL_REPRESENTATIVE or target.office.modality:
            continue
        country = owners.owner(target, stated.clause)
        if country is not None and country.level in (Level.COUNTRY, Level.CITY_STATE):
            ends = (stated.subject, _stand_in(target, country))
            _state(scene, stated.clause, "represents", ends, ("representative-by-office", "0.8"))


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
                _state(scene, clause, "runs", (_stand_in(chunk, owner), chunk), ("programme-of-name", "0.55"))


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
    if event is None or is_faint(event) or _has_place(scene, event):
        return
    where = scene.document.dateline_place if _is_near(scene, event) else None
    figure = cast.get(PLACE, where) if where else None
    mention = next(_mentions(scene, event), None)
    if figure is not None and mention is not None:
        clause, chunk = mention
        _state(scene, clause, "takesPlaceIn", (chunk, _stand_in(chunk, figure)), ("place-of-dateline", "0.62"))


def _place_of_host(scene: Scene) -> None:
    """An event that a city hosts takes place there, unless the text names another place."""
    for stated in list(scene.stated):
        event = stated.object.figure if stated.object is not None else None
        if (
            stated.relation != "participatesIn"
            or stated.role != EventRole.HOST
            or event is None
            or stated.object is None
        ):
            continue
        city = stated.subject.figure
        if (
            city is not None
            and city.level in _HOSTS
            and stated.modality == Modality.ASSERTED
            and not _has_place(scene, event)
        ):
            _state(scene, stated.clause, "takesPlaceIn", (stated.object, stated.subject), ("place-of-host", "0.7"))


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
