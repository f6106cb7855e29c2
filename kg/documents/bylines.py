"""Lines that say who wrote an article and when: "Jumat, 25 Mei 2018 Reporter: A Editor: B 5014".

Comes in: a line. Goes out: `Byline` where the line says nothing else, else None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from kg.lang import DayReader, Language, WrittenDay, day_reader
from kg.lang.base import Row

Rows = list[Row]

_LONGEST = 220
_LABEL = 40
_STAMP = 80
_DIGIT = re.compile(r"\d")
_MOST_WORDS = 8
_FEW_WORDS = 3
_SEPARATOR = re.compile(r"[|·•»]|\s[/–—-]\s|(?<=\d)\s+-\s+|;")
_TIME = re.compile(r"\b[012]?\d[.:][0-5]\d(?::[0-5]\d)?\s?(?:[APap]\.?[Mm]\b\.?)?")
_OFFSET = re.compile(r"(?:GMT|UTC)?[+-]\d{1,2}(?::?\d\d)?\b")
_NUMBER = re.compile(r"\b\d[\d.,]*\s?[kK]?\b")
_TRIM = " \t,.:;()[]/|-–—&+*#\"'“”"
_PROSE = re.compile(r"[.!?]\s+[A-Z][a-z]+\s+[a-z]")
_CAPITALS = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){0,4}")


@dataclass(frozen=True, slots=True)
class Byline:
    """What such a line says; `place` is what stands before the day ("JAYAPURA, Kamis 6/7/2017")."""

    published: WrittenDay | None = None
    author: str | None = None
    place: str | None = None


@dataclass(slots=True)
class _Reading:
    """What has been read of one line so far."""

    authors: list[str] = field(default_factory=list)
    days: list[WrittenDay] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    place: str | None = None
    fields: int = 0
    counters: int = 0
    separators: int = 0
    label: str | None = None


class BylineReader:
    """Reads bylines of one set of languages; made once (see `byline_reader`)."""

    def __init__(self, languages: tuple[Language, ...]) -> None:
        rows = [row for lang in languages for row in lang.table("dateline")]
        self._kinds = {row["form"]: row["kind"] for row in rows}
        self._days: DayReader = day_reader(languages)
        self._label = _labels(rows, ("author", "editor", "date", "updated", "filler"))
        self._counter = _counters(rows)
        weekdays = [row["form"] for lang in languages for row in lang.table("weekdays")]
        self._weekday = re.compile(rf"\b(?:{_any(weekdays)})\b\.?", re.IGNORECASE)
        zones = [row["form"] for row in rows if row["kind"] == "zone"]
        self._zone = re.compile(rf"(?<!\w)(?:{_any(zones)})(?!\w)", re.IGNORECASE)
        homes = [row["form"] for row in rows if row["kind"] == "home"]
        self._crumbs = re.compile(rf"(?:{_any(homes)})\s*[»›>/|].*", re.IGNORECASE)

    def is_crumbs(self, text: str) -> bool:
        """Whether a line is the path to the page: "Beranda » Berita » Pemerintahan"."""
        return self._crumbs.fullmatch(text) is not None

    def begins_with_label(self, text: str) -> bool:
        """Whether a line begins with "Editor:" or the like."""
        return ":" in text[:_LABEL] and self._label.match(text.lstrip(_TRIM)) is not None

    def is_stamp(self, text: str) -> bool:
        """Whether a line is no more than a day, a time and a counter, as under a list of links."""
        if len(text) > _STAMP or not _DIGIT.search(text):
            return False
        reading = self._read(text)
        return bool(reading.days or reading.counters) and not (reading.rest or reading.fields)

    def read(self, text: str) -> Byline | None:
        """What the line says, or None where it is something else."""
        if len(text) > _LONGEST or _PROSE.search(text):
            return None
        reading = self._read(text)
        whole = [day for day in reading.days if day.year is not None]
        words = sum(len(part.split()) for part in reading.rest)
        if words > self._allowed(reading, dated=bool(whole)):
            return None
        return Byline(whole[0] if whole else None, "; ".join(reading.authors) or None, reading.place)

    @staticmethod
    def _allowed(reading: _Reading, *, dated: bool) -> int:
        """How many words may stand unexplained in a line with so many fields."""
        if not dated:
            return 4 * (reading.fields + reading.counters) or -1
        return _MOST_WORDS if reading.fields or reading.separators else _FEW_WORDS

    def _read(self, text: str) -> _Reading:
        reading = _Reading()
        position = 0
        for start, end, kind, day in self._marks(text):
            self._gap(reading, text[position:start], kind)
            self._mark(reading, kind, day)
            position = end
        self._gap(reading, text[position:], "end")
        return reading

    def _marks(self, text: str) -> Iterator[tuple[int, int, str, WrittenDay | None]]:
        found: list[tuple[int, int, str, WrittenDay | None]] = []
        found += [(m.start(), m.end(), self._kind(m), None) for m in self._label.finditer(text)]
        found += [(day.start, day.end, "day", day) for day in self._days.find(text)]
        for kind, pattern in (
            ("weekday", self._weekday),
            ("counter", self._counter),
            ("time", _TIME),
            ("zone", self._zone),
            ("time", _OFFSET),
            ("separator", _SEPARATOR),
            ("number", _NUMBER),
        ):
            found += [(m.start(), m.end(), kind, None) for m in pattern.finditer(text)]
        position = 0
        for mark in sorted(found, key=lambda one: one[0]):  # stable: the order above decides ties
            if mark[0] >= position:
                yield mark
                position = mark[1]

    def _kind(self, match: re.Match[str]) -> str:
        return self._kinds[(match.group("form") or match.group("bare")).lower()]

    @staticmethod
    def _mark(reading: _Reading, kind: str, day: WrittenDay | None) -> None:
        if kind in {"author", "editor", "date", "updated", "filler"}:
            reading.label = kind
            reading.fields += kind in {"author", "editor"}
        elif day is not None:
            if reading.label != "updated":
                reading.days.append(day)
            reading.label = None
        elif kind in {"counter", "number"}:
            reading.counters += kind == "counter"
        elif kind == "separator":
            reading.separators += 1
            reading.label = None

    @staticmethod
    def _gap(reading: _Reading, text: str, next_kind: str) -> None:
        words = text.strip(_TRIM)
        if not words:
            return
        if reading.label == "author":
            reading.authors.append(text.strip(_TRIM.replace(".", "")))
        elif reading.label not in {"editor", "filler"}:
            first = not (reading.rest or reading.days or reading.fields)
            if (
                first
                and next_kind in {"day", "weekday"}
                and text.rstrip().endswith((",", "("))
                and _CAPITALS.fullmatch(words)
            ):
                reading.place = words
            else:
                reading.rest.append(words)
        reading.label = None


@cache
def byline_reader(languages: tuple[Language, ...]) -> BylineReader:
    """The reader for these languages, made once."""
    return BylineReader(languages)


def _any(forms: list[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(set(forms), key=lambda form: (-len(form), form))) or "(?!)"


def _labels(rows: Rows, kinds: tuple[str, ...]) -> re.Pattern[str]:
    forms = [row["form"] for row in rows if row["kind"] in kinds]
    bare = [row["form"] for row in rows if row["kind"] in kinds and row["bare"] == "yes"]
    field_start = r"(?:(?<=^)|(?<=[|/·•(–—-]\s)|(?<=\()|(?<=\d\s))"
    pattern = rf"\b(?P<form>{_any(forms)})\s*:|{field_start}(?P<bare>{_any(bare)})\s+(?=\S)"
    return re.compile(pattern, re.IGNORECASE)


def _counters(rows: Rows) -> re.Pattern[str]:
    words = _any([row["form"] for row in rows if row["kind"] == "counter"])
    number = r"\d[\d.,]*\s?[kK]?"
    return re.compile(
        rf"\b(?:(?:{words})\s*:\s*)?{number}\s+(?:{words})(?!\w)|\b(?:{words})\s*:\s*{number}(?!\w)", re.IGNORECASE
    )
