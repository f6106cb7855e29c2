"""One preferred name a language for everything in a store, whatever its sources call it.

The name of a table goes first; then the one that most independent sites give, of equals the fullest, then the first by
letters. The other names stand as other names (`skos:altLabel`), each with its claim. It depends on the set of sources
only: what a source gives is read from its claims, not from how the names stood before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg import iris
from kg.linking.reading import FOLDER, rows_of
from kg.queries.library import find_query
from kg.records import Iri, Literal
from kg.statements import called
from kg.store.base import Store
from kg.terms import SKOS

_ARTICLE: Final = iris.graph("source-")
Name = tuple[Iri, str]


@dataclass(slots=True)
class _Backing:
    """Who prefers a name: whether a table does, and the sites of the articles that do."""

    is_curated: bool = False
    sites: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Label:
    """One name of a thing in one graph: as what it stands, and as what its source gives it."""

    graph: Iri
    thing: Iri
    name: Literal
    stands: Iri
    given: Iri

    @property
    def key(self) -> Name:
        return self.thing, self.name.language or ""


def one_name(store: Store) -> None:
    """Bring the names in every article to the one preferred name that all sources together give."""
    labels = _labels(store)
    chosen = _chosen(labels, _sites(store))
    wrong = {
        label.graph for label in labels if label.graph.startswith(_ARTICLE) and _wanted(label, chosen) != label.stands
    }
    here: dict[Iri, dict[Name, str]] = defaultdict(dict)
    for label in labels:
        if label.graph in wrong and label.key in chosen:
            here[label.graph][label.key] = chosen[label.key]
    content = find_query("content", FOLDER).sparql
    for graph in sorted(wrong):
        store.replace(graph, called(store.construct(content, {"graph": graph}), here[graph]))


def _labels(store: Store) -> list[_Label]:
    rows = rows_of(store, "labels")
    return [
        _Label(Iri(str(graph)), Iri(str(thing)), name, Iri(str(stands)), Iri(str(given)))
        for graph, thing, stands, given, name in rows
        if isinstance(name, Literal)
    ]


def _wanted(label: _Label, chosen: Mapping[Name, str]) -> Iri:
    best = chosen.get(label.key)
    if best is None:
        return label.given
    return SKOS.prefLabel if label.name.value == best else SKOS.altLabel


def _chosen(labels: Iterable[_Label], sites: Mapping[Iri, set[str]]) -> dict[Name, str]:
    found: dict[Name, dict[str, _Backing]] = defaultdict(lambda: defaultdict(_Backing))
    for label in labels:
        if label.given == SKOS.prefLabel:
            backing = found[label.key][label.name.value]
            backing.is_curated |= not label.graph.startswith(_ARTICLE)
            backing.sites.update(sites.get(label.graph, {label.graph}))
    return {name: _best(values) for name, values in found.items()}


def _best(values: Mapping[str, _Backing]) -> str:
    return min(values, key=lambda text: (not values[text].is_curated, -len(values[text].sites), -len(text), text))


def _sites(store: Store) -> dict[Iri, set[str]]:
    """The sites that each article rests on, by its graph."""
    found: dict[Iri, set[str]] = defaultdict(set)
    for source, origin in rows_of(store, "origins"):
        found[iris.graph(f"source-{str(source).rpartition('/')[2]}")].add(str(origin))
    return found
