"""Store → networkx: actors, places, programmes and events, joined by what the sources say of them.

An n-ary node (a tenure, a membership, a participation …) becomes one edge that keeps its IRI, its
dates, its further properties and the claims behind it. The queries in `queries/graphs/` say which
nodes and edges there are: a file `edges-*.rq` more is a kind of edge more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import networkx as nx

from kg.bounds import end_bounds, start_bounds
from kg.graphs.display import Display, load_display
from kg.graphs.evidence import Citation, SourceNote, distinct
from kg.graphs.reading import edge_queries, rows
from kg.queries import Selects
from kg.records import Iri, Literal, Term
from kg.terms import SCG

BOUNDS = (SCG.earliestStart, SCG.latestStart, SCG.earliestEnd, SCG.latestEnd)


@dataclass(frozen=True, slots=True)
class Detail:
    """A further property of a node or an edge; `label` names the value where it is a thing."""

    name: Iri
    value: Term
    label: str | None = None


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What the store says, sorted by what it is about."""

    details: dict[Iri, tuple[Detail, ...]]
    evidence: Evidence


def project(store: Selects, *, cited: bool = True) -> nx.MultiDiGraph[Iri]:
    """The whole graph of the store, nodes and edges in a fixed order.

    A node has `label`, `kind` (a class that `display.ttl` draws), `icon` (letters), `names`, `bounds`
    and `details`. An edge has `relation` (a concept), `node` (the n-ary node or None), `title` (as printed, or None),
    `bounds` (four ISO days or None), `details` and `citations`. The graph's attribute `display`
    holds colours, shapes and words. Without `cited` the citations stay empty, for whoever needs those of a few
    edges only (see `Evidence`). Raises StoreError when the store refuses.
    """
    display = load_display()
    graph: nx.MultiDiGraph[Iri] = nx.MultiDiGraph(display=display, left_out=0)
    shelf = _Shelf(_details(store), Evidence(_claims(store, _sources(store)) if cited else ()))
    for node, attributes in sorted(_nodes(store, display).items()):
        bounds, details = _split(shelf.details.get(node, ()))
        graph.add_node(node, **attributes, bounds=bounds, details=details)
    for (start, end, key), attributes in sorted(_edges(store, shelf).items()):
        if start in graph and end in graph and start != end:
            graph.add_edge(start, end, key=key, **attributes)
    return graph


def _nodes(store: Selects, display: Display) -> dict[Iri, dict[str, object]]:
    kinds: defaultdict[Iri, set[Iri]] = defaultdict(set)
    names: defaultdict[Iri, set[str]] = defaultdict(set)
    labels: dict[Iri, str] = {}
    for node, kind, label in rows(store, "nodes"):
        kinds[_iri(node)].add(_iri(kind))
        labels[_iri(node)] = _text(label)
    for node, name in rows(store, "names"):
        names[_iri(node)].add(_text(name))
    shown = {node: display.narrowest(given) for node, given in kinds.items()}
    return {
        node: {
            "label": labels[node],
            "kind": kind,
            "icon": display.icon(kinds[node]),
            "names": tuple(sorted(names[node] - {labels[node]})),
        }
        for node, kind in shown.items()
        if kind is not None
    }


def _edges(store: Selects, shelf: _Shelf) -> dict[tuple[Iri, Iri, str], dict[str, object]]:
    edges: dict[tuple[Iri, Iri, str], dict[str, object]] = {}
    for query in edge_queries():
        for subject, object_, relation, node, predicate in rows(store, query):
            start, end = _iri(subject), _iri(object_)
            if node is None:
                key = _iri(predicate)
                said = shelf.evidence.of(start, end, key, None)
                edges[start, end, key] = _attributes(_iri(relation), None, (), said)
            else:
                key = _iri(node)
                said = shelf.evidence.of(start, end, key, key)
                edges[start, end, key] = _attributes(_iri(relation), key, shelf.details.get(key, ()), said)
    return edges


def _attributes(
    relation: Iri, node: Iri | None, details: tuple[Detail, ...], citations: tuple[Citation, ...]
) -> dict[str, object]:
    bounds, rest = _split(details)
    titles = [_text(detail.value) for detail in rest if detail.name == SCG.title]
    return {
        "relation": relation,
        "node": node,
        "title": titles[0] if titles else None,
        "bounds": bounds,
        "details": tuple(detail for detail in rest if detail.name != SCG.title),
        "citations": citations,
    }


