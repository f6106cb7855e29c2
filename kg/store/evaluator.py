"""Public queries, evaluated as they stand and written in a format of the web: what a SPARQL endpoint needs.

Comes in: SPARQL text, the graphs that it may see, a media type. Goes out: bytes, as they are made.
Not its job: time and size limits (whoever owns the process and the output has them), HTTP.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Final, cast

import pyoxigraph as ox

from kg.errors import QueryError
from kg.records import Iri
from kg.store import sparql
from kg.store.embedded import quads_in
from kg.store.xml_text import XmlOutput

_TABLES: Final = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_GRAPHS: Final = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "text/n3": ox.RdfFormat.N3,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}
TABLE_TYPES: Final = tuple(_TABLES)
"""Media types of a table or a truth value, the preferred one first."""
GRAPH_TYPES: Final = tuple(_GRAPHS)
"""Media types of a graph, the preferred one first."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query sees (SPARQL 1.1 Protocol, 2.1.4); nothing said means all."""

    default: tuple[Iri, ...] = ()
    named: tuple[Iri, ...] = ()

    @property
    def is_said(self) -> bool:
        """Whether the request names any graph."""
        return bool(self.default or self.named)


ALL: Final = Dataset()


def media_types(query: str) -> tuple[str, ...]:
    """The media types in which a query can be answered; raises QueryError for what may not be asked."""
    kind = sparql.form(query)
    sparql.refuse_reaching_out(query)
    return GRAPH_TYPES if kind in ("construct", "describe") else TABLE_TYPES


class Evaluator:
    """A read-only view of an embedded store, for one thread; relative IRIs of queries are read against `base`."""

    def __init__(
        self, folder: Path, prefixes: Mapping[str, str] = MappingProxyType({}), base: str | None = None
    ) -> None:
        self._quads = quads_in(folder)
        self._prefixes, self._base = dict(prefixes), base

    def write(self, query: str, dataset: Dataset, media_type: str, output: IO[bytes]) -> None:
        """Evaluate and write; raises QueryError for a query that is malformed, refused or breaks off."""
        sparql.refuse_reaching_out(query)
        output = _fitting(output, media_type)
        found = None
        try:
            found = self._quads.query(query, base_iri=self._base, **_seen(dataset))
            if isinstance(found, ox.QueryTriples):
                prefixes = self._prefixes if media_type != "text/plain" else {}
                ox.serialize(found, output=output, format=_GRAPHS[media_type], prefixes=prefixes)
            else:
                found.serialize(output, format=_TABLES[media_type])
        except SyntaxError as error:
            raise sparql.syntax_error(str(error)) from error
        except (ValueError, RuntimeError) as error:
            raise QueryError(f"the query cannot be evaluated: {error}") from error
        finally:
            del found  # whoever keeps the error is not to keep results, which only this thread may drop

    def has(self, name: Iri | None) -> bool:
        """Whether there is such a named graph; the default graph (None) is always there."""
        return name is None or self._quads.contains_named_graph(ox.NamedNode(name))

    def graph(self, name: Iri | None, media_type: str, output: IO[bytes]) -> None:
        """Write one named graph, or the default graph for None."""
        node = ox.DefaultGraph() if name is None else ox.NamedNode(name)
        prefixes = self._prefixes if media_type != "text/plain" else {}
        self._quads.dump(_fitting(output, media_type), _GRAPHS[media_type], from_graph=node, prefixes=prefixes)


def _fitting(output: IO[bytes], media_type: str) -> IO[bytes]:
    return cast("IO[bytes]", XmlOutput(output)) if media_type.endswith("xml") else output


def _seen(dataset: Dataset) -> dict[str, Any]:
    """The graphs as the engine takes them: none means what the query says, one kind alone that the other is empty."""
    if not dataset.is_said:
        return {}
    default, named = ([ox.NamedNode(graph) for graph in graphs] for graphs in (dataset.default, dataset.named))
    return {"default_graph": default, "named_graphs": named}
