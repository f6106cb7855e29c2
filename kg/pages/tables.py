"""Rows of a query as a page shows them: each row once, things as links, the sources of every row behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kg.graphs import between
from kg.graphs.words import Words
from kg.pages.labels import THINGS
from kg.queries import INDEPENDENT, MEANING, Query
from kg.records import Iri, Literal, Table, Term
from kg.terms import XSD

EVIDENCE = ("source", "sourceTitle", "address", "published", "quote")
HEADINGS: Final = Path(__file__).with_name("headings.tsv")
_LATEST = "By"
_TRUTH: Final = ("true", "false")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, and the thing that it names, if it does."""

    text: str
    thing: Iri | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Who says so: the source, its title, its pages, its day, its words, and its value where sources may differ."""

    source: Iri | None
    title: str
    addresses: tuple[str, ...]
    published: str
    quote: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the answer with its notes; `tentative` where it stands only because of candidates."""

    cells: tuple[Cell, ...]
    notes: tuple[Note, ...]
    tentative: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column: a word or two, and what the column means."""

    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A table for people: what the columns mean, and the rows."""

    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]


_Key = tuple[str, str, str, str, str]


def shown(table: Table, query: Query, language: str, tentative: AbstractSet[int] = frozenset()) -> Shown:
    """The table as people read it; `tentative` are the indexes of rows that stand only because of candidates.

    Evidence stands apart. An IRI is joined with the column that names it (`x` with `xName` or
    `xTitle`), and the first day that something may have begun with the last (`x` with `xBy`). Rows
    that differ only in the one value in which sources may differ are one row with all the values; the notes
    say which source gives which.
    """
    names = _columns(table.columns)
    in_language = any(parameter.kind == "language" for parameter in query.parameters)
    apart = _apart(query, names, table.columns)
    grouped: dict[tuple[Cell, ...], tuple[list[str], dict[_Key, list[str]]]] = {}
    settled: set[tuple[Cell, ...]] = set()
    for index, row in enumerate(table.rows):
        values = dict(zip(table.columns, row, strict=True))
        said = _text(values.get(apart)) if apart else ""
        cells = (Cell("") if name == apart else _cell(values, name, language) for name in names)
        key = tuple(cells) if in_language else tuple(map(_left_to_page, cells))
        sayings, notes = grouped.setdefault(key, ([], {}))
        sayings.append(said)
        if index not in tentative:
            settled.add(key)
        title, day, quote = (_text(values.get(name)) for name in ("sourceTitle", "published", "quote"))
        source = _text(values.get("source"))
        if source or title or quote:
            notes.setdefault((source, title, day, quote, said), []).append(_text(values.get("address")))
    at = names.index(apart) if apart else None
    rows = tuple(
        Row(_filled(cells, at, sayings), _notes(notes), cells not in settled)
        for cells, (sayings, notes) in grouped.items()
    )
    return Shown(tuple(_headings(names, query, language)), rows)


def _apart(query: Query, names: Sequence[str], columns: Sequence[str]) -> str | None:
    """The column in which sources may differ, where it is one of plain values and it alone."""
    fits = len(query.single) == 1 and query.single[0] in names and f"{query.single[0]}{_LATEST}" not in columns
    if not fits:
        return None
    value = query.single[0]
    return (
        None if any(value.removesuffix(end) in columns for end in ("Name", "Title") if value.endswith(end)) else value
    )


def _filled(cells: tuple[Cell, ...], at: int | None, sayings: Iterable[str]) -> tuple[Cell, ...]:
    if at is None:
        return cells
    text = " · ".join(dict.fromkeys(filter(None, sayings)))
    return (*cells[:at], replace(cells[at], text=text), *cells[at + 1 :])


def _headings(names: Iterable[str], query: Query, language: str) -> Iterable[Heading]:
    words = Words(language, HEADINGS)
    meanings = {column.name: column.meaning.get(language) or column.meaning["en"] for column in query.columns}
    meanings[INDEPENDENT] = MEANING.get(language) or MEANING["en"]
    for name in names:
        latest = meanings.get(f"{name}{_LATEST}")
        meaning = f"{meanings[name]} – {latest}" if latest else meanings[name]
        yield Heading(words[name] if name in words else meaning[:1].upper() + meaning[1:], meaning)


def _columns(columns: Sequence[str]) -> tuple[str, ...]:
    named = {name for name in columns if f"{name}Name" in columns or f"{name}Title" in columns}
    latest = {f"{name}{_LATEST}" for name in columns}
    return tuple(name for name in columns if name not in EVIDENCE and name not in named and name not in latest)


def _cell(values: Mapping[str, Term | None], name: str, language: str) -> Cell:
    value = values.get(name)
    if isinstance(value, Literal) and value.datatype == XSD.boolean:
        return Cell(Words(language, HEADINGS)[value.value] if value.value in _TRUTH else value.value)
    if f"{name}{_LATEST}" in values:
        latest = values[f"{name}{_LATEST}"]
        return Cell(between(_text(value) or None, _text(latest) or None) or "")
    owner = next((values.get(name.removesuffix(end)) for end in ("Name", "Title") if name.endswith(end)), None)
    thing = owner if isinstance(owner, Iri) else value if isinstance(value, Iri) else None
    language = (value.language or "") if isinstance(value, Literal) else ""
    return Cell(_text(value), thing, language)


def _left_to_page(cell: Cell) -> Cell:
    """A thing that a query cannot name in the reader's language is named by the page."""
    ours = cell.thing is not None and cell.thing.startswith(THINGS)
    return replace(cell, text=str(cell.thing), language="") if ours else cell


def _notes(notes: Mapping[_Key, list[str]]) -> tuple[Note, ...]:
    return tuple(
        Note(Iri(source) if source else None, title, tuple(dict.fromkeys(filter(None, addresses))), day, quote, said)
        for (source, title, day, quote, said), addresses in notes.items()
    )


def _text(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, Literal) else str(term)
