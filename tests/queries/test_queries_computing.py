"""Questions whose rows a function gives: named in the header, put into the query, checked against it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.errors import TableError
from kg.queries import Query, find_query, prepared, run
from kg.records import Iri, Literal, Table
from queries_sample import sample_names, sample_store

COMPUTED = ("shortest-path", "bridging-actors", "event-communities", "alike-places")
TERMS = {"most": Literal("3"), "language": Literal("en")}


def hostile(store: object, terms: object) -> Table:
    """A computation whose text would close the block if it were pasted."""
    del store, terms
    evil = Literal('") } SELECT * WHERE { ?s ?p ?o } #')
    thing = Iri("https://example.org/a")
    cells = (thing, evil, None, thing, thing, thing, evil)
    return Table(("actor", "share", "links", "neighbour", "towards", "claim", "projection"), (cells,))


def narrow(store: object, terms: object) -> Table:
    """A computation that lacks columns."""
    del store, terms
    return Table(("actor",), ())


def with_function(name: str) -> Query:
    return replace(find_query("bridging-actors"), compute=name)


def test_computed_rows_are_bound_as_terms() -> None:
    text = prepared(with_function(f"{__name__}:hostile"), sample_store(), TERMS)
    (row,) = sample_store().select(text).rows
    assert row[2] == Literal('") } SELECT * WHERE { ?s ?p ?o } #')
    assert row[3] is None


def test_a_function_that_does_not_fit_the_file_or_is_not_there_is_a_defect_of_the_file() -> None:
    with pytest.raises(TableError, match="differ in claim"):
        prepared(with_function(f"{__name__}:narrow"), sample_store(), TERMS)
    with pytest.raises(TableError, match="there is no function"):
        prepared(with_function("kg.graphs.questions:nothing"), sample_store(), TERMS)
    with pytest.raises(TableError, match="no VALUES block"):
        prepared(replace(find_query("ascn-members"), compute="kg.graphs.questions:path"), sample_store(), TERMS)


@pytest.mark.parametrize("name", COMPUTED)
@pytest.mark.parametrize("language", ["en", "id"])
def test_every_computed_row_tells_what_it_rests_on(name: str, language: str) -> None:
    table = run(sample_store(), name, {}, language, sample_names()).table
    at = table.columns.index("projection")
    told = {cell.value for row in table.rows if isinstance(cell := row[at], Literal)}
    assert len(told) <= 2
    assert all(("segala waktu" if language == "id" else "all times") in text or " · 20" in text for text in told)


def test_the_query_that_is_told_runs_as_it_stands() -> None:
    answered = run(sample_store(), "bridging-actors", {}, "en", sample_names())
    assert sample_store().select(answered.sparql) == answered.table


def test_years_without_a_meeting_and_things_without_a_way_give_no_row() -> None:
    assert run(sample_store(), "event-communities", {"first": "1950", "second": "1951"}).table.rows == ()
    assert run(sample_store(), "alike-places", {"most": "0"}).table.rows == ()
