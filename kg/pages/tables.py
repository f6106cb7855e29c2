"""Rows of a query as a page shows them: each row once, things as links, the sources of every row behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.queries import Query
from kg.records import Iri, Literal, Table, Term

EVIDENCE = ("source", "sourceTitle", "address", "published", "quote")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, and the thing that it names, if it does."""

    text: str
    thing: Iri | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Who says so: the source, its title, its pages, its day, its words."""

    source: Iri | None
    title: str
    addresses: tuple[str, ...]
    published: str
    quote: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the answer with its notes."""

    cells: tuple[Cell, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A table for people: what the columns mean, and the rows."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def shown(table: Table, query: Query, language: str) -> Shown:
    """The table with evidence apart, and an IRI joined with the column that names it (`x` with `xName` or `xTitle`)."""
    names = _columns(table.columns)
    grouped: dict[tuple[Cell, ...], dict[tuple[str, str, str, str], list[str]]] = {}
    for cells in table.rows:
        values = dict(zip(table.columns, cells, strict=True))
        notes = grouped.setdefault(tuple(_cell(values, name) for name in names), {})
        title, day, quote = (_text(values.get(name)) for name in ("sourceTitle", "published", "quote"))
        source = _text(values.get("source"))
        if source or title or quote:
            notes.setdefault((source, title, day, quote), []).append(_text(values.get("address")))
    meanings = {column.name: column.meaning.get(language) or column.meaning["en"] for column in query.columns}
    rows = tuple(Row(cells, _notes(notes)) for cells, notes in grouped.items())
    return Shown(tuple(meanings[name] for name in names), rows)


def _columns(columns: Sequence[str]) -> tuple[str, ...]:
    named = {name for name in columns if f"{name}Name" in columns or f"{name}Title" in columns}
    return tuple(name for name in columns if name not in EVIDENCE and name not in named)


def _cell(values: Mapping[str, Term | None], name: str) -> Cell:
    value = values.get(name)
    owner = next((values.get(name.removesuffix(end)) for end in ("Name", "Title") if name.endswith(end)), None)
    thing = owner if isinstance(owner, Iri) else value if isinstance(value, Iri) else None
    language = (value.language or "") if isinstance(value, Literal) else ""
    return Cell(_text(value), thing, language)


def _notes(notes: Mapping[tuple[str, str, str, str], list[str]]) -> tuple[Note, ...]:
    return tuple(
        Note(Iri(source) if source else None, title, tuple(dict.fromkeys(filter(None, addresses))), day, quote)
        for (source, title, day, quote), addresses in notes.items()
    )


def _text(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, Literal) else str(term)
