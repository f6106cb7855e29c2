"""The dateline that opens an article's first paragraph: "JOHOR BAHRU, Nov 7 (Agency) — Southern …".

Comes in: a paragraph. Goes out: `Dateline` with its length, or None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.lang import Language, WrittenDay, day_reader

_LONGEST = 100
_END = re.compile(r"(?:\s[—–-]{1,2}|\s?[—–]|:)\s?(?=[\"'“”‘’«(]*[^\W_a-z])")
_PLACE = re.compile(r"[^\W\d_a-z][\w'’.-]*(?:\s+[^\W\d_a-z][\w'’.-]*){0,3}")
_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.ASCII)
_BRACKET = re.compile(r"\(([^()]{1,40})\)")
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says; `end` is where the article's first sentence begins."""

    end: int
    place: str | None
    day: WrittenDay | None


class DatelineReader:
    """Reads datelines of one set of languages; made once (see `dateline_reader`)."""

    def __init__(self, languages: tuple[Language, ...]) -> None:
        self._days = day_reader(languages)
        weekdays = {row["form"] for lang in languages for row in lang.table("weekdays")}
        self._weekday = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(weekdays)))})\.?", re.IGNORECASE)

    def read(self, paragraph: str) -> Dateline | None:
        """The dateline at the beginning of `paragraph`, or None where it begins with its first sentence."""
        for match in _END.finditer(paragraph, 0, _LONGEST + 4):
            found = self._head(paragraph[: match.start()])
            if found is None:
                return None
            place, day = found
            colon = match.group().startswith(":")
            if not colon or day is not None or (place is not None and place.isupper()):
                return Dateline(match.end(), place, day)
        return None

    def _head(self, head: str) -> tuple[str | None, WrittenDay | None] | None:
        """Place and day of a dateline without its dash; None where anything else stands in it."""
        days = self._days.find(head)
        for day in days:
            head = f"{head[: day.start]}{' ' * (day.end - day.start)}{head[day.end :]}"
        asides = _BRACKET.findall(head)
        parts = [part.strip() for part in _BRACKET.sub(",", head).split(",")]
        places, sites = [], 0
        for part in (part for part in parts if part and not self._weekday.fullmatch(part)):
            if _SITE.fullmatch(part) and not part.endswith("."):
                sites += 1
            elif _PLACE.fullmatch(part) and len(part.split()) <= _MOST_WORDS:
                places.append(part)
            else:
                return None
        if len(days) > 1 or len(places) > 3 or not (places or sites) or len(asides) > 2:
            return None
        return places[0] if places else None, days[0] if days else None


@cache
def dateline_reader(languages: tuple[Language, ...]) -> DatelineReader:
    """The reader for these languages, made once."""
    return DatelineReader(languages)
