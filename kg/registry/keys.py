"""From the keys of the tables to the identifiers of things.

A place is known by its official code where it has one, people by an opaque key (a name is no
identifier of a person), everybody else by the key of the table.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg import iris
from kg.errors import TableError
from kg.records import Iri
from kg.registry.tables import Row, where

_PLACES = ("countries", "places", "idn_areas")
GROUPS: Mapping[str, tuple[str, ...]] = {
    "place": _PLACES,
    "organisation": ("organizations",),
    "person": ("people",),
    "programme": ("programs",),
    "series": ("event_series",),
    "event": ("events",),
    "actor": ("people", "organizations", *_PLACES),
}
_KINDS = {
    "countries": "place",
    "places": "place",
    "idn_areas": "place",
    "organizations": "organisation",
    "programs": "programme",
    "event_series": "event-series",
    "events": "event",
}


class Known:
    """Every thing of the tables by its key; built once, read by all makers of facts."""

    def __init__(self, rows: Mapping[str, Mapping[str, Row]]) -> None:
        self._rows = rows
        self._iris = {table: {key: _mint(table, row, rows) for key, row in rows[table].items()} for table in _TABLES}
        self._actors = self._merged()

    def iri(self, table: str, key: str) -> Iri:
        """The identifier of the thing that the row `key` of `table` describes."""
        return self._iris[table][key]

    def place(self, key: str) -> Iri:
        """The identifier of a place, from whichever table holds it."""
        return next(self._iris[table][key] for table in _PLACES if key in self._iris[table])

    def actor(self, key: str) -> Iri:
        """The identifier of a person, an organisation or a place."""
        return self._actors[key]

    def is_place(self, key: str) -> bool:
        """Whether the key is that of a place."""
        return any(key in self._iris[table] for table in _PLACES)

    def country(self, key: str) -> Iri:
        """The country that a place lies in: itself, if it is one."""
        while (row := self._place_row(key)).get("parent"):
            key = row.values["parent"]
        return self.place(key)

    def row(self, table: str, key: str) -> Row | None:
        """The row of a table, or None."""
        return self._rows[table].get(key)

    def _place_row(self, key: str) -> Row:
        return next(self._rows[table][key] for table in _PLACES if key in self._rows[table])

    def _merged(self) -> dict[str, Iri]:
        merged: dict[str, Iri] = {}
        for table in GROUPS["actor"]:
            for key, iri in self._iris[table].items():
                if merged.setdefault(key, iri) != iri:
                    line = self._rows[table][key].line
                    raise TableError(f"{where(table, line, 'key')}: {key!r} is another actor in another table")
        return merged


_TABLES = (*_KINDS, "people")


def _mint(table: str, row: Row, rows: Mapping[str, Mapping[str, Row]]) -> Iri:
    if table == "people":
        return iris.hashed("person", table, row.key)
    if table == "places" and row.key in rows["idn_areas"]:
        row = rows["idn_areas"][row.key]
    return iris.thing(_KINDS[table], row.get("code") or row.key)
