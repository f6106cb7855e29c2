"""The triples of one source without some of its claims: what only they said goes, and their words with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.records import Iri, Term, Triple
from kg.statements.judging import Stated, claims_of, stated, written_again
from kg.terms import OA, PROV


def without(triples: Iterable[Triple], drop: Callable[[Stated], bool], speakers: frozenset[Iri]) -> tuple[Triple, ...]:
    """A source's triples without the claims that `drop` names; of the others none is said by `speakers`. Sorted."""
    given = set(triples)
    every = stated(given)
    gone = {one.iri for one in every if drop(one)}
    claims = claims_of(given)
    said = {one.said for one in every}
    rest = {triple for triple in given if triple.subject not in claims} - said
    kept = {iri: _unattributed(one, speakers) for iri, one in claims.items() if iri not in gone}
    quotes = {one.quote for one in every if one.iri in gone} - {one.quote for one in every if one.iri not in gone}
    orphans = {*quotes, *(t.object for t in rest if t.subject in quotes and t.predicate == OA.hasSelector)}
    return written_again({triple for triple in rest if triple.subject not in orphans}, kept)


def _unattributed(claim: dict[Iri, Term], speakers: frozenset[Iri]) -> dict[Iri, Term]:
    return {name: value for name, value in claim.items() if name != PROV.wasAttributedTo or value not in speakers}
