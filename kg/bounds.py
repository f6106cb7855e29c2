"""When something began and ended, as far as a source says: the arithmetic of the four bounds.

Comes in: dates as sources give them, ISO, a day, a month or a year. Goes out: `Bounds`, four ISO
days or None. Not its job: reading dates in words, or turning bounds into RDF.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Four ISO days; None where nothing is known on that side."""

    earliest_start: str | None = None
    latest_start: str | None = None
    earliest_end: str | None = None
    latest_end: str | None = None


@lru_cache(maxsize=4096)  # the days of the registry are asked for with every article
def span(date: str) -> tuple[str, str]:
    """Return the first and the last day of an ISO day, month or year; raise ValueError for anything else."""
    match = _SHAPE.fullmatch(date)
    if match is None:
        raise ValueError(f"not an ISO day, month or year: {date!r}")
    year, month, day = match.groups()
    first, last = int(month or 1), int(month or 12)
    if int(year) == 0 or not 1 <= first <= 12:
        raise ValueError(f"no such month: {date!r}")
    length = monthrange(int(year), last)[1]
    if day is not None and not 1 <= int(day) <= length:
        raise ValueError(f"no such day: {date!r}")
    return f"{year}-{first:02}-{day or '01'}", f"{year}-{last:02}-{day or f'{length:02}'}"


def bounds(start: str | None = None, end: str | None = None, as_of: str | None = None) -> Bounds:
    """Give the four bounds of something that began at `start`, ended at `end` and was seen at `as_of`.

    Each is an ISO day, month or year, or None. A date seen says: it had begun by the last day of
    that stretch, and had not ended before its first. Where a start or an end is known, the date
    seen adds nothing on that side. Raises ValueError for a malformed date.
    """
    seen = span(as_of) if as_of else (None, None)
    begun = span(start) if start else (None, seen[1])
    ended = span(end) if end else (seen[0], None)
    return Bounds(begun[0], begun[1], ended[0], ended[1])


def one_time(start: str, end: str | None = None) -> Bounds:
    """Give the bounds of what happens once, such as a meeting: without an end it ends when it starts."""
    return bounds(start, end or start)


def between(earliest: str | None, latest: str | None) -> str | None:
    """One side of the bounds as text: 2024, 2024-07, 2024-07-30, `≤ …`, `≥ …` or `… – …`; None without any."""
    if earliest is None or latest is None:
        return f"≤ {latest}" if latest else f"≥ {earliest}" if earliest else None
    forms = (earliest[:4], earliest[:7], earliest)
    return next((short for short in forms if _means(short, earliest, latest)), f"{earliest} – {latest}")


def _means(short: str, earliest: str, latest: str) -> bool:
    try:
        return span(short) == (earliest, latest)
    except ValueError:  # a foreign store may hold any text as a date: show it as it is
        return False
