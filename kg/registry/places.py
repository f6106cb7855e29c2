"""Countries, places and the areas of Indonesia: the rows of three tables as places."""

from __future__ import annotations

from dataclasses import replace

from kg.records import Entity, Fact, Iri, Literal, Name, Property
from kg.registry.keys import Known
from kg.registry.making import concept, dated, describes, fact, having, labels, names, number, text, typed
from kg.registry.tables import Cell, Row
from kg.terms import CONCEPTS, GEO, SCG, SCHEMA, SKOS, Level, Relation

_GEONAMES = "https://sws.geonames.org/{}/"
_OWN_RECORD = {Level.COUNTRY, Level.CITY, Level.CITY_STATE}
"""Levels whose GeoNames record is the place's own; that of a regency or province is its seat's."""


def country_facts(row: Row, known: Known) -> tuple[Fact, ...]:
    """A country: its names and codes, and its membership in the organisation that the row names."""
    node = known.iri(row.table, row.key)
    codes = (typed(row, column, SKOS.notation, SCG.Iso3166Code) for column in ("iso2", "iso3", "iso_numeric"))
    level = Property(SCG.level, Level.COUNTRY, row.cells["key"].evidence)
    described = describes(
        row, node, SCG.Place, labels(row), [level], *codes, text(row, "capital", SCG.seat), _same(row, "geonames_id")
    )
    network = known.iri("organizations", row.values["network"])
    member = fact(row, Relation.MEMBER_OF, (node, network), row.across("network", "member_since"))
    return described, having(member, dated(row, "member_since", ""))


def place_facts(row: Row, known: Known) -> tuple[Fact, ...]:
    """A place: its names, level, codes, point and seat, and what contains it."""
    node = known.iri(row.table, row.key)
    described = describes(
        row,
        node,
        SCG.Place,
        labels(row),
        concept(row, "level", SCG.level, "level"),
        typed(row, "code_kemendagri", SKOS.notation, SCG.KemendagriCode),
        typed(row, "code_iso3166_2", SKOS.notation, SCG.Iso3166Code),
        _point(row),
        _same(row, "geonames_id"),
        dated(row, "from", "until"),
    )
    return described, *_inside(row, node, known)


def area_facts(row: Row, known: Known) -> tuple[Fact, ...]:
    """An area of Indonesia; where the places table has it too, its names there come first."""
    node = known.iri(row.table, row.key)
    described = describes(
        row,
        node,
        SCG.Place,
        _area_labels(row, known),
        concept(row, "level", SCG.level, "level"),
        typed(row, "code", SKOS.notation, SCG.KemendagriCode),
        _point(row),
        _same(row, "seat_geonames_id"),
    )
    return described, *_inside(row, node, known)


def place_entity(row: Row, known: Known) -> Entity:
    """A place, a country or an area for the gazetteer."""
    return Entity(
        iri=known.iri(row.table, row.key),
        kind=SCG.Place,
        names=names(row) if row.table != "idn_areas" else _area_names(row),
        level=_level(row),
        parent=known.place(parent) if (parent := row.get("parent")) else None,
        country=known.country(row.key),
        start=row.get("from"),
        end=row.get("until"),
    )


def merged(first: Entity, second: Entity) -> Entity:
    """One entity out of two rows on the same place: the first one's names come first."""
    known = {name.text for name in first.names}
    return replace(first, names=first.names + tuple(name for name in second.names if name.text not in known))


def _inside(row: Row, node: Iri, known: Known) -> tuple[Fact, ...]:
    parent = row.cell("parent")
    if parent is None:
        return ()
    return (fact(row, Relation.LOCATED_IN, (node, known.place(parent.value)), parent.evidence),)


def _point(row: Row) -> tuple[Property, ...]:
    return (
        *number(row, "lat", GEO.lat),
        *number(row, "lon", GEO.long),
        *text(row, "coord_basis", SCG.coordinateBasis),
        *text(row, "seat", SCG.seat),
    )


def _same(row: Row, column: str) -> tuple[Property, ...]:
    cell = row.cell(column)
    if cell is None:
        return ()
    name = SCHEMA.sameAs if _level(row) in _OWN_RECORD else SCG.seatRecord
    return (Property(name, Iri(_GEONAMES.format(cell.value)), cell.evidence),)


def _level(row: Row) -> Iri:
    return CONCEPTS["level"][row.get("level") or "country"]


def _bare(row: Row) -> Cell:
    """The name without the word for its level, which many names of areas begin with."""
    cell = row.cells["name"]
    prefix = f"{row.values['kind'].capitalize()} "
    return Cell(cell.value.removeprefix(prefix), cell.end - len(cell.value.removeprefix(prefix)))


def _area_labels(row: Row, known: Known) -> tuple[Property, ...]:
    whole, bare = row.cells["name"], _bare(row)
    other = known.row("places", row.key)
    preferred = other is None or other.get("name_id") == whole.value
    (label,) = text(row, "name", SKOS.prefLabel if preferred else SKOS.altLabel, "id")
    if bare.value == whole.value:
        return label, *_alias_labels(row)
    return label, *_label(bare, SKOS.altLabel), *_alias_labels(row)


def _alias_labels(row: Row) -> tuple[Property, ...]:
    """The other names of an area, in no stated language."""
    return tuple(prop for cell in row.parts("aliases") for prop in _label(cell, SKOS.altLabel))


def _label(cell: Cell, name: Iri) -> tuple[Property, ...]:
    """One value as a plain label."""
    return (Property(name, Literal(cell.value), cell.evidence),)


def _area_names(row: Row) -> tuple[Name, ...]:
    bare, word = _bare(row).value, row.values["kind"].capitalize()
    forms = (Name(row.values["name"], "id", "preferred"), Name(bare, "id"), Name(f"{word} {bare}", "id"))
    others = (Name(cell.value) for cell in row.parts("aliases"))
    seen: dict[str, Name] = {}
    for form in (*forms, *others):
        seen.setdefault(form.text, form)
    return tuple(seen.values())
