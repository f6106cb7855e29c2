"""What a document says of an entity, looked up by its local id: what it is part of, lies in, holds, and when."""

from __future__ import annotations

from collections import defaultdict

from kg.records import Extraction, Iri, Literal, Relation
from kg.terms import SCG, Modality
from kg.terms import Relation as Kind

_NAMED = {
    "partOf": Kind.PART_OF,
    "locatedIn": Kind.LOCATED_IN,
    "takesPlaceIn": Kind.TAKES_PLACE_IN,
    "holdsPosition": Kind.HOLDS_POSITION,
    "runs": Kind.RUNS,
}


class Said:
    """The asserted relations of one extraction by their ends, in the order of the text."""

    def __init__(self, extraction: Extraction) -> None:
        self._by_subject: dict[tuple[Iri, str], list[Relation]] = defaultdict(list)
        self._by_object: dict[tuple[Iri, str], list[Relation]] = defaultdict(list)
        for relation in sorted(extraction.relations, key=lambda one: (one.start, one.end, str(one.object))):
            if relation.modality == Modality.ASSERTED:
                self._by_subject[relation.relation, relation.subject].append(relation)
                if isinstance(relation.object, str):
                    self._by_object[relation.relation, relation.object].append(relation)

    def all(self, relation: str, local: str) -> tuple[str, ...]:
        """The objects of a relation, as the text has them."""
        found = self._by_subject[_NAMED[relation], local]
        return tuple(one.object for one in found if isinstance(one.object, str))

    def one(self, relation: str, local: str) -> str | None:
        """The first object of a relation."""
        return next(iter(self.all(relation, local)), None)

    def one_of(self, relation: str, local: str) -> str | None:
        """The first subject of a relation whose object this is."""
        return next((one.subject for one in self._by_object[_NAMED[relation], local]), None)

    def holders(self, local: str) -> tuple[str, ...]:
        """Who holds a position in an organisation or place."""
        return tuple(dict.fromkeys(one.subject for one in self._by_object[Kind.HOLDS_POSITION, local]))

    def is_told_as_event(self, local: str) -> bool:
        """Whether it has a day, a place or participants."""
        told = (Kind.OCCURS_ON, Kind.TAKES_PLACE_IN)
        return any(self._by_subject[one, local] for one in told) or bool(self._by_object[Kind.PARTICIPATES_IN, local])

    def days(self, local: str) -> tuple[str, str] | None:
        """First and last day, month or year (ISO) of an event."""
        for one in self._by_subject[Kind.OCCURS_ON, local]:
            given = {q.name: q.value.value for q in one.qualifiers if isinstance(q.value, Literal)}
            start = given.get(SCG.earliestStart) or given.get(SCG.latestStart)
            if start:
                return start, given.get(SCG.latestEnd) or start
        return None
