"""Facts of one source → triples: a claim with its evidence for each property, and the property where it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
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
_triple: Final = tuple.__new__  # without the call of Triple's own, which costs as much again


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
    quotes: dict[Evidence, Iri] = {}
    for fact in source_facts.facts:
        for said in said_by(fact):
            quote = quotes.get(said.evidence)
            if quote is None:
                quote = quotes[said.evidence] = quote_of(source, said.evidence)
            _keep(claims, *_claim(said, fact, source, quote))
    told = {claim.said for claim in claims.values() if claim.stands}
    told.update(source_triples(source), run_triples(run))
    if source_facts.model is not None:
        told.update(model_triples(source_facts.model))
    for evidence in quotes:
        told.update(quote_triples(source, evidence))
    of_claims = [triple for iri in sorted(claims) for triple in _about(iri, claims[iri], source.iri, run)]
    return tuple(sorted([*of_claims, *told]))


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


def _claim(said: Said, fact: Fact, source: Source, quote: Iri) -> tuple[Iri, Claim]:
    triple = Triple(said.subject, said.predicate, said.value)
    span = f"{said.evidence.start}-{said.evidence.end}"
    key = f"{span} {fact.rule} {fact.modality}" if fact.rule.startswith(_MODELS) else span
    iri = iris.claim(said.subject, said.predicate, written(said.value), source.iri, key)
    return iri, Claim(triple, fact, quote)


def _keep(claims: dict[Iri, Claim], iri: Iri, claim: Claim) -> None:
    known = claims.get(iri)
    if known is None or claim.order < known.order:
        claims[iri] = claim


def claim_triples(iri: Iri, claim: Claim, source: Iri, run: Iri) -> list[Triple]:
    """A claim of `source` as triples, and the property itself where the claim stands."""
    return [*([claim.said] if claim.stands else ()), *_about(iri, claim, source, run)]


def _about(iri: Iri, claim: Claim, source: Iri, run: Iri) -> list[Triple]:
    """A claim as triples, in their order, so that little is left to sort."""
    fact, (subject, predicate, value) = claim.fact, claim.said
    by = [] if fact.attributed_to is None else [(PROV.wasAttributedTo, fact.attributed_to)]
    quoted = [] if claim.quote is None else [(PROV.wasDerivedFrom, claim.quote)]
    told: list[tuple[Iri, Term]] = [
        (DCT.source, source),
        (WIKIBASE.rank, WIKIBASE.DeprecatedRank if fact.review == Review.REJECTED else WIKIBASE.NormalRank),
        (RDF.object, value),
        (RDF.predicate, predicate),
        (RDF.subject, subject),
        (RDF.type, RDF.Statement),
        (RDF.type, SCG.Claim),
        *by,
        *quoted,
        (PROV.wasGeneratedBy, run),
        (SCG.confidence, _decimal(fact.confidence)),
        (SCG.modality, fact.modality),
        (SCG.relation, fact.relation),
        (SCG.reviewStatus, fact.review),
        (SCG.rule, _plain(fact.rule)),
    ]
    return [_triple(Triple, (iri, name, term)) for name, term in told]


@lru_cache(maxsize=1024)
def _decimal(number: Decimal) -> Literal:
    return Literal(f"{number.normalize():f}", XSD.decimal)


@lru_cache(maxsize=4096)
def _plain(text: str) -> Literal:
    return Literal(text)
