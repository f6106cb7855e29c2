"""The questions about the network as the library asks them: a store and bound values → rows, each with its claims.

Every row ends in `projection`: which relations, years and weights were counted, in the language of the answer.
A value that the network has nothing for gives no row. See `kg.queries.computing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias
from weakref import WeakKeyDictionary

import networkx as nx

from kg.errors import QueryError
from kg.graphs.frames import Frame, Ground, bodies_of, ground, told, within
from kg.graphs.kept import projection
from kg.graphs.networks import Bridges, Community, Likeness, communities, likenesses
from kg.graphs.networks import bridges as bridges_of
from kg.graphs.paths import Link, paths
from kg.graphs.projection import evidence_about
from kg.graphs.spans import Edge, spans
from kg.queries import Selects
from kg.records import Iri, Literal, Table, Term
from kg.terms import SCG, XSD, Relation

Graph: TypeAlias = "nx.MultiDiGraph[Iri]"
Values = Mapping[str, Term]
_PROJECTED: WeakKeyDictionary[Selects, Graph] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a row before its claim, and the edges of which one or all are cited."""

    cells: tuple[Term | None, ...]
    edges: tuple[Edge, ...]
    frame: Literal


def path(store: Selects, values: Values) -> Table:
    """The shortest way from `start` to `end`, a row for each claim behind each link of a step."""
    graph, ends = _graph(store), (_iri(values, "start"), _iri(values, "end"))
    known = all(end in graph for end in ends)
    frame = told(Frame((), None, "weight-steps", len(graph), graph.number_of_edges()), _language(values))
    rows = [
        _Row((_number(number), step.start, link.relation, step.end, _forward(link, step.start)), edges, frame)
        for route in (paths(graph, *ends) if known else ())
        for number, step in enumerate(route.steps, 1)
        for link in step.links
        if (edges := _edges_of(graph, link))
    ]
    return _table(("step", "origin", "relation", "target", "forward"), rows, store, graph, most=None)


def _edges_of(graph: Graph, link: Link) -> tuple[Edge, ...]:
    between = graph.get_edge_data(link.subject, link.object) or {}
    keys = [str(key) for key, data in between.items() if (data["relation"], data["node"]) == (link.relation, link.node)]
    return tuple((link.subject, link.object, key) for key in sorted(keys))


def bridges(store: Selects, values: Values) -> Table:
    """The `most` actors with the highest betweenness, each with its next step to the nearest of both sides."""
    graph = _graph(store)
    year = _year(values, "year")
    on = ground(graph, year)
    rows = list(_bridge_rows(graph, on, bridges_of(graph, year, on), values)) if on.cities and on.states else []
    return _table(("actor", "share", "links", "neighbour", "towards"), rows, store, graph)


def _bridge_rows(graph: Graph, on: Ground, found: Bridges, values: Values) -> Iterator[_Row]:
    chosen = {bridge.node: bridge for bridge in found.bridges[: _most(values)]}
    frame = told(found.frame, _language(values))
    for span in spans(graph, on, tuple(chosen)):
        bridge = chosen[span.actor]
        head = (bridge.node, _decimal(bridge.betweenness), _number(bridge.neighbours), span.neighbour, span.end)
        yield _Row(head, span.edges, frame)


def meetings(store: Selects, values: Values) -> Table:
    """The communities in the events of the years `first` and `second`: each member, and where it met the others."""
    graph = _graph(store)
    rows: list[_Row] = []
    for year in dict.fromkeys(year for key in ("first", "second") if (year := _year(values, key)) is not None):
        try:
            found = communities(graph, year)
        except QueryError:
            continue
        frame = told(found.frame, _language(values), found.algorithm)
        part = within(graph, (Relation.PARTICIPATES_IN,), year)
        for number, group in enumerate(found.communities, 1):
            head = (_number(year), _number(number), _number(len(group.members)), _decimal(found.modularity))
            rows += [_Row((*head, edge[0], edge[1]), (edge,), frame) for edge in _met(part, group)]
    return _table(("year", "community", "size", "modularity", "member", "event"), rows, store, graph)


