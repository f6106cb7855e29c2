"""HermiT over the ontology and the graph that is built: what we say can be true."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.queries import find_query
from kg.reasoning import consistent
from kg.records import Iri, Triple
from kg.store import open_store
from kg.terms import SCG

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"
SHARE = 12  # one subject in so many: HermiT's time grows faster than the data


@pytest.fixture(scope="module")
def facts(built_store: str) -> tuple[Triple, ...]:
    with open_store(built_store) as store:
        return store.construct(find_query("core", "dumps").sparql)


def sample(facts: tuple[Triple, ...]) -> list[Triple]:
    """Every n-th subject of all kinds, with the types of whatever it points to."""
    subjects = sorted({fact.subject for fact in facts})
    chosen = set(subjects[::SHARE])
    ends = {fact.object for fact in facts if fact.subject in chosen and isinstance(fact.object, Iri)}
    return [f for f in facts if f.subject in chosen or (f.subject in ends and f.predicate.endswith("#type"))]


def test_the_ontology_and_a_sample_of_the_build_are_consistent_and_coherent(facts: tuple[Triple, ...]) -> None:
    chosen = sample(facts)
    kinds = {fact.object for fact in chosen if fact.predicate.endswith("#type")}
    assert {SCG.Person, SCG.Place, SCG.Programme, SCG.Event, SCG.Post, SCG.Tenure, SCG.Participation} <= kinds
    verdict = consistent(ONTOLOGY, chosen)
    assert verdict.consistent
    assert verdict.unsatisfiable == ()
