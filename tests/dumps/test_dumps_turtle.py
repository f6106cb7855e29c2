"""Turtle as text: whatever a literal or an identifier holds, the same triples come back."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph

from kg.dumps import turtle
from kg.records import Iri, Literal, Triple
from kg.store.converter import ToEngine
from kg.terms import BASE, RDFS, SCG, XSD

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
KEYS = st.from_regex(r"[a-z0-9]([a-z0-9.\-~_]{0,12}[a-z0-9])?", fullmatch=True)
THINGS = st.builds(lambda kind, key: Iri(f"{BASE}id/{kind}/{key}"), st.sampled_from(["place", "claim", "org"]), KEYS)
PAGES = st.builds(lambda key: Iri(f"https://example.org/{key}?a=1&b=({key})#x/y"), KEYS)
LITERALS = st.one_of(
    st.builds(Literal, TEXTS),
    st.builds(lambda text, tag: Literal(text, language=tag), TEXTS, st.sampled_from(["id", "en"])),
    st.builds(lambda number: Literal(str(number), XSD.integer), st.integers()),
)
TRIPLES = st.builds(
    Triple, THINGS, st.sampled_from([SCG.title, RDFS.label, SCG.actsFor]), st.one_of(THINGS, PAGES, LITERALS)
)


@given(st.lists(TRIPLES, max_size=12))
def test_what_is_written_is_read_back_and_order_does_not_count(triples: list[Triple]) -> None:
    text = turtle(triples)
    convert = ToEngine()
    meant = {ox.Triple(convert.node(s), convert.node(p), convert.term(o)) for s, p, o in triples}
    assert {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)} == meant
    assert turtle(reversed(triples)) == turtle([*triples, *triples]) == text


@given(st.lists(TRIPLES, min_size=1, max_size=6))
def test_rdflib_reads_as_many(triples: list[Triple]) -> None:
    assert len(Graph().parse(data=turtle(triples), format="turtle")) <= len(set(triples))


def test_a_kind_whose_name_is_a_prefix_of_a_vocabulary_gets_its_own() -> None:
    text = turtle([Triple(Iri(f"{BASE}id/org/x"), RDFS.label, Literal("x"))])
    assert "@prefix org-id: <" in text
    assert "org-id:x" in text
