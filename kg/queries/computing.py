"""Questions that SPARQL alone cannot answer: a function gives rows, the query of the file adds names and sources.

The header names the function (`compute: package.module:function`); it gets the store and what the parameters
are bound to, and gives a table. Its rows are put where the query says so:

    VALUES (?actor ?share) {
      # computed
    }

So the query that is shown with an answer runs as it stands, anywhere. The function is found when the question
is asked: this room knows its shape, not the rooms above that may hold one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pkgutil import resolve_name

from kg.errors import TableError
from kg.queries.headers import Query
from kg.queries.names import Selects
from kg.records import Iri, Table, Term
from kg.store import bound, parameters, written

Computation = Callable[[Selects, Mapping[str, Term]], Table]

_NOTHING = Iri("urn:nothing")
_UNBOUND = "UNDEF"
_PLACE = re.compile(r"VALUES\s*\(([^)]*)\)\s*\{\s*# computed\s*\}")


def prepared(query: Query, store: Selects, terms: Mapping[str, Term]) -> str:
    """The SPARQL of a question as it goes to the store: its parameters bound, its computed rows in place.

    Raises QueryError for values that the function cannot take, TableError for a file that does not fit it.
    """
    if query.compute is None:
        return bound(query.sparql, terms)
    place = _PLACE.search(query.sparql)
    if place is None:
        raise TableError(f"{query.path}: no VALUES block says where the computed rows go")
    table = _function(query)(store, terms)
    wanted = place[1].replace("?", " ").split()
    if lost := sorted(set(wanted) ^ set(table.columns)):
        raise TableError(f"{query.path}: {query.compute} and the VALUES block differ in {', '.join(lost)}")
    at = [table.columns.index(name) for name in wanted]
    texts = {cell: _written(cell) for row in table.rows for cell in row}
    block = _block(wanted, [[texts[row[i]] for i in at] for row in table.rows])
    known = parameters(query.sparql)
    filled = query.sparql[: place.start()] + block + query.sparql[place.end() :]
    return bound(filled, {name: term for name, term in terms.items() if name in known})


def _block(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The rows as SPARQL for every engine: some refuse an empty block, rdflib overlooks its names.

    What is the same in every row is said once: engines copy a long block many times while they plan.
    """
    if not rows:
        return "\n".join(
            ["{", *(f"  BIND({written(_NOTHING)} AS ?{name})" for name in names), "  FILTER(false)", "  }"]
        )
    same = {name: cells[0] for name, *cells in zip(names, *rows, strict=True) if len(set(cells)) == 1}
    listed = [name for name in names if name not in same] or [names[0]]
    at = [names.index(name) for name in listed]
    lines = (f"    ({' '.join(row[i] for i in at)})" for row in rows)
    binds = [f"  BIND(?{name}Given AS ?{name})" for name in listed]
    binds += [f"  BIND({same[name]} AS ?{name})" for name in names if name not in listed and same[name] != _UNBOUND]
    return "\n".join([f"VALUES ({' '.join(f'?{name}Given' for name in listed)}) {{", *lines, "  }", *binds])


def _function(query: Query) -> Computation:
    try:
        found: Computation = resolve_name(str(query.compute))
    except (ImportError, AttributeError, ValueError) as error:
        raise TableError(f"{query.path}: there is no function {query.compute!r}") from error
    return found


def _written(cell: Term | None) -> str:
    return _UNBOUND if cell is None else written(cell)
