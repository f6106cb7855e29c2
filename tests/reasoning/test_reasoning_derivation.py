"""What follows from the facts: one plain label for each thing, and shortcuts that say what a relation says."""

from __future__ import annotations

import pytest

from kg import iris
from kg.reasoning import derive, rules
from kg.records import Iri, Literal, Triple
from kg.store import Store, open_store
from kg.terms import OPENGOV, ORG, RDF, RDFS, SCG, SKOS, Status

ANI, POST = iris.thing("person", "ani"), iris.thing("post", "p")
PEMKOT, ASCN = iris.thing("organisation", "pemkot"), iris.thing("organisation", "ascn")
BOGOR = iris.thing("place", "bogor")
NODE = iris.thing("membership", "n")
GRAPH = iris.graph("source-a")


def derived(*triples: Triple) -> set[Triple]:
    """Everything that the rules derive, from triples that stand in two sources at once."""
    with open_store(":memory:") as store:
        store.replace(GRAPH, triples)
        store.replace(iris.graph("source-b"), triples)
        return {triple for rule in derive(store) for triple in rule.triples}


def name(text: str, language: str | None = None) -> Triple:
    return Triple(BOGOR, SKOS.prefLabel, Literal(text, language=language))


@pytest.mark.parametrize(
    ("names", "label"),
    [
        ([name("Bogor"), name("Kota Bogor", "id"), name("Bogor City", "en")], "Bogor City"),
        ([name("A"), name("Kota Bogor", "id")], "Kota Bogor"),
        ([name("茂物", "zh"), name("Bogor")], "Bogor"),
        ([name("茂物", "zh")], "茂物"),
        ([name("b", "en"), name("a", "en"), name("c", "en")], "a"),
    ],
)
def test_the_label_is_english_before_indonesian_before_any_and_the_smallest(names: list[Triple], label: str) -> None:
    assert derived(*names) == {Triple(BOGOR, RDFS.label, Literal(label))}


def test_other_names_and_concepts_give_no_label() -> None:
    assert not derived(
        Triple(BOGOR, SKOS.altLabel, Literal("Buitenzorg")), Triple(SCG.Place, SKOS.prefLabel, Literal("place"))
    )


def test_whoever_has_a_tenure_holds_the_post_and_belongs_to_the_body() -> None:
    assert derived(
        Triple(NODE, RDF.type, SCG.Tenure),
        Triple(NODE, ORG.member, ANI),
        Triple(NODE, OPENGOV.post, POST),
        Triple(NODE, ORG.organization, PEMKOT),
    ) == {Triple(ANI, ORG.holds, POST), Triple(ANI, ORG.memberOf, PEMKOT)}


def test_a_place_is_no_agent_and_so_no_member_in_the_sense_of_org() -> None:
    ends = Triple(NODE, SCG.memberPlace, BOGOR), Triple(NODE, ORG.organization, ASCN)
    assert not derived(Triple(NODE, RDF.type, SCG.NetworkMembership), *ends)


@pytest.mark.parametrize(
    ("status", "member"), [(Status.ACTIVE, 1), (Status.PILOT, 1), (Status.PROPOSED, 0), (Status.LEFT, 0)]
)
def test_a_proposed_or_former_member_is_none(status: Iri, member: int) -> None:
    found = derived(
        Triple(NODE, ORG.member, PEMKOT),
        Triple(NODE, ORG.organization, ASCN),
        Triple(NODE, SCG.membershipStatus, status),
    )
    assert len(found) == member


@pytest.mark.parametrize(
    ("kind", "first", "second", "shortcut"),
    [
        (SCG.Representation, SCG.representative, SCG.onBehalfOf, SCG.represents),
        (SCG.Ownership, SCG.owner, SCG.programme, SCG.runs),
        (SCG.Participation, SCG.participant, SCG.event, SCG.participatesIn),
    ],
)
def test_a_node_with_two_ends_has_a_shortcut_between_them(kind: Iri, first: Iri, second: Iri, shortcut: Iri) -> None:
    ends = Triple(NODE, first, PEMKOT), Triple(NODE, second, ASCN)
    assert derived(Triple(NODE, RDF.type, kind), *ends) == {Triple(PEMKOT, shortcut, ASCN)}


def test_partners_are_partners_of_each_other_and_nobody_of_themselves() -> None:
    parties = Triple(NODE, SCG.party, PEMKOT), Triple(NODE, SCG.party, ASCN)
    assert derived(Triple(NODE, RDF.type, SCG.Partnership), *parties) == {
        Triple(PEMKOT, SCG.partnersWith, ASCN),
        Triple(ASCN, SCG.partnersWith, PEMKOT),
    }


def test_no_rule_rests_on_what_another_one_derives() -> None:
    derivable = {
        "rdfs:label",
        "org:holds",
        "org:memberOf",
        "scg:represents",
        "scg:runs",
        "scg:participatesIn",
        "scg:partnersWith",
    }
    for rule, text in rules():
        asked = text.partition("WHERE")[2]
        assert not {term for term in derivable if f"{term} " in asked}, rule


def test_every_thing_of_the_build_has_one_plain_label(built_store: str) -> None:
    query = """
        SELECT ?thing ?label WHERE {
          ?thing <http://www.w3.org/2004/02/skos/core#prefLabel> ?name .
          FILTER(STRSTARTS(STR(?thing), "https://w3id.org/smart-city-governance/id/"))
          OPTIONAL { ?thing <http://www.w3.org/2000/01/rdf-schema#label> ?label }
        }"""
    with open_store(built_store) as store:
        rows = set(store.select(query).rows)
    labels = [label for _, label in rows]
    assert len(rows) == len({thing for thing, _ in rows})
    assert all(isinstance(label, Literal) and label.language is None for label in labels)


def test_deriving_again_gives_the_same(built_store: str) -> None:
    with open_store(built_store) as store:
        assert _derived(store) == _derived(store)


def _derived(store: Store) -> list[tuple[str, tuple[Triple, ...]]]:
    return [(rule.name, rule.triples) for rule in derive(store)]
