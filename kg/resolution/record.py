"""The JSON object of one article: entities with all their names and mentions, statements with their evidence."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from kg import iris
from kg.records import Extraction, Iri, Literal, Relation, Term
from kg.resolution.resolver import Resolved
from kg.terms import SCG, Modality

_TYPES: Final[Mapping[str, str]] = {
    "person": "Person",
    "organisation": "Organization",
    "place": "Place",
    "programme": "Program",
    "event": "Event",
    "event-series": "Event",
}
_DOUBTED: Final = frozenset({Modality.DENIED, Modality.ABSENT, Modality.INVITED, Modality.PROPOSED})
_PLAIN: Final = {SCG.title: "title", SCG.earliestStart: "start", SCG.latestEnd: "end"}
_CONCEPTS: Final = {SCG.eventRole: "role", SCG.capacity: "capacity"}


def to_record(extraction: Extraction, resolved: Resolved) -> dict[str, Any]:
    """What a document says as one JSON object, as docs/rooms.md names it; the same input gives the same object."""
    document = extraction.document

    def said(relation: Relation) -> bool:
        return _is_said(relation, resolved.threshold)

    return {
        "source": document.article.source,
        "lang": document.language,
        "title": document.title,
        "published": document.published,
        "entities": _entities(extraction, resolved),
        "statements": [_statement(extraction, resolved, each) for each in extraction.relations if said(each)],
        "candidates": [_statement(extraction, resolved, each) for each in extraction.relations if not said(each)],
    }


def _is_said(relation: Relation, threshold: Decimal) -> bool:
    """Whether the text says that something is so (or was, or will be), and it was read with enough confidence."""
    return relation.confidence >= threshold and relation.modality not in _DOUBTED


def _entities(extraction: Extraction, resolved: Resolved) -> list[dict[str, Any]]:
    records: dict[Iri, dict[str, Any]] = {}
    for entity in extraction.entities:
        iri = resolved.identities[entity.id].iri
        fresh = {
            "id": iri,
            "type": _TYPES.get(iris.kind_of(iri), "Organization"),
            "name": entity.name,
            "names": list(resolved.names[iri]),
            "mentions": [],
        }
        mentions = [{"start": m.start, "end": m.end, "text": m.text} for m in entity.mentions]
        records.setdefault(iri, fresh)["mentions"].extend(mentions)
    return list(records.values())


def _statement(extraction: Extraction, resolved: Resolved, relation: Relation) -> dict[str, Any]:
    record: dict[str, Any] = {
        "relation": _plain(relation.relation),
        "subject": _end(resolved, relation.subject),
        "object": _end(resolved, relation.object),
    }
    for qualifier in relation.qualifiers:
        if qualifier.name in _PLAIN and isinstance(qualifier.value, Literal):
            record[_PLAIN[qualifier.name]] = qualifier.value.value
        elif qualifier.name in _CONCEPTS:
            record[_CONCEPTS[qualifier.name]] = _plain(str(qualifier.value))
        elif qualifier.name == SCG.forum:
            record["forum"] = _end(resolved, qualifier.value)
    if relation.modality != Modality.ASSERTED:
        record["modality"] = _plain(relation.modality)
    quote = extraction.document.text[relation.start : relation.end]
    record["evidence"] = {"start": relation.start, "end": relation.end, "quote": quote}
    record["confidence"] = float(relation.confidence)
    return record


def _end(resolved: Resolved, value: Term | str | None) -> str | None:
    if value is None:
        return None
    if isinstance(value, Literal):
        return value.value
    if not isinstance(value, Iri):
        return str(resolved.identities[value].iri)
    return str(value) if iris.kind_of(value) else _plain(value)


def _plain(concept: str) -> str:
    """The name of a concept without its scheme."""
    return concept.rpartition("#")[2].partition("-")[2]
