"""Runs a query of the library: its name and values in words → rows with what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import TableError
from kg.queries.computing import prepared
from kg.queries.headers import Query
from kg.queries.library import find_query
from kg.queries.names import Names, Selects, StoreNames
from kg.queries.values import Bound, bind_values
from kg.records import Table


@dataclass(frozen=True, slots=True)
class Answered:
    """The rows of one run, the query they answer, what its parameters were bound to, and the SPARQL as it was run."""

    table: Table
    query: Query
    values: Mapping[str, Bound]
    sparql: str


def run(
    store: Selects, name: str, values: Mapping[str, str], language: str = "en", names: Names | None = None
) -> Answered:
    """The rows of the query `name` with `values` as somebody typed them.

    Things are given by name or IRI and found by `names` (by default the names that the store
    holds), days as 2024-07-31, years as 2024. `language` is that of labels. Raises QueryError for
    an unknown query or parameter or a malformed value, UnknownName for a name that nothing goes by,
    StoreError when the store fails.
    """
    query = find_query(name)
    bound = bind_values(query, values, names or StoreNames(store), language)
    text = prepared(query, store, {key: value.term for key, value in bound.items()})
    table = store.select(text, {})
    expected = tuple(column.name for column in query.columns)
    if table.columns != expected:
        raise TableError(f"{query.path}: the header says {', '.join(expected)}, not {', '.join(table.columns)}")
    return Answered(table, query, bound, text)
