"""What is said of one thing: facts with their claims, doubts as doubts, neighbours not drawn in."""

from __future__ import annotations

import pytest

from kg.queries import Profile, StoreNames, describe_all, profile, sources_of
from kg.records import Iri
from kg.terms import SCG, Modality, Relation, Review
from small_graph import INDONESIA, MAKASSAR, PERSON, SENTENCES, small_store


def about(iri: Iri) -> Profile:
    with small_store() as store:
        return profile(store, StoreNames(store).find(iri, "thing")[0])


def test_a_fact_comes_with_the_words_of_its_source() -> None:
    member = next(s for s in about(MAKASSAR).statements if s.relation == Relation.MEMBER_OF)
    assert member.stands
    assert {saying.quote for saying in member.sayings} == {SENTENCES[0]}
    assert [str(getattr(value, "value", value)) for value in member.values(SCG.earliestStart)] == ["2018-04-26"]
    assert all(saying.source.addresses for saying in member.sayings)


def test_what_the_tables_say_of_the_thing_itself_comes_first() -> None:
    found = about(MAKASSAR).statements
    assert (found[0].node, found[0].relation) == (MAKASSAR, Relation.DESCRIBES)


def test_a_relation_is_told_whole_from_either_end() -> None:
    seen_from_person = {s.node for s in about(PERSON).statements if s.relation == Relation.PARTICIPATES_IN}
    assert seen_from_person
    tenure = next(s for s in about(PERSON).statements if s.relation == Relation.HOLDS_POSITION)
    assert SCG.capacity in {saying.name for saying in tenure.sayings}


def test_a_neighbour_does_not_tell_about_itself() -> None:
    own = {s.node for s in about(INDONESIA).statements if s.relation in (Relation.DESCRIBES, Relation.LOCATED_IN)}
    told = {saying.name for s in about(INDONESIA).statements if s.node == MAKASSAR for saying in s.sayings}
    assert MAKASSAR in own
    assert SCG.level not in told


def test_what_is_proposed_or_doubtful_does_not_stand() -> None:
    for iri in (MAKASSAR, PERSON):
        for statement in about(iri).statements:
            doubtful = [
                saying
                for saying in statement.sayings
                if saying.modality != Modality.ASSERTED or saying.review == Review.CANDIDATE
            ]
            assert not any(saying.stands for saying in doubtful)
    assert any(not statement.stands for statement in about(MAKASSAR).statements)


def test_a_source_is_named_once_for_the_same_words() -> None:
    member = next(s for s in about(MAKASSAR).statements if s.relation == Relation.MEMBER_OF)
    assert len(sources_of(member.sayings)) == 1


def test_a_description_holds_the_relations_of_a_thing() -> None:
    with small_store() as store:
        triples = describe_all(store, [MAKASSAR])
    assert (MAKASSAR, SCG.level) in {(t.subject, t.predicate) for t in triples}
    assert SCG.memberPlace in {t.predicate for t in triples}
    assert list(triples) == sorted(set(triples))


@pytest.mark.parametrize("iri", [MAKASSAR, PERSON, INDONESIA])
def test_the_same_store_gives_the_same_profile(iri: Iri) -> None:
    assert about(iri) == about(iri)
