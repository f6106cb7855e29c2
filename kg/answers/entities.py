"""Everything that has a name in a store, as entities: names, kind, level, and the place or body it belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.queries import Selects, find_query
from kg.queries.library import PAGES
from kg.records import Entity, Iri, Name
from kg.terms import DCT, ORG, RDFS, SCG, SCHEMA, SKOS, Level

_SORTS: Mapping[str, str] = {
    SKOS.prefLabel: "preferred",
    SCG.abbreviation: "abbreviation",
    SKOS.hiddenLabel: "misspelling",
}
_ORDER = ("preferred", "abbreviation", "alternative", "misspelling")


def entities_of(store: Selects) -> tuple[Entity, ...]:
    """Everything that has a name in a store, with the place or body that it belongs to."""
    ties: dict[tuple[Iri, Iri], list[Iri]] = {}
    for thing, tie, other in store.select(find_query("ties", PAGES).sparql, {}).rows:
        if isinstance(thing, Iri) and isinstance(tie, Iri) and other is not None:
            ties.setdefault((thing, tie), []).append(Iri(other if isinstance(other, Iri) else other.value))
    names: dict[Iri, dict[str, str]] = {}
    kinds: dict[Iri, Iri] = {}
    levels: dict[Iri, Iri] = {}
    for thing, kind, level, sort, text in store.select(find_query("names", PAGES).sparql, {}).rows:
        assert isinstance(thing, Iri)
        assert isinstance(kind, Iri)
        name = str(getattr(text, "value", text))
        known = names.setdefault(thing, {})
        known[name] = "preferred" if sort == RDFS.label else known.get(name, _SORTS.get(str(sort), "alternative"))
        kinds.setdefault(thing, kind)
        if isinstance(level, Iri):
            levels[thing] = level
    return tuple(_entity(iri, names[iri], kinds[iri], (levels, ties)) for iri in sorted(names))


_Known = tuple[Mapping[Iri, Iri], Mapping[tuple[Iri, Iri], Sequence[Iri]]]


def _entity(iri: Iri, names: Mapping[str, str], kind: Iri, known: _Known) -> Entity:
    levels, ties = known
    parents = ties.get((iri, SCHEMA.containedInPlace)) or ties.get((iri, ORG.subOrganizationOf)) or ()
    spatial = ties.get((iri, DCT.spatial)) or ties.get((iri, SCHEMA.location)) or ()
    return Entity(
        iri=iri,
        kind=kind,
        names=tuple(sorted((Name(text, kind=sort) for text, sort in names.items()), key=_preferred_first)),
        level=levels.get(iri) or next(iter(ties.get((iri, SCG.postKind), ())), None),
        parent=next(iter(parents), None),
        jurisdiction=_narrowest(spatial, ties),
        country=_country(iri, levels, ties),
        start=min(ties.get((iri, SCG.earliestStart), ()), default=None),
        links=tuple(ties.get((iri, ORG.postIn), ())),
    )


def _narrowest(places: Sequence[Iri], ties: Mapping[tuple[Iri, Iri], Sequence[Iri]]) -> Iri | None:
    """Of the places of something the first that holds none of the others: a town rather than its country."""
    holding = {whole for place in places for whole in ties.get((place, SCHEMA.containedInPlace), ())}
    return next((place for place in places if place not in holding), next(iter(places), None))


def _preferred_first(name: Name) -> tuple[int, str]:
    return _ORDER.index(name.kind), name.text


def _country(iri: Iri, levels: Mapping[Iri, Iri], ties: Mapping[tuple[Iri, Iri], Sequence[Iri]]) -> Iri | None:
    seen: set[Iri] = set()
    ahead = [iri]
    while ahead:
        here = ahead.pop(0)
        if levels.get(here) == Level.COUNTRY:
            return here
        if here not in seen:
            seen.add(here)
            ahead.extend(ties.get((here, SCHEMA.containedInPlace), ()))
    return None
