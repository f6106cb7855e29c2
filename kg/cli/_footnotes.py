"""Rows with sources, as people read them: what is answered as a table, who says so as notes below it.

The library's queries name their columns alike: `xName` or `xTitle` stands for the IRI in `x`, `x` and
`xBy` are the two ends of one date, and `source sourceTitle address published quote` are the evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from kg.cli._output import compact, harmless, print_rows
from kg.graphs import between
from kg.queries import Query
from kg.records import Table, Term

EVIDENCE = ("source", "sourceTitle", "address", "published", "quote")
HEADING: Mapping[str, str] = {"en": "sources", "id": "sumber"}
QUOTED = 300


def print_with_notes(table: Table, query: Query, language: str) -> None:
    """The rows, each once, with the numbers of its notes; then the notes: title, day, address, words."""
    meanings = {column.name: column.meaning[language] for column in query.columns}
    shown = _shown(table.columns)
    notes: dict[tuple[str, ...], int] = {}
    rows: dict[tuple[str, ...], dict[int, None]] = {}
    for cells in table.rows:
        values = dict(zip(table.columns, cells, strict=True))
        key = tuple(_cell(values, name) for name in shown)
        numbers = rows.setdefault(key, {})
        evidence = tuple(compact(values.get(name)) for name in EVIDENCE)
        if any(evidence):
            numbers[notes.setdefault(evidence, len(notes) + 1)] = None
    heads = [meanings[name] for name in shown]
    if notes:
        marked = [(*row, " ".join(f"[{n}]" for n in numbers)) for row, numbers in rows.items()]
        print_rows([*heads, HEADING[language]], marked)
        click.echo()
        for (_, title, address, published, quote), number in notes.items():
            click.echo(note(f"[{number}]", (title, published, address), quote))
    else:
        print_rows(heads, rows)


def note(mark: str, where: Sequence[str], quote: str) -> str:
    """One note: the mark, where it is said, and the words."""
    words = harmless(quote)
    said = f": “{words if len(words) <= QUOTED else words[:QUOTED] + ' …'}”" if words else ""
    return f"{mark} {', '.join(harmless(part) for part in where if part)}{said}"


def _shown(columns: Sequence[str]) -> list[str]:
    named = {c.removesuffix("Name").removesuffix("Title") for c in columns if c.endswith(("Name", "Title"))}
    ends = {f"{c}By" for c in columns}
    return [c for c in columns if c not in named and c not in ends and c not in EVIDENCE]


def _cell(values: Mapping[str, Term | None], name: str) -> str:
    first = compact(values[name])
    if f"{name}By" not in values:
        return first
    return between(first or None, compact(values[f"{name}By"]) or None) or ""
