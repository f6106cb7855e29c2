"""All that the graph says of some things, as triples: their own and those of the relations that they are in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from kg.queries.library import PAGES, find_query
from kg.records import Iri, Term, Triple


class Constructs(Protocol):
    """What is needed of a store."""

    def construct(self, query: str, bindings: Mapping[str, Term | tuple[Term, ...]]) -> tuple[Triple, ...]:
        """The triples of a CONSTRUCT."""
        ...


def describe_all(store: Constructs, things: Iterable[Iri]) -> tuple[Triple, ...]:
    """The triples of each thing, and of each n-ary node that it is an end of; sorted, each once."""
    query = find_query("about", PAGES).sparql
    return tuple(sorted({triple for thing in things for triple in store.construct(query, {"thing": thing})}))
