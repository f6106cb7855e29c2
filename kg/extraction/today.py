"""The day that "yesterday" and days without a year are counted from.

That is the day of publication, else the first day that the text writes in full. Where a text writes no year
at all, the day of the week tells it: "Wednesday (13/10)" is of the first year behind the last one spoken
of in which 13 October was a Wednesday.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from kg.lang import Language
from kg.lang.dates import WrittenDay, day_reader
from kg.records import Document

_YEAR: Final = re.compile(r"(?<![\d\w/.,-])(?:19[89]|20[0-4])\d(?![\d\w/-]|[.,]\d)")
_TERM: Final = re.compile(r"(?<!\d)((?:19[89]|20[0-4])\d)\s?[-–—/]\s?(?:20)?\d\d(?!\d)")  # a term of office: 2022–2027
_NEAR: Final = 4  # characters between the day of the week and the day
_BEFORE: Final = 32  # characters in which the days of the week stand
_SPREAD: Final = 10  # years: what lies further back is history, what lies ahead may be a plan
_PLANNED: Final = 2030  # a year behind it is an aim ("Indonesia Emas 2045"), not the time of writing
_NEXT_YEARS: Final = 12  # every day falls on every day of the week within so many years


class Today:
    """Reads the day of a document; made once for a set of languages."""

    def __init__(self, languages: Iterable[Language]) -> None:
        each = tuple(languages)
        self._days = day_reader(each)
        self._weekdays = {row["form"]: int(row["day"]) for lang in each for row in lang.table("weekdays")}
        names = "|".join(sorted(map(re.escape, self._weekdays), key=len, reverse=True))
        behind = rf"(?: ?[-–—] ?| [a-z]{{2,7}} )(?:{names})"  # "Tuesday to Thursday": the first day is the first one's
        self._weekday = re.compile(rf"\b({names})\b(?:{behind})?\.?[ ,(]{{1,{_NEAR}}}$", re.IGNORECASE)

    def of(self, document: Document) -> str | None:
        """The ISO day, or None where nothing tells it."""
        if document.published:
            return document.published
        days = self._days.find(document.text)
        whole = next((iso for day in days if day.year and (iso := day.iso(day.year))), None)
        return whole or next((iso for day in days if (iso := self._by_weekday(document.text, day))), None)

    def _by_weekday(self, text: str, day: WrittenDay) -> str | None:
        match = self._weekday.search(text[max(day.start - _BEFORE, 0) : day.start])
        if match is None:
            return None
        weekday = self._weekdays[match[1].casefold()]
        terms = (day.iso(int(found[1])) for found in _TERM.finditer(text))
        begun = next((iso for iso in terms if iso and date.fromisoformat(iso).isoweekday() == weekday), None)
        years = (int(found.group()) for found in _YEAR.finditer(_TERM.sub("", text)))
        past = [year for year in years if year <= _PLANNED]
        if begun is not None or not past:
            return begun
        first = min(year for year in past if year >= max(past) - _SPREAD) + 1
        days = (iso for year in range(first, first + _NEXT_YEARS) if (iso := day.iso(year)))
        return next((iso for iso in days if date.fromisoformat(iso).isoweekday() == weekday), None)
