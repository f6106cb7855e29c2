"""People in public roles: their names; their offices stand in `offices`."""

from __future__ import annotations

from kg.records import Entity, Fact
from kg.registry.keys import Known
from kg.registry.making import describes, labels, names, reference
from kg.registry.tables import Row
from kg.terms import SCG


def facts(row: Row, known: Known) -> tuple[Fact, ...]:
    """A person's names and country."""
    node = known.iri(row.table, row.key)
    country = row.get("country")
    served = reference(row, "country", SCG.country, known.place(country) if country else None)
    return (describes(row, node, SCG.Person, labels(row), served),)


def entity(row: Row, known: Known) -> Entity:
    """A person for the gazetteer, as yet without the offices."""
    country = row.get("country")
    return Entity(
        known.iri(row.table, row.key), SCG.Person, names(row), country=known.place(country) if country else None
    )
