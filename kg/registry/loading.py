"""The whole registry at once: rows checked, then facts by row and entities by thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import TableError
from kg.records import Entity, Iri, SourceFacts
from kg.registry import alternatives, events, networks, offices, organisations, partnerships, people, places, programmes
from kg.registry.cells import check_cell, check_cells
from kg.registry.keys import Known
from kg.registry.making import RUN, source_of
from kg.registry.tables import Column, Row, read_columns, read_rows, where

ALTERNATIVES = "alternatives"
MAKERS: Mapping[str, alternatives.Maker] = {
    "countries": places.country_facts,
    "places": places.place_facts,
    "idn_areas": places.area_facts,
    "organizations": organisations.facts,
    "people": people.facts,
    "positions": offices.facts,
    "programs": programmes.facts,
    "program_areas": programmes.area_facts,
    "event_series": events.series_facts,
    "events": events.facts,
    "event_participation": events.participation_facts,
    "ascn_membership": networks.membership_facts,
    "network_roles": networks.role_facts,
    "partnerships": partnerships.facts,
}
ENTITIES: Mapping[str, Callable[[Row, Known], Entity]] = {
    "countries": places.place_entity,
    "places": places.place_entity,
    "idn_areas": places.place_entity,
    "organizations": organisations.entity,
    "people": people.entity,
    "programs": programmes.entity,
    "event_series": events.series_entity,
    "events": events.entity,
}
UNMODELLED = "unmodelled_disagreements"


@dataclass(frozen=True, slots=True)
class Registry:
    """The curated tables: who and what there is, what each row says, and the rows as texts.

    `entities` are sorted by identifier, `sources` are one for each row in file order; `texts` gives
    the text of a row that the offsets of its evidence count in, by the identifier of the source.
    """

    entities: tuple[Entity, ...]
    sources: tuple[SourceFacts, ...]
    texts: Mapping[Iri, str]


def load_registry(folder: Path) -> Registry:
    """Read the tables of a folder; raise TableError, naming file, line and column, for anything not understood."""
    columns = read_columns(folder)
    unknown = set(columns) - set(MAKERS) - {ALTERNATIVES, UNMODELLED}
    if unknown or set(MAKERS) - set(columns):
        odd = ", ".join(sorted(unknown | (set(MAKERS) - set(columns))))
        raise TableError(f"columns.csv: tables without a reader, or readers without a table: {odd}")
    rows = read_rows(folder, columns)
    check_cells(rows, columns)
    known = Known(rows)
    made = tuple(_sources(rows, columns, known))
    return Registry(_entities(rows, known), tuple(said for _, said in made), {s.source.iri: r.text for r, s in made})


def _sources(
    rows: Mapping[str, Mapping[str, Row]], columns: Mapping[str, Mapping[str, Column]], known: Known
) -> Iterator[tuple[Row, SourceFacts]]:
    for table, make in MAKERS.items():
        for row in rows[table].values():
            yield row, SourceFacts(source_of(row), make(row, known), RUN)
    for row in rows[ALTERNATIVES].values():
        original = _original(row, rows, columns)
        facts = alternatives.facts(row, original, MAKERS[original.table], known)
        yield row, SourceFacts(source_of(row), facts, RUN)


def _original(row: Row, rows: Mapping[str, Mapping[str, Row]], columns: Mapping[str, Mapping[str, Column]]) -> Row:
    table, key, column = row.values["table"], row.values["row"], row.values["column"]
    original = rows[table].get(key)
    if original is None:
        raise TableError(f"{where(row.table, row.line, 'row')}: {key!r} is no row of {table}")
    if column not in columns[table]:
        raise TableError(f"{where(row.table, row.line, 'column')}: {table} has no column {column!r}")
    if columns[table][column].kind != "texts" and original.values[column] == row.values["value"]:
        raise TableError(f"{where(row.table, row.line, 'value')}: is the value of the row itself")
    changed = replace(original.replaced(column, row.values["value"]), table=row.table, line=row.line)
    check_cell(changed, columns[table][column], rows)
    return original


def _entities(rows: Mapping[str, Mapping[str, Row]], known: Known) -> tuple[Entity, ...]:
    found: dict[Iri, Entity] = {}
    for table, make in ENTITIES.items():
        for row in rows[table].values():
            entity = make(row, known)
            earlier = found.get(entity.iri)
            found[entity.iri] = entity if earlier is None else places.merged(earlier, entity)
    for row in rows["positions"].values():
        person = known.iri("people", row.values["person"])
        found[person] = _linked(found[person], row, known)
    return tuple(found[iri] for iri in sorted(found))


def _linked(person: Entity, row: Row, known: Known) -> Entity:
    """A person with the organisations and places of the offices as links."""
    ends = (known.actor(key) for key in (row.get("organization"), row.get("place")) if key)
    return replace(person, links=tuple(dict.fromkeys((*person.links, *ends))))
