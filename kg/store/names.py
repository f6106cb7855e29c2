"""Which properties name a thing, and which things are searched for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from kg.records import Iri
from kg.store.labels import Label
from kg.terms import BASE, SCG, SKOS

LABELS: Final = (SKOS.prefLabel, SKOS.altLabel, SCG.abbreviation, SKOS.hiddenLabel)
BEGINNINGS: Final = (SCG.earliestStart, SCG.latestStart)
_THINGS: Final = f"{BASE}id/"
_YEAR: Final = 4


def is_ours(iri: str) -> bool:
    """Whether an IRI is a thing of the graph (and no term of the ontology)."""
    return iri.startswith(_THINGS)


def searched(told: Iterable[tuple[str, str, str]]) -> Iterator[Label]:
    """What things are searched by, from (thing, property, value): their names, and the year in which they began.

    A year that the sources leave open is none, and what has no name is not searched for.
    """
    named: set[str] = set()
    years: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for thing, name, value in told:
        if name in BEGINNINGS:
            years[thing][name].add(value[:_YEAR])
        elif is_ours(thing):
            named.add(thing)
            yield Label(Iri(thing), value)
    for thing in named & years.keys():
        for year in set.intersection(*(years[thing][name] for name in BEGINNINGS)):
            yield Label(Iri(thing), year, is_name=False)
