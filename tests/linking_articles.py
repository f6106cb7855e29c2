"""Articles on one official each, as facts: what tests of identity need, without any text to be read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kg import iris
from kg.records import Evidence, Fact, Iri, Literal, Property, Source, SourceFacts
from kg.statements import to_triples
from kg.store import Store
from kg.terms import SCG, SKOS, XSD, Modality, PostKind, Relation, Review

RUN = iris.thing("run", "rules-1")


@dataclass(frozen=True, slots=True)
class Report:
    """One person in one office on one day, as one article tells it."""

    address: str
    name: str
    seat: str
    day: str
    kind: Iri = PostKind.MAYOR
    registry: bool = False

    @property
    def graph(self) -> Iri:
        """The named graph of the article."""
        return iris.graph(f"registry-{self.address}") if self.registry else iris.source_graph(self.address)

    @property
    def person(self) -> Iri:
        """The identifier that the article gives: by name and address."""
        return iris.hashed("person", self.address, self.name)

    @property
    def said(self) -> SourceFacts:
        """What the article says."""
        place = iris.thing("place", self.seat)
        text = f"{self.name}, {self.seat}, {self.day}"
        source = Source(iris.source(self.address), self.graph, SCG.Article, self.address, iris.digest(text) * 4)
        quote = Evidence(0, len(text), text)
        office = (
            Property(SCG.title, Literal("Wali Kota", language="id")),
            Property(SCG.postKind, self.kind),
            Property(SCG.latestStart, Literal(self.day, XSD.date)),
            Property(SCG.earliestEnd, Literal(self.day, XSD.date)),
        )
        facts = (
            self._fact(Relation.HOLDS_POSITION, place, office, quote),
            self._fact(Relation.DESCRIBES, SCG.Person, (Property(SKOS.prefLabel, Literal(self.name)),), quote),
        )
        return SourceFacts(source, facts, RUN)

    def _fact(self, relation: Iri, target: Iri, properties: tuple[Property, ...], quote: Evidence) -> Fact:
        return Fact(
            relation=relation,
            subject=self.person,
            object=target,
            properties=properties,
            evidence=quote,
            modality=Modality.ASSERTED,
            confidence=Decimal("0.9"),
            rule="test/office",
            review=Review.UNREVIEWED,
        )


def put(store: Store, *reports: Report) -> None:
    """Write each article into the store as it is read first."""
    for report in reports:
        store.replace(report.graph, to_triples(report.said))
