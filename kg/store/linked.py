"""A store as an rdflib graph: the same data, nothing copied, for reading only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result

from kg.errors import StoreError
from kg.store import sparql

_CHANGES_NOTHING = "this graph is for reading only"
_HINT = "copy it first: rdflib.Graph() + graph"


class ReadOnlyStore(OxigraphStore):  # type: ignore[misc,unused-ignore]  # untyped where it is not installed
    """Oxigraph behind rdflib, which answers and changes nothing; queries run in Oxigraph."""

    def add(self, *_: Any, **__: Any) -> NoReturn:
        """Raise StoreError."""
        raise StoreError(_CHANGES_NOTHING, hint=_HINT)

    addN = remove = update = add_graph = remove_graph = destroy = add  # noqa: N815 - the names of rdflib

    def query(self, query: Any, initNs: Mapping[str, Any], *rest: Any, **given: Any) -> Result:  # noqa: N803 - as rdflib calls it
        """The result, with all its rows; raises QueryError for a query that would reach out.

        Rows that the engine still holds may be read, and dropped, in this thread only; a result goes anywhere.
        """
        if isinstance(query, str):
            sparql.refuse_reaching_out(query)
        answer: Result = super().query(query, initNs, *rest, **given)
        if answer.type == "SELECT":
            answer.bindings = list(answer.bindings)
        return answer


def graph_of(quads: ox.Store) -> rdflib.Graph:
    """What queries see of the engine's store, each triple once."""
    return rdflib.Graph(store=ReadOnlyStore(store=quads), identifier=DATASET_DEFAULT_GRAPH_ID)


def graph_at(query_url: str) -> rdflib.Graph:
    """What a SPARQL 1.1 endpoint shows as its default graph."""
    return rdflib.Graph(store=SPARQLStore(query_url))
