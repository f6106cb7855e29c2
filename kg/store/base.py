"""What a store is: the interface that every other room talks to, whichever engine stands behind it.

**Graphs.** Every triple stands in a named graph, and the store keeps the default graph equal to their
union, each triple once. So a query without GRAPH sees everything, counts a fact once however many
sources state it, and gives the same rows on a dump loaded into one graph; it can still say
`GRAPH ?g { … }`. (An engine's own union option will not do: Oxigraph's shows a triple once for each
graph that holds it, and a join of five such patterns on a fact of ten sources has 100,000 rows.)

**Parameters.** A query names its parameters `$name` and its other variables `?name`. Before the
query is evaluated, each `$name` of the bindings is replaced, outside strings, comments and IRIs, by
the term itself, so it means the same in FILTER, OPTIONAL and sub-selects, and the same in every
engine. What follows from that:

- a parameter is never projected (`SELECT $place` is an error once it is bound); write
  `SELECT ?place { … BIND($place AS ?place) }`;
- `$name` without a binding is the plain variable `?name`, so a query can leave a parameter open;
- one name is never written both as `$name` and as `?name`; a binding without its `$name` is an error;
- an xsd:integer is written as a bare number, so that `LIMIT $limit` works.

**Safety.** A query never reaches out: SERVICE and LOAD are refused before anything is evaluated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Final, Protocol, Self

from kg.records import Iri, Table, Term, Triple

if TYPE_CHECKING:
    import rdflib

Bindings = Mapping[str, Term | tuple[Term, ...]]
"""By the name of a parameter: its term, or the terms of a `VALUES ?x { $name }`."""
NO_BINDINGS: Final[Bindings] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found by a label: the label that fits best, and how well, in 0–1."""

    iri: Iri
    label: str
    score: float


class Store(Protocol):
    """A set of named graphs with SPARQL, search over labels, and whole graphs as the unit of change.

    Raises QueryError for a query or a binding that is malformed or refused, StoreError where the
    store cannot be reached, is locked or was opened for reading only.
    """

    def select(self, query: str, bindings: Bindings = NO_BINDINGS) -> Table:
        """The rows of a SELECT; an unbound cell is None."""
        ...

    def ask(self, query: str, bindings: Bindings = NO_BINDINGS) -> bool:
        """The answer of an ASK."""
        ...

    def construct(self, query: str, bindings: Bindings = NO_BINDINGS) -> tuple[Triple, ...]:
        """The distinct triples of a CONSTRUCT or DESCRIBE, sorted."""
        ...

    def lines_of(self, query: str, bindings: Bindings = NO_BINDINGS) -> frozenset[bytes]:
        """The same as lines of N-Triples: for whoever only writes them again, in a third of the time."""
        ...

    def replace(self, graph: Iri, triples: Iterable[Triple]) -> None:
        """Make `triples` the whole content of `graph`: one transaction, on disk when it returns."""
        ...

    def replace_all(self, graphs: Mapping[Iri, Iterable[Triple]]) -> None:
        """Replace each of these graphs. Quick where none of them is there yet: then all of them or none."""
        ...

    def remove(self, graph: Iri) -> None:
        """Remove `graph` and all it holds; nothing happens where there is no such graph."""
        ...

    def graphs(self) -> tuple[Iri, ...]:
        """The named graphs that hold something, sorted."""
        ...

    def quads(self) -> Iterator[tuple[Iri, Triple]]:
        """Every triple with its graph, in no order."""
        ...

    def size(self) -> int:
        """How many quads there are."""
        ...

    def search(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        """The things whose names fit `text`, best first, one hit for each thing.

        Case and accents do not count; part of a name, an abbreviation or a small slip still finds it.
        """
        ...

    def rebuild_labels(self) -> None:
        """Index the labels anew. A search after a change does so by itself; this does it at once."""
        ...

    def as_rdflib(self) -> rdflib.Graph:
        """What queries see as an rdflib graph over the same data, for reading only; it ends with the store."""
        ...

    def close(self) -> None:
        """Give the store free for others; nothing can be asked afterwards."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