def _split(details: tuple[Detail, ...]) -> tuple[tuple[str | None, ...], tuple[Detail, ...]]:
    """The four bounds, as narrow as sources agree on, and the other details."""
    given: defaultdict[Iri, list[str]] = defaultdict(list)
    for detail in details:
        given[detail.name].append(_text(detail.value))
    start = start_bounds(given[SCG.earliestStart], given[SCG.latestStart])
    end = end_bounds(given[SCG.earliestEnd], given[SCG.latestEnd])
    return (*start, *end), tuple(detail for detail in details if detail.name not in BOUNDS)


def _details(store: Selects) -> dict[Iri, tuple[Detail, ...]]:
    found: defaultdict[Iri, set[tuple[Iri, Term, str | None]]] = defaultdict(set)
    for node, name, value, label in rows(store, "details"):
        assert value is not None
        found[_iri(node)].add((_iri(name), value, _known(label)))
    return {node: tuple(Detail(*given) for given in sorted(all_, key=repr)) for node, all_ in found.items()}


Told = tuple[Iri, Iri, Term, Citation]


class Evidence:
    """Which claims stand behind which edge, given claims with what they say."""

    def __init__(self, claims: Iterable[Told]) -> None:
        self._of_node: defaultdict[Iri, list[Citation]] = defaultdict(list)
        self._of_triple: defaultdict[tuple[Iri, Iri, Iri], list[Citation]] = defaultdict(list)
        for subject, predicate, object_, citation in claims:
            self._of_node[subject].append(citation)
            if isinstance(object_, Iri):
                self._of_triple[subject, predicate, object_].append(citation)

    def of(self, start: Iri, end: Iri, key: str, node: Iri | None) -> tuple[Citation, ...]:
        """The citations of an edge: those about its node, or those of the statement itself, either way round."""
        if node is not None:
            return distinct(self._of_node.get(node, ()))
        predicate = Iri(key)
        return distinct(
            self._of_triple.get((start, predicate, end)) or self._of_triple.get((end, predicate, start), [])
        )


def evidence_about(store: Selects, subjects: Iterable[Iri]) -> Evidence:
    """The evidence of those edges whose nodes, or for edges without a node whose ends, are among `subjects`."""
    wanted = tuple(sorted(set(subjects)))
    return Evidence(_claims(store, {}, rows(store, "evidence-of", subjects=wanted)) if wanted else ())


def _claims(
    store: Selects, sources: Mapping[Iri, SourceNote], told: Iterable[tuple[Term | None, ...]] | None = None
) -> Iterator[Told]:
    for claim, subject, predicate, object_, source, quote, modality, review, confidence in (
        rows(store, "evidence") if told is None else told
    ):
        citation = Citation(
            _iri(claim),
            sources.get(_iri(source)) or SourceNote(_iri(source), _iri(source)),
            _known(quote),
            _iri(modality),
            _iri(review),
            Decimal(_text(confidence)),
        )
        assert object_ is not None
        yield _iri(subject), _iri(predicate), object_, citation


def _sources(store: Selects) -> dict[Iri, SourceNote]:
    own: dict[Iri, tuple[str, str | None, str | None, str | None]] = {}
    pages: defaultdict[Iri, set[str]] = defaultdict(set)
    for source, title, address, publisher, published, page in rows(store, "sources"):
        own[_iri(source)] = (_text(title), _known(address), _known(publisher), _known(published))
        if page is not None:
            pages[_iri(source)].add(_text(page))
    return {
        iri: SourceNote(
            iri, title, tuple(dict.fromkeys(a for a in (address, *sorted(pages[iri])) if a)), publisher, published
        )
        for iri, (title, address, publisher, published) in sorted(own.items())
    }


def _iri(term: Term | None) -> Iri:
    if not isinstance(term, Iri):
        raise TypeError(f"a query of this room gave {term!r} where it must give an IRI")
    return term


def _text(term: Term | None) -> str:
    if term is None:
        raise TypeError("a query of this room left out a value that it must give")
    return term.value if isinstance(term, Literal) else str(term)


def _known(term: Term | None) -> str | None:
    return None if term is None else _text(term)
