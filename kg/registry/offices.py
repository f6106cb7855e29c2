"""Offices: who holds which one where and when, and for whom a national representative speaks."""

from __future__ import annotations

from kg import iris
from kg.errors import TableError
from kg.records import Fact, Iri, Property
from kg.registry.keys import Known
from kg.registry.making import concept, dated, fact, having, reference, text
from kg.registry.tables import Row, where
from kg.terms import CONCEPTS, DCT, SCG, PostKind, Relation


def facts(row: Row, known: Known) -> tuple[Fact, ...]:
    """A tenure; that of a national representative is a representation of the place as well."""
    person = known.iri("people", row.values["person"])
    place = row.get("place")
    spatial = reference(row, "place", DCT.spatial, known.place(place) if place else None)
    held = fact(
        row,
        Relation.HOLDS_POSITION,
        (person, _seat(row, known)),
        row.across("person", "title_id", "title_en", "organization", "place"),
        iris.thing("tenure", row.key),
    )
    tenure = having(
        held,
        text(row, "title_id", SCG.title, "id"),
        text(row, "title_en", SCG.title, "en"),
        concept(row, "post_kind", SCG.postKind, "postkind"),
        spatial if row.get("organization") else (),
        _manner(row, known),
    )
    return tenure, *_representation(row, known, person)


def _manner(row: Row, known: Known) -> tuple[Property, ...]:
    acted_for = row.get("acts_for")
    return (
        *concept(row, "capacity", SCG.capacity, "capacity"),
        *reference(row, "acts_for", SCG.actsFor, known.iri("people", acted_for) if acted_for else None),
        *dated(row, "from", "until", "as_of"),
    )


def _representation(row: Row, known: Known, person: Iri) -> tuple[Fact, ...]:
    place, forum = row.cell("place"), row.get("organization")
    if CONCEPTS["postkind"][row.values["post_kind"]] != PostKind.NATIONAL_REPRESENTATIVE or not (place and forum):
        return ()
    stands = fact(
        row, Relation.REPRESENTS, (person, known.place(place.value)), row.across("person", "organization", "place")
    )
    body = reference(row, "organization", SCG.forum, known.iri("organizations", forum))
    return (having(stands, body, _manner(row, known)),)


def _seat(row: Row, known: Known) -> Iri:
    """The other end of a tenure: the organisation, or the place of an office that has none."""
    organisation, place = row.get("organization"), row.get("place")
    if organisation:
        return known.iri("organizations", organisation)
    if place:
        return known.place(place)
    raise TableError(f"{where(row.table, row.line, 'organization')}: an office needs an organisation or a place")
