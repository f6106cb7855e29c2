"""Programmes: what they are, who runs them, what they are about, and the areas chosen for them."""

from __future__ import annotations

from dataclasses import replace

from kg import iris
from kg.records import Entity, Fact, Property
from kg.registry.keys import Known
from kg.registry.making import (
    concept,
    dated,
    describes,
    fact,
    having,
    labels,
    names,
    reference,
    text,
)
from kg.registry.tables import Row
from kg.terms import CONCEPTS, DCT, SCG, Relation


def facts(row: Row, known: Known) -> tuple[Fact, ...]:
    """A programme, its owner, its topics."""
    node = known.iri(row.table, row.key)
    place, successor, owner = row.get("place"), row.get("succeeded_by"), row.cell("owner")
    described = describes(
        row,
        node,
        SCG.Programme,
        labels(row),
        concept(row, "kind", SCG.programmeKind, "programmekind"),
        reference(row, "place", DCT.spatial, known.place(place) if place else None),
        reference(row, "succeeded_by", DCT.isReplacedBy, known.iri(row.table, successor) if successor else None),
        _dates(row),
    )
    owned = [fact(row, Relation.RUNS, (known.actor(owner.value), node), owner.evidence)] if owner else []
    topics = (
        fact(row, Relation.ADDRESSES, (node, CONCEPTS["topic"][cell.value]), cell.evidence)
        for cell in row.parts("topics")
    )
    return described, *owned, *topics


def entity(row: Row, known: Known) -> Entity:
    """A programme for the gazetteer, with owner and place as links."""
    owner, place = row.get("owner"), row.get("place")
    made = Entity(known.iri(row.table, row.key), SCG.Programme, names(row))
    return replace(
        made,
        jurisdiction=known.place(place) if place else None,
        country=known.country(place) if place else None,
        start=row.get("from") or row.get("start_year"),
        end=row.get("until"),
        links=tuple(dict.fromkeys(known.actor(key) for key in (owner, place) if key)),
    )


def area_facts(row: Row, known: Known) -> tuple[Fact, ...]:
    """An area chosen for a programme in a year; the same area may be chosen again in another."""
    ends = known.place(row.values["place"]), known.iri("programs", row.values["programme"])
    chosen = fact(row, Relation.MEMBER_OF, ends, row.across("programme", "place"), iris.thing("membership", row.key))
    return (
        having(
            chosen,
            concept(row, "status", SCG.membershipStatus, "status"),
            text(row, "name_in_source", SCG.nameInSource),
            dated(row, "year", ""),
        ),
    )


def _dates(row: Row) -> tuple[Property, ...]:
    """The year of the start counts where no closer date is given: a plan may be dated before its term begins."""
    return *dated(row, "from", "until"), *(() if row.get("from") else dated(row, "start_year", ""))
