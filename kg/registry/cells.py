"""What the cells of the tables may hold, checked cell by cell before anything is made of them.

Comes in: all rows and the listed columns. Goes out: nothing, or a TableError naming file, line and
column. A kind is one word, or a word with its arguments: `concept level`, `choice yes no`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from kg import bounds
from kg.errors import TableError
from kg.registry.keys import GROUPS
from kg.registry.tables import SEPARATOR, Column, Row, where
from kg.terms import CONCEPTS

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
_YEAR = re.compile(r"\d{4}")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_PACKAGE = re.compile(r"(PyPI|npm) ([A-Za-z0-9._-]+) ([0-9][A-Za-z0-9.]*)")
_PURL = {"PyPI": "pypi", "npm": "npm"}

Rows = Mapping[str, Mapping[str, Row]]
Check = Callable[[str, tuple[str, ...], Rows], bool]


def check_cells(rows: Rows, columns: Mapping[str, Mapping[str, Column]]) -> None:
    """Check every cell against the kind of its column; raise TableError for the first that does not fit."""
    for table, by_key in rows.items():
        for row in by_key.values():
            for name in row.cells:
                check_cell(row, columns[table][name], rows)


def primary(source: str) -> str:
    """Return an entry of a source cell as an address: a page's own, a package's `pkg:` address with its version."""
    match = _PACKAGE.fullmatch(source)
    return f"pkg:{_PURL[match[1]]}/{match[2]}@{match[3]}" if match else source


def check_cell(row: Row, column: Column, rows: Rows) -> None:
    """Check one cell of a row; raise TableError when it does not fit the kind of its column."""
    kind, *arguments = column.kind.split()
    many = kind in _MANY
    check = _KINDS.get(_MANY.get(kind, kind))
    if check is None:
        raise TableError(f"columns.csv: {column.table}.{column.name} has the unknown kind {column.kind!r}")
    value = row.values[column.name]
    if not many and SEPARATOR in value:
        raise TableError(f"{where(row.table, row.line, column.name)}: holds one value only, not {value!r}")
    for part in value.split(SEPARATOR) if many else [value]:
        if not check(part, tuple(arguments), rows):
            raise TableError(f"{where(row.table, row.line, column.name)}: {part!r} is no {column.kind}")


def _is_date(value: str, _arguments: tuple[str, ...], _rows: Rows) -> bool:
    try:
        bounds.span(value)
    except ValueError:
        return False
    return True


def _is_decimal(value: str, _arguments: tuple[str, ...], _rows: Rows) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


def _shape(*patterns: re.Pattern[str]) -> Check:
    return lambda value, _arguments, _rows: any(pattern.fullmatch(value) for pattern in patterns)


def _reference(group: str) -> Check:
    return lambda value, _arguments, rows: any(value in rows[table] for table in GROUPS[group])


_KINDS: dict[str, Check] = {
    "key": _shape(_KEY),
    "text": lambda value, _arguments, _rows: bool(value),
    "code": _shape(_CODE),
    "year": _shape(_YEAR),
    "date": _is_date,
    "decimal": _is_decimal,
    "source": _shape(_ADDRESS, _PACKAGE),
    "choice": lambda value, arguments, _rows: value in arguments,
    "concept": lambda value, arguments, _rows: value in CONCEPTS[arguments[0]],
    **{group: _reference(group) for group in GROUPS},
}
_MANY = {
    "texts": "text",
    "sources": "source",
    "concepts": "concept",
    "organisations": "organisation",
    "actors": "actor",
}
