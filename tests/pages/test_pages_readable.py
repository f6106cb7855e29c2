"""What a reader sees of answers and sources: names instead of identifiers, statements instead of cells of a row."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.graphs.words import Words
from kg.pages.labels import Labels
from kg.pages.site import WORDS
from kg.queries import Query, load_queries
from kg.records import Iri
from kg.registry.tables import COLUMNS
from kg.resources import folder
from served import serving
from small_graph import MAKASSAR, MEMBERSHIP, TABLE_ROW, TENURE, small_store, thing
from store_copying import copied

QUERIES = tuple(load_queries().values())
RAW = re.compile(r"https?://|^(?:true|false)$|^[a-z-]+/[\w.~-]+$|^[a-z]+:[A-Za-z]\w*$")
RULES = {"rule"}
"""Columns whose values are keys by design: the rule of the program that made a claim."""


@pytest.fixture(scope="module")
def shipped(build_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server over the graph of data/."""
    copy = tmp_path_factory.mktemp("readable") / "store"
    copied(build_folder / "store", copy)
    with serving(copy) as address, httpx.Client(base_url=address, timeout=120) as client:
        yield client


def text_of(markup: str) -> str:
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", markup)).split())


def answer(client: httpx.Client, query: Query, language: str) -> tuple[list[str], list[list[str]]]:
    """The columns that are shown and the cells of the rows, the sources last."""
    values = {p.name: p.default or p.example for p in query.parameters if p.required and p.kind != "language"}
    page = client.get(f"/questions/{query.name}", params={**values, "lang": language})
    assert page.status_code == 200, query.name
    head, *rows = re.findall("<tr>(.*?)</tr>", page.text, re.DOTALL) or [""]
    heads = [text_of(one) for one in re.findall("<th[ >].*?</th>", head, re.DOTALL)]
    return heads, [re.findall("<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows]


@pytest.mark.parametrize("language", ["en", "id"])
def test_no_answer_of_the_library_shows_an_identifier_a_truth_value_or_a_head_in_small_letters(
    shipped: httpx.Client, language: str
) -> None:
    answered = 0
    for query in QUERIES:
        heads, rows = answer(shipped, query, language)
        answered += bool(rows)
        assert [head for head in heads if head[0].islower()] == [], query.name
        exempt = {Words(language, WORDS.with_name("headings.tsv")).get(name) for name in RULES}
        for row in rows:
            for head, cell in zip(heads[:-1], row[:-1], strict=True):
                assert head in exempt or not RAW.search(text_of(cell)), (query.name, head, text_of(cell))
            for told in re.findall('<p class="meta">(.*?)</p>', row[-1], re.DOTALL):
                assert not re.search(r"registry/\w+\.csv|/id/", text_of(told)), (query.name, text_of(told))
            assert not re.search(r"<blockquote>[^<]*\n\w+: ", row[-1]), (query.name, "cells of a row as a quote")
    assert answered > 35


def test_a_row_of_a_table_is_told_as_a_statement_and_its_words_stay_at_hand(shipped: httpx.Client) -> None:
    _, rows = answer(shipped, next(query for query in QUERIES if query.name == "ascn-members"), "en")
    sources = " ".join(text_of(row[-1]) for row in rows)
    assert "organisation : ASEAN Smart Cities Network ; member place : Banyuwangi" in sources
    assert "The row's own words ascn place: kabupaten-banyuwangi" in sources
    assert "Curated table “Member cities of ASCN”: Banyuwangi · ASEAN Smart Cities Network" in sources


def test_every_table_is_named_in_both_languages() -> None:
    tables = {path.stem for path in (folder("data") / "registry").glob("*.csv")} - {COLUMNS, "unmodelled_disagreements"}
    for language in ("en", "id"):
        assert {f"table-{table}" for table in tables} <= set(Words(language, WORDS))


@pytest.mark.parametrize(
    ("node", "name"),
    [
        (MEMBERSHIP, "Makassar · ASEAN Smart Cities Network"),
        (TENURE, "Contoh Orang · Pj. Wali Kota Makassar"),
        (thing("disagreement", "none"), "disagreement/none"),
    ],
)
def test_what_has_no_name_is_called_after_what_it_joins(node: Iri, name: str) -> None:
    with small_store() as store:
        assert Labels(store).of(node, "en").text == name


def test_the_page_of_a_row_says_which_table_and_thing_and_where_it_stands(client: httpx.Client) -> None:
    page = client.get(f"/doc/{TABLE_ROW.partition('/id/')[2]}", headers={"Accept": "text/html"}).text
    assert "<h1>Curated table “Places”: Makassar</h1>" in page
    assert "registry/places.csv: kota-makassar" in page
    cited = client.get("/api/graph", params={"focus": MAKASSAR}).json()
    rows = [source for source in cited["sources"] if source["name"].startswith("Curated table")]
    assert [source["title"] for source in rows] == ["registry/places.csv: kota-makassar"]
    assert any(cite["stated"].startswith("name: ") for edge in cited["edges"] for cite in edge["cites"])
