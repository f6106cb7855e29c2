"""networkx graph → `pyvis.network.Network`, filled with everything that the page shows.

pyvis is the data model only: its template and its `add_edge` are not used (they run foreign text as
script, ask other hosts, and take minutes at a thousand nodes). What is plain `label`, `x`, `shape` …
is vis-network's; the further keys (`kind`, `facts`, `cites` …) are read by our own page.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.bounds import between, sighted
from kg.graphs.dates import years
from kg.graphs.display import Display
from kg.graphs.evidence import Citation
from kg.graphs.layout import positions
from kg.graphs.projection import Detail
from kg.graphs.words import Words
from kg.records import Iri, Literal
from kg.terms import BASE, Modality, Review

if TYPE_CHECKING:
    from pyvis.network import Network

LINE = 18
LINES = 3
LABELLED = 80
"""Up to so many nodes each has room for its label; above, the page shows the labels that fit."""
CHARACTER = 7.5
LINE_HEIGHT = 16.0
SIZES = (10, 26)
"""Radius of a node without and with the most links of the picture."""
BALANCE = {"star": 1.35, "diamond": 1.2, "triangle": 1.1, "triangleDown": 1.1}
"""What vis-network draws smaller at the same radius than a dot."""
MOST_CITES = 8
BEND = 0.16


def draw(graph: nx.MultiDiGraph[Iri], language: str) -> Network:
    """The graph as a pyvis network with positions, colours, shapes and evidence, words in `language`.

    `nodes` and `edges` are lists of plain dictionaries, in the order of the graph; ids are IRIs
    without the base of ours. Raises TableError for a language without words.
    """
    from pyvis.network import Network  # noqa: PLC0415 (it pulls in IPython: 0.5 s that only a picture needs)

    network = Network(directed=True)
    pen = _Pen(graph, language)
    network.nodes = pen.placed()
    network.edges = pen.edges()
    network.node_ids = [node["id"] for node in network.nodes]
    network.node_map = {node["id"]: node for node in network.nodes}
    return network


def placed(graph: nx.MultiDiGraph[Iri], language: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The same nodes and edges as plain lists: pyvis takes long to import, and a page of the site draws by itself."""
    pen = _Pen(graph, language)
    return pen.placed(), pen.edges()


