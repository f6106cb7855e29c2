"""What a question gives a query: values of its parameters, and what narrows its rows.

Comes in: a reading and a query. Goes out: which piece fills which slot, the values as `run` takes them,
and the pieces that the query has no use for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from kg.answers.narrowing import ACTING
from kg.answers.pieces import Piece, Reading
from kg.answers.things import LEAD, POST, Things, curated, is_a, kind_of
from kg.answers.wordings import Wordings
from kg.queries import Parameter, load_queries
from kg.records import Entity, Iri
from kg.terms import SCG, Level

_TIMES = ("date", "year")
_SPECIFIC = ("country", "network", "event", "programme", "person", "place", "organisation", "thing")
_BEST_LEVELS = (Level.CITY, Level.REGENCY, Level.PROVINCE)
_DATED = frozenset({"since", "opens", "first"})
_ENDS = frozenset({"start", "end"})
_ALL = "all-countries"
OPEN = ""


@dataclass(slots=True)
class Filled:
    """How a query takes a reading.

    `values` are what its parameters are given; `slots` says for each piece that is used (its place in the
    reading) as what; `narrowing` are the pieces by which rows are kept; `guessed` the parameters whose
    value the question does not say in so many words.
    """

    values: dict[str, str] = field(default_factory=dict)
    slots: dict[int, str] = field(default_factory=dict)
    narrowing: list[Piece] = field(default_factory=list)
    guessed: set[str] = field(default_factory=set)
    used: list[Entity] = field(default_factory=list)
    unused: list[Piece] = field(default_factory=list)


def fill(wordings: Wordings, reading: Reading, things: Things, today: date) -> Filled:
    """The slots of a query, filled from what a question says."""
    filled = Filled()
    for parameter in sorted(wordings.query.parameters, key=_order):
        _things(parameter, wordings.takes.get(parameter.name, frozenset()), (reading, things), filled)
    for parameter in wordings.query.parameters:
        if parameter.kind == "event" and parameter.name not in filled.values and parameter.default:
            filled.used.extend(things.named(parameter.default))
    _open(wordings, reading, filled)
    _times(wordings, reading, filled, today)
    _numbers(wordings, reading, filled)
    _narrow(wordings, reading, filled)
    return filled


def _order(parameter: Parameter) -> int:
    return _SPECIFIC.index(parameter.kind) if parameter.kind in _SPECIFIC else len(_SPECIFIC)


def _things(parameter: Parameter, takes: frozenset[str], known: tuple[Reading, Things], filled: Filled) -> None:
    reading, things = known
    if parameter.kind not in _SPECIFIC:
        return
    for at in _likely(parameter, reading):
        piece = reading.pieces[at]
        if at in filled.slots or piece.sort != "thing":
            continue
        found = [thing for thing in piece.things if not takes or kind_of(thing) in takes]
        fitting = [thing for thing in found if is_a(thing, parameter.kind) and kind_of(thing) != LEAD]
        fitting = fitting or list(_stands_for(found, parameter.kind, things))
        if fitting:
            chosen = _choose(fitting, reading)
            filled.values[parameter.name] = chosen.iri
            filled.slots[at] = parameter.name
            filled.used.append(chosen)
            if chosen not in piece.things and any(thing.kind == SCG.Post for thing in piece.things):
                filled.narrowing.append(piece)
            return


def _likely(parameter: Parameter, reading: Reading) -> list[int]:
    """The places of the pieces, those first that are more likely what a thing of any kind is about.

    A parameter with a partner in the same query (from one thing to another) takes them as they come.
    """
    order = list(range(len(reading.pieces)))
    if parameter.kind != "thing" or parameter.name in _ENDS:
        return order
    general = ("network", "country")
    return sorted(order, key=lambda at: any(is_a(t, kind) for t in reading.pieces[at].things for kind in general))


def _stands_for(found: Sequence[Entity], kind: str, things: Things) -> Iterator[Entity]:
    """What a thing of another kind stands for: a post for its body or place, a government for its place."""
    for thing in found:
        others: list[Iri | None] = []
        if kind_of(thing) == LEAD and kind in {"thing", "organisation", "place"}:
            others = [*thing.links, thing.jurisdiction]
        elif thing.kind == SCG.LocalGovernment and kind == "place":
            others = [thing.jurisdiction]
        for other in others:
            if other in things.by_iri and is_a(things.by_iri[other], kind):
                yield things.by_iri[other]


def _choose(fitting: Sequence[Entity], reading: Reading) -> Entity:
    """Of namesakes the one on the level that the question speaks of, else the city before the rest."""
    if len(fitting) == 1:
        return fitting[0]
    said = [piece.term for piece in reading.pieces if piece.term is not None]
    order: list[Iri] = [*said, *_BEST_LEVELS]
    return min(
        fitting,
        key=lambda e: (order.index(e.level) if e.level in order else len(order), not curated(e), -len(e.names), e.iri),
    )


def _open(wordings: Wordings, reading: Reading, filled: Filled) -> None:
    """A place tells its country; "each country" leaves the country open."""
    country = wordings.query.parameter("country")
    if country is None or "country" in filled.values:
        return
    places = [t for p in reading.pieces if p.sort == "thing" for t in p.things if is_a(t, "place") and t.country]
    if places and country.default is not None and places[0].country is not None:
        filled.values["country"] = places[0].country
        filled.guessed.add("country")
    elif country.default is not None and _of_each_country(reading):
        filled.values["country"] = OPEN
        filled.guessed.add("country")
    filled.slots |= {at: "" for at, piece in enumerate(reading.pieces) if piece.concept == _ALL}


def _of_each_country(reading: Reading) -> bool:
    concepts = [piece.concept for piece in reading.pieces if piece.concept]
    return _ALL in concepts or ("each", "country") in pairwise(concepts)


def _times(wordings: Wordings, reading: Reading, filled: Filled, today: date) -> None:
    free = [parameter for parameter in wordings.query.parameters if parameter.kind in _TIMES]
    said = [at for at, piece in enumerate(reading.pieces) if piece.sort == "time" and at not in filled.slots]
    if len(free) > 1 and len(said) == 1:
        time = reading.pieces[said[0]].time
        assert time is not None
        free = free[1:] if time.last > (free[0].default or "") else free
    for parameter, at in zip(free, said, strict=False):
        time = reading.pieces[at].time
        assert time is not None
        filled.values[parameter.name] = (
            time.year if parameter.kind == "year" else min(time.last, _until(time.first, today))
        )
        filled.slots[at] = (
            parameter.name if parameter.kind == "date" or time.unit == "year" else f"{parameter.name} of a {time.unit}"
        )
        if parameter.kind == "date" and time.unit != "day":
            filled.guessed.add(parameter.name)
    if not said and any(piece.concept == "now" for piece in reading.pieces):
        for parameter in free[:1]:
            if parameter.default is not None and parameter.kind == "date":
                filled.values[parameter.name] = today.isoformat()


def _until(first: str, today: date) -> str:
    """No day of this month or year that is still to come, but a day of the future that was asked for."""
    return max(first, today.isoformat())


def _numbers(wordings: Wordings, reading: Reading, filled: Filled) -> None:
    for parameter in wordings.query.parameters:
        if parameter.kind != "number":
            continue
        unit = "month" if parameter.name == "months" else ""
        for at, piece in enumerate(reading.pieces):
            if piece.sort == "number" and piece.unit == unit and at not in filled.slots:
                filled.values[parameter.name] = str(piece.number)
                filled.slots[at] = parameter.name
                break


def _narrow(wordings: Wordings, reading: Reading, filled: Filled) -> None:
    columns = {column.name for column in wordings.query.columns}
    for at, piece in enumerate(reading.pieces):
        if at in filled.slots:
            continue
        if piece.sort == "thing":
            _narrow_by_thing(at, wordings, piece, filled)
        elif piece.sort == "time" and columns & _DATED and "date" in wordings.narrows:
            filled.slots[at] = "date"
            filled.narrowing.append(piece)
        elif piece.sort == "time" and any(is_a(thing, "event") for thing in filled.used):
            filled.slots[at] = ""
            filled.unused.append(piece)
        elif piece.concept == ACTING and "capacityName" in columns:
            filled.narrowing.append(piece)
        elif piece.concept == "subject" and "topicName" in columns:
            filled.slots[at] = "topic"
            filled.narrowing.append(piece)
    levels = [piece for piece in reading.pieces if piece.concept in {"province", "city", "regency"}]
    if "levelName" in columns and len({piece.term for piece in levels}) == 1 and _asks_for_level(levels[0], reading):
        filled.narrowing.append(levels[0])


def _narrow_by_thing(at: int, wordings: Wordings, piece: Piece, filled: Filled) -> None:
    kinds = {POST if kind_of(thing) == LEAD else kind_of(thing) for thing in piece.things}
    kind = next((kind for kind in sorted(kinds) if kind in wordings.narrows), None)
    if kind is not None:
        filled.slots[at] = kind
        filled.narrowing.append(piece)
    elif any(_holds(thing, used) for thing in piece.things for used in filled.used):
        filled.slots[at] = ""
    elif any(_is_usual(thing) and not _may_be_meant(thing, wordings) for thing in piece.things):
        filled.slots[at] = ""
        filled.unused.append(piece)


def _is_usual(thing: Entity) -> bool:
    """Whether a thing is what most queries of the library are about unless told otherwise."""
    names = {name.text for name in thing.names}
    usual = {
        p.default for query in load_queries().values() for p in query.parameters if p.kind in {"country", "network"}
    }
    return bool(names & usual) and kind_of(thing) in {"country", "network"}


def _may_be_meant(thing: Entity, wordings: Wordings) -> bool:
    """Whether a query about one thing takes that kind of thing: then it is not by the way that it was named."""
    return any(kind_of(thing) in kinds for kinds in wordings.takes.values())


def _holds(thing: Entity, used: Entity) -> bool:
    """Whether a thing is what another lies in or belongs to, so that naming it says nothing new."""
    return thing.iri in {used.country, used.parent, used.jurisdiction, used.iri}


def _asks_for_level(piece: Piece, reading: Reading) -> bool:
    """A city may be any member; a province or regency is meant as such, and so is whatever "only" stands before."""
    if piece.concept != "city":
        return True
    before = [other for other in reading.pieces if other.last <= piece.first and other.first >= piece.first - 2]
    return any(other.concept == "only" for other in before)
