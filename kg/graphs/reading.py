"""Runs the queries of `queries/graphs/` and names those that give edges."""

from __future__ import annotations

from kg.queries.library import find_query, load_queries
from kg.queries.names import Selects
from kg.records import Term

FOLDER = "graphs"
EDGES = "edges-"


def edge_queries() -> tuple[str, ...]:
    """The names of the queries whose rows are edges, in order; raises TableError for a broken header."""
    return tuple(name for name in load_queries(FOLDER) if name.startswith(EDGES))


def rows(store: Selects, name: str, **bindings: tuple[Term, ...]) -> tuple[tuple[Term | None, ...], ...]:
    """The rows of one query, its columns in the order of its header; raises what the store raises."""
    query = find_query(name, FOLDER)
    table = store.select(query.sparql, bindings)
    wanted = [table.columns.index(column.name) for column in query.columns]
    return tuple(tuple(row[i] for i in wanted) for row in table.rows)