def parts(graph: nx.MultiDiGraph[Iri], language: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The same nodes and edges without positions, for a page that places them itself: no layout is computed."""
    pen = _Pen(graph, language)
    return [pen.node(node, data) for node, data in graph.nodes(data=True)], pen.edges()


def short(iri: str) -> str:
    """An IRI without the base of ours: what stands in the page and in its address."""
    return iri.removeprefix(f"{BASE}id/")


def wrapped(label: str) -> str:
    """A label in at most three short lines; the rest is cut with an ellipsis."""
    lines = textwrap.wrap(" ".join(label.split()), LINE, max_lines=LINES, placeholder=" …")
    return "\n".join(lines) or "…"


def facts(display: Display, details: tuple[Detail, ...], language: str) -> list[tuple[str, str]]:
    """Further properties in words: the name of each and its value, as a language puts them."""
    return [(display.word(detail.name, language), _value(display, detail, language)) for detail in details]


def _value(display: Display, detail: Detail, language: str) -> str:
    if isinstance(detail.value, Literal):
        return detail.value.value
    if detail.value in display.words:
        return display.word(detail.value, language)
    return detail.label or short(detail.value)


class _Pen:
    """Knows the graph, its display and the language while nodes and edges are drawn."""

    def __init__(self, graph: nx.MultiDiGraph[Iri], language: str) -> None:
        self.graph = graph
        self.language = language
        self.display: Display = graph.graph["display"]
        self.words = Words(language)
        self.labels = {node: wrapped(data["label"]) for node, data in graph.nodes(data=True)}
        self.sizes = _sizes(graph, self.display)

    def placed(self) -> list[dict[str, Any]]:
        where = positions(self.graph, {node: self._box(node) for node in self.graph})
        found = []
        for node, data in self.graph.nodes(data=True):
            x, y = where[node]
            found.append({**self.node(node, data), "x": x, "y": y})
        return found

    def _box(self, node: Iri) -> tuple[float, float]:
        if len(self.graph) > LABELLED:
            return 2.0 * self.sizes[node] + 22, 2.0 * self.sizes[node] + 22
        lines = self.labels[node].split("\n")
        height = 2 * self.sizes[node] + LINE_HEIGHT * len(lines) + 14
        return max(2 * self.sizes[node], CHARACTER * max(map(len, lines))) + 16, height

    def node(self, node: Iri, data: dict[str, Any]) -> dict[str, Any]:
        style = self.display.styles[data["kind"]]
        return {
            "id": short(node),
            "label": self.labels[node],
            "name": data["label"],
            "names": list(data["names"]),
            "kind": short(data["kind"]),
            "icon": data["icon"],
            "kindWord": self.display.word(data["kind"], self.language),
            "facts": self._facts(data["details"], data["bounds"]),
            "size": self.sizes[node],
            "shape": style.shape,
            "color": style.colour,
        }

    def edges(self) -> list[dict[str, Any]]:
        beside: Counter[frozenset[Iri]] = Counter()
        drawn: list[dict[str, Any]] = []
        for start, end, key, data in sorted(self.graph.edges(keys=True, data=True), key=self._order):
            pair = frozenset((start, end))
            drawn.append(self._edge(f"e{len(drawn)}", (start, end, key), data, beside[pair]))
            beside[pair] += 1
        return drawn

    def _order(self, edge: tuple[Iri, Iri, str, dict[str, Any]]) -> tuple[int, str, str, str, str, str]:
        start, end, key, data = edge
        labels = (self.graph.nodes[start]["label"], self.graph.nodes[end]["label"])
        return (self.display.line(data["relation"]).order, *labels, start, end, key)

    def _edge(self, name: str, edge: tuple[Iri, Iri, str], data: dict[str, Any], place: int) -> dict[str, Any]:
        start, end, _ = edge
        relation = self.display.word(data["relation"], self.language)
        return {
            "id": name,
            "from": short(start),
            "to": short(end),
            "label": data["title"] or relation,
            "relation": short(data["relation"]),
            "relationWord": relation,
            "printed": data["title"],
            "facts": self._facts(data["details"], data["bounds"]),
            "cites": [self._cite(citation) for citation in data["citations"][:MOST_CITES]],
            "uncited": max(0, len(data["citations"]) - MOST_CITES),
            "when": years(self.graph, (start, end), data["bounds"]),
            "smooth": _bend(start, end, place),
            "color": self.display.line(data["relation"]).colour,
        }

    def _facts(self, details: tuple[Detail, ...], bounds: tuple[str | None, ...]) -> list[list[str]]:
        told = [list(fact) for fact in facts(self.display, details, self.language)]
        seen = sighted(bounds)
        if seen:
            return [*told, [self.words["seen"], seen]]
        since, until = between(bounds[0], bounds[1]), between(bounds[2], bounds[3])
        told += [[self.words["since"], since]] if since else []
        told += [[self.words["until"], until]] if until else []
        return told

    def _cite(self, citation: Citation) -> dict[str, Any]:
        standing = [
            self.display.word(term, self.language)
            for term in (citation.modality, citation.review)
            if term not in (Modality.ASSERTED, Review.CURATED, Review.ACCEPTED)
        ]
        return {
            "quote": citation.quote,
            "source": citation.source,
            "confidence": str(citation.confidence),
            "standing": standing,
        }


def _sizes(graph: nx.MultiDiGraph[Iri], display: Display) -> dict[Iri, int]:
    degrees = dict(graph.degree())
    most = max(degrees.values(), default=0) or 1
    least, greatest = SIZES
    balance = {node: BALANCE.get(display.styles[graph.nodes[node]["kind"]].shape or "", 1.0) for node in graph}
    return {
        node: round(balance[node] * (least + (greatest - least) * (degree / most) ** 0.5))
        for node, degree in degrees.items()
    }


def _bend(start: Iri, end: Iri, place: int) -> dict[str, Any] | bool:
    """Straight for the first edge between two nodes, an arc of its own for each further one."""
    if place == 0:
        return False
    clockwise = (place % 2 == 1) == (start < end)
    return {
        "enabled": True,
        "type": "curvedCW" if clockwise else "curvedCCW",
        "roundness": round(BEND * ((place + 1) // 2), 2),
    }
