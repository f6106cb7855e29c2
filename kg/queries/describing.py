"""All that the graph says of some things, as triples: their own and those of the relations that they are in."""

from __future__ import annotations

from collections.abc import Iterable

from kg.queries.library import PAGES, find_query
from kg.queries.names import Selects
from kg.records import Iri, Literal, Triple


def describe_all(store: Selects, things: Iterable[Iri]) -> tuple[Triple, ...]:
    """The triples of each thing, and of each n-ary node that it is an end of; sorted, each once."""
    query = find_query("about", PAGES).sparql
    return tuple(
        sorted(
            {
                Triple(subject, predicate, value)
                for thing in things
                for subject, predicate, value in store.select(query, {"thing": thing}).rows
                if isinstance(subject, Iri) and isinstance(predicate, Iri) and isinstance(value, Iri | Literal)
            }
        )
    )
