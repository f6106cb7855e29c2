"""Any SPARQL 1.1 endpoint as a store.

The store itself keeps the default graph the union of the named ones, so the server must show its
default graph as it is: no union option beside it (`oxigraph serve` without `--union-default-graph`).
That is tried when the store is opened and after its first change. For `replace` to be one
transaction the server must run the operations of one update request as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import pyoxigraph as ox

from kg import iris
from kg.errors import StoreError
from kg.records import Iri, Literal, Table, Triple
from kg.store import sparql, templates
from kg.store.answers import lines_of, quads_of, table, triples_of, verdict
from kg.store.base import NO_BINDINGS, Bindings, Hit
from kg.store.endpoint import Endpoint
from kg.store.labels import LabelIndex
from kg.store.names import searched

if TYPE_CHECKING:
    import rdflib

_PART: Final = 16 * 1024 * 1024  # characters of one update request; servers take no endless ones
_STAGING: Final = "staging-"


class RemoteStore:
    """A store behind a SPARQL 1.1 endpoint; see `kg.store.base.Store` for what each method promises.

    Raises StoreError where the server does not answer, or where its default graph is not the union.
    """

    def __init__(self, address: str) -> None:
        self._endpoint = Endpoint(address)
        self._labels = LabelIndex()
        self._checked = False
        self._check_union()

    def select(self, query: str, bindings: Bindings = NO_BINDINGS) -> Table:
        """The rows of a SELECT."""
        return table(self._results(query, bindings, "select"))

    def ask(self, query: str, bindings: Bindings = NO_BINDINGS) -> bool:
        """The answer of an ASK."""
        return verdict(self._results(query, bindings, "ask"))

    def construct(self, query: str, bindings: Bindings = NO_BINDINGS) -> tuple[Triple, ...]:
        """The distinct triples of a CONSTRUCT or DESCRIBE, sorted."""
        return triples_of(self._graph(query, bindings))

    def lines_of(self, query: str, bindings: Bindings = NO_BINDINGS) -> frozenset[bytes]:
        """The same as lines of N-Triples."""
        return lines_of(quad.triple for quad in self._graph(query, bindings))

    def _graph(self, query: str, bindings: Bindings) -> Iterator[ox.Quad]:
        text = sparql.ready(query, bindings, ("construct", "describe"))
        return ox.parse(self._endpoint.query(text, "construct"), format=ox.RdfFormat.TURTLE)

    def replace(self, graph: Iri, triples: Iterable[Triple]) -> None:
        """Make `triples` the whole content of `graph`; a large graph is filled beside it and then moved."""
        parts = list(_parts(sorted({templates.data((triple,)) for triple in triples})))
        self._labels.mark_stale()
        if len(parts) == 1:
            self._update("replace.ru", {"triples": parts[0]}, graph=graph)
        else:
            self._replace_in_parts(graph, parts)
        self._check_union()

    def replace_all(self, graphs: Mapping[Iri, Iterable[Triple]]) -> None:
        """Replace each of these graphs, one after the other."""
        for graph, triples in graphs.items():
            self.replace(graph, triples)

    def remove(self, graph: Iri) -> None:
        """Remove `graph` and all it holds."""
        self._labels.mark_stale()
        self._update("remove.ru", graph=graph)

    def graphs(self) -> tuple[Iri, ...]:
        """The named graphs that hold something, sorted."""
        found = (cell for (cell,) in self.select(templates.template("graphs.rq")).rows)
        staging = iris.graph(_STAGING)
        return tuple(sorted(g for g in found if isinstance(g, Iri) and not g.startswith(staging)))

    def quads(self) -> Iterator[tuple[Iri, Triple]]:
        """Every triple with its graph, in no order, as it comes over the wire."""
        return quads_of(self._results(templates.template("quads.rq"), NO_BINDINGS, "select"))

    def size(self) -> int:
        """How many quads there are."""
        (count,) = self.select(templates.template("size.rq")).rows[0]
        return int(count.value) if isinstance(count, Literal) else 0

    def search(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        """The things whose names fit `text`, best first, from an index that this process keeps in memory."""
        if self._labels.stale:
            self.rebuild_labels()
        return self._labels.search(text, limit)

    def rebuild_labels(self) -> None:
        """Fetch the labels and index them anew."""
        rows = self.select(templates.template("labels.rq")).rows
        self._labels.rebuild(
            searched(
                (thing, str(name), value.value)
                for thing, value, name in rows
                if isinstance(thing, Iri) and isinstance(value, Literal)
            )
        )

    def as_rdflib(self) -> rdflib.Graph:
        """What the server shows as an rdflib graph that asks it, for reading only."""
        from kg.store.linked import graph_at  # noqa: PLC0415 - rdflib is slow to import, and few need it

        return graph_at(self._endpoint.query_url)

    def close(self) -> None:
        """Let the index go; the server keeps what it has."""
        self._labels.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _replace_in_parts(self, graph: Iri, parts: list[str]) -> None:
        staging = iris.graph(f"{_STAGING}{iris.digest(graph)}")
        self._update("unstage.ru", staging=staging)
        for part in parts:
            self._update("stage.ru", {"triples": part}, staging=staging)
        self._update("move.ru", staging=staging, graph=graph)

    def _update(self, name: str, texts: dict[str, str] | None = None, **graphs: Iri) -> None:
        self._endpoint.update(templates.update(name, texts, **graphs))

    def _check_union(self) -> None:
        if self._checked:
            return
        times = [
            cell.value for (cell,) in self.select(templates.template("union.rq")).rows if isinstance(cell, Literal)
        ]
        self._checked = bool(times)
        if self._checked and times != ["1"]:
            raise StoreError(
                f"{self._endpoint.query_url} shows a triple {times[0]} times in its default graph, not once",
                hint="start the server without a union option and fill it by kg build",
            )

    def _results(self, query: str, bindings: Bindings, form: str) -> object:
        text = sparql.ready(query, bindings, (form,))
        return ox.parse_query_results(self._endpoint.query(text, form), format=ox.QueryResultsFormat.JSON)


def _parts(lines: Iterable[str]) -> Iterator[str]:
    part: list[str] = []
    size = 0
    for line in lines:
        if part and size + len(line) > _PART:
            yield "\n".join(part)
            part, size = [], 0
        part.append(line)
        size += len(line) + 1
    yield "\n".join(part)
