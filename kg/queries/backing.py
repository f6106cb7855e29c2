"""How many independent sources stand behind each line of an answer (docs/model.md, "Independent sources").

The rows of an answer that differ only in their evidence are one line; its sources are those of all these rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kg.queries.library import find_query
from kg.queries.names import Selects
from kg.records import Iri, Literal, Table, Term
from kg.terms import XSD

EVIDENCE = ("source", "sourceTitle", "address", "published", "quote", "says", "publisher")
INDEPENDENT = "independent"
MEANING: Mapping[str, str] = {"en": "independent sources", "id": "sumber independen"}
VIEWS = "views"


def backed(store: Selects, table: Table) -> Table:
    """The rows with a last column `independent`: how many such sources a line has. A table without sources as it is."""
    if "source" not in table.columns:
        return table
    at = table.columns.index("source")
    kept = [i for i, name in enumerate(table.columns) if name not in EVIDENCE]
    origins = _origins(store, {cell for row in table.rows if isinstance(cell := row[at], Iri)})
    behind: defaultdict[tuple[Term | None, ...], set[Term]] = defaultdict(set)
    for row in table.rows:
        behind[tuple(row[i] for i in kept)] |= origins.get(row[at], set())
    counts = (len(behind[tuple(row[i] for i in kept)]) for row in table.rows)
    rows = ((*row, Literal(str(count), XSD.integer)) for row, count in zip(table.rows, counts, strict=True))
    return Table((*table.columns, INDEPENDENT), tuple(rows))


def _origins(store: Selects, sources: set[Iri]) -> Mapping[Term | None, set[Term]]:
    """Whose words each source rests on; one of unknown origin stands for itself."""
    found: defaultdict[Term | None, set[Term]] = defaultdict(set)
    if sources:
        query = find_query("origins", VIEWS).sparql
        for source, origin in store.select(query, {"sources": tuple(sorted(sources))}).rows:
            assert origin is not None
            found[source].add(origin)
    return {source: found[source] or {source} for source in sources}
