"""Days written in words or figures: "25 Mei 2018", "Nov 7", "28th of June 2016", "6/7/2017", "(14/10)".

Comes in: a text and the languages whose months may occur in it. Goes out: where a day is written and
which one, the year left open where none is. Not its job: ranges, "yesterday", or what the date means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.lang.base import Language


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day as written at `start`–`end` of a text; `year` is None where the text leaves it out."""

    start: int
    end: int
    day: int
    month: int
    year: int | None = None

    def iso(self, year: int | None = None) -> str | None:
        """The ISO day, with `year` for one left out; None where there is no year or no such day."""
        whole = self.year or year
        if whole is None:
            return None
        try:
            return date(whole, self.month, self.day).isoformat()
        except ValueError:
            return None


class DayReader:
    """Finds written days; made once for a set of languages (see `day_reader`)."""

    def __init__(self, languages: tuple[Language, ...]) -> None:
        self._months = {row["form"]: int(row["month"]) for lang in languages for row in lang.table("months")}
        self._pattern = _pattern(languages, self._months)

    def find(self, text: str) -> tuple[WrittenDay, ...]:
        """Every day written in `text`, in order, without overlaps."""
        return tuple(self._days(text))

    def _days(self, text: str) -> Iterator[WrittenDay]:
        for match in self._pattern.finditer(text):
            day = self._read(match)
            if day is not None:
                yield day

    def _read(self, match: re.Match[str]) -> WrittenDay | None:
        # each alternative of the pattern names its groups d, m, y behind a letter of its own
        found = {key[1]: value for key, value in match.groupdict().items() if value is not None}
        named = found["m"].lower() in self._months
        month = self._months[found["m"].lower()] if named else int(found["m"])
        day = int(found["d"])
        year = _century(found["y"]) if "y" in found else None
        if not named and month > 12 >= day:  # 12/25/2016: the figures can only be month first
            day, month = month, day
        known = WrittenDay(match.start(), match.end(), day, month, year)
        return known if known.iso(2024) else None  # a leap year, so that 29 February passes


@cache
def day_reader(languages: tuple[Language, ...]) -> DayReader:
    """The reader for these languages, made once."""
    return DayReader(languages)


def _century(written: str) -> int:
    year = int(written)
    return year if year > 99 else 2000 + year


def _pattern(languages: tuple[Language, ...], months: dict[str, int]) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    ordinals = {form for lang in languages for form in lang.config["date"].get("ordinals", ())}
    links = {word for lang in languages for word in lang.config["date"].get("links", ())}
    ordinal = f"(?:{'|'.join(sorted(ordinals))})?" if ordinals else ""
    link = f"(?:(?:{'|'.join(sorted(links))})\\s+)?" if links else ""
    year = "(?P<{0}y>(?:19|20)[0-9][0-9])(?![0-9])"
    alternatives = (
        r"(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)(?!\d)",
        rf"(?P<ad>\d{{1,2}}){ordinal}\s+{link}(?P<am>{names})\b\.?(?:,?\s+{year.format('a')})?",
        rf"(?P<bm>{names})\b\.?\s+(?P<bd>\d{{1,2}}){ordinal}(?![\d.,]\d|\w)(?:,?\s+{year.format('b')})?",
        r"(?P<nd>\d{1,2})(?P<ns>[/.-])(?P<nm>\d{1,2})(?P=ns)(?P<ny>(?:19|20)\d\d)(?!\d)",
        r"(?P<sd>\d{1,2})/(?P<sm>\d{1,2})(?:/(?P<sy>\d\d))?(?![/\d])",
    )
    return re.compile(rf"(?<![\w/.,-])(?<!\d:)(?:{'|'.join(alternatives)})", re.IGNORECASE)
