"""Links between people of several sources: made, written into the sources, taken back, told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from math import isfinite
from typing import Final

from kg import iris
from kg.linking.reading import FOLDER, People, people, rows_of
from kg.queries.library import find_query
from kg.records import Iri, Literal, Triple
from kg.resolution import Decisions
from kg.resolution.identity import Group, Link, Near, Sighting, group, near_misses
from kg.statements import derived_triples, renamed
from kg.store.base import Store
from kg.terms import RDF, SCG, XSD

LINKS: Final = iris.graph("identities")
_RULE: Final = "identity"
_TEXT: Final = "people of several sources, by name, office, place and time (docs/identity.md)"


@dataclass(frozen=True, slots=True)
class Merge:
    """Two people of sources who are taken for one; `weight` (log-odds) is empty where both tell quite the same."""

    left: str
    right: str
    weight: str
    reason: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two people who may be one: `near` says what speaks for and against it, by the identifiers to decide on.

    `left` and `right` are those under which the store has them now, `names` all that sources call each.
    """

    near: Near
    left: Iri
    right: Iri
    names: tuple[tuple[str, ...], tuple[str, ...]]


def doubts(store: Store, decisions: Decisions) -> tuple[Doubt, ...]:
    """The people who are neither taken for one nor kept apart, the nearest to the threshold first."""
    known = people(store)
    joined = tuple(_joined(known.sightings, decisions))
    apart = tuple(_apart(known, decisions))
    now = _kept(known, group(joined, apart=apart), decisions)
    names = {one.key: (one.name, *one.aliases) for one in joined}
    return tuple(
        Doubt(
            near,
            now.get(Iri(near.left), Iri(near.left)),
            now.get(Iri(near.right), Iri(near.right)),
            (names[near.left], names[near.right]),
        )
        for near in near_misses(joined, apart=apart)
    )


def link(store: Store, decisions: Decisions) -> None:
    """Bring every article of the store under the identifiers that all sources together give."""
    known = people(store)
    groups = _groups(known, decisions)
    names = _kept(known, groups, decisions)
    wanted = _by_graph(known, names)
    for graph in sorted({*wanted, *known.given_up}):
        now = {gone: kept for gone, kept in known.given_up.get(graph, {}).items() if iris.kind_of(gone) == "person"}
        if wanted.get(graph, {}) != now:
            content = store.construct(find_query("content", FOLDER).sparql, {"graph": graph})
            store.replace(graph, renamed(content, wanted.get(graph, {}), known.tenures))
    _write(store, known, groups)


def merges(store: Store) -> tuple[Merge, ...]:
    """Every link that the store holds, the least sure first."""
    rows = ((str(getattr(cell, "value", cell or "")) for cell in row) for row in rows_of(store, "merges"))
    return tuple(sorted((Merge(*row) for row in rows), key=lambda one: (float(one.weight or "inf"), one.reason)))


def _groups(known: People, decisions: Decisions) -> tuple[Group, ...]:
    """Groups of identifiers; those that people have decided to be one are weighed as one."""
    return group(_joined(known.sightings, decisions), apart=tuple(_apart(known, decisions)))


def _joined(sightings: Iterable[Sighting], decisions: Decisions) -> Iterator[Sighting]:
    together: dict[Iri, list[Sighting]] = defaultdict(list)
    for one in sightings:
        together[decisions.kept(Iri(one.key))].append(one)
    for key, ones in together.items():
        if len(ones) == 1:
            yield replace(ones[0], key=key)
            continue
        yield Sighting(
            key=key,
            name=ones[0].name,
            aliases=tuple(sorted({name for one in ones for name in (one.name, *one.aliases)} - {ones[0].name})),
            offices=tuple(sorted({office for one in ones for office in one.offices}, key=str)),
            country=ones[0].country,
            fixed=any(one.fixed for one in ones),
        )


def _apart(known: People, decisions: Decisions) -> Iterator[frozenset[str]]:
    """Whoever one article names as two is two; and whoever people have decided to be."""
    in_graph: dict[Iri, set[Iri]] = defaultdict(set)
    for person, graphs in known.graphs.items():
        for graph in graphs:
            in_graph[graph].add(decisions.kept(person))
    for together in in_graph.values():
        yield from (frozenset(pair) for pair in combinations(sorted(together), 2))
    yield from (frozenset(decisions.kept(one) for one in pair) for pair in decisions.apart)


def _kept(known: People, groups: Iterable[Group], decisions: Decisions) -> dict[Iri, Iri]:
    """The identifier kept for each that is one with others: the registry's, else the smallest."""
    fixed = {one.key for one in known.sightings if one.fixed}
    best = {
        Iri(key): Iri(min(one.keys, key=lambda key: (key not in fixed, key)))
        for one in groups
        for key in one.keys
        if len(one.keys) > 1
    }
    stands = {person: decisions.kept(person) for person in known.graphs}
    kept = {person: best.get(stand, stand) for person, stand in stands.items()}
    return {person: other for person, other in kept.items() if person != other}


def _by_graph(known: People, kept: Mapping[Iri, Iri]) -> dict[Iri, dict[Iri, Iri]]:
    """The identifiers that each article gives up; none where it would have one for two that it tells apart."""
    here: dict[Iri, dict[Iri, list[Iri]]] = defaultdict(lambda: defaultdict(list))
    for person, graphs in known.graphs.items():
        for graph in graphs:
            here[graph][kept.get(person, person)].append(person)
    return {
        graph: found
        for graph, names in here.items()
        if (found := {gone[0]: name for name, gone in names.items() if len(gone) == 1 and gone[0] != name})
    }


def _write(store: Store, known: People, groups: Iterable[Group]) -> None:
    """The links with their reasons, in a graph of their own."""
    names = {one.key: one.name for one in known.sightings}
    made = [triple for one in groups for link in one.links for triple in _link_triples(link, names)]
    store.replace(LINKS, derived_triples(_RULE, _TEXT, made) if made else ())


def _link_triples(link: Link, names: Mapping[str, str]) -> Iterator[Triple]:
    iri = iris.hashed("identity-link", link.left, link.right)
    shares = (why if share == 0 else f"{why} {share:.2f}" for why, share in link.reasons)
    reason = f"{names.get(link.left, link.left)} / {names.get(link.right, link.right)}: {', '.join(shares)}"
    yield Triple(iri, RDF.type, SCG.IdentityLink)
    yield Triple(iri, SCG.linked, Iri(link.left))
    yield Triple(iri, SCG.linked, Iri(link.right))
    yield Triple(iri, SCG.reason, Literal(reason))
    if isfinite(link.weight):
        yield Triple(iri, SCG.weight, Literal(f"{Decimal(str(link.weight)).normalize():f}", XSD.decimal))
