"""The projection kept beside the store: made once after a build or a change, read by every question about the network.

Its citations are kept apart, by whoever needs them first: they take longer than all the rest, and few need them.

It is JSON, since whoever opens a store of somebody else must not run what lies in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal
from hashlib import sha256
from typing import Any, TypeAlias

import networkx as nx

from kg.graphs.display import load_display
from kg.graphs.evidence import Citation, SourceNote
from kg.graphs.projection import Detail, project
from kg.graphs.reading import FOLDER
from kg.queries import Selects, load_queries
from kg.records import Iri, Literal, Term
from kg.store import Store, keep, kept

Graph: TypeAlias = "nx.MultiDiGraph[Iri]"
NAME = "network.json"
CITATIONS = "citations.json"
_FORMAT = 2


def keep_projection(store: Store) -> None:
    """Work the projection out, without citations, and keep it beside the store."""
    graph = project(store, cited=False)
    nodes = [[node, {**data, "details": _written(data["details"])}] for node, data in graph.nodes(data=True)]
    edges = [
        [*ends, {**data, "details": _written(data["details"]), "citations": ()}]
        for *ends, data in graph.edges(keys=True, data=True)
    ]
    keep(store, NAME, json.dumps([_version(), nodes, edges], ensure_ascii=False).encode())


def projection(store: Selects) -> Graph:
    """The projection without citations: the one kept beside the store where it fits, else worked out now."""
    found = kept(store, NAME)
    try:
        return project(store, cited=False) if found is None else _graph(json.loads(found))
    except (ValueError, TypeError, KeyError, AttributeError):  # of another version, or damaged
        return project(store, cited=False)


def cited(store: Store) -> Graph:
    """The projection with its citations: those kept beside the store where they fit, else found now and kept."""
    found = kept(store, CITATIONS)
    if found is not None:
        graph = projection(store)
        try:
            _cite(graph, json.loads(found))
        except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError):  # of another version, or damaged
            pass
        else:
            return graph
    graph = project(store)
    with suppress(OSError):  # a folder that this process may not write to: the next one finds them again
        keep(store, CITATIONS, json.dumps(_citations(graph), ensure_ascii=False).encode())
    return graph


def _citations(graph: Graph) -> list[object]:
    sources: dict[SourceNote, int] = {}
    edges = [
        [*ends, [[c.claim, sources.setdefault(c.source, len(sources)), *_rest(c)] for c in data["citations"]]]
        for *ends, data in graph.edges(keys=True, data=True)
    ]
    notes = [[s.iri, s.title, list(s.addresses), s.publisher, s.published] for s in sources]
    return [_version(), notes, edges]


def _rest(citation: Citation) -> tuple[str | None, ...]:
    return citation.quote, citation.modality, citation.review, str(citation.confidence)


def _cite(graph: Graph, said: Any) -> None:
    version, notes, edges = said
    if version != _version() or len(edges) != graph.number_of_edges():
        raise ValueError(version)
    sources = [SourceNote(Iri(iri), title, tuple(addresses), *rest) for iri, title, addresses, *rest in notes]
    for start, end, key, told in edges:
        graph.edges[Iri(start), Iri(end), key]["citations"] = tuple(
            Citation(Iri(claim), sources[source], quote, Iri(modality), Iri(review), Decimal(confidence))
            for claim, source, quote, modality, review, confidence in told
        )


def _graph(said: Any) -> Graph:
    version, nodes, edges = said
    if version != _version():
        raise ValueError(version)
    graph: Graph = nx.MultiDiGraph(display=load_display(), left_out=0)
    for node, data in nodes:
        tuples = {"names": tuple(data["names"]), "bounds": tuple(data["bounds"]), "details": _read(data["details"])}
        graph.add_node(Iri(node), **{**data, "kind": Iri(data["kind"]), **tuples})
    for start, end, key, data in edges:
        node = data["node"] and Iri(data["node"])
        tuples = {"bounds": tuple(data["bounds"]), "details": _read(data["details"]), "citations": ()}
        graph.add_edge(
            Iri(start), Iri(end), key=key, **{**data, "relation": Iri(data["relation"]), "node": node, **tuples}
        )
    return graph


def _written(details: Iterable[Detail]) -> list[object]:
    return [[detail.name, detail.label, *_parts(detail.value)] for detail in details]


def _parts(value: Term) -> tuple[str, ...]:
    return (value.value, value.datatype, value.language or "") if isinstance(value, Literal) else (value,)


def _read(details: Iterable[list[Any]]) -> tuple[Detail, ...]:
    return tuple(Detail(Iri(name), _term(value), label) for name, label, *value in details)


def _term(parts: list[str]) -> Term:
    return Iri(parts[0]) if len(parts) == 1 else Literal(parts[0], Iri(parts[1]), parts[2] or None)


def _version() -> str:
    """Changes with this format and with every query that the projection is made of."""
    queries = (query.sparql for query in load_queries(FOLDER).values())
    return sha256("\0".join([str(_FORMAT), *queries]).encode()).hexdigest()
