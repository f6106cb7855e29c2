"""Everything that has a page, with what a list can be narrowed by: type, place, year, topic, source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

import networkx as nx

from kg.pages.exploring import graph_of
from kg.pages.site import Site, short
from kg.queries.library import PAGES, find_query
from kg.records import Iri
from kg.terms import BASE, SCG, Relation

NAMES: Final = ("type", "place", "year", "topic", "source")
"""The facets in the order of the page."""
SHOWN: Final = 12
_PLACING = (Relation.LOCATED_IN, Relation.TAKES_PLACE_IN)
_LONGEST_TIME = 60
_KEY = re.compile(r"[A-Za-z0-9._~/-]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing and its values for each facet, as they stand in an address."""

    thing: Iri
    values: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: how many things of the list it would leave, and whether it is chosen."""

    value: str
    count: int
    chosen: bool


def entries(site: Site) -> tuple[Entry, ...]:
    """Every thing of the graph with its values."""
    return _entries(site)


@lru_cache(maxsize=4)
def _entries(site: Site) -> tuple[Entry, ...]:
    graph = graph_of(site)
    above = _Above(graph)
    nodes = tuple(Entry(node, _values(site, graph, above, node)) for node in graph)
    return (*nodes, *_posts(site, {entry.thing: entry for entry in nodes}))


def _posts(site: Site, known: Mapping[Iri, Entry]) -> Iterable[Entry]:
    """The posts, which the network draws as links: each lies where the body or place lies that it belongs to."""
    seats: dict[Iri, set[Iri]] = {}
    for post, seat in site.store.select(find_query("posts", PAGES).sparql).rows:
        if isinstance(post, Iri) and post not in known:
            seats.setdefault(post, set()).update({seat} if isinstance(seat, Iri) else ())
    for post, found in seats.items():
        own = (place.removeprefix(f"{BASE}id/") for place in found if "Place" in _types(known, place))
        places = frozenset(own).union(*(known[seat].values["place"] for seat in found if seat in known))
        kinds = frozenset(short(kind) for kind in site.labels.classes(post) if kind in site.labels.display.styles)
        yield Entry(post, {name: frozenset() for name in NAMES} | {"type": kinds, "place": places})


def _types(known: Mapping[Iri, Entry], thing: Iri) -> frozenset[str]:
    return known[thing].values["type"] if thing in known else frozenset()


def chosen(found: Iterable[Entry], wanted: Mapping[str, str], but: str = "") -> list[Entry]:
    """The entries that have every wanted value, one facet left out of account."""
    asked = [(name, value) for name, value in wanted.items() if name != but]
    return [entry for entry in found if all(value in entry.values[name] for name, value in asked)]


def choices(found: tuple[Entry, ...], wanted: Mapping[str, str]) -> dict[str, list[Choice]]:
    """For each facet its values with what they would leave: years latest first, the others most frequent first."""
    made: dict[str, list[Choice]] = {}
    for name in NAMES:
        counts = Counter(value for entry in chosen(found, wanted, name) for value in entry.values[name])
        if wanted.get(name):
            counts[wanted[name]] += 0
        ordered = sorted(counts.items(), key=lambda item: (0 if name == "year" else -item[1], _turned(name, item[0])))
        made[name] = [Choice(value, count, wanted.get(name) == value) for value, count in ordered]
    return made


def term_of(name: str, value: str) -> Iri | None:
    """The thing or term that a value of a facet stands for; None for a year, a host or what can name none."""
    if not _KEY.fullmatch(value):
        return None
    if name in ("type", "topic"):
        return Iri(f"{BASE}def#{value}")
    return Iri(f"{BASE}id/{value}") if name == "place" else None


def _turned(name: str, value: str) -> str:
    return f"{9999 - int(value):04}" if name == "year" and value.isdecimal() else value


def _values(site: Site, graph: nx.MultiDiGraph[Iri], above: _Above, node: Iri) -> dict[str, frozenset[str]]:
    data = graph.nodes[node]
    styles = site.labels.display.styles
    edges = [*graph.in_edges(node, data=True), *graph.out_edges(node, data=True)]
    topics = {str(detail.value) for detail in data["details"] if detail.name == SCG.topic}
    years = {year for bounds in (data["bounds"], *(edge["bounds"] for _, _, edge in edges)) for year in _years(bounds)}
    hosts = {host for _, _, edge in edges for cite in edge["citations"] for host in _hosts(cite.source.addresses)}
    return {
        "type": frozenset(short(kind) for kind in site.labels.classes(node) if kind in styles),
        "place": frozenset(place.removeprefix(f"{BASE}id/") for place in above.places(node)),
        "year": frozenset(map(str, years)),
        "topic": frozenset(map(short, topics)),
        "source": frozenset(hosts),
    }


def _years(bounds: tuple[str | None, ...]) -> range:
    known = sorted(int(day[:4]) for day in bounds if day is not None and day[:4].isdecimal())
    return range(known[0], min(known[-1], known[0] + _LONGEST_TIME) + 1) if known else range(0)


def _hosts(addresses: Iterable[str]) -> Iterable[str]:
    for address in addresses:
        try:
            host = (urlsplit(address).hostname or "").removeprefix("www.")
        except ValueError:
            continue
        if host:
            yield host


class _Above:
    """Which places a thing lies in, takes place in or, for a person, holds office in."""

    def __init__(self, graph: nx.MultiDiGraph[Iri]) -> None:
        self._graph = graph
        self._known: dict[Iri, frozenset[Iri]] = {}

    def places(self, node: Iri) -> frozenset[Iri]:
        """Those of the thing, else those of the bodies that its relations lead to."""
        own = self._up(node)
        if own or self._graph.nodes[node]["kind"] == SCG.Place:
            return own
        leads = (Relation.HOLDS_POSITION, Relation.MEMBER_OF, Relation.PART_OF)
        steps = [other for _, other, data in self._graph.out_edges(node, data=True) if data["relation"] in leads]
        return frozenset().union(*(self._with(other) for other in steps))

    def _with(self, node: Iri) -> frozenset[Iri]:
        here = {node} if self._graph.nodes[node]["kind"] == SCG.Place else set()
        return self._up(node) | here

    def _up(self, node: Iri) -> frozenset[Iri]:
        if node not in self._known:
            self._known[node] = frozenset()  # an end for whatever goes round in a circle
            found: set[Iri] = set()
            edges: Any = self._graph.out_edges(node, data=True)
            for _, other, data in edges:
                if data["relation"] in _PLACING and other != node:
                    found |= {other} | self._up(other)
            self._known[node] = frozenset(found)
        return self._known[node]
