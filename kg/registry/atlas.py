"""Places that the registry says nothing of: so many names, levels and countries, for telling names apart in texts.

Comes in: `atlas/places.csv`. Goes out: entities that no identifier of the graph is made of (`outside`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg import iris
from kg.errors import TableError
from kg.records import Entity, Iri, Name
from kg.terms import SCG, Level

_HEADER = ["name", "aliases", "level", "country"]
_LEVELS: Mapping[str, Iri] = {
    "country": Level.COUNTRY,
    "province": Level.PROVINCE,
    "city": Level.CITY,
    "district": Level.DISTRICT,
    "other": Level.OTHER,
}


def load_atlas(file: Path, registry: Iterable[Entity]) -> tuple[Entity, ...]:
    """The places of a file; none where there is no file. Raises TableError for a row that is not understood."""
    if not file.is_file():
        return ()
    countries = {
        name.text.casefold(): entity.iri
        for entity in registry
        if entity.kind == SCG.Place and entity.level in (Level.COUNTRY, Level.CITY_STATE)
        for name in entity.names
    }
    rows = list(_rows(file))
    own = {row["name"].casefold(): _iri(row) for row in rows if row["level"] == "country"}
    return tuple(_entity(row, {**own, **countries}) for row in rows)


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if reader.fieldnames != _HEADER:
            raise TableError(f"{file.name}: the columns must be {', '.join(_HEADER)}")
        for row in reader:
            if not row["name"] or row["level"] not in _LEVELS:
                raise TableError(f"{file.name}: line {reader.line_num}: no name, or no level of {', '.join(_LEVELS)}")
            yield row


def _iri(row: Mapping[str, str]) -> Iri:
    return iris.hashed("place", "atlas", row["country"], row["level"], row["name"])


def _entity(row: Mapping[str, str], countries: Mapping[str, Iri]) -> Entity:
    others = (alias for alias in row["aliases"].split("|") if alias)
    iri = _iri(row)
    return Entity(
        iri=iri,
        kind=SCG.Place,
        names=(Name(row["name"], kind="preferred"), *(Name(alias, kind="alternative") for alias in others)),
        level=_LEVELS[row["level"]],
        country=iri if row["level"] == "country" else countries.get(row["country"].casefold()),
        outside=True,
    )
