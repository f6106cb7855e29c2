"""Dates as the press writes them → ISO days, months or years, resolved against the day of publication.

"22-25 Mei 2018", "16—18 Oktober", "Selasa (8/5)", "Nov 7", "Monday (June 18)", "Juli tahun lalu",
"kemarin". A date without a year takes the year that brings it nearest to the publication; without a
publication day it stays unresolved and says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import permutations
from typing import Final

from kg.extraction.chunks import DATE, Chunk, Dates
from kg.extraction.line import Line
from kg.extraction.tokens import Token
from kg.extraction.weekdays import next_so_called, week_days
from kg.lang import Language

_RANGE: Final = re.compile(r"(\d{1,2})[-‑–](\d{1,2})")
_SLASHED: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?")
_SPANNED: Final = re.compile(r"(\d{1,2})[-‑–](\d{1,2})[./](\d{1,2})(?:[./](\d{4}))?")
_ACROSS: Final = re.compile(r"(\d{1,2})/(\d{1,2})[-‑–](\d{1,2})/(\d{1,2})")
_DAY: Final = re.compile(r"([0-3]?\d)(?:st|nd|rd|th)?")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SHAPES: Final = re.compile(
    r"(?P<spanned>(?:W(?:-W)?,?)?\(?T\)?)"
    r"|(?P<across>(?:W(?:-W)?,?)?\(?X(?:\)|,?Y\)?)?)"
    r"|(?P<upto>(?:W(?:-W)?,?)?\(?D-S\)?)"
    r"|(?P<slashed>(?:W,?)?\(?S\)?)"
    r"|(?P<range>(?:W,?)?\(?(?:R|D-D)o?M(?:,?Y|P)?\)?)"
    r"|(?P<months>(?:W,?)?DMY?-(?:W,?)?DM(?:,?Y)?)"
    r"|(?P<day>(?:W,?)?\(?Do?M(?:,?Y|P)?\)?)"
    r"|(?P<monthrange>(?:W,?)?\(?M(?:R|D-D)(?:,?Y|P)?\)?)"
    r"|(?P<monthday>(?:W,?)?\(?MD(?:,?Y|P)?\)?)"
    r"|(?P<month>M(?:,?Y|P)?)"
    r"|(?P<weekdays>W-W)"
    r"|(?P<weekday>K?\(?WK?\)?)"
    r"|(?P<relative>K)"
    r"|(?P<length>L)"
    r"|(?P<span>P)"
    r"|(?P<year>Y)"
)
_LONGEST, _HALF_A_YEAR = 11, 6
_DASHES: Final = frozenset("-–—‑")


@dataclass(frozen=True, slots=True)
class Offset:
    """A word such as "kemarin" or "tahun lalu": so many days, months or years from the publication."""

    unit: str
    steps: int


class Calendar:
    """The words of dates of one language."""

    def __init__(self, language: Language) -> None:
        self.months = {row["form"]: int(row["month"]) for row in language.table("months")}
        days = {row["form"]: int(row["day"]) for row in language.table("weekdays")}
        self.weekdays = days | {f"{one}-{two}": days[one] for one, two in permutations(days, 2)}  # "Senin-Selasa"
        self.offsets = {row["form"]: Offset(row["unit"], int(row["steps"])) for row in language.tables.get("days", ())}
        self.lengths = sorted({len(form.split()) for form in self.offsets}, reverse=True)
        self.seconds: dict[str, set[str]] = {}
        for words in (form.split() for form in self.offsets if " " in form):
            self.seconds.setdefault(words[0], set()).add(words[1])
        self.starts = {form.split()[0] for form in (*self.months, *self.weekdays, *self.offsets)}

    def begins(self, word: Token) -> bool:
        """Whether a date may begin with a word whatever follows it; without a capital no month or weekday does."""
        return word.key in self.starts if word.upper else word.key in self.offsets

    def offset(self, line: Line, at: int) -> tuple[int, Offset | None]:
        """The longest relative expression that starts at a token."""
        for length in self.lengths:
            ended = at + length > len(line.keys)  # a slice past the end would be a shorter phrase
            found = None if ended else self.offsets.get(" ".join(line.keys[at : at + length]))
            if found:
                return length, found
        return 0, None


@dataclass(slots=True)
class _Reading:
    """The codes of the tokens from one token on, and what each stands for."""

    codes: str
    values: list[tuple[int, ...]]
    ends: list[int]


def read_date(line: Line, at: int, calendar: Calendar, published: str | None) -> Chunk | None:
    """The date expression that starts at token `at`, if one does."""
    token = line.tokens[at]
    if not token.number and token.key not in calendar.starts and token.text != "(":
        return None
    if token.number and at > 1 and line.key(at - 1) == ":" and line.tokens[at - 2].number:
        return None  # minutes: "14:20 November 25"
    reading = _read(line, at, calendar)
    match = _SHAPES.match(reading.codes)
    if match is None or not _is_date(line, at, match):
        return None
    balanced = match[0].count("(") == match[0].count(")")
    last = reading.ends[match.end() - 1 - (not balanced and match[0].endswith(")"))]
    chunk = line.chunk(DATE, at, last)
    chunk.days = reading.values[0][0] if match.lastgroup == "length" else 0
    chunk.dates = resolve(match.lastgroup or "", match[0], reading.values[: match.end()], published, chunk.name)
    if match[0] == "M" and published and chunk.dates:
        chunk.dates = _turned(line, at, last, chunk.dates, published)
    if match[0] == "W" and published and chunk.dates:
        chunk.dates = replace(_called(line, (at, last), chunk.dates, published), weekday=True)
    return chunk


def _called(line: Line, span: tuple[int, int], dates: Dates, published: str) -> Dates:
    """A day of the week with "next" beside it lies behind the day of publication."""
    first, last = span
    if not (line.joins(first - 1, "ahead") or line.joins(last, "ahead-behind")):
        return dates
    day = next_so_called(date.fromisoformat(published), date.fromisoformat(dates.end).isoweekday()).isoformat()
    return replace(dates, start=day, end=day)


def _turned(line: Line, at: int, last: int, dates: Dates, published: str) -> Dates:
    """A month with "last" or "next" beside it is before or after that of publication."""
    year, month = dates.start.split("-")
    if line.joins(at - 1, "past") or line.joins(last, "past-behind"):
        year = str(int(year) - (dates.start > published[: len(dates.start)]))
    elif line.joins(at - 1, "ahead") or line.joins(last, "ahead-behind"):
        year = str(int(year) + (dates.start < published[: len(dates.start)]))
    return Dates(f"{year}-{month}", f"{year}-{month}", dates.expression)


def _is_date(line: Line, at: int, match: re.Match[str]) -> bool:
    if match.lastgroup == "slashed":
        return match[0] != "S" or line.tokens[at].text.count("/") == 2 or line.tokens[at].text.count(".") == 2
    if match.lastgroup == "year":
        return line.joins(at - 1, "when")
    return match[0] != "M" or any(line.joins(at - 1, what) for what in ("when", "past", "ahead"))


def _read(line: Line, at: int, calendar: Calendar) -> _Reading:
    reading, index = _Reading("", [], []), at
    while index < len(line) and len(reading.codes) < _LONGEST:
        code, value, length = _code(line, index, calendar)
        if not code:
            break
        reading.codes += code
        reading.values.append(value)
        index += length
        reading.ends.append(index)
    return reading


def _code(line: Line, at: int, calendar: Calendar) -> tuple[str, tuple[int, ...], int]:
    token = line.tokens[at]
    length, offset = calendar.offset(line, at)
    if offset is not None:
        if offset.unit == "length":
            return "L", (offset.steps,), length
        return ("K" if offset.unit == "day" else "P"), (*_unit(offset), offset.steps), length
    if token.key in calendar.months and token.upper:
        return "M", (calendar.months[token.key],), 1
    if token.key in calendar.weekdays and token.upper:
        return "W", (calendar.weekdays[token.key],), 1
    if token.number:
        return _number(token.text)
    if token.text in _DASHES or line.joins(at, "range"):
        return "-", (), 1
    if line.joins(at, "day-of"):
        return "o", (), 1
    return (token.text, (), 1) if token.text in ("(", ")", ",") else ("", (), 1)


def _unit(offset: Offset) -> tuple[int]:
    return (("day", "month", "year").index(offset.unit),)


def _number(text: str) -> tuple[str, tuple[int, ...], int]:
    for code, shape in (("Y", _YEAR), ("D", _DAY), ("T", _SPANNED), ("X", _ACROSS), ("S", _SLASHED), ("R", _RANGE)):
        match = shape.fullmatch(text)
        if match and code == "Y":
            return code, (int(text),), 1
        if match and (code != "S" or _is_day(match)):
            return code, tuple(int(part) for part in match.groups() if part), 1
    return "", (), 1


def _is_day(match: re.Match[str]) -> bool:
    return "-" not in match[0] and 1 <= int(match[1]) <= 31 and 1 <= int(match[2]) <= 12


def resolve(
    shape: str, codes: str, values: list[tuple[int, ...]], published: str | None, expression: str
) -> Dates | None:
    """What an expression of this shape stands for; None where it cannot be said."""
    today = _day(published)
    found = dict(zip(codes, values, strict=True))
    days = [value[0] for code, value in zip(codes, values, strict=True) if code == "D"]
    year = found["Y"][0] if "Y" in found else _shifted(today, found.get("P"))
    ends = _ends(shape, (codes, values, days), year, today)
    return Dates(ends[0], ends[1], expression) if ends else None


def _shifted(today: date | None, offset: tuple[int, ...] | None) -> int | None:
    return today.year + offset[1] if today and offset and offset[0] == 2 else None


def _ends(
    shape: str, read: tuple[str, list[tuple[int, ...]], list[int]], year: int | None, today: date | None
) -> tuple[str, str] | None:
    codes, values, days = read
    found = dict(zip(codes, values, strict=True))
    if shape == "spanned":
        first, last, month, *rest = found["T"]
        return _both(*(_iso(rest[0] if rest else None, month, day, today) for day in (first, last)))
    if shape == "upto":
        last, month, *rest = found["S"]
        written = _full_year(rest)
        return _both(_iso(written, month, days[0], today), _iso(written, month, last, today))
    if shape == "across":
        first, begins, last, ends = found["X"]
        return _both(_iso(year, begins, first, today), _iso(year, ends, last, today))
    if shape == "slashed":
        day, month, *rest = found["S"]
        return _both(_iso(_full_year(rest), month, day, today))
    if shape in ("range", "monthrange"):
        first, last = found["R"] if "R" in found else (days[0], days[1])
        return _both(_iso(year, found["M"][0], first, today), _iso(year, found["M"][0], last, today))
    if shape == "months":
        months = [value[0] for code, value in zip(codes, values, strict=True) if code == "M"]
        return _both(_iso(year, months[0], days[0], today), _iso(year, months[1], days[1], today))
    if shape in ("day", "monthday"):
        return _both(_iso(year, found["M"][0], days[0], today))
    return _vague(shape, (found, values), year, today)


def _vague(
    shape: str,
    read: tuple[dict[str, tuple[int, ...]], list[tuple[int, ...]]],
    year: int | None,
    today: date | None,
) -> tuple[str, str] | None:
    found, values = read
    if shape == "month":
        return _both(_month(year, found["M"][0], today))
    if shape == "year":
        return _both(str(found["Y"][0]))
    if today is None:
        return None
    if shape in ("weekday", "weekdays") and "K" not in found:
        start, end = week_days(today, *(value[0] for value in values if value))
        return start.isoformat(), end.isoformat()
    if shape in ("relative", "weekday"):
        return _both((today + timedelta(days=found["K"][1])).isoformat())
    if shape == "span" and found["P"][0] == 2:
        return _both(str(today.year + found["P"][1]))
    if shape == "span" and found["P"][0] == 1:
        months = today.year * 12 + today.month - 1 + found["P"][1]
        return _both(f"{months // 12}-{months % 12 + 1:02}")
    return None


def _both(start: str | None, end: str | None = None) -> tuple[str, str] | None:
    return (start, end or start) if start else None


def _full_year(rest: list[int]) -> int | None:
    if not rest:
        return None
    return rest[0] if rest[0] > 99 else 2000 + rest[0]


def _day(published: str | None) -> date | None:
    return date.fromisoformat(published) if published and len(published) == 10 else None


def _iso(year: int | None, month: int, day: int, today: date | None) -> str | None:
    years = [year] if year else [today.year - 1, today.year, today.year + 1] if today else []
    days = [found for found in (_made(candidate, month, day) for candidate in years) if found]
    if not days:
        return None
    return (min(days, key=lambda found: abs(found - today)) if today else days[0]).isoformat()


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(year: int | None, month: int, today: date | None) -> str | None:
    if year is None and today is not None:
        ahead = month - today.month
        year = today.year + (ahead < -_HALF_A_YEAR) - (ahead > _HALF_A_YEAR - 1)
    return f"{year}-{month:02}" if year else None
