"""Four bounds → the years that an edge belongs to."""

from __future__ import annotations

import networkx as nx

from kg.records import Iri
from kg.terms import SCG

Years = tuple[int | None, int | None]
"""First and last year, None where that side is open."""


def years(graph: nx.MultiDiGraph[Iri], ends: tuple[Iri, Iri], bounds: tuple[str | None, ...]) -> Years | None:
    """The years that an edge belongs to; without a date of its own, those of the event at its end; None without any."""
    found = _years(bounds)
    for end in ends:
        if found is None and graph.nodes[end]["kind"] == SCG.Event:
            earliest_start, latest_start, earliest_end, latest_end = graph.nodes[end]["bounds"]
            last = latest_end or earliest_end or latest_start  # an event without an end is over when it has begun
            found = _years((earliest_start, latest_start, earliest_end, last))
    return found


def _years(bounds: tuple[str | None, ...]) -> Years | None:
    """First and last year; what is only known to have held on a day belongs to the year of that day."""
    earliest_start, latest_start, earliest_end, latest_end = bounds
    first = _year(earliest_start or latest_start)
    last = _year(latest_end or (None if earliest_start else earliest_end))
    return None if first is None and last is None else (first, last)


def _year(day: str | None) -> int | None:
    head = (day or "")[:4]  # a foreign store may hold any text as a date
    return int(head) if len(head) == 4 and head.isascii() and head.isdigit() else None
