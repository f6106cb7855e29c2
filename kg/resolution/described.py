"""Who the registry does not know is described by the article: class, name, other names, level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.records import Evidence, Extraction, Fact, FoundEntity, Iri, Literal, Property
from kg.resolution.identities import Identity
from kg.resolution.quoting import evidence
from kg.terms import DCT, SCG, SKOS, Modality, Relation


def descriptions(extraction: Extraction, found: Mapping[str, Identity], told: Iterable[Fact]) -> Iterator[Fact]:
    """A fact for each entity that some fact speaks of and the registry does not know.

    It is as sure as the surest of these facts, and stands when one of them does.
    """
    surest = _surest(told)
    described: set[Iri] = set()
    for entity in extraction.entities:
        identity = found[entity.id]
        fact = surest.get(identity.iri)
        if identity.known or fact is None or identity.iri in described or not any(m.text for m in entity.mentions):
            continue
        described.add(identity.iri)
        yield _description(extraction, entity, identity, fact)


def _surest(told: Iterable[Fact]) -> dict[Iri, Fact]:
    surest: dict[Iri, Fact] = {}
    for fact in told:
        ends = {fact.subject, fact.object, fact.attributed_to, *(p.value for p in fact.properties)}
        for end in ends:
            if isinstance(end, Iri) and (end not in surest or fact.confidence > surest[end].confidence):
                surest[end] = fact
    return surest


def _description(extraction: Extraction, entity: FoundEntity, identity: Identity, fact: Fact) -> Fact:
    return Fact(
        relation=Relation.DESCRIBES,
        subject=identity.iri,
        object=entity.kind if identity.series is None else SCG.Event,
        properties=tuple(_properties(extraction, entity, identity)),
        evidence=_first(extraction, entity, entity.name),
        modality=Modality.ASSERTED,
        confidence=fact.confidence,
        rule=entity.mentions[0].rule,
        review=fact.review,
        node=identity.iri,
    )


def _properties(extraction: Extraction, entity: FoundEntity, identity: Identity) -> Iterator[Property]:
    yield Property(SKOS.prefLabel, Literal(entity.name), _first(extraction, entity, entity.name))
    for alias in entity.aliases:
        if alias != entity.name:
            yield Property(SKOS.altLabel, Literal(alias), _first(extraction, entity, alias))
    if entity.level is not None and entity.kind == SCG.Place:
        yield Property(SCG.level, entity.level)
    if identity.series is not None:
        yield Property(SCG.inSeries, identity.series)
    if identity.governs is not None:
        yield Property(DCT.spatial, identity.governs)


def _first(extraction: Extraction, entity: FoundEntity, name: str) -> Evidence:
    """Where the text has this name first, or else where it first speaks of the entity."""
    mentions = [mention for mention in entity.mentions if mention.start < mention.end]
    mention = next((one for one in mentions if name in one.text), mentions[0])
    return evidence(extraction.document, mention.start, mention.end)
