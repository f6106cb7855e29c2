"""Who is meant: each found entity gets an identifier, and the reason for it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg import iris
from kg.records import Entity, Extraction, FoundEntity, Iri
from kg.terms import SCG

KINDS: Mapping[Iri, str] = {
    SCG.Person: "person",
    SCG.Place: "place",
    SCG.Programme: "programme",
    SCG.Event: "event",
    SCG.EventSeries: "event-series",
}
"""The segment of an identifier by class; every other class is an organisation's."""
REGISTRY = "registry"
MINTED = "minted"


@dataclass(frozen=True, slots=True)
class Identity:
    """The identifier of a found entity; `reason` says how it was found."""

    iri: Iri
    reason: str


def kind_of(kind: Iri) -> str:
    """The segment that identifiers of a class have."""
    return KINDS.get(kind, "organisation")


def identities(extraction: Extraction, known: Mapping[Iri, Entity]) -> dict[str, Identity]:
    """An identity for each local id of the extraction."""
    source = extraction.document.article.source
    return {entity.id: _identity(entity, known, source) for entity in extraction.entities}


def _identity(entity: FoundEntity, known: Mapping[Iri, Entity], source: str) -> Identity:
    if entity.link in known:
        assert entity.link is not None
        return Identity(entity.link, REGISTRY)
    return Identity(iris.hashed(kind_of(entity.kind), source, iris.folded(entity.name)), MINTED)
