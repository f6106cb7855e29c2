"""Events and their series: what, when, where, and who took part as what."""

from __future__ import annotations

from dataclasses import replace

from kg.bounds import one_time
from kg.errors import TableError
from kg.records import Entity, Fact, Iri, Property
from kg.registry.keys import Known
from kg.registry.making import (
    bound_properties,
    concept,
    describes,
    fact,
    having,
    labels,
    names,
    reference,
    text,
)
from kg.registry.tables import Row, where
from kg.terms import SCG, SCHEMA, EventRole, Relation

_ROLES = {"host": EventRole.HOST, "chair": EventRole.CHAIR}


def series_facts(row: Row, known: Known) -> tuple[Fact, ...]:
    """A series of events and who holds it."""
    organiser = row.get("organiser")
    held = reference(row, "organiser", SCHEMA.organizer, known.actor(organiser) if organiser else None)
    return (describes(row, known.iri(row.table, row.key), SCG.EventSeries, labels(row), held),)


def series_entity(row: Row, known: Known) -> Entity:
    """A series for the gazetteer."""
    organiser = row.get("organiser")
    links = (known.actor(organiser),) if organiser else ()
    return Entity(known.iri(row.table, row.key), SCG.EventSeries, names(row), links=links)


def facts(row: Row, known: Known) -> tuple[Fact, ...]:
    """An event, its days, its place, its hosts and chairs."""
    node = known.iri(row.table, row.key)
    series, place = row.get("series"), row.cell("place")
    described = describes(
        row,
        node,
        SCG.Event,
        labels(row),
        concept(row, "kind", SCG.eventKind, "eventkind"),
        text(row, "venue", SCG.venue),
        reference(row, "series", SCG.inSeries, known.iri("event_series", series) if series else None),
    )
    located = [fact(row, Relation.TAKES_PLACE_IN, (node, known.place(place.value)), place.evidence)] if place else []
    return described, *_occurrence(row, node), *located, *_leaders(row, node, known)


def entity(row: Row, known: Known) -> Entity:
    """An event for the gazetteer, with place, hosts and chairs as links."""
    place = row.get("place")
    made = Entity(known.iri(row.table, row.key), SCG.Event, names(row))
    actors = (known.actor(cell.value) for column in _ROLES for cell in row.parts(column))
    links = dict.fromkeys([*([known.place(place)] if place else []), *actors])
    return replace(
        made,
        parent=known.place(place) if place else None,
        country=known.country(place) if place else None,
        start=row.get("start"),
        end=row.get("end") or row.get("start"),
        links=tuple(links),
    )


def participation_facts(row: Row, known: Known) -> tuple[Fact, ...]:
    """An actor at an event; one that speaks for somebody represents them there."""
    event, actor = known.iri("events", row.values["event"]), known.actor(row.values["actor"])
    behalf, acted_for = row.get("on_behalf_of"), row.get("acts_for")
    evidence = row.across("event", "actor", "role")
    standing = reference(row, "acts_for", SCG.actsFor, known.iri("people", acted_for) if acted_for else None)
    principal = known.actor(behalf) if behalf else None
    took_part = having(
        fact(row, Relation.PARTICIPATES_IN, (actor, event), evidence),
        concept(row, "role", SCG.eventRole, "eventrole"),
        reference(row, "on_behalf_of", SCG.onBehalfOf, principal),
        standing,
    )
    if principal is None:
        return (took_part,)
    spoken = fact(row, Relation.REPRESENTS, (actor, principal), row.across("actor", "on_behalf_of"))
    return took_part, having(spoken, reference(row, "event", SCG.forum, event), standing)


def _occurrence(row: Row, node: Iri) -> tuple[Fact, ...]:
    start, end = row.cell("start"), row.cell("end")
    if start is None:
        if end is not None:
            raise TableError(f"{where(row.table, row.line, 'start')}: an event that ends has a start")
        return ()
    days = one_time(start.value, end.value if end else None)
    occurs = fact(row, Relation.OCCURS_ON, (node, None), row.across("start", "end"))
    return (having(occurs, bound_properties(days, start, end or start)),)


def _leaders(row: Row, node: Iri, known: Known) -> tuple[Fact, ...]:
    return tuple(
        having(
            fact(row, Relation.PARTICIPATES_IN, (known.actor(cell.value), node), cell.evidence),
            [Property(SCG.eventRole, role, cell.evidence)],
        )
        for column, role in _ROLES.items()
        for cell in row.parts(column)
    )
