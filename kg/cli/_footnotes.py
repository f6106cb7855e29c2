"""Rows with sources, as people read them: what is answered as a table, who says so as notes below it.

The library's queries name their columns alike: `xName` or `xTitle` stands for the IRI in `x`, `x` and
`xBy` are the two ends of one date, `source sourceTitle address published quote` are the evidence, and
`says` is a date as that source gives it. `projection` is what a computed row rests on, told once below them all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import click

from kg.cli._output import compact, harmless, print_rows
from kg.graphs import between
from kg.queries import INDEPENDENT, MEANING, Query
from kg.records import Table, Term

EVIDENCE = ("source", "sourceTitle", "address", "published", "quote", "says")
FRAME = "projection"
HEADING: Mapping[str, str] = {"en": "sources", "id": "sumber"}
QUOTED = 300


def print_with_notes(table: Table, query: Query, language: str) -> None:
    """The rows, each once, with the numbers of its notes; then the notes: source, day, words, addresses."""
    meanings = {column.name: column.meaning[language] for column in query.columns} | {INDEPENDENT: MEANING[language]}
    shown = _shown(table.columns)
    notes = Notes()
    rows: dict[tuple[str, ...], dict[int, None]] = {}
    for cells in table.rows:
        values = dict(zip(table.columns, cells, strict=True))
        numbers = rows.setdefault(tuple(_cell(values, name) for name in shown), {})
        evidence = {name: compact(values.get(name)) for name in EVIDENCE}
        if any(evidence.values()):
            numbers[notes.number(evidence["source"], evidence)] = None
    heads = [_heading(name, meanings) for name in shown]
    if not notes:
        print_rows(heads, rows)
    else:
        print_rows([*heads, HEADING[language]], [(*row, notes.marks(numbers)) for row, numbers in rows.items()])
        click.echo()
        notes.echo()
    for frame in _column(table, FRAME):
        click.echo(f"{meanings[FRAME]}: {harmless(frame)}")


def tell_candidates(tentative: Collection[int]) -> None:
    """Say which rows, counted from 1, stand only because of candidates."""
    if tentative:
        rows = ", ".join(str(index + 1) for index in sorted(tentative))
        click.echo(f"Not accepted yet, a candidate only: row {rows}")


def _column(table: Table, name: str) -> Iterable[str]:
    """The different values of a column, none where the table has no such column."""
    if name not in table.columns:
        return ()
    at = table.columns.index(name)
    return dict.fromkeys(compact(row[at]) for row in table.rows)


class Notes:
    """Numbered notes: one for each source and its words, with all the addresses that it is found at."""

    def __init__(self) -> None:
        self._addresses: dict[tuple[str, ...], dict[str, None]] = {}
        self._numbers: dict[tuple[str, ...], int] = {}

    def __len__(self) -> int:
        return len(self._addresses)

    def number(self, source: str, evidence: Mapping[str, str]) -> int:
        """The number of the note for this source and these words; `evidence` by the columns' names."""
        key = (source, *(evidence[name] for name in ("sourceTitle", "published", "quote", "says")))
        self._addresses.setdefault(key, {}).setdefault(evidence["address"])
        return self._numbers.setdefault(key, len(self._numbers) + 1)

    @staticmethod
    def marks(numbers: Iterable[int]) -> str:
        """The marks of some notes: `[1] [2]`."""
        return " ".join(f"[{number}]" for number in sorted(numbers))

    def echo(self) -> None:
        """Print them all: source, day and words on one line, each address on a line of its own."""
        for number, ((_, title, published, quote, says), addresses) in enumerate(self._addresses.items(), 1):
            where = ", ".join(harmless(part) for part in (title, published) if part)
            click.echo(f"[{number}] {where}{_said(quote)}{f' ({harmless(says)})' if says else ''}")
            for address in addresses:
                if address:
                    click.echo(f"    {harmless(address)}")


def _said(quote: str) -> str:
    words = harmless(quote)
    cut = words if len(words) <= QUOTED else f"{words[:QUOTED]} …"
    return f": “{cut}”" if words else ""


def _shown(columns: Sequence[str]) -> list[str]:
    named = {c.removesuffix("Name").removesuffix("Title") for c in columns if c.endswith(("Name", "Title"))}
    ends = {f"{c}By" for c in columns}
    return [c for c in columns if c not in named and c not in ends and c not in (*EVIDENCE, FRAME)]


def _heading(name: str, meanings: Mapping[str, str]) -> str:
    """What a column means; of two bounds that stand in one cell what they share ("began, not before": "began")."""
    shared = meanings[name].partition(",")[0]
    is_joined = meanings.get(f"{name}By", "").startswith(f"{shared},")
    return shared if is_joined else meanings[name]


def _cell(values: Mapping[str, Term | None], name: str) -> str:
    first = compact(values[name])
    if f"{name}By" not in values:
        return first
    return between(first or None, compact(values[f"{name}By"]) or None) or ""
