"""A value is bound as a term: whatever it says, it never becomes part of the query."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError, QueryError
from kg.queries import Named, bind_values, find_query, load_queries, run
from kg.records import Iri, Literal
from kg.store import bound
from kg.terms import SCG, Level
from queries_sample import ID, sample_names, sample_store

HOSTILE = (
    'Makassar" } UNION { ?s ?p ?o } #',
    "Makassar' } ; DROP ALL ; SELECT * WHERE { #",
    f"{ID}place/73.71> . ?s ?p ?o . <x",
    "}} SERVICE <http://127.0.0.1/> {{",
    "$country ?member $network",
    "\\u0022 } # \\",
    "Makassar\x00\x1b[31m\n\r\u202e",
    "\ud800",
    "x" * 10_000,
    "' OR 1=1 --",
    "{{7*7}} ${jndi:ldap://x}",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_is_an_unknown_name(text: str) -> None:
    for name, value in (("ascn-members", "country"), ("member-programmes", "place"), ("posts-of-person", "person")):
        with pytest.raises(KgError) as caught:
            run(sample_store(), name, {value: text}, "en", sample_names())
        assert "\n" not in str(caught.value)
        assert "\x1b" not in str(caught.value)
        assert len(str(caught.value)) < 400


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_day_year_number_or_language_is_refused(text: str) -> None:
    values = (
        ("ascn-representative", "date"),
        ("ascn-joined", "year"),
        ("acting-long", "months"),
        ("ascn-members", "language"),
    )
    for name, value in values:
        with pytest.raises(QueryError):
            run(sample_store(), name, {value: text}, "en", sample_names())


class Gullible:
    """Takes every text for the IRI or the name of whatever is asked for."""

    def find(self, text: str, kind: str) -> tuple[Named, ...]:
        return (Named(Iri(text), text, frozenset({SCG.Place}), Level.COUNTRY),)

    def near(self, text: str, kind: str) -> tuple[str, ...]:
        return ()


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1).filter(str.strip))
def test_even_a_gullible_finder_of_names_lets_nothing_into_the_query(text: str) -> None:
    query = find_query("ascn-member-levels")
    values = {p.name: text for p in query.parameters if p.kind not in ("language", "date")}
    terms = {key: value.term for key, value in bind_values(query, values, Gullible(), "en").items()}
    try:
        filled = bound(query.sparql, terms)
    except QueryError:
        return
    assert filled.count("{") == query.sparql.count("{")
    sample_store().select(query.sparql, terms)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_a_text_is_a_literal_with_the_same_characters(text: str) -> None:
    try:
        (row,) = sample_store().select("SELECT ?said { BIND($text AS ?said) }", {"text": Literal(text)}).rows
    except QueryError:
        assert any("\ud800" <= c <= "\udfff" for c in text)
        return
    assert row == (Literal(text),)


def test_every_parameter_of_the_library_is_of_a_kind_that_is_read_strictly() -> None:
    kinds = {parameter.kind for query in load_queries().values() for parameter in query.parameters}
    assert "text" not in kinds
