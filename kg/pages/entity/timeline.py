"""Dated facts of one thing → a strip of bars in the order of their beginning, placed in per cent of its width.

Places in per cent let one picture serve a telephone and a desk without a script.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.bounds import Bounds
from kg.pages.entity.cards import Card
from kg.records import Iri

MOST: Final = 24
_TICKS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Bar:
    """One fact: `x` and `width` in per cent; `open` where no end is known.

    `thing` is what it is about where it bears no words of an office, `start` and `end` its days as printed.
    """

    card: Card
    thing: Iri | None
    start: str
    end: str
    x: float
    width: float
    open: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars, the years along the edge with their places in per cent, and how many facts are left out."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, float], ...]
    left_out: int


def timeline(found: Iterable[Card], days: Mapping[Iri, Bounds]) -> Timeline | None:
    """The dated facts on one strip; `days` dates what a fact without days of its own is about (an event).

    None where fewer than two facts are dated.
    """
    dated = [(span, card) for card in found if (span := _span(_known(card, days))) is not None]
    if len(dated) < 2:
        return None
    dated.sort(key=lambda item: (item[0][0], item[0][1] or "9999", item[1].node))
    shown = dated[-MOST:]
    first = min(_number(start) for (start, _), _ in shown)
    last = max(_number(end or start) for (start, end), _ in shown)
    scale = _Scale(first, last)
    bars = tuple(scale.bar(span, card, _about(card, days)) for span, card in shown)
    return Timeline(bars, scale.ticks(), len(dated) - len(shown))


def _about(card: Card, days: Mapping[Iri, Bounds]) -> Iri | None:
    return next((other for other in card.others if other in days), card.others[0] if card.others else None)


def _known(card: Card, days: Mapping[Iri, Bounds]) -> Bounds:
    if card.bounds != Bounds():
        return card.bounds
    return next((days[other] for other in card.others if other in days), card.bounds)


def _span(known: Bounds) -> tuple[str, str | None] | None:
    if _is_seen_in(known):
        return str(known.earliest_end), str(known.latest_start)
    start = known.earliest_start or known.latest_start or known.earliest_end or known.latest_end
    if start is None or not _is_day(start):
        return None
    end = known.latest_end or (known.earliest_end if known.earliest_end != start else None)
    if end is None and known.earliest_end == known.latest_start == start:
        end = start  # seen on one day
    return start, end if end is not None and _is_day(end) and end >= start else None


def _is_seen_in(known: Bounds) -> bool:
    """Whether all that is known is a month or a year in which it was seen."""
    begun, lasting = known.latest_start or "", known.earliest_end or ""
    return known.earliest_start is None and known.latest_end is None and "" < lasting < begun and _is_day(begun)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


class _Scale:
    """Days → per cent, with a little room on either side."""

    def __init__(self, first: int, last: int) -> None:
        room = max((last - first) // 20, 60)
        self._first, self._last = max(first - room, 1), min(last + room, date.max.toordinal())

    def place(self, day: int) -> float:
        return round(100 * (day - self._first) / (self._last - self._first), 2)

    def bar(self, span: tuple[str, str | None], card: Card, thing: Iri | None) -> Bar:
        start, end = span
        x = self.place(_number(start))
        reach = 100.0 if end is None else self.place(_number(end))
        printed = (card.start, card.end) if card.start or card.end else (start, end or "")
        return Bar(card, thing, *printed, x, round(max(reach - x, 0.8), 2), end is None)

    def ticks(self) -> tuple[tuple[int, float], ...]:
        first, last = date.fromordinal(self._first).year + 1, date.fromordinal(self._last).year
        step = next((step for step in _TICKS if (last - first) / step <= 6), 500)
        years = range(first + -first % step, last + 1, step)
        return tuple((year, self.place(date(year, 1, 1).toordinal())) for year in years)
