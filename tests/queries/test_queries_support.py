"""A fact is as sure as its independent sources make it; one text read twice counts once."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kg.queries import Support, counted, find_query, support
from kg.queries.support import STATING
from kg.records import Iri
from kg.terms import OPENGOV, ORG, RDF, SCG, SKOS

ORIGINS = st.frozensets(st.sampled_from("abcdef"), min_size=1, max_size=3)
CONFIDENCES = st.integers(0, 100).map(lambda n: Decimal(n) / 100)
CLAIMS = st.lists(st.tuples(ORIGINS, CONFIDENCES), max_size=8)


def test_two_independent_readings_are_surer_than_one() -> None:
    assert support([(("a",), Decimal("0.8")), (("b",), Decimal("0.5"))]) == Support(2, Decimal("0.9000"))


def test_readings_of_one_text_count_once_and_the_surest_counts() -> None:
    claims = [(("a",), Decimal("0.8")), (("a",), Decimal("0.5")), (("a",), Decimal("0.7"))]
    assert support(claims) == Support(1, Decimal("0.8000"))


def test_a_row_on_two_pages_joins_the_texts_of_both() -> None:
    claims = [(("a",), Decimal("0.8")), (("b",), Decimal("0.8")), (("a", "b"), Decimal("0.95"))]
    assert support(claims) == Support(2, Decimal("0.9500"))


def test_without_claims_nothing_is_sure() -> None:
    assert support([]) == Support(0, Decimal(0))


@given(CLAIMS)
def test_the_order_of_claims_does_not_matter(claims: list[tuple[frozenset[str], Decimal]]) -> None:
    other = list(reversed(claims))
    assert support(claims) == support(other)


@given(CLAIMS)
def test_confidence_is_at_least_that_of_the_surest_claim_and_at_most_one(
    claims: list[tuple[frozenset[str], Decimal]],
) -> None:
    found = support(claims)
    assert max((confidence for _, confidence in claims), default=Decimal(0)) <= found.confidence <= 1
    assert found.independent == len({origin for origins, _ in claims for origin in origins})


@given(CLAIMS)
def test_saying_the_same_again_changes_nothing(claims: list[tuple[frozenset[str], Decimal]]) -> None:
    assert support(claims + claims) == support(claims)


def who_count(*claims: tuple[str, Iri, bool]) -> set[str]:
    return {source for source, _, _ in counted(claims, lambda claim: claim[1], lambda claim: claim[2])}


def test_who_only_dates_a_relation_does_not_state_it() -> None:
    assert who_count(("a", OPENGOV.post, True), ("b", SCG.earliestStart, True), ("c", RDF.type, True)) == {"a", "c"}


def test_claims_that_do_not_stand_count_only_where_none_does() -> None:
    assert who_count(("a", RDF.type, True), ("b", RDF.type, False)) == {"a"}
    assert who_count(("a", RDF.type, False), ("b", RDF.type, False)) == {"a", "b"}


def test_of_a_property_that_is_no_relation_every_claim_counts() -> None:
    assert who_count(("a", SKOS.prefLabel, True), ("b", SKOS.prefLabel, True)) == {"a", "b"}
    assert who_count() == set()


def test_the_view_counts_by_the_same_properties() -> None:
    query = find_query("thin", "views").sparql
    named = query.partition("VALUES ?evident {")[2].partition("}")[0].split()
    spaces = {"rdf": RDF, "org": ORG, "scg": SCG, "opengov": OPENGOV}
    assert {getattr(spaces[prefix], name) for prefix, _, name in (one.partition(":") for one in named)} == STATING
