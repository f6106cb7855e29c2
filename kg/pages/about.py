"""What the page of a thing shows: its facts in sections, and the small pictures beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from starlette.requests import Request

from kg.bounds import Bounds, end_bounds, start_bounds
from kg.pages.entity.cards import BOUNDS, PARTS, SECTIONS, Card, cards, dated, lines, passages, within
from kg.pages.entity.locator import Locator, Point, locator
from kg.pages.entity.printing import days_printed, printed
from kg.pages.entity.reading import Reading
from kg.pages.entity.surroundings import Plan, Surroundings, plan, surroundings
from kg.pages.entity.timeline import timeline
from kg.pages.exploring import outline_of
from kg.pages.feeds import has_feed
from kg.pages.labels import THINGS
from kg.pages.offices import offices
from kg.pages.site import Site, language_of
from kg.pages.viewing import AS_OF, day_of
from kg.queries.library import PAGES, find_query
from kg.records import Iri, Literal
from kg.terms import DCT, SCG, SCHEMA, SKOS

_LABELS = frozenset((SKOS.prefLabel, SKOS.altLabel, SCG.abbreviation, SKOS.hiddenLabel))
_PLACED = (DCT.spatial, SCHEMA.location)
_MOST_DATED = 200


def shown(site: Site, request: Request, reading: Reading) -> dict[str, Any]:
    """Everything that the template of a thing's page asks for, but its address; QueryError for a day that is none."""
    language, as_of = language_of(request), day_of(request.query_params, AS_OF)
    _read_names(site, reading)
    kind = site.labels.kind(reading.thing)
    style = site.labels.display.styles.get(kind) if kind else None
    title = site.labels.of(reading.thing, language)
    told = cards(reading, language)
    days = _days(site, told)
    found = [card for card in dated(told, days) if possible(card.bounds, as_of)]
    own, is_event = lines(reading.own), SCG.Event in site.labels.classes(reading.thing)
    known = days_of(site, (reading.thing,)) if is_event else {}
    when = printed(known[reading.thing]) if known else days_printed(reading.own)
    return {
        "title": title,
        "kind": kind,
        "colour": style.colour if style else "",
        "names": _other_names(reading, title.text),
        "as_of": as_of,
        "unsure": frozenset(card.node for card in found if as_of and not certain(card.bounds, as_of)),
        "when": when,
        "when_differs": any(line.differs for line in own if line.predicate in BOUNDS),
        "sections": _sections(within(found, when) if is_event else found),
        "left_out": reading.left_out,
        "pointers": _pointers(site, reading, language),
        "properties": [line for line in own if line.predicate not in _LABELS],
        "timeline": timeline(found, days),
        "map": _map(site, reading),
        "around": _around(site, reading.thing, language),
        "passages_of": passages,
        "is_drawn": reading.thing in outline_of(site),
        "has_feed": has_feed(site, reading.thing),
        "has_chart": is_body(site, reading.thing),
    }


def _read_names(site: Site, reading: Reading) -> None:
    """Read the names of all that the page speaks of, and what the rows behind it are about, together."""
    said = [one for ones in (reading.own, *reading.relations) for one in ones]
    subjects = site.curated.prepare(said)
    found = _plan(site, reading.thing)
    drawn = (Iri(f"{THINGS}{node['id']}") for node in found.nodes) if found else ()
    values = (one.value for one in said if isinstance(one.value, Iri) and one.value.startswith(THINGS))
    speakers = (one.speaker for one in said if one.speaker is not None)
    pointers = (pointer.subject for pointer in reading.pointers)
    nodes = (one.node for one in said)
    site.labels.prepare({reading.thing, *subjects, *drawn, *values, *speakers, *pointers, *nodes})


def possible(known: Bounds, day: str) -> bool:
    """Whether something may have held on a day: nothing known speaks against it. Every thing holds on no day."""
    begun = known.earliest_start is None or known.earliest_start <= day
    return not day or (begun and (known.latest_end is None or known.latest_end >= day))


def certain(known: Bounds, day: str) -> bool:
    """Whether something held on a day by all that is known."""
    begun = known.latest_start is not None and known.latest_start <= day
    return begun and known.earliest_end is not None and known.earliest_end >= day


