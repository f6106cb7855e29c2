"""Shapes over a build: the quick engine and the reference find the same; and what stands outside our own stores."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyshacl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib.namespace import SH

from kg import resources
from kg.checks import check
from kg.checks.ntriples import ntriples
from kg.checks.shapes import shape_findings
from kg.records import Iri, Literal, Triple
from kg.store.embedded import EmbeddedStore
from kg.terms import BASE, ORG, RDFS, SCG, SCHEMA, XSD
from small_graph import ARTICLE_GRAPH, MAKASSAR, MEETING, PEMKOT, TENURE, small_store

BROKEN = (
    Triple(MAKASSAR, SCG.level, SCG.Place),
    Triple(MAKASSAR, RDFS.label, Literal("A second label")),
    Triple(TENURE, ORG.member, PEMKOT),
    Triple(TENURE, SCG.earliestStart, Literal("2030-01-01", XSD.date)),
    Triple(MEETING, SCHEMA.location, PEMKOT),
)


def _triples() -> set[Triple]:
    with small_store() as store:
        return {triple for _, triple in store.quads()}


def _reference(triples: set[Triple]) -> Counter[tuple[str, str]]:
    data = Graph().parse(data=ntriples(sorted(triples)), format="nt")
    shapes = Graph().parse(resources.folder("ontology") / "shapes.ttl")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)
    return Counter(
        (
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.resultSeverity)).rpartition("#")[2].lower(),
        )
        for result in report.objects(None, SH.result)
    )


@pytest.mark.parametrize("more", [(), BROKEN], ids=["good", "broken"])
def test_the_reference_engine_finds_the_same_in_a_store(more: tuple[Triple, ...]) -> None:
    triples = _triples().union(more)
    ours = Counter((finding.focus, finding.severity.value) for finding in shape_findings(triples))
    assert ours == _reference(triples)
    assert len(ours) >= len({triple.subject for triple in more})


def test_a_finding_of_a_shape_tells_shape_property_value_and_words_in_both_languages() -> None:
    found = [f for f in shape_findings({*_triples(), BROKEN[0]}) if f.focus == MAKASSAR]
    assert {finding.check for finding in found} == {"shape-Place-level"}
    assert {finding.path for finding in found} == {SCG.level}
    assert {language for finding in found for language in finding.message} == {"en", "id"}


def test_blank_nodes_are_reported_and_the_shapes_leave_such_a_store_alone(tmp_path: Path) -> None:
    with small_store() as store:
        assert isinstance(store, EmbeddedStore)
        _blank_node(store)
        report = check(store)
    (finding,) = [f for f in report.findings if f.check == "blank-node"]
    assert finding.focus == ARTICLE_GRAPH
    assert not report.passed
    assert "shapes" not in report.checks


def _blank_node(store: EmbeddedStore) -> None:
    """Records cannot hold one: only software of others can have put it there."""
    store._quads.update(f'INSERT DATA {{ GRAPH <{ARTICLE_GRAPH}> {{ [] <{RDFS.label}> "x" }} }}')


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(TEXT)
def test_any_text_can_be_written_as_n_triples(text: str) -> None:
    triple = Triple(Iri(f"{BASE}id/place/x"), RDFS.label, Literal(text))
    (found,) = Graph().parse(data=ntriples([triple]).encode(), format="nt")
    assert (found[0], str(found[2])) == (URIRef(triple.subject), text)
