"""Every term says what it is, in English and Indonesian, and where it is defined."""

from __future__ import annotations

from collections import Counter

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from kg.terms import BASE, SCG

DEFINED_BY = URIRef(f"{BASE}def")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDFS.Datatype)
LANGUAGES = ["en", "id"]


@pytest.fixture(scope="module")
def terms(own: Graph) -> list[Node]:
    return sorted(
        {s for kind in KINDS for s in own.subjects(RDF.type, kind) if str(s).startswith(f"{BASE}def#")}, key=str
    )


@pytest.fixture(scope="module")
def concepts(own: Graph) -> list[Node]:
    return sorted(own.subjects(RDF.type, SKOS.Concept), key=str)


def _languages(graph: Graph, term: Node, prop: URIRef) -> list[str]:
    return sorted(str(text.language) for text in graph.objects(term, prop) if isinstance(text, Literal))


def test_terms_have_labels_definitions_and_an_example(own: Graph, terms: list[Node]) -> None:
    assert len(terms) > 90
    for term in terms:
        assert _languages(own, term, RDFS.label) == LANGUAGES, term
        assert _languages(own, term, SKOS.definition) == LANGUAGES, term
        assert own.value(term, SKOS.example), term
        assert own.value(term, RDFS.isDefinedBy) == DEFINED_BY, term


def test_schemes_and_concepts_have_labels_and_definitions(own: Graph, concepts: list[Node]) -> None:
    schemes = sorted(own.subjects(RDF.type, SKOS.ConceptScheme), key=str)
    assert len(schemes) == 14
    for term in [*schemes, *concepts]:
        assert _languages(own, term, SKOS.prefLabel) == LANGUAGES, term
        assert _languages(own, term, SKOS.definition) == LANGUAGES, term
        assert own.value(term, RDFS.isDefinedBy) == DEFINED_BY, term


def test_a_concept_is_named_by_its_scheme_and_its_notation(own: Graph, concepts: list[Node]) -> None:
    for concept in concepts:
        (scheme,) = own.objects(concept, SKOS.inScheme)
        key = own.value(scheme, SKOS.notation)
        assert str(concept) == f"{BASE}def#{key}-{own.value(concept, SKOS.notation)}"
        assert str(scheme) == f"{BASE}def#scheme-{key}"
        assert (concept, SKOS.topConceptOf, scheme) in own
        assert (scheme, SKOS.hasTopConcept, concept) in own


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_terms_of_one_kind_share_a_label(own: Graph, language: str) -> None:
    seen: Counter[tuple[Node, str]] = Counter()
    for kind in KINDS:
        for term in own.subjects(RDF.type, kind):
            seen.update(
                (kind, str(t))
                for t in own.objects(term, RDFS.label)
                if isinstance(t, Literal) and t.language == language
            )
    for concept, scheme in own.subject_objects(SKOS.inScheme):
        labels = own.objects(concept, SKOS.prefLabel)
        seen.update((scheme, str(t)) for t in labels if isinstance(t, Literal) and t.language == language)
    assert [key for key, count in seen.items() if count > 1] == []


def test_definitions_are_sentences(own: Graph) -> None:
    for term, text in own.subject_objects(SKOS.definition):
        words = str(text)
        assert words[0].isupper() or words.startswith("SHA"), (term, words)
        assert words.endswith("."), (term, words)
        assert words == " ".join(words.split()), term


def test_own_datatypes_type_official_codes(own: Graph) -> None:
    assert {str(s) for s in own.subjects(RDF.type, RDFS.Datatype)} == {SCG.KemendagriCode, SCG.Iso3166Code}
