"""Facts of one source → triples: a claim with its evidence for each property, and the property where it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kg import iris
from kg.records import Evidence, Fact, Iri, Literal, Source, SourceFacts, Term, Triple
from kg.statements.nodes import Said, said_by
from kg.statements.sources import model_triples, quote_of, quote_triples, run_triples, source_triples
from kg.terms import DCT, PROV, RDF, SCG, WIKIBASE, XSD, Modality, Relation, Review

_NOT_STANDING: Final = frozenset((Review.CANDIDATE, Review.REJECTED))
_REVIEWS: Final = (
    Review.CURATED,
    Review.ACCEPTED,
    Review.DERIVED,
    Review.UNREVIEWED,
    Review.CANDIDATE,
    Review.REJECTED,
)
_MODELS: Final = "llm/"  # what a model claims beside the rules is a claim of its own, even on the same words
_DERIVING: Final = iris.thing("run", "derivation-1")


@dataclass(frozen=True, slots=True)
class Claim:
    """One property of one node as one source gives it, and how the claim stands."""

    said: Triple
    fact: Fact
    quote: Iri | None

    @property
    def stands(self) -> bool:
        """Whether the property itself is written: asserted, and neither a candidate nor rejected."""
        return self.fact.modality == Modality.ASSERTED and self.fact.review not in _NOT_STANDING

    @property
    def order(self) -> tuple[bool, int, Decimal, str, str, str]:
        """Of two claims on the same words and property, the lesser counts."""
        fact = self.fact
        return (
            not self.stands,
            _REVIEWS.index(fact.review),
            -fact.confidence,
            fact.relation,
            fact.rule,
            f"{fact.modality} {fact.attributed_to or ''}",
        )


def to_triples(source_facts: SourceFacts) -> tuple[Triple, ...]:
    """All that one source says, as the sorted triples of its graph.

    The order of the facts and of their properties makes no difference. Raises KgError for a fact
    that the model does not allow.
    """
    source, run = source_facts.source, source_facts.run
    claims: dict[Iri, Claim] = {}
    evidences: set[Evidence] = set()
    for fact in source_facts.facts:
        for said in said_by(fact):
            evidences.add(said.evidence)
            _keep(claims, *_claim(said, fact, source))
    triples = set(source_triples(source)) | set(run_triples(run))
    if source_facts.model is not None:
        triples.update(model_triples(source_facts.model))
    for evidence in evidences:
        triples.update(quote_triples(source, evidence))
    for iri, claim in claims.items():
        triples.update(claim_triples(iri, claim, source.iri, run))
    return tuple(sorted(triples))


def derived_triples(rule_name: str, rule_text: str, triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """The triples that a rule has constructed, each with a claim on the rule, and the rule as their source.

    A rule gives no quote: the evidence is that of the triples it was applied to. Sorted.
    """
    source = _rule(rule_name, rule_text)
    found = set(source_triples(source)) | set(run_triples(_DERIVING))
    for triple in triples:
        fact = bare_fact(triple.subject, rule_name, Review.DERIVED)
        iri = iris.claim(triple.subject, triple.predicate, written(triple.object), source.iri, "")
        found.update(claim_triples(iri, Claim(triple, fact, None), source.iri, _DERIVING))
    return tuple(sorted(found))


def bare_fact(subject: Iri, rule: str, review: Iri) -> Fact:
    """How a claim stands that a program makes on one triple, without a relation told in words: certain, asserted."""
    return Fact(
        relation=Relation.DESCRIBES,
        subject=subject,
        object=None,
        properties=(),
        evidence=Evidence(0, 0, ""),
        modality=Modality.ASSERTED,
        confidence=Decimal(1),
        rule=rule,
        review=review,
    )


def written(value: Term) -> str:
    """A term as text that no other term shares."""
    if isinstance(value, str):
        return f"<{value}>"
    return f'"{value.value}"@{value.language}' if value.language else f'"{value.value}"^^{value.datatype}'


def _rule(name: str, text: str) -> Source:
    return Source(
        iri=iris.source(f"rule/{name}"),
        graph=iris.graph("derived"),
        kind=SCG.DerivationRule,
        title=name,
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
    )


def _claim(said: Said, fact: Fact, source: Source) -> tuple[Iri, Claim]:
    triple = Triple(said.subject, said.predicate, said.value)
    span = f"{said.evidence.start}-{said.evidence.end}"
    key = f"{span} {fact.rule} {fact.modality}" if fact.rule.startswith(_MODELS) else span
    iri = iris.claim(said.subject, said.predicate, written(said.value), source.iri, key)
    return iri, Claim(triple, fact, quote_of(source, said.evidence))


def _keep(claims: dict[Iri, Claim], iri: Iri, claim: Claim) -> None:
    known = claims.get(iri)
    if known is None or claim.order < known.order:
        claims[iri] = claim


def claim_triples(iri: Iri, claim: Claim, source: Iri, run: Iri) -> Iterator[Triple]:
    """A claim of `source` as triples, and the property itself where the claim stands."""
    fact, (subject, predicate, value) = claim.fact, claim.said
    if claim.stands:
        yield claim.said
    rejected = fact.review == Review.REJECTED
    yield Triple(iri, RDF.type, SCG.Claim)
    yield Triple(iri, RDF.type, RDF.Statement)
    yield Triple(iri, RDF.subject, subject)
    yield Triple(iri, RDF.predicate, predicate)
    yield Triple(iri, RDF.object, value)
    yield Triple(iri, DCT.source, source)
    yield Triple(iri, PROV.wasGeneratedBy, run)
    yield Triple(iri, SCG.relation, fact.relation)
    yield Triple(iri, SCG.modality, fact.modality)
    yield Triple(iri, SCG.confidence, Literal(f"{fact.confidence.normalize():f}", XSD.decimal))
    yield Triple(iri, SCG.reviewStatus, fact.review)
    yield Triple(iri, SCG.rule, Literal(fact.rule))
    yield Triple(iri, WIKIBASE.rank, WIKIBASE.DeprecatedRank if rejected else WIKIBASE.NormalRank)
    if claim.quote is not None:
        yield Triple(iri, PROV.wasDerivedFrom, claim.quote)
    if fact.attributed_to is not None:
        yield Triple(iri, PROV.wasAttributedTo, fact.attributed_to)
