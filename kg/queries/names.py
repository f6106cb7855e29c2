"""From a name that somebody typed to the thing of the graph that is meant.

Comes in: words and the kind of thing that is wanted. Goes out: the things that go by them, best
first, or names that come near. `StoreNames` reads the names of the graph itself, so that it works
on any store; whoever has a gazetteer can pass something of the same shape.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Protocol

from kg.iris import folded
from kg.queries.library import PAGES, find_query
from kg.records import Iri, Table, Term
from kg.terms import RDFS, SCG, SKOS, Level

_ORGANISATIONS = frozenset(
    {
        SCG.Organisation, SCG.PublicOrganisation, SCG.Ministry, SCG.OrganisationalUnit, SCG.Agency, SCG.LocalGovernment,
        SCG.IntergovernmentalOrganisation, SCG.Network, SCG.Company, SCG.AcademicOrganisation,
        SCG.CivilSocietyOrganisation, SCG.MediaOrganisation, SCG.PartnerProgramme,
    }
)  # fmt: skip
CLASSES: Mapping[str, frozenset[Iri]] = {
    "person": frozenset({SCG.Person}),
    "network": frozenset({SCG.Network}),
    "organisation": _ORGANISATIONS,
    "programme": frozenset({SCG.Programme, SCG.PartnerProgramme}),
    "event": frozenset({SCG.Event, SCG.EventSeries}),
    "place": frozenset({SCG.Place}),
    "country": frozenset({SCG.Place}),
    "thing": _ORGANISATIONS | {SCG.Person, SCG.Programme, SCG.Event, SCG.EventSeries, SCG.Place, SCG.Post},
}
_LONGEST = 200  # characters of a text that are compared with names
_BEST_FIRST = (SKOS.prefLabel, RDFS.label, SCG.abbreviation, SKOS.altLabel, SKOS.hiddenLabel)


class Selects(Protocol):
    """What a query needs of a store."""

    def select(self, query: str, bindings: Mapping[str, Term | tuple[Term, ...]]) -> Table:
        """The rows of a SELECT with each `$name` replaced by its term."""
        ...


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that goes by a name: its IRI, its display label and what tells its kind."""

    iri: Iri
    label: str
    kinds: frozenset[Iri]
    level: Iri | None

    def is_a(self, kind: str) -> bool:
        """Whether it is of a kind of parameter: a country is a place at the level of countries."""
        return bool(self.kinds & CLASSES[kind]) and (kind != "country" or self.level == Level.COUNTRY)


class Names(Protocol):
    """Whoever can tell what a name stands for."""

    def find(self, text: str, kind: str) -> Sequence[Named]:
        """The things of that kind that go by `text`, or have it as their IRI: those of the best rank only."""
        ...

    def near(self, text: str, kind: str) -> Sequence[str]:
        """Names of things of that kind that come near to `text`."""
        ...


class StoreNames:
    """The names that a store holds, read once, when first asked."""

    def __init__(self, store: Selects) -> None:
        self._store = store

    def find(self, text: str, kind: str) -> tuple[Named, ...]:
        """The things of that kind called `text`; of several only those that prefer that name."""
        things, names = self._index
        if Iri(text) in things:
            return tuple(thing for thing in [things[Iri(text)]] if thing.is_a(kind))
        ranked = [(rank, things[iri]) for iri, rank in names.get(folded(text), {}).items() if things[iri].is_a(kind)]
        best = min((rank for rank, _ in ranked), default=0)
        return tuple(thing for rank, thing in sorted(ranked, key=lambda r: (r[0], r[1].iri)) if rank == best)

    def near(self, text: str, kind: str) -> tuple[str, ...]:
        """Up to three labels of things of that kind one of whose names comes near to `text`."""
        things, names = self._index
        fitting = [key for key, iris in names.items() if any(things[iri].is_a(kind) for iri in iris)]
        found = get_close_matches(folded(text[:_LONGEST]), sorted(fitting), n=3, cutoff=0.6)
        labels = (thing.label for key in found for thing in map(things.__getitem__, names[key]) if thing.is_a(kind))
        return tuple(dict.fromkeys(labels))[:3]

    @cached_property
    def things(self) -> Mapping[Iri, Named]:
        """Everything that has a name, by IRI."""
        return self._index[0]

    @cached_property
    def _index(self) -> tuple[dict[Iri, Named], dict[str, dict[Iri, int]]]:
        labels: dict[Iri, str] = {}
        kinds: dict[Iri, set[Iri]] = {}
        levels: dict[Iri, Iri] = {}
        names: dict[str, dict[Iri, int]] = {}
        for thing, kind, level, sort, name in self._store.select(find_query("names", PAGES).sparql, {}).rows:
            iri, text, rank = _iri(thing), str(getattr(name, "value", name)), _BEST_FIRST.index(_iri(sort))
            kinds.setdefault(iri, set()).add(_iri(kind))
            if level is not None:
                levels[iri] = _iri(level)
            if sort == RDFS.label or iri not in labels:
                labels[iri] = text
            known = names.setdefault(folded(text), {})
            known[iri] = min(rank, known.get(iri, rank))
        things = {i: Named(i, labels[i], frozenset(kinds[i]), levels.get(i)) for i in sorted(labels)}
        return things, names


def _iri(term: Term | None) -> Iri:
    if not isinstance(term, Iri):
        raise TypeError(f"not an IRI: {term!r}")
    return term