def is_body(site: Site, thing: Iri) -> bool:
    """Whether a thing can have parts and heads."""
    return SCG.Organisation in site.labels.classes(thing)


def days_of(site: Site, things: Iterable[Iri]) -> Mapping[Iri, Bounds]:
    """The bounds of each thing that has any, as narrow as sources agree on."""
    wanted = tuple(sorted(set(things)))[:_MOST_DATED]
    if not wanted:
        return {}
    given: dict[Iri, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for thing, bound, day in site.store.select(find_query("days", PAGES).sparql, {"things": wanted}).rows:
        if isinstance(thing, Iri) and isinstance(day, Literal):
            given[thing][str(bound).rpartition("#")[2]].append(day.value)
    return {
        thing: Bounds(
            *start_bounds(said["earliestStart"], said["latestStart"]),
            *end_bounds(said["earliestEnd"], said["latestEnd"]),
        )
        for thing, said in given.items()
    }


def _days(site: Site, found: Iterable[Card]) -> Mapping[Iri, Bounds]:
    """The days of events, for facts that have none of their own."""
    undated = [other for card in found if card.bounds == Bounds() for other in card.others]
    return days_of(site, (other for other in undated if SCG.Event in site.labels.classes(other)))


@lru_cache(maxsize=4)
def _points(site: Site) -> Mapping[Iri, Point]:
    found: dict[Iri, Point] = {}
    for place, lat, long in site.store.select(find_query("points", PAGES).sparql).rows:
        if isinstance(place, Iri) and isinstance(lat, Literal) and isinstance(long, Literal):
            point = _degrees(lat.value, long.value)
            if point is not None:
                found.setdefault(place, point)
    return found


def _degrees(lat: str, long: str) -> Point | None:
    try:
        point = float(lat), float(long)
    except ValueError:
        return None
    return point if abs(point[0]) <= 90 and abs(point[1]) <= 180 else None


def _map(site: Site, reading: Reading) -> Locator | None:
    """The map of a place, or of where a body or an event is."""
    places = [one.value for one in reading.own if one.predicate in _PLACED and isinstance(one.value, Iri)]
    maps = (locator(place, _points(site)) for place in (reading.thing, *places))
    return next((found for found in maps if found is not None), None)


@lru_cache(maxsize=4096)
def _plan(site: Site, thing: Iri) -> Plan | None:
    return plan(outline_of(site), thing)


def _around(site: Site, thing: Iri, language: str) -> Surroundings | None:
    found = _plan(site, thing)
    if found is None:
        return None
    called = offices(site.labels, tuple(edge["printed"] for edge in found.edges if edge["printed"]), language)
    return surroundings(found, thing, lambda iri: site.labels.of(iri, language).text, called)


def _other_names(reading: Reading, shown: str) -> list[Literal]:
    """Each further name once, whatever languages it is given in."""
    found = {one.value for one in reading.own if one.predicate in _LABELS and one.predicate != SKOS.hiddenLabel}
    names = sorted((name for name in found if isinstance(name, Literal)), key=lambda name: name.language or "")
    return sorted({name.value: name for name in names if name.value != shown}.values(), key=lambda name: name.value)


def _sections(found: Iterable[Card]) -> list[tuple[str, list[Card]]]:
    grouped: dict[tuple[Iri, str], list[Card]] = defaultdict(list)
    for card in found:
        grouped[card.relation, card.side].append(card)
    order = {relation: index for index, relation in enumerate(SECTIONS)}
    known = [(key, facts) for key, facts in grouped.items() if key[0] in order]
    known.sort(key=lambda item: (order[item[0][0]], item[0][1]))
    return [(f"{relation.rpartition('-')[2]}-{side}", facts) for (relation, side), facts in known]


def _pointers(site: Site, reading: Reading, language: str) -> list[tuple[str, list[Iri]]]:
    grouped: dict[str, list[Iri]] = defaultdict(list)
    for pointer in reading.pointers:
        if pointer.predicate in PARTS:
            grouped[PARTS[pointer.predicate]].append(pointer.subject)
    for things in grouped.values():
        things.sort(key=lambda thing: site.labels.of(thing, language).text.casefold())
    return [(key, grouped[key]) for key in dict.fromkeys(PARTS.values()) if key in grouped]
