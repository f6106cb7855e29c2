"""Organisations: what they are, what they are part of, what took their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg import iris
from kg.bounds import one_time
from kg.records import Entity, Fact, Iri
from kg.registry.keys import Known
from kg.registry.making import bound_properties, dated, describes, fact, having, labels, names, reference
from kg.registry.tables import Row
from kg.terms import DCT, SCG, Relation

CLASSES: Mapping[str, Iri] = {
    "ministry": SCG.Ministry,
    "unit": SCG.OrganisationalUnit,
    "local-government": SCG.LocalGovernment,
    "agency": SCG.Agency,
    "company": SCG.Company,
    "igo": SCG.IntergovernmentalOrganisation,
    "network": SCG.Network,
    "academic": SCG.AcademicOrganisation,
    "ngo": SCG.CivilSocietyOrganisation,
    "partner-programme": SCG.PartnerProgramme,
    "media": SCG.MediaOrganisation,
}


def facts(row: Row, known: Known) -> tuple[Fact, ...]:
    """An organisation, its place in the hierarchy, its successors."""
    node = known.iri(row.table, row.key)
    jurisdiction = row.get("jurisdiction")
    described = describes(
        row,
        node,
        CLASSES[row.values["kind"]],
        labels(row),
        reference(row, "jurisdiction", DCT.spatial, known.place(jurisdiction) if jurisdiction else None),
        dated(row, "from", "until"),
    )
    return described, *_part(row, node, known), *_successions(row, node, known)


def entity(row: Row, known: Known) -> Entity:
    """An organisation for the gazetteer."""
    parent, place = row.get("parent"), row.get("jurisdiction")
    made = Entity(known.iri(row.table, row.key), CLASSES[row.values["kind"]], names(row))
    return replace(
        made,
        parent=known.iri(row.table, parent) if parent else None,
        jurisdiction=known.place(place) if place else None,
        country=known.country(place) if place else None,
        start=row.get("from"),
        end=row.get("until"),
    )


def _part(row: Row, node: Iri, known: Known) -> tuple[Fact, ...]:
    parent = row.cell("parent")
    if parent is None:
        return ()
    return (fact(row, Relation.PART_OF, (node, known.iri(row.table, parent.value)), parent.evidence),)


def _successions(row: Row, node: Iri, known: Known) -> tuple[Fact, ...]:
    """One change may have several results: all facts speak of the same node."""
    change = iris.thing("change", row.key)
    ended = row.cell("until")
    when = bound_properties(one_time(ended.value), ended, ended) if ended else ()
    return tuple(
        having(
            fact(row, Relation.SUCCEEDS, (known.iri(row.table, cell.value), node), cell.evidence, change),
            when,
        )
        for cell in row.parts("succeeded_by")
    )
