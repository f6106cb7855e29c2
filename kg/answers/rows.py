"""What the rows of an answer allow to be said: which are tentative, whether none is an answer, what lies too early."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from kg.answers.citing import cell_text
from kg.answers.matching import Match
from kg.queries import Bound, Query, Seen
from kg.records import Table

NOW: Final = "now"


def kept(seen: Seen, table: Table) -> frozenset[int]:
    """Which rows of the narrowed table stand only because of candidates."""
    rows = {seen.answered.table.rows[index] for index in seen.tentative}
    return frozenset(index for index, row in enumerate(table.rows) if row in rows)


def particular(match: Match) -> bool:
    """Whether a question is about more than a country or a network: where there is no row, it has no answer."""
    general = {p.name for p in match.query.parameters if p.kind in {"country", "network"}}
    return bool(set(match.filled.values) - general or match.filled.narrowing)


def before(table: Table, values: Mapping[str, Bound], query: Query, first: str) -> str | None:
    """The day asked for, where no source covers it and it is before the first source."""
    if "certain" not in table.columns:
        return None
    certain = table.columns.index("certain")
    days = [values[p.name].text for p in query.parameters if p.kind == "date" and p.name in values]
    sure = any(cell_text(row[certain]) in {"true", "1"} for row in table.rows)
    return next((day for day in days if day < first and not sure), None)


def uncovered(table: Table, values: Collection[str], answered: Mapping[str, Bound], query: Query) -> str | None:
    """The day that a question gives (`NOW` without one) where no row holds on it for sure; None where one does."""
    if "certain" not in table.columns or not table.rows:
        return None
    certain = table.columns.index("certain")
    if any(cell_text(row[certain]) in {"true", "1"} for row in table.rows):
        return None
    return next((answered[p.name].text for p in query.parameters if p.kind == "date" and p.name in values), NOW)
