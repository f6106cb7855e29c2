"""How a row becomes a source and its cells become evidence: what all makers of facts share."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from kg import iris
from kg.bounds import Bounds, bounds
from kg.records import Evidence, Fact, Iri, Literal, Name, Property, Source, Term
from kg.registry.cells import primary
from kg.registry.tables import Cell, Row
from kg.terms import CONCEPTS, SCG, SKOS, XSD, Relation, Review

RUN = iris.thing("run", "registry-1")
CONFIDENCE: Mapping[str, Decimal] = {
    "stated": Decimal("0.95"),
    "inferred": Decimal("0.8"),
    "unconfirmed": Decimal("0.6"),
}
"""By the column `basis`: its sources state the row; something in it was inferred; it wants a second source."""


def source_of(row: Row) -> Source:
    """Describe a row as a source; its identifier depends on table and key alone."""
    return Source(
        iri=iris.source(f"registry/{row.table}.csv#{row.key}"),
        graph=iris.graph(f"registry-{row.table.replace('_', '-')}"),
        kind=SCG.TableRow,
        title=f"registry/{row.table}.csv: {row.key}",
        text_hash=hashlib.sha256(row.text.encode()).hexdigest(),
        primary=tuple(primary(cell.value) for cell in row.parts("source")),
    )


def fact(row: Row, relation: Iri, ends: tuple[Iri, Term | None], evidence: Evidence, node: Iri | None = None) -> Fact:
    """Make a curated, asserted fact without further properties."""
    return Fact(
        relation=relation,
        subject=ends[0],
        object=ends[1],
        properties=(),
        evidence=evidence,
        modality=CONCEPTS["modality"][row.get("modality") or "asserted"],
        confidence=CONFIDENCE[row.get("basis") or "stated"],
        rule=f"registry/{row.table}",
        review=Review.CURATED,
        node=node,
    )


def having(made: Fact, *groups: Iterable[Property]) -> Fact:
    """Return the fact with its further properties, in a stable order, each once."""
    properties = {(p.name, p.value, p.evidence): p for group in groups for p in group}
    return replace(made, properties=tuple(properties.values()))


def describes(row: Row, node: Iri, kind: Iri, *groups: Iterable[Property]) -> Fact:
    """Make the fact that tells an entity's own properties."""
    evidence = row.cells["kind"].evidence if "kind" in row.cells else row.cells["key"].evidence
    return having(fact(row, Relation.DESCRIBES, (node, kind), evidence, node), *groups)


def text(row: Row, column: str, name: Iri, language: str | None = None) -> tuple[Property, ...]:
    """The cell as a literal, with or without a language; nothing for an empty cell."""
    return tuple(Property(name, Literal(c.value, language=language), c.evidence) for c in _one(row, column))


def typed(row: Row, column: str, name: Iri, datatype: Iri) -> tuple[Property, ...]:
    """The cell as a literal of a datatype."""
    return tuple(Property(name, Literal(c.value, datatype), c.evidence) for c in _one(row, column))


def number(row: Row, column: str, name: Iri) -> tuple[Property, ...]:
    """The cell as a decimal in the one form that equal numbers share."""
    return tuple(
        Property(name, Literal(f"{Decimal(c.value).normalize():f}", XSD.decimal), c.evidence) for c in _one(row, column)
    )


def concept(row: Row, column: str, name: Iri, scheme: str) -> tuple[Property, ...]:
    """The cell as a concept of a scheme."""
    return tuple(Property(name, CONCEPTS[scheme][c.value], c.evidence) for c in _one(row, column))


def reference(row: Row, column: str, name: Iri, target: Iri | None) -> tuple[Property, ...]:
    """The cell as the thing that it refers to."""
    return tuple(Property(name, target, c.evidence) for c in _one(row, column) if target is not None)


def dated(row: Row, start: str, end: str, seen: str = "") -> tuple[Property, ...]:
    """The bounds that the cells of three columns give, each with the cell that it comes from."""
    first, last, between = row.cell(start), row.cell(end), row.cell(seen)
    found = bounds(*(cell.value if cell else None for cell in (first, last, between)))
    return bound_properties(found, first or between, last or between)


def bound_properties(found: Bounds, starts: Cell | None, ends: Cell | None) -> tuple[Property, ...]:
    """Bounds as properties: those of the start rest on one cell, those of the end on another."""
    pairs = (
        (SCG.earliestStart, found.earliest_start, starts),
        (SCG.latestStart, found.latest_start, starts),
        (SCG.earliestEnd, found.earliest_end, ends),
        (SCG.latestEnd, found.latest_end, ends),
    )
    return tuple(
        Property(name, Literal(day, XSD.date), cell.evidence) for name, day, cell in pairs if day is not None and cell
    )


LABELS: tuple[tuple[str, Iri, str | None, str], ...] = (
    ("name", SKOS.prefLabel, None, "preferred"),
    ("name_en", SKOS.prefLabel, "en", "preferred"),
    ("name_id", SKOS.prefLabel, "id", "preferred"),
    ("official_name_en", SKOS.altLabel, "en", "alternative"),
    ("abbreviation", SCG.abbreviation, None, "abbreviation"),
    ("aliases", SKOS.altLabel, None, "alternative"),
    ("misspellings", SKOS.hiddenLabel, None, "misspelling"),
)


def labels(row: Row) -> tuple[Property, ...]:
    """All names of the row as labels; a name that is there twice counts once, as its best kind."""
    seen: set[tuple[str, str | None]] = set()
    found: list[Property] = []
    for column, name, language, _kind in LABELS:
        for cell in row.parts(column):
            if (cell.value, language) not in seen:
                seen.add((cell.value, language))
                found.append(Property(name, Literal(cell.value, language=language), cell.evidence))
    return tuple(found)


def names(row: Row) -> tuple[Name, ...]:
    """All names of the row for the gazetteer."""
    found = (Name(cell.value, language, kind) for column, _, language, kind in LABELS for cell in row.parts(column))
    return tuple(dict.fromkeys(found))


def _one(row: Row, column: str) -> tuple[Cell, ...]:
    cell = row.cell(column)
    return () if cell is None else (cell,)
