"""What a store knows of people: who stands in which source, under which identifier of that source's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from kg import iris
from kg.queries.library import find_query
from kg.records import Iri, Literal, Term
from kg.resolution.identity import Office, Sighting
from kg.store.base import Store
from kg.terms import DCT, OPENGOV, ORG, SCG, SKOS, Capacity

FOLDER: Final = "linking"
_ARTICLE: Final = iris.graph("source-")
_REGISTRY: Final = iris.graph("registry-")
_Row = tuple[Term | None, ...]
Names = Mapping[Iri, Mapping[Iri, Iri]]


@dataclass(slots=True)
class People:
    """Everybody in the store by the identifier that sources give of their own accord.

    `graphs` are the articles that speak of each; `given_up` by graph which identifier stands for which;
    `tenures` the curated tenure by person and post, where there is one.
    """

    sightings: tuple[Sighting, ...]
    graphs: Mapping[Iri, frozenset[Iri]]
    given_up: Names
    tenures: Mapping[tuple[Iri, Iri], Iri]


@dataclass(slots=True)
class _Known:
    """One person while it is read."""

    preferred: set[str] = field(default_factory=set)
    other: set[str] = field(default_factory=set)
    offices: set[Office] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    fixed: bool = False


def people(store: Store) -> People:
    """Read everybody; raises what the store raises."""
    given_up: dict[Iri, dict[Iri, Iri]] = defaultdict(dict)
    for graph, gone, kept in rows_of(store, "given-up"):
        given_up[_iri(graph)][_iri(gone)] = _iri(kept)
    own = {graph: {kept: gone for gone, kept in names.items()} for graph, names in given_up.items()}
    graphs: dict[Iri, set[Iri]] = defaultdict(set)
    for graph, person in rows_of(store, "people"):
        if str(graph).startswith(_ARTICLE):
            name = _own(own, _iri(graph), _iri(person))
            graphs[name].add(_iri(graph))
    known: dict[Iri, _Known] = defaultdict(_Known)
    _names(store, own, known)
    tenures = _offices(store, own, known)
    sightings = (_sighting(person, one) for person, one in known.items() if one.preferred)
    return People(
        tuple(sorted(sightings, key=lambda one: one.key)),
        {person: frozenset(where) for person, where in graphs.items()},
        given_up,
        tenures,
    )


def rows_of(store: Store, name: str, folder: str = FOLDER) -> Iterator[_Row]:
    """The rows of one query of a folder, its columns in the order of its header."""
    query = find_query(name, folder)
    table = store.select(query.sparql)
    wanted = [table.columns.index(column.name) for column in query.columns]
    return (tuple(row[at] for at in wanted) for row in table.rows)


def _iri(term: Term | None) -> Iri:
    return Iri(str(term))


def _own(own: Names, graph: Iri, iri: Iri) -> Iri:
    return own.get(graph, {}).get(iri, iri)


def given_as(store: Store) -> Mapping[tuple[Iri, Iri, Literal], Iri]:
    """By graph, thing and name: the property by which the source itself gives a name that stands as another one."""
    return {
        (_iri(graph), _iri(thing), name): _iri(kind)
        for graph, thing, name, kind in rows_of(store, "given-as")
        if isinstance(name, Literal)
    }


def _names(store: Store, own: Names, known: dict[Iri, _Known]) -> None:
    given = given_as(store)
    for graph, person, stands_as, name in rows_of(store, "names"):
        one = known[_own(own, _iri(graph), _iri(person))]
        one.fixed |= str(graph).startswith(_REGISTRY)
        assert isinstance(name, Literal)
        kind = given.get((_iri(graph), _iri(person), name), stands_as)
        (one.preferred if kind == SKOS.prefLabel else one.other).add(name.value)


def _offices(store: Store, own: Names, known: dict[Iri, _Known]) -> dict[tuple[Iri, Iri], Iri]:
    """Give each person the offices that sources tell; gives the curated tenure of each person and post."""
    said: dict[tuple[Iri, Iri], dict[Iri, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for graph, tenure, name, value in rows_of(store, "offices"):
        if value is not None:
            said[_iri(graph), _iri(tenure)][_iri(name)].add(value)
    kinds = {_iri(post): _iri(kind) for post, kind in sorted(rows_of(store, "posts"), key=str)}
    countries = {_iri(seat): _iri(country) for seat, country in sorted(rows_of(store, "countries"), key=str)}
    curated: dict[tuple[Iri, Iri], set[Iri]] = defaultdict(set)
    for (graph, tenure), properties in said.items():
        posts = sorted(_iri(post) for post in properties[OPENGOV.post])
        seats = sorted(_iri(seat) for name in (DCT.spatial, ORG.organization) for seat in properties[name])
        for member in properties[ORG.member]:
            person = _own(own, graph, _iri(member))
            known[person].offices.update(_told(properties, kinds.get(posts[0]) if posts else None, seats))
            known[person].countries.update(countries[seat] for seat in seats if seat in countries)
            if graph.startswith(_REGISTRY):
                for post in posts:
                    curated[person, post].add(tenure)
    return {key: next(iter(tenures)) for key, tenures in curated.items() if len(tenures) == 1}


def _told(said: Mapping[Iri, set[Term]], kind: Iri | None, seats: list[Iri]) -> Iterator[Office]:
    office = Office(
        post=kind,
        first=_day(said, SCG.latestStart, SCG.earliestStart),
        last=_day(said, SCG.earliestEnd, SCG.latestEnd),
        definitive=not any(one != Capacity.DEFINITIVE for one in said.get(SCG.capacity, ())),
    )
    if office.first is None or (office.last or office.first) < office.first:
        office = replace(office, first=office.first or office.last, last=None)
    yield from (replace(office, seat=seat) for seat in seats) if seats else (office,)


def _day(said: Mapping[Iri, set[Term]], *names: Iri) -> str | None:
    for name in names:
        days = sorted(day.value for day in said.get(name, ()) if isinstance(day, Literal))
        if days:
            return days[0]
    return None


def _sighting(person: Iri, known: _Known) -> Sighting:
    name, *others = sorted(known.preferred, key=lambda text: (-len(text.split()), text))
    return Sighting(
        key=person,
        name=name,
        aliases=tuple(sorted({*others, *known.other})),
        offices=tuple(sorted(known.offices, key=str)),
        country=next(iter(known.countries)) if len(known.countries) == 1 else None,
        fixed=known.fixed,
    )
