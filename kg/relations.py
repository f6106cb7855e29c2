"""What may stand at the ends of each relation, and which further properties it may have (docs/model.md).

The segments are those of identifiers: person, organisation, place, programme, event; "topic" is a concept,
"none" stands where a relation has no object.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.records import Iri
from kg.terms import ORG, SCG
from kg.terms import Relation as Kind

SEGMENTS: Final[Mapping[Iri, str]] = {
    SCG.Person: "person",
    SCG.Place: "place",
    SCG.Programme: "programme",
    SCG.Event: "event",
    SCG.EventSeries: "event-series",
}
"""The segment of an identifier by class; every other class is an organisation's."""

_ACTORS: Final = frozenset(("person", "organisation", "place"))
_THING: Final = frozenset(("place", "organisation"))
_TOPIC: Final = frozenset(("topic",))


@dataclass(frozen=True, slots=True)
class Ends:
    """What may stand at the ends of one relation, and which further properties it may have."""

    subject: frozenset[str]
    object: frozenset[str]
    own: frozenset[Iri] = frozenset()


def _ends(subject: str | frozenset[str], target: str | frozenset[str], *own: Iri) -> Ends:
    first = subject if isinstance(subject, frozenset) else frozenset((subject,))
    second = target if isinstance(target, frozenset) else frozenset((target,))
    return Ends(first, second, frozenset(own))


ENDS: Final[Mapping[Iri, Ends]] = {
    Kind.HOLDS_POSITION: _ends("person", _THING, SCG.title, SCG.postKind, SCG.capacity, SCG.actsFor, ORG.organization),
    Kind.PART_OF: _ends("organisation", "organisation"),
    Kind.MEMBER_OF: _ends(
        _THING, frozenset(("organisation", "programme")), SCG.membershipStatus, SCG.nominatedBy, SCG.nameInSource
    ),
    Kind.REPRESENTS: _ends(_ACTORS, _THING, SCG.forum, SCG.capacity, SCG.actsFor),
    Kind.RUNS: _ends(_ACTORS, "programme"),
    Kind.PARTICIPATES_IN: _ends(_ACTORS, "event", SCG.eventRole, SCG.postHeld, SCG.onBehalfOf, SCG.actsFor),
    Kind.TAKES_PLACE_IN: _ends("event", "place"),
    Kind.OCCURS_ON: _ends("event", "none"),
    Kind.PARTNERS_WITH: _ends(_ACTORS, _ACTORS, SCG.partnershipKind, SCG.programme, SCG.amount),
    Kind.LOCATED_IN: _ends("place", "place"),
    Kind.ADDRESSES: _ends(frozenset(("programme", "event")), _TOPIC),
}
"""docs/model.md, table of facts, as far as articles state them."""


def segment_of(kind: Iri) -> str:
    """The segment that identifiers of a class have."""
    return SEGMENTS.get(kind, "organisation")
