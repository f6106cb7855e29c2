"""The triples of one source as people have judged them, and back again.

A verdict is on a claim by what it says in its source, not by its identifier: `claim_key`. What a judged claim was
before stands on it (`scg:formerStatus`), so that the source as it was read can be had back at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kg import iris
from kg.records import Iri, Literal, Term, Triple
from kg.statements.claims import written
from kg.statements.shapes import DIRECT
from kg.statements.sources import run_triples
from kg.terms import DCT, PROV, RDF, SCG, WIKIBASE, XSD, Modality, Relation, Review

RULE: Final = "review/edit"
_RUN: Final = iris.thing("run", "review-1")
_NOT_STANDING: Final = frozenset((Review.CANDIDATE, Review.REJECTED))
_MARKS: Final = frozenset((SCG.formerStatus, SCG.reviewer, SCG.reviewedOn, SCG.reviewNote, SCG.settles))
_Properties = Mapping[Iri, Term]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person has decided on a claim: its status and rank; `value` is what should stand in its place.

    `when` is a time (ISO 8601, UTC), `settles` the disagreement that the rank was given in.
    """

    review: Iri
    rank: Iri
    who: str
    when: str
    why: str = ""
    value: Term | None = None
    settles: Iri | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """One claim as its source makes it; `quote` is None for what has none."""

    iri: Iri
    said: Triple
    source: Iri
    relation: Iri
    modality: Iri
    review: Iri
    confidence: str
    quote: Iri | None

    @property
    def key(self) -> str:
        """What it says and where: the same after every build, and however it is read from the same words."""
        return claim_key(self.said, self.source)

    @property
    def statement(self) -> str:
        """The statement that it is part of: all that a source says of one relation of one node."""
        apart = DIRECT.get(self.relation)
        single = apart is not None and self.relation != Relation.DESCRIBES and apart.property == self.said.predicate
        ends = (self.source, self.relation, self.said.subject, written(self.said.object) if single else "")
        return iris.digest("statement", *ends)

    def under(self, names: Mapping[Iri, Iri]) -> Stated:
        """The same claim with other identifiers for what it speaks of."""
        subject, predicate, value = self.said
        other = names.get(value, value) if isinstance(value, Iri) else value
        return replace(self, said=Triple(names.get(subject, subject), predicate, other))

    @property
    def stands(self) -> bool:
        """Whether what it says stands in the graph."""
        return self.modality == Modality.ASSERTED and self.review not in _NOT_STANDING


def claim_key(said: Triple, source: Iri) -> str:
    """16 hex digits that name a claim by its words; two quotes of one source that say the same are one."""
    return iris.digest("claim", said.subject, said.predicate, written(said.object), source)


def stated(triples: Iterable[Triple]) -> tuple[Stated, ...]:
    """The claims of a source's triples, sorted."""
    return tuple(sorted((_stated(iri, said) for iri, said in claims_of(triples).items()), key=lambda one: one.iri))


def judged(triples: Iterable[Triple], verdict: Callable[[Stated], Verdict | None]) -> tuple[Triple, ...]:
    """A source's triples, as they were read, with the verdict on each claim that has one; sorted."""
    given = set(triples)
    claims = claims_of(given)
    rest = {triple for triple in given if triple.subject not in claims} - {_said(one) for one in claims.values()}
    made: dict[Iri, _Properties] = dict(claims)
    edits: dict[Iri, _Properties] = {}
    for iri in sorted(claims):
        found = verdict(_stated(iri, claims[iri]))
        if found is not None:
            made[iri] = _marked(claims[iri], found)
        if found is not None and found.value is not None:
            new, properties = _edited(iri, claims[iri], found)
            edits[new] = _marked(claims[new], found, Review.ACCEPTED) if new in claims else properties
    run = set(run_triples(_RUN)) if any(PROV.wasRevisionOf in one for one in edits.values()) else set()
    return written_again(rest | run, {**made, **edits})


