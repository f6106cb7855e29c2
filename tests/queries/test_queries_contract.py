"""What holds for every question of the library: the same options, evidence on every row, deaf to hostile values."""

from __future__ import annotations

import pytest

from kg.errors import KgError
from kg.queries import EVIDENCE, INDEPENDENT, Query, View, backed, bind_values, load_queries, run, run_in_view
from kg.records import Iri, Literal
from queries_sample import ID, sample_names, sample_store

QUERIES = tuple(load_queries().values())
VIEWS = (
    View(),
    View(as_of="2018-07-01"),
    View(min_sources=2),
    View(candidates=True),
    View("2024-07-31", 2, candidates=True),
)
WITHOUT_SOURCES = {"topics-missing"}  # its rows say that nothing is there
HOSTILE = (
    'Makassar" } UNION { ?s ?p ?o } #',
    "x' } ; DROP ALL ; INSERT DATA { <urn:a> <urn:b> <urn:c> } #",
    f"{ID}place/73.71> . ?s ?p ?o . <x",
    "}} SERVICE <http://127.0.0.1/> {{",
    "$country ?member $network",
    "\\u0022 } # \\",
    "Makassar\x00\x1b[31m\n\r\u202e\x85\u2028",
    "\ud800",
    "x" * 10_000,
    "{" * 10_000,
    "1e309",
    "-1",
    "2024-02-30",
)


def refusal(query: Query, values: dict[str, str]) -> str | None:
    """Why these values are not taken; None where they are."""
    try:
        bind_values(query, values, sample_names(), "en")
    except KgError as error:
        return str(error)
    return None


def needed(query: Query) -> dict[str, str]:
    return {p.name: p.example for p in query.parameters if p.required}


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("language", ["en", "id"])
def test_every_question_takes_every_option(query: Query, view: View, language: str) -> None:
    seen = run_in_view(sample_store(), query.name, needed(query), view, language)
    assert seen.answered.table.columns == tuple(column.name for column in query.columns)
    assert all(0 <= index < len(seen.answered.table.rows) for index in seen.tentative)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_row_says_who_says_so_and_how_many_independent_sources_there_are(query: Query) -> None:
    if query.name in WITHOUT_SOURCES:
        return
    table = backed(sample_store(), run(sample_store(), query.name, needed(query), "en", sample_names()).table)
    assert {"source", "sourceTitle", "address", "published"} <= set(table.columns)
    assert table.columns[-1] == INDEPENDENT
    at = table.columns.index("source")
    for row in table.rows:
        count = row[-1]
        assert isinstance(count, Literal)
        assert int(count.value) >= 1 or not isinstance(row[at], Iri)


def test_rows_that_differ_only_in_their_evidence_share_one_count() -> None:
    table = backed(sample_store(), run(sample_store(), "ascn-members", {}, "en", sample_names()).table)
    kept = [i for i, name in enumerate(table.columns[:-1]) if name not in EVIDENCE]
    lines: dict[tuple[object, ...], set[object]] = {}
    for row in table.rows:
        lines.setdefault(tuple(row[i] for i in kept), set()).add(row[-1])
    assert all(len(counts) == 1 for counts in lines.values())


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_no_hostile_value_of_any_parameter_gets_into_a_query(query: Query) -> None:
    before = sample_store().size()
    for parameter in query.parameters:
        for text in HOSTILE:
            values = {**needed(query), parameter.name: text}
            problem = refusal(query, values)
            assert problem is not None
            assert problem.isprintable()
            assert len(problem) < 400
    assert sample_store().size() == before


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_no_hostile_name_of_a_parameter_is_taken(query: Query) -> None:
    for text in HOSTILE:
        with pytest.raises(KgError) as caught:
            run(sample_store(), query.name, {**needed(query), text: "x"}, "en", sample_names())
        assert str(caught.value).isprintable()
