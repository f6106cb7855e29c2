"""Where sentences begin and end inside one paragraph.

Comes in: a paragraph and the languages it may hold. Goes out: half-open spans, in order, trimmed of
white space, without overlaps, every letter in one of them. A point ends no sentence inside brackets,
after an abbreviation or an initial, or before a small letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.lang import Language

_BRACKET = re.compile(r"[()\[\]{}]")
_OPENING = "([{"
_INITIAL = re.compile(r"(?:^|[\s(\"“‘.]|(?<!\w)')[^\W\d_]\.$")  # no "s." of "the city's."
_DOTTED = re.compile(r"(?:^|[\s(\"'“‘])(?:[^\W\d_]{1,3}\.){2,}$")
_NUMBERING = re.compile(r"^\s*[\"'“(]*\d{1,3}\.$")
_LONGEST = 16  # characters of an abbreviation, more than any in the tables
_LONGEST_BRACKET = 600  # an opening bracket is taken as a slip when none closes it within so many


class Splitter:
    """Splits paragraphs of one set of languages; made once (see `splitter`)."""

    def __init__(self, languages: tuple[Language, ...]) -> None:
        ends = _signs(languages, "ends")
        closers = _signs(languages, "closers")
        openers = _signs(languages, "openers")
        self._end = re.compile(rf"[{ends}]+[{closers}]*(?=\s+[{openers}]*(\S))")
        rows = [row for lang in languages for row in lang.table("abbreviations")]
        self._short = frozenset(row["form"] for row in rows if row["final"] != "yes")
        self._final = frozenset(row["form"] for row in rows if row["final"] == "yes")

    def spans(self, text: str, start: int = 0) -> tuple[tuple[int, int], ...]:
        """The sentences of `text` from `start` on."""
        return tuple(self._spans(text, start))

    def _spans(self, text: str, start: int) -> Iterator[tuple[int, int]]:
        brackets = iter(_brackets(text))
        left, right = next(brackets, (len(text), len(text)))
        begin = start
        for match in self._end.finditer(text, start):
            while right < match.start():
                left, right = next(brackets, (len(text), len(text)))
            # no more than the longest abbreviation is looked at: "A. A. A. …" would take quadratic time
            tail = text[max(begin, match.start() - _LONGEST) : match.start() + 1]
            if left < match.start() < right or not self._ends(tail, match):
                continue
            yield from _trimmed(text, begin, match.end())
            begin = match.end()
        yield from _trimmed(text, begin, len(text))

    def _ends(self, tail: str, match: re.Match[str]) -> bool:
        if match.group(1).islower():
            return False
        if not match.group().startswith(".") or match.group().startswith(".."):
            return True
        last = tail.rsplit(None, 1)[-1].lstrip("\"'“‘«([")
        if last in self._final:
            return True
        return not (last in self._short or _INITIAL.search(tail) or _DOTTED.search(tail) or _NUMBERING.match(tail))


@cache
def splitter(languages: tuple[Language, ...]) -> Splitter:
    """The splitter for these languages, made once."""
    return Splitter(languages)


def _signs(languages: tuple[Language, ...], name: str) -> str:
    return re.escape("".join(sorted({sign for lang in languages for sign in lang.config["sentence"][name]})))


def _brackets(text: str) -> tuple[tuple[int, int], ...]:
    """The outermost brackets that do close."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match.group() in _OPENING:
            opened.append(match.start())
        elif opened:
            begin = opened.pop()
            if not opened and match.start() - begin <= _LONGEST_BRACKET:
                found.append((begin, match.start()))
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    stretch = text[start:end]
    left = len(stretch) - len(stretch.lstrip())
    if stretch.strip():
        yield start + left, start + len(stretch.rstrip())
