"""A broken table is refused with its file, line and column; nothing of it is half understood."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curated import TABLES
from kg.errors import TableError
from kg.registry import load_registry
from kg.registry.tables import make_row, read_columns, read_rows


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    shutil.copytree(TABLES, tmp_path / "registry")
    return tmp_path / "registry"


def change(old: str, new: str) -> Callable[[str], str]:
    def changed(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return changed


MINISTER = "Menteri Dalam Negeri,Minister of Home Affairs,"
BREAKAGES = {
    "a column that nobody listed": ("people", change("key,name,", "key,nom,"), "people.csv, line 1"),
    "a cell too few": ("people", change("amran,Amran,", "amran,"), "people.csv, line"),
    "a key that is there twice": (
        "network_roles",
        change("nr-chair-2019,", "nr-chair-2018,"),
        "network_roles.csv, line 3, column key",
    ),
    "a key that is none": ("event_series", change("ascn-annual-meetings,", "ASCN Meetings,"), "event_series.csv, line"),
    "a place that is in no table": (
        "ascn_membership",
        change(",kota-makassar,", ",kota-makasar,"),
        "ascn_membership.csv, line 6, column place",
    ),
    "a date of no calendar": ("ascn_membership", change("2018-04-27", "2018-04-31"), "column joined"),
    "a date in words": ("ascn_membership", change("2018-04-27", "April 2018"), "column joined"),
    "a concept of no scheme": (
        "network_roles",
        change(",chair,", ",chairman,"),
        "line 2, column role",
    ),
    "two values where one belongs": ("network_roles", change(",chair,", ",chair|shepherd,"), "holds one value only"),
    "a source that is no address": (
        "network_roles",
        change("https://cakap", "cakap"),
        "column source",
    ),
    "a row without a source": (
        "event_series",
        lambda text: text.split("\n")[0] + "\nx,X,,,,stated,,\n" + "\n".join(text.split("\n")[1:]),
        "event_series.csv, line 2, column source: is empty",
    ),
    "a stray space": ("people", change("amran,Amran,", "amran,Amran ,"), "stray space"),
    "a control character": ("people", change("amran,Amran,", "amran,Am\x07ran,"), "control character"),
    "letters that are not composed": ("people", change("amran,Amran,", "amran,Ame\u0301ran,"), "NFC"),
    "line ends of another system": ("people", lambda text: text.replace("\n", "\r\n"), "line ends"),
    "a quote that never closes": ("people", change("amran,Amran,", 'amran,"Amran,'), "people.csv"),
    "an office without a seat": (
        "positions",
        change(f"{MINISTER}kemendagri,,", f"{MINISTER},,"),
        "positions.csv, line 2, column organization",
    ),
    "another value that is the same": (
        "alternatives",
        change(",joined,2017,", ",joined,2018-04-27,"),
        "is the value",
    ),
    "another value of no row": (
        "alternatives",
        change(",ascn-da-nang,", ",ascn-danang,"),
        "is no row of",
    ),
    "another value of no column": ("alternatives", change(",joined,2017,", ",since,2017,"), "has no column 'since'"),
    "another value that does not fit": ("alternatives", change(",joined,2017,", ",joined,long ago,"), "column joined"),
    "an unknown kind of column": ("columns", change("iso2,code,", "iso2,cipher,"), "unknown kind 'cipher'"),
    "a column listed twice": ("columns", change("countries,iso3,", "countries,iso2,"), "listed twice"),
    "a column without a meaning": ("columns", change(",ISO 3166-1 alpha-2", ","), "needs table"),
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_broken_table_is_refused_by_file_line_and_column(name: str, tables: Path) -> None:
    table, broken, message = BREAKAGES[name]
    file = tables / f"{table}.csv"
    file.write_text(broken(file.read_text(encoding="utf-8")), encoding="utf-8", newline="")
    with pytest.raises(TableError) as error:
        load_registry(tables)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_table_is_refused(tables: Path) -> None:
    (tables / "events.csv").unlink()
    with pytest.raises(TableError, match=r"files and columns\.csv differ: events"):
        load_registry(tables)


def test_a_table_that_nobody_listed_is_refused(tables: Path) -> None:
    (tables / "rumours.csv").write_text("key\nx\n")
    with pytest.raises(TableError, match="rumours"):
        load_registry(tables)


def test_a_table_in_another_encoding_is_refused(tables: Path) -> None:
    (tables / "people.csv").write_bytes("key,name\nx,Café\n".encode("cp1252"))
    with pytest.raises(TableError, match=r"people\.csv: cannot be read as UTF-8"):
        load_registry(tables)


def test_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"columns\.csv"):
        load_registry(tmp_path / "nowhere")


WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30).map(str.strip)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_a_cell_is_found_again_where_the_row_says(values: list[str]) -> None:
    row = make_row("people", 2, {f"column{number}": value for number, value in enumerate(values)})
    assert set(row.cells) == {f"column{number}" for number, value in enumerate(values) if value}
    for cell in row.cells.values():
        assert row.text[cell.start : cell.end] == cell.value
    for name in row.cells:
        for part in row.parts(name):
            assert row.text[part.start : part.end] == part.value


def test_rows_come_in_the_order_of_the_file() -> None:
    columns = read_columns(TABLES)
    read = read_rows(TABLES, columns)
    for by_key in read.values():
        lines = [row.line for row in by_key.values()]
        assert lines == sorted(lines)
