"""When something began and ended, as far as a source says: the arithmetic of the four bounds.

Comes in: dates as sources give them, ISO, a day, a month or a year. Goes out: `Bounds`, four ISO
days or None. Not its job: reading dates in words, or turning bounds into RDF.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Sequence
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
    """One side of the bounds as text: 2024, 2024-07, 2024-07-30, `≤ …`, `≥ …` or `… – …`; None without any.

    The ends of a stretch are no more exact than they need be: `2017 – 2018-04-27`.
    """
    if earliest is None or latest is None:
        return f"≤ {latest}" if latest else f"≥ {earliest}" if earliest else None
    forms = (earliest[:4], earliest[:7], earliest)
    whole = next((short for short in forms if _span(short) == (earliest, latest)), None)
    return whole or f"{_shortest(earliest, 0, latest)} – {_shortest(latest, 1, earliest)}"


def start_bounds(earliest: Collection[str], latest: Collection[str]) -> tuple[str | None, str | None]:
    """The first and the last day on which something may have begun, by the bounds that sources give.

    As narrow as all of them together allow; where no day fits all, from the first to the last that any of them
    gives for itself. Who only saw it later narrows nothing.
    """
    first, last = max(earliest, default=None), min(latest, default=None)
    if first is None or last is None or first <= last:
        return first, last
    return min(earliest), min((day for day in latest if day >= first), default=max(latest))


def end_bounds(earliest: Collection[str], latest: Collection[str]) -> tuple[str | None, str | None]:
    """The first and the last day on which something may have ended; see `start_bounds`."""
    first, last = max(earliest, default=None), min(latest, default=None)
    if first is None or last is None or first <= last:
        return first, last
    return max((day for day in earliest if day <= last), default=min(earliest)), max(latest)


def sighted(known: Sequence[str | None]) -> str | None:
    """The day, month or year in which something was seen, where that is all that its four bounds tell."""
    earliest_start, begun, lasting, latest_end = known
    if earliest_start is not None or latest_end is not None or not begun or not lasting or lasting > begun:
        return None
    stretch = between(lasting, begun)
    return stretch if stretch and len(stretch) <= len(begun) else None


def _shortest(day: str, end: int, other: str) -> str:
    """A month or a year that does not hold the other end, where it says the same as its first (0) or last (1) day."""
    forms = (short for short in (day[:4], day[:7]) if not other.startswith(short))
    return next((short for short in forms if _span(short)[end] == day), day)


def _span(short: str) -> tuple[str, str]:
    try:
        return span(short)
    except ValueError:  # a foreign store may hold any text as a date: show it as it is
        return "", ""