def _met(part: Graph, group: Community) -> Iterator[Edge]:
    members = set(group.members)
    for member in group.members:
        for _, event, key in part.out_edges(member, keys=True):
            if any(other in members and other != member for other in part.predecessors(event)):
                yield member, event, key


def alike(store: Selects, values: Values) -> Table:
    """The `most` pairs of member places that share most, each shared thing with what ties both places to it."""
    graph, place = _graph(store), values.get("place")
    found = likenesses(graph)
    pairs = [pair for pair in found.pairs if place is None or place in pair.places][: _most(values)]
    part = within(graph, found.frame.relations, None)
    frame = told(found.frame, _language(values))
    rows: list[_Row] = []
    for pair in pairs:
        head = (*pair.places, _number(len(pair.partners) + len(pair.topics)), _decimal(pair.jaccard))
        for holder in pair.places:
            rows += [_Row((*head, *cells), (edge,), frame) for *cells, edge in _ties(graph, part, pair, holder)]
    return _table(("town", "other", "shared", "jaccard", "common", "holder", "through"), rows, store, graph)


def _ties(graph: Graph, part: Graph, pair: Likeness, holder: Iri) -> Iterator[tuple[Iri, Iri, Iri | None, Edge]]:
    for body in (body for body in bodies_of(graph, holder) if body in part):
        edges = [*part.out_edges(body, keys=True, data=True), *part.in_edges(body, keys=True, data=True)]
        for start, end, key, data in edges:
            thing = end if start == body else start
            if data["relation"] == Relation.PARTNERS_WITH and thing in pair.partners:
                yield thing, holder, None, (start, end, key)
            elif data["relation"] == Relation.RUNS and start == body:
                topics = {detail.value for detail in graph.nodes[thing]["details"] if detail.name == SCG.topic}
                yield from ((topic, holder, thing, (start, end, key)) for topic in pair.topics if topic in topics)


def _table(columns: tuple[str, ...], rows: Iterable[_Row], store: Selects, graph: Graph, most: int | None = 1) -> Table:
    """Each row with its claims, at most so many: a link without any stands on a rule, and has no source."""
    wanted = list(dict.fromkeys(rows))
    nodes = {edge: graph.edges[edge]["node"] for row in wanted for edge in row.edges}
    about = [end for edge, node in nodes.items() for end in ((node,) if node else edge[:2])]
    evidence = evidence_about(store, about)
    found = []
    for row in wanted:
        claims = [c.claim for edge in row.edges for c in evidence.of(*edge, nodes[edge])]
        found += [(*row.cells, claim, row.frame) for claim in dict.fromkeys(claims[:most] or (SCG.Claim,))]
    return Table((*columns, "claim", "projection"), tuple(found))


def _graph(store: Selects) -> Graph:
    """The projection, kept for a store that cannot change while it is open."""
    if not getattr(store, "read_only", False):
        return projection(store)
    if store not in _PROJECTED:
        _PROJECTED[store] = projection(store)
    return _PROJECTED[store]


def _forward(link: Link, start: Iri) -> Literal:
    return Literal(str(link.subject == start).lower(), XSD.boolean)


def _iri(values: Values, name: str) -> Iri:
    return Iri(_text(values[name]))


def _year(values: Values, name: str) -> int | None:
    return int(_text(values[name])) if name in values else None


def _most(values: Values) -> int:
    return max(int(_text(values["most"])), 0)


def _language(values: Values) -> str:
    return _text(values["language"])


def _text(term: Term) -> str:
    return term.value if isinstance(term, Literal) else term


def _number(value: int) -> Literal:
    return Literal(str(value), XSD.integer)


def _decimal(value: float) -> Literal:
    return Literal(format(Decimal(f"{value:.4f}").normalize(), "f"), XSD.decimal)
