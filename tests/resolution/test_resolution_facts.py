"""From what one article says to facts: offices, bounds, standing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kg import iris
from kg.records import (
    Fact,
    Iri,
    Literal,
)
from kg.statements import post_of, to_triples
from kg.terms import (
    OPENGOV,
    SCG,
    SKOS,
    XSD,
    Capacity,
    Modality,
    PostKind,
    Review,
    Topic,
)
from kg.terms import Relation as Kind
from resolution_story import (
    ASCN,
    BIMA,
    BOGOR,
    MEETING,
    PEMKOT,
    TENURE,
    Story,
    facts,
    full_story,
    registry,
    values,
)


class TestOffices:
    def held(self, name: str, title: str, kind: Iri, target: Iri, **changes: Any) -> Fact:
        story = Story(f"{title} {name} hadir.", **changes)
        who = story.has(SCG.Person, name, link=BIMA if name.startswith("Bima") else None)
        segment = SCG.Place if iris.kind_of(target) == "place" else SCG.LocalGovernment
        seat = story.has(segment, "Bogor", link=target)
        story.says(
            Kind.HOLDS_POSITION,
            who,
            seat,
            (SCG.title, Literal(title)),
            (SCG.postKind, kind),
            (SCG.capacity, Capacity.PLT),
        )
        (fact,) = facts(story.told(), Kind.HOLDS_POSITION)
        return fact

    @pytest.mark.parametrize("seat", [BOGOR, PEMKOT])
    def test_what_an_article_says_of_a_known_tenure_is_said_of_the_same_node(self, seat: Iri) -> None:
        fact = self.held("Bima Arya", "Walikota", PostKind.MAYOR, seat)
        assert fact.node == TENURE
        assert values(fact.properties, OPENGOV.post) == [post_of(registry().facts[0])]
        assert values(fact.properties, SCG.title) == [Literal("Walikota", language="id")]

    def test_another_holder_of_a_known_post_has_a_tenure_of_their_own(self) -> None:
        fact = self.held("Citra Dewi", "Wali Kota", PostKind.MAYOR, BOGOR)
        assert fact.node is None
        assert values(fact.properties, OPENGOV.post) == [post_of(registry().facts[0])]

    def test_a_post_that_nobody_knows_is_named_with_what_it_belongs_to(self) -> None:
        fact = self.held("Citra Dewi", "Sekda", PostKind.SECRETARY, BOGOR)
        assert values(fact.properties, SKOS.prefLabel) == [Literal("Sekda Kota Bogor", language="id")]

    def test_an_office_in_a_report_was_held_when_the_report_came_out(self) -> None:
        fact = self.held("Citra Dewi", "Sekda", PostKind.SECRETARY, BOGOR)
        assert values(fact.properties, SCG.latestStart) == [Literal("2023-05-02", XSD.date)]
        assert values(fact.properties, SCG.earliestEnd) == [Literal("2023-05-02", XSD.date)]
        assert not values(fact.properties, SCG.earliestStart)

    def test_a_report_without_a_date_bounds_nothing(self) -> None:
        fact = self.held("Citra Dewi", "Sekda", PostKind.SECRETARY, BOGOR, published=None)
        assert not values(fact.properties, SCG.latestStart)


class TestStanding:
    @pytest.mark.parametrize(("confidence", "review"), [("0.6", Review.UNREVIEWED), ("0.59", Review.CANDIDATE)])
    def test_the_threshold_parts_what_stands_from_candidates(self, confidence: str, review: Iri) -> None:
        story = Story("Kota Bogor anggota ASCN.")
        city, network = story.has(SCG.Place, "Kota Bogor", link=BOGOR), story.has(SCG.Network, "ASCN", link=ASCN)
        story.says(Kind.MEMBER_OF, city, network, confidence=Decimal(confidence))
        assert [fact.review for fact in facts(story.told(), Kind.MEMBER_OF)] == [review]

    def test_what_is_proposed_stays_proposed_and_bounds_no_membership(self) -> None:
        story = Story("Kota Bogor diusulkan.")
        city, network = story.has(SCG.Place, "Kota Bogor", link=BOGOR), story.has(SCG.Network, "ASCN", link=ASCN)
        story.says(Kind.MEMBER_OF, city, network, modality=Modality.PROPOSED)
        (fact,) = facts(story.told(), Kind.MEMBER_OF)
        assert (fact.modality, fact.properties) == (Modality.PROPOSED, ())

    def test_whoever_only_a_candidate_speaks_of_is_a_candidate_too(self) -> None:
        story = Story("Citra Dewi hadir.")
        who, event = story.has(SCG.Person, "Citra Dewi"), story.has(SCG.Event, "rapat", link=MEETING)
        story.says(Kind.PARTICIPATES_IN, who, event, confidence=Decimal("0.2"))
        assert [fact.review for fact in facts(story.told(), Kind.DESCRIBES)] == [Review.CANDIDATE]

    def test_whoever_no_fact_speaks_of_is_not_described(self) -> None:
        story = Story("Citra Dewi hadir.")
        story.has(SCG.Person, "Citra Dewi")
        assert story.told().source_facts.facts == ()

    def test_the_person_quoted_is_named_as_the_one_who_says_it(self) -> None:
        story = Story("Kota Bogor anggota ASCN, kata Bima Arya.")
        city, network = story.has(SCG.Place, "Kota Bogor", link=BOGOR), story.has(SCG.Network, "ASCN", link=ASCN)
        who = story.has(SCG.Person, "Bima Arya", link=BIMA)
        story.says(Kind.MEMBER_OF, city, network, speaker=who)
        assert [fact.attributed_to for fact in facts(story.told(), Kind.MEMBER_OF)] == [BIMA]

    @pytest.mark.parametrize(
        ("relation", "target"),
        [(Kind.PARTICIPATES_IN, "e2"), (Kind.HOLDS_POSITION, "e1"), (Kind.ADDRESSES, Topic.MOBILITY)],
    )
    def test_ends_that_the_model_does_not_allow_are_an_issue_and_no_fact(self, relation: Iri, target: str) -> None:
        story = Story("Kota Bogor dan Bima Arya.")
        story.has(SCG.Person, "Bima Arya", link=BIMA)
        story.has(SCG.Place, "Kota Bogor", link=BOGOR)
        story.says(relation, "e1", target)
        resolved = story.told()
        assert resolved.source_facts.facts == ()
        assert [issue.code for issue in resolved.source_facts.issues] == ["ends"]

    def test_every_fact_is_one_that_the_model_allows(self) -> None:
        assert to_triples(full_story().told().source_facts)
