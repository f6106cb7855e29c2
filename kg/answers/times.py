"""When a question speaks of: a day, a month or a year, as a first and a last day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from kg.lang import Language, day_reader

_YEAR = re.compile(r"(?<![\w.,/-])([1-9]\d{3})(?![\w/-])")


@dataclass(frozen=True, slots=True)
class Time:
    """A time as written at `start`–`end` of a question: its first and last ISO day, and how exact it is."""

    start: int
    end: int
    first: str
    last: str
    unit: str

    @property
    def year(self) -> str:
        """The year, four digits."""
        return self.first[:4]


def times(text: str, languages: tuple[Language, ...]) -> tuple[Time, ...]:
    """Every day, month with a year, and year written in a text, in order, without overlaps."""
    found: list[Time] = []
    for time in (*_days(text, languages), *_months(text, languages), *_years(text)):
        if all(time.end <= other.start or time.start >= other.end for other in found):
            found.append(time)
    return tuple(sorted(found, key=lambda time: time.start))


def _days(text: str, languages: tuple[Language, ...]) -> Iterator[Time]:
    found = day_reader(languages).find(text)
    years = [day.year for day in found if day.year]
    for day in found:
        iso = day.iso(years[0] if years else None)
        if iso is not None:
            yield Time(day.start, day.end, iso, iso, "day")


def _months(text: str, languages: tuple[Language, ...]) -> Iterator[Time]:
    months = {row["form"]: int(row["month"]) for language in languages for row in language.table("months")}
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    for match in re.finditer(rf"\b({names})\b\.?,?\s+((?:19|20)\d\d)\b", text, re.IGNORECASE):
        month, year = months[match[1].lower()], match[2]
        last = monthrange(int(year), month)[1]
        yield Time(match.start(), match.end(), f"{year}-{month:02}-01", f"{year}-{month:02}-{last}", "month")


def _years(text: str) -> Iterator[Time]:
    for match in _YEAR.finditer(text):
        yield Time(match.start(), match.end(), f"{match[1]}-01-01", f"{match[1]}-12-31", "year")
