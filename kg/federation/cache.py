"""The files of `data/wikidata/`: which item is which of our things, and what was read there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from kg.errors import TableError

LINKS, FACTS = "links.csv", "facts.csv"


@dataclass(frozen=True, slots=True, order=True)
class LinkedItem:
    """One of our things (the end of its IRI, `place/31`) and the item that is the same; `method` says how we know."""

    thing: str
    item: str
    method: str


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """One statement of an item.

    `property` is population, latitude, longitude or term; `position`, `start` and `end` belong to a term,
    `on` is the day a number holds for. `origin` is where it was read, `read` on which day.
    """

    item: str
    property: str
    value: str
    on: str
    position: str
    start: str
    end: str
    origin: str
    read: str


def read_links(folder: Path) -> tuple[LinkedItem, ...]:
    """The links of a folder, sorted; none where there is no file. Raises TableError for a malformed one."""
    return tuple(sorted(LinkedItem(*row) for row in _rows(folder / LINKS, [f.name for f in fields(LinkedItem)])))


def read_facts(folder: Path) -> tuple[Fact, ...]:
    """The facts of a folder, sorted; none where there is no file. Raises TableError for a malformed one."""
    return tuple(sorted(Fact(*row) for row in _rows(folder / FACTS, [f.name for f in fields(Fact)])))


def write_facts(folder: Path, facts: Iterable[Fact]) -> None:
    """Make these facts, sorted, the whole file: beside it first, then in one step."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([f.name for f in fields(Fact)])
    writer.writerows(astuple(fact) for fact in sorted(set(facts)))
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{FACTS}.part"
    part.write_text(buffer.getvalue(), encoding="utf-8", newline="")
    part.replace(folder / FACTS)


def _rows(path: Path, columns: list[str]) -> list[list[str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    wrong = next((number for number, row in enumerate(rows, 1) if len(row) != len(columns)), None)
    if not rows or rows[0] != columns or wrong is not None:
        raise TableError(f"{path}: line {wrong or 1} does not hold {', '.join(columns)}")
    return rows[1:]
