"""What each question answers: every row on the sample, and rows checked by hand on the graph that is shipped."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from golden_rows import FOLDER, path_of, rows_of
from kg.queries import Query, StoreNames, load_queries, run
from kg.records import Literal
from kg.store import Store, open_store
from store_copying import copied

CHECKED = tomllib.loads((FOLDER / "checked.toml").read_text(encoding="utf-8"))["question"]
QUERIES = tuple(load_queries().values())
Rows = set[tuple[str, ...]]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_question_gives_the_accepted_rows_on_the_sample(query: Query) -> None:
    accepted = path_of(query)
    assert accepted.exists(), "run tests/golden_rows.py --accept and read what it wrote"
    assert rows_of(query) == accepted.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def shipped(build_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, StoreNames]]:
    """The graph of data/ and its names."""
    copy = copied(build_folder / "store", tmp_path_factory.mktemp("shipped") / "store")
    with open_store(copy, read_only=True) as store:
        yield store, StoreNames(store)


@pytest.mark.parametrize("question", CHECKED, ids=lambda question: question["query"])
def test_the_shipped_graph_answers_what_its_sources_say(
    shipped: tuple[Store, StoreNames], question: dict[str, Any]
) -> None:
    found = _answered(shipped, question["query"], question.get("values", {}), question["columns"])
    assert {tuple(row) for row in question.get("rows", [])} - found == set()
    assert {tuple(row) for row in question.get("never", [])} & found == set()


def test_every_row_of_an_answer_names_its_source(shipped: tuple[Store, StoreNames]) -> None:
    store, names = shipped
    for query in QUERIES:
        table = run(store, query.name, {p.name: p.example for p in query.parameters if p.required}, "en", names).table
        if "source" in table.columns:
            source, title, address = (table.columns.index(c) for c in ("source", "sourceTitle", "address"))
            assert all(row[source] and (row[title] or row[address]) for row in table.rows), query.name


def _answered(shipped: tuple[Store, StoreNames], name: str, values: dict[str, str], columns: list[str]) -> Rows:
    store, names = shipped
    table = run(store, name, values, "en", names).table
    places = [table.columns.index(column) for column in columns]
    return {tuple(_plain(row[place]) for place in places) for row in table.rows}


def _plain(cell: object) -> str:
    return cell.value if isinstance(cell, Literal) else str(cell or "")
