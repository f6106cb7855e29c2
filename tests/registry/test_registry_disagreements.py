"""Where sources disagree both values are in, each with its own source, on the same node."""

from __future__ import annotations

from curated import bounds, facts, registry, rows, said, thing, values
from kg import iris
from kg.records import Fact
from kg.statements import to_triples
from kg.terms import SCG, Modality, Relation, Status


def both(table: str, key: str, relation: str) -> list[Fact]:
    """The fact of a row and those of the alternatives to it."""
    others = [row["key"] for row in rows("alternatives").values() if (row["table"], row["row"]) == (table, key)]
    found = [*said(table, key).facts, *(fact for other in others for fact in said("alternatives", other).facts)]
    return [fact for fact in found if fact.relation == relation]


def test_the_shepherd_of_2023_began_in_2023_or_in_2024() -> None:
    told = both("network_roles", "nr-shepherd-indonesia-2023", Relation.HOLDS_NETWORK_ROLE)
    assert {fact.node for fact in told} == {iris.thing("network-office", "nr-shepherd-indonesia-2023")}
    starts = {year for fact in told for year in values(fact, SCG.earliestStart)}
    ends = {year for fact in told for year in values(fact, SCG.latestEnd)}
    assert starts == {"2023-01-01", "2024-01-01"}
    assert ends == {"2025-12-31", "2026-12-31"}
    [again] = facts("network_roles", "nr-shepherd-indonesia-2025", Relation.HOLDS_NETWORK_ROLE)
    assert bounds(again) == ["2025-01-01", "2025-12-31", "2027-01-01", "2027-12-31"]


def test_the_other_value_rests_on_the_source_that_has_it() -> None:
    source = said("alternatives", "alt-nr-shepherd-indonesia-2023-from-1").source
    [address] = source.primary
    assert "antaranews.com" in address
    assert address not in said("network_roles", "nr-shepherd-indonesia-2023").source.primary


def test_sumedang_joined_in_2024_or_in_july_2023() -> None:
    told = both("ascn_membership", "ascn-kabupaten-sumedang", Relation.MEMBER_OF)
    assert {(fact.subject, fact.object) for fact in told} == {(thing("kabupaten-sumedang"), thing("ascn"))}
    assert {start for fact in told for start in values(fact, SCG.earliestStart)} == {"2024-01-01", "2023-07-01"}


def test_three_places_were_proposed_before_they_were_members() -> None:
    for place in ("provinsi-dki-jakarta", "kota-makassar", "kabupaten-banyuwangi"):
        told = both("ascn_membership", f"ascn-{place}", Relation.MEMBER_OF)
        assert {one for fact in told for one in values(fact, SCG.membershipStatus)} == {Status.ACTIVE, Status.PROPOSED}


def test_a_plan_is_no_other_value_but_a_plan() -> None:
    [planned] = facts("alternatives", "alt-ascn-da-nang-joined-1", Relation.MEMBER_OF)
    assert planned.modality == Modality.PLANNED
    [joined] = facts("ascn_membership", "ascn-da-nang", Relation.MEMBER_OF)
    assert joined.modality == Modality.ASSERTED


def test_two_dates_of_a_meeting_are_both_said_of_it() -> None:
    told = both("events", "ascn-am-7", Relation.OCCURS_ON)
    assert {fact.subject for fact in told} == {thing("ascn-am-7")}
    assert {start for fact in told for start in values(fact, SCG.earliestStart)} == {"2024-07-30", "2024-07-31"}


def test_every_alternative_changes_what_its_row_says() -> None:
    for key, row in rows("alternatives").items():
        original = {spoken(fact) for fact in said(row["table"], row["row"]).facts}
        assert any(spoken(fact) not in original for fact in said("alternatives", key).facts), key


def spoken(fact: Fact) -> object:
    return (
        fact.relation,
        fact.subject,
        fact.object,
        fact.modality,
        {(p.name, p.value) for p in fact.properties}.__repr__(),
    )


def test_a_quote_of_an_alternative_is_its_value() -> None:
    for key, row in rows("alternatives").items():
        quotes = {p.evidence.quote for fact in said("alternatives", key).facts for p in fact.properties if p.evidence}
        quotes |= {fact.evidence.quote for fact in said("alternatives", key).facts}
        assert any(row["value"] in quote for quote in quotes), key


def test_what_no_property_can_hold_is_listed_with_the_reason() -> None:
    listed = rows("unmodelled_disagreements")
    assert len(listed) == 24
    assert all(row["reason"] and row["source"] for row in listed.values())


def test_every_row_becomes_triples() -> None:
    for source_facts in registry().sources:
        triples = to_triples(source_facts)
        assert triples
        assert list(triples) == sorted(triples)