def unjudged(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """A source's triples as they were before anybody judged; sorted."""
    given = set(triples)
    claims = claims_of(given)
    run = {triple for triple in run_triples(_RUN) if triple in given}
    rest = {t for t in given if t.subject not in claims} - {_said(one) for one in claims.values()} - run
    kept = {iri: _unmarked(one) for iri, one in claims.items() if PROV.wasRevisionOf not in one}
    return written_again(rest, kept)


def written_again(rest: Collection[Triple], claims: Mapping[Iri, Mapping[Iri, Term]]) -> tuple[Triple, ...]:
    """The rest, the claims, and what those that stand say."""
    found = set(rest)
    for iri, properties in claims.items():
        found.update(Triple(iri, name, value) for name, value in properties.items())
        found.update((Triple(iri, RDF.type, SCG.Claim), Triple(iri, RDF.type, RDF.Statement)))
        if _stated(iri, properties).stands:
            found.add(_said(properties))
    return tuple(sorted(found))


def claims_of(triples: Iterable[Triple]) -> dict[Iri, dict[Iri, Term]]:
    """The claims, each with its properties but for its classes."""
    given = list(triples)
    claims: dict[Iri, dict[Iri, Term]] = {
        t.subject: {} for t in given if t.predicate == RDF.type and t.object == SCG.Claim
    }
    for subject, predicate, value in given:
        if subject in claims and predicate != RDF.type:
            claims[subject][predicate] = value
    return claims


def _stated(iri: Iri, said: _Properties) -> Stated:
    quote, confidence = said.get(PROV.wasDerivedFrom), said[SCG.confidence]
    source, relation, modality, review = (
        Iri(str(said[name])) for name in (DCT.source, SCG.relation, SCG.modality, SCG.reviewStatus)
    )
    assert isinstance(confidence, Literal)
    words = quote if isinstance(quote, Iri) else None
    return Stated(iri, _said(said), source, relation, modality, review, confidence.value, words)


def _said(said: _Properties) -> Triple:
    return Triple(Iri(str(said[RDF.subject])), Iri(str(said[RDF.predicate])), said[RDF.object])


def _marked(claim: _Properties, verdict: Verdict, review: Iri | None = None) -> dict[Iri, Term]:
    """The claim as judged; `review` where it becomes something else than the verdict says."""
    rank = WIKIBASE.NormalRank if review else verdict.rank
    marks = dict(_marks(verdict))
    return {
        **claim,
        **marks,
        SCG.formerStatus: claim[SCG.reviewStatus],
        SCG.reviewStatus: review or verdict.review,
        WIKIBASE.rank: rank,
    }


def _marks(verdict: Verdict) -> Iterator[tuple[Iri, Term]]:
    yield SCG.reviewer, Literal(verdict.who)
    yield SCG.reviewedOn, Literal(verdict.when, XSD.dateTime)
    if verdict.why:
        yield SCG.reviewNote, Literal(verdict.why)
    if verdict.settles is not None:
        yield SCG.settles, verdict.settles


def _unmarked(claim: _Properties) -> dict[Iri, Term]:
    former = claim.get(SCG.formerStatus)
    if former is None:
        return dict(claim)
    rank = WIKIBASE.DeprecatedRank if former == Review.REJECTED else WIKIBASE.NormalRank
    kept = {name: value for name, value in claim.items() if name not in _MARKS}
    return {**kept, SCG.reviewStatus: former, WIKIBASE.rank: rank}


def _edited(iri: Iri, claim: _Properties, verdict: Verdict) -> tuple[Iri, dict[Iri, Term]]:
    """A claim of a person in the words of another one: the same property of the same thing with another value."""
    assert verdict.value is not None
    said = _said(claim)._replace(object=verdict.value)
    span = "-".join(str(claim[PROV.wasDerivedFrom]).rsplit("-", 2)[1:]) if PROV.wasDerivedFrom in claim else ""
    new = iris.claim(said.subject, said.predicate, written(said.object), str(claim[DCT.source]), span)
    properties: dict[Iri, Term] = {
        **claim,
        **dict(_marks(verdict)),
        RDF.object: verdict.value,
        PROV.wasGeneratedBy: _RUN,
        PROV.wasRevisionOf: iri,
        SCG.rule: Literal(RULE),
        SCG.confidence: Literal("1", XSD.decimal),
        SCG.reviewStatus: Review.ACCEPTED,
        WIKIBASE.rank: WIKIBASE.NormalRank,
    }
    return new, properties
