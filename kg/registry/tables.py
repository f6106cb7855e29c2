"""Curated tables as rows whose every cell knows its place in the row's text.

Comes in: a folder of `.csv` files and `columns.csv`, which lists their columns. Goes out: `Row`s in
file order. Raises TableError, naming file, line and column, for a file that is missing or unlisted,
an unknown column, an unclean cell, a duplicate key. Not its job: what a cell means (`cells`).
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import TableError
from kg.records import Evidence

COLUMNS = "columns"
_HEADER = ("table", "column", "kind", "required", "meaning")
SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: `kind` says what its cells hold (see `cells`)."""

    table: str
    name: str
    kind: str
    required: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, or one of several values of a cell, and where it stands in the row's text."""

    value: str
    start: int

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.value)

    @property
    def evidence(self) -> Evidence:
        """The cell as evidence: the quote is exactly the text between its offsets."""
        return Evidence(self.start, self.end, self.value)


@dataclass(frozen=True, slots=True)
class Row:
    """One row; its `text` is a line `column: value` for each column that is not empty."""

    table: str
    line: int
    values: Mapping[str, str]
    cells: Mapping[str, Cell]
    text: str

    @property
    def key(self) -> str:
        """What other rows call it."""
        return self.values["key"]

    def get(self, column: str) -> str | None:
        """The value of a column; None where it is empty or the table has no such column."""
        return self.values.get(column) or None

    def cell(self, column: str) -> Cell | None:
        """The cell of a column; None where it is empty or the table has no such column."""
        return self.cells.get(column)

    def parts(self, column: str) -> tuple[Cell, ...]:
        """The values of a cell that holds several, each with its own place."""
        cell = self.cells.get(column)
        return () if cell is None else tuple(_split(cell))

    def across(self, *columns: str) -> Evidence:
        """The stretch of text from the first to the last of these cells; the whole row if all are empty."""
        found = [cell for cell in map(self.cells.get, columns) if cell is not None]
        start = min((cell.start for cell in found), default=0)
        end = max((cell.end for cell in found), default=len(self.text))
        return Evidence(start, end, self.text[start:end])

    def replaced(self, column: str, value: str) -> Row:
        """Return the same row with another value in one cell."""
        return make_row(self.table, self.line, {**self.values, column: value})


def make_row(table: str, line: int, values: Mapping[str, str]) -> Row:
    """Lay the values out as text, in the order in which they come."""
    lines: list[str] = []
    cells: dict[str, Cell] = {}
    offset = 0
    for column, value in values.items():
        if value:
            cells[column] = Cell(value, offset + len(column) + 2)
            lines.append(f"{column}: {value}")
            offset += len(lines[-1]) + 1
    return Row(table, line, values, cells, "\n".join(lines))


def read_columns(folder: Path) -> dict[str, dict[str, Column]]:
    """Read `columns.csv`: table → column name → column, in order.

    Raises TableError when the file is missing or broken, or lists a column twice.
    """
    found: dict[str, dict[str, Column]] = {}
    for line, values in _records(folder / f"{COLUMNS}.csv", _HEADER):
        place = where(COLUMNS, line, "column")
        column = Column(
            values["table"], values["column"], values["kind"], values["required"] == "yes", values["meaning"]
        )
        if not all(values.values()) or values["required"] not in {"yes", "no"}:
            raise TableError(f"{place}: a column needs table, kind, yes or no, and a meaning")
        if column.name in found.setdefault(column.table, {}):
            raise TableError(f"{place}: {column.table}.{column.name} is listed twice")
        found[column.table][column.name] = column
    return found


def read_rows(folder: Path, columns: Mapping[str, Mapping[str, Column]]) -> dict[str, dict[str, Row]]:
    """Read every table that `columns` lists: table → key → row, in file order.

    Raises TableError for a missing, unlisted or broken file, a header that differs from the list, a
    value that is not clean (`_clean`), an empty required cell, a duplicate key.
    """
    present = {path.stem for path in folder.glob("*.csv")} - {COLUMNS}
    if present != set(columns):
        odd = ", ".join(sorted(present ^ set(columns)))
        raise TableError(f"{folder.name}: files and columns.csv differ: {odd}", hint="list the columns of every table")
    return {table: _read_table(folder / f"{table}.csv", columns[table]) for table in columns}


def where(table: str, line: int, column: str) -> str:
    """Name a cell for an error message."""
    return f"{table}.csv, line {line}, column {column}"


def _read_table(path: Path, columns: Mapping[str, Column]) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for line, values in _records(path, tuple(columns)):
        for name, value in values.items():
            _clean(where(path.stem, line, name), value, columns[name])
        row = make_row(path.stem, line, values)
        if row.key in rows:
            raise TableError(f"{where(path.stem, line, 'key')}: {row.key!r} is there twice")
        rows[row.key] = row
    return rows


def _records(path: Path, header: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{path.name}: cannot be read as UTF-8: {error}") from error
    if "\r" in text or not text.endswith("\n"):
        raise TableError(f"{path.name}: line ends must be LF, the last one included")
    reader = csv.reader(text.splitlines(), strict=True)
    try:
        for record in reader:
            if reader.line_num == 1 and tuple(record) != header:
                odd = sorted(set(record) ^ set(header)) or record
                raise TableError(f"{path.name}, line 1: columns are not those listed: {', '.join(odd)}")
            if len(record) != len(header):
                raise TableError(f"{path.name}, line {reader.line_num}: {len(record)} cells for {len(header)} columns")
            if reader.line_num > 1:
                yield reader.line_num, dict(zip(header, record, strict=True))
    except csv.Error as error:
        raise TableError(f"{path.name}, line {reader.line_num}: {error}") from error


def _clean(place: str, value: str, column: Column) -> None:
    """Refuse what would make a quote or an offset ambiguous: stray spaces, control characters, other forms than NFC."""
    if column.required and not value:
        raise TableError(f"{place}: is empty", hint="every row needs it")
    if value != value.strip() or any(unicodedata.category(c) == "Cc" for c in value):
        raise TableError(f"{place}: stray space or control character in {value!r}")
    if not unicodedata.is_normalized("NFC", value):
        raise TableError(f"{place}: {value!r} is not in NFC")


def _split(cell: Cell) -> Iterator[Cell]:
    offset = cell.start
    for part in cell.value.split(SEPARATOR):
        yield Cell(part, offset)
        offset += len(part) + len(SEPARATOR)
