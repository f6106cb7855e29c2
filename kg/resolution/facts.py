"""Relations of a document → facts: ends identified, bounds worked out, standing decided.

A relation whose ends the model does not allow becomes an issue: nothing is bent to fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from kg import iris
from kg.records import Evidence, Extraction, Fact, Iri, Issue, Property, Qualifier, Relation, Term
from kg.relations import ENDS, Ends
from kg.resolution.dating import DATED, at_one_time, when
from kg.resolution.identities import Identity
from kg.resolution.offices import Offices, Surroundings
from kg.resolution.quoting import evidence
from kg.terms import Relation as Kind
from kg.terms import Review


class Told:
    """The facts that a document's relations tell, and the relations that could not be told."""

    def __init__(
        self, extraction: Extraction, identities: Mapping[str, Identity], threshold: Decimal, offices: Offices
    ) -> None:
        self._document = extraction.document
        self._offices = offices
        named = {identities[entity.id].iri: entity.name for entity in extraction.entities}
        governs = {one.iri: one.governs for one in identities.values() if one.governs is not None}
        self._around = Surroundings(extraction.document, named, governs)
        self._identities = identities
        self._threshold = threshold
        made = [(relation, self._fact(relation)) for relation in extraction.relations]
        self.facts = at_one_time(fact for _, fact in made if fact is not None)
        self.issues = tuple(self._issue(relation) for relation, fact in made if fact is None)

    def _fact(self, relation: Relation) -> Fact | None:
        subject, target = self._term(relation.subject), self._target(relation)
        rule = ENDS.get(relation.relation)
        if rule is None or not _fits(rule, subject, target):
            return None
        assert isinstance(subject, Iri)
        fact = Fact(
            relation=relation.relation,
            subject=subject,
            object=target,
            properties=tuple(self._properties(relation, rule)),
            evidence=evidence(self._document, relation.start, relation.end),
            modality=relation.modality,
            confidence=relation.confidence,
            rule=relation.rule,
            review=Review.UNREVIEWED if relation.confidence >= self._threshold else Review.CANDIDATE,
            attributed_to=self._speaker(relation),
        )
        if relation.relation == Kind.HOLDS_POSITION:
            return self._offices.of(fact, self._around)
        return fact

    def _target(self, relation: Relation) -> Term | None:
        """The object; for a part "of Bogor" the government of that place, where it is known."""
        target = self._term(relation.object)
        if relation.relation == Kind.PART_OF and isinstance(target, Iri) and iris.kind_of(target) == "place":
            return self._offices.known.government(target) or target
        return target

    def _properties(self, relation: Relation, rule: Ends) -> Iterator[Property]:
        for qualifier in relation.qualifiers:
            if qualifier.name in rule.own:
                value = self._term(qualifier.value)
                if value is not None:
                    yield Property(qualifier.name, value, self._own(qualifier))
        if relation.relation in DATED:
            yield from when(relation, self._document, self._own)

    def _term(self, value: Term | str | None) -> Term | None:
        if isinstance(value, str) and not isinstance(value, Iri):
            known = self._identities.get(value)
            return known.iri if known else None
        return value

    def _speaker(self, relation: Relation) -> Iri | None:
        known = self._identities.get(relation.speaker or "")
        return known.iri if known else None

    def _own(self, qualifier: Qualifier) -> Evidence | None:
        if qualifier.start is None or qualifier.end is None or qualifier.start >= qualifier.end:
            return None  # a word that is understood and not printed: the words of the whole relation tell it
        return evidence(self._document, qualifier.start, qualifier.end)

    def _issue(self, relation: Relation) -> Issue:
        name = relation.relation.rpartition("-")[2]
        message = f"{name} cannot stand between {relation.subject} and {relation.object} ({relation.rule})"
        return Issue("ends", self._document.article.source, message, relation.start)


def _fits(rule: Ends, subject: Term | None, target: Term | None) -> bool:
    return subject != target and _segment(subject) in rule.subject and _segment(target) in rule.object


def _segment(end: Term | None) -> str:
    if end is None:
        return "none"
    if not isinstance(end, Iri):
        return "literal"
    kind = iris.kind_of(end)
    return kind or ("topic" if end.rpartition("#")[2].startswith("topic-") else "")
