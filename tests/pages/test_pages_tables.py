"""Rows for people: short heads that can be asked what they mean, and one row for what the sources say of one thing."""

from __future__ import annotations

import httpx
import pytest

from kg.graphs.words import Words
from kg.pages.labels import OTHERS
from kg.pages.tables import HEADINGS, shown
from kg.queries import find_query, load_queries
from kg.records import Iri, Literal, Table
from kg.terms import PREFIXES
from small_graph import ARTICLE, MAKASSAR, PEMKOT, TABLE_ROW

COLUMNS = ("member", "memberName", "since", "sinceBy", "says", "source", "sourceTitle", "quote")


def table(*rows: tuple[str, str]) -> Table:
    """Rows about one member: what a source says of its date, and the source."""
    name, since, by = Literal("Makassar"), Literal("2017-01-01"), Literal("2018-04-27")
    title, quote = Literal("A paper"), Literal("its words")
    return Table(
        COLUMNS,
        tuple((MAKASSAR, name, since, by, Literal(s) if s else None, Iri(source), title, quote) for s, source in rows),
    )


def test_one_member_is_one_row_and_its_notes_tell_who_gives_which_date() -> None:
    found = shown(table(("2017", ARTICLE), ("2018-04-27", TABLE_ROW), ("", ARTICLE)), find_query("ascn-members"), "en")
    (row,) = found.rows
    assert [cell.text for cell in row.cells] == ["Makassar", "2017 – 2018-04-27", "2017 · 2018-04-27"]
    assert [(note.says, note.source) for note in row.notes] == [
        ("2017", ARTICLE),
        ("2018-04-27", TABLE_ROW),
        ("", ARTICLE),
    ]


def test_a_head_is_short_and_keeps_its_meaning() -> None:
    found = shown(table(("2017", ARTICLE)), find_query("ascn-members"), "id")
    assert [heading.text for heading in found.headings] == ["Anggota", "Sejak", "Kata sumber"]
    assert found.headings[2].meaning == "tanggal menurut sumber ini"


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_column_of_the_library_has_a_short_head(language: str) -> None:
    words = Words(language, HEADINGS)
    for query in load_queries().values():
        columns = tuple(column.name for column in query.columns)
        for heading in shown(Table(columns, ()), query, language).headings:
            assert len(heading.text) <= 24, (query.name, heading)
    assert len(words) > 90


def test_terms_of_other_vocabularies_are_known_by_words_in_both_languages() -> None:
    for key in Words("en", OTHERS):
        assert key.partition(":")[0] in PREFIXES, key


def test_a_page_names_properties_in_the_language_of_the_reader(client: httpx.Client) -> None:
    address = f"/doc/{PEMKOT.partition('/id/')[2]}"
    assert "wilayahnya" in client.get(address, params={"lang": "id"}).text
    assert "area it covers" in client.get(address, params={"lang": "en"}).text
    assert "dct:spatial" not in client.get(address).text
