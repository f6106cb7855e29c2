"""The names of things in one source under one preferred name a language, and back again.

SKOS wants one preferred name a language, and none that is another name too; sources give whatever they print. A claim
on a name that stands otherwise than its source gives it keeps its identifier and says so (`scg:givenAs`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kg.records import Iri, Literal, Triple
from kg.statements.judging import Stated, stated
from kg.terms import RDF, SCG, SKOS

NAMES: Final = (SKOS.prefLabel, SKOS.altLabel)
Name = tuple[Iri, str]
"""A thing and a language, empty where the name has none."""


def called(triples: Iterable[Triple], chosen: Mapping[Name, str]) -> tuple[Triple, ...]:
    """The same source with each name of a thing preferred where it is the chosen one, else another one; sorted."""
    own = as_given(triples)
    kinds = {one: kind for one in stated(own) if (kind := kind_of(one.said, chosen)) != one.said.predicate}
    if not kinds:
        return own
    marks = {Triple(one.iri, SCG.givenAs, one.said.predicate) for one in kinds}
    return tuple(sorted({*_put(own, kinds), *marks}))


def as_given(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """The source with every name as it gives it; sorted."""
    given = set(triples)
    marks = {t for t in given if t.predicate == SCG.givenAs}
    if not marks:
        return tuple(sorted(given))
    before = {t.subject: Iri(str(t.object)) for t in marks}
    rest = given - marks
    return tuple(sorted(_put(rest, {one: before[one.iri] for one in stated(rest) if one.iri in before})))


def kind_of(said: Triple, chosen: Mapping[Name, str]) -> Iri:
    """As what a name stands: as preferred or another one where one is chosen, else as it is given."""
    subject, predicate, name = said
    if predicate not in NAMES or not isinstance(name, Literal):
        return predicate
    best = chosen.get((subject, name.language or ""))
    if best is None:
        return predicate
    return SKOS.prefLabel if name.value == best else SKOS.altLabel


def _put(triples: Iterable[Triple], kinds: Mapping[Stated, Iri]) -> set[Triple]:
    """The triples with other properties in claims, and what stands because of them."""
    found = set(triples)
    for one in kinds:
        found.discard(Triple(one.iri, RDF.predicate, one.said.predicate))
        found.discard(one.said)
    for one, kind in kinds.items():
        found.add(Triple(one.iri, RDF.predicate, kind))
        if one.stands:
            found.add(one.said._replace(predicate=kind))
    still = {one.said for one in stated(triples) if one.stands and one not in kinds}
    return found | still
