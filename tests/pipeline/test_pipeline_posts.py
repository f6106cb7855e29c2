"""Posts that rows of the tables title differently: one preferred name a language, by a rule, whatever the order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from kg import resources
from kg.pipeline.posts import one_name_a_language
from kg.records import Iri, Literal, SourceFacts, Triple
from kg.registry import load_registry
from kg.statements import to_triples
from kg.terms import RDF, SCG, SKOS

OTHERS = {
    "ASCN National Representative Indonesia (mewakili Dirjen)",
    "Kepala Dinas Komunikasi, Informatika, dan Statistik DKI Jakarta",
}
"""Titles of one row each, of posts that other rows title otherwise."""


@cache
def rows() -> tuple[SourceFacts, ...]:
    return load_registry(resources.folder("data") / "registry").sources


def graph_of(said: Sequence[SourceFacts]) -> set[Triple]:
    return {triple for one in said for triple in to_triples(one)}


def names(graph: set[Triple], kind: Iri) -> dict[tuple[Iri, str], set[str]]:
    """What posts are called, by post and language."""
    posts = {triple.subject for triple in graph if triple.predicate == RDF.type and triple.object == SCG.Post}
    found: dict[tuple[Iri, str], set[str]] = defaultdict(set)
    for subject, predicate, value in graph:
        if subject in posts and predicate == kind and isinstance(value, Literal):
            found[subject, value.language or ""].add(value.value)
    return found


def test_every_post_has_one_preferred_name_a_language_and_its_other_titles_are_other_names() -> None:
    before, after = graph_of(rows()), graph_of(one_name_a_language(rows()))
    told = names(before, SKOS.prefLabel)
    preferred, others = names(after, SKOS.prefLabel), names(after, SKOS.altLabel)
    assert any(len(values) > 1 for values in told.values()), "the tables title some post differently"
    assert all(len(values) == 1 for values in preferred.values())
    assert all(values == preferred[name] | others.get(name, set()) for name, values in told.items() if len(values) > 1)
    assert {text for values in others.values() for text in values} >= OTHERS


def test_what_is_another_name_keeps_its_claim_and_the_tenure_its_title() -> None:
    graph = graph_of(one_name_a_language(rows()))
    claimed = {t.subject for t in graph if t.predicate == RDF.object and str(getattr(t.object, "value", "")) in OTHERS}
    about = {t.object for t in graph if t.subject in claimed and t.predicate == RDF.predicate}
    assert about == {SKOS.altLabel, SCG.title}


def test_the_order_of_the_rows_makes_no_difference() -> None:
    forwards, backwards = one_name_a_language(rows()), one_name_a_language(rows()[::-1])
    assert graph_of(forwards) == graph_of(backwards)


def test_a_name_of_more_sites_goes_before_one_that_is_earlier() -> None:
    preferred = names(graph_of(one_name_a_language(rows())), SKOS.prefLabel)
    chosen = {text for (_, language), values in preferred.items() if language == "id" for text in values}
    assert "Kepala Dinas Komunikasi, Informatika dan Statistik DKI Jakarta" in chosen
