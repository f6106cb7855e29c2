"""Names of people as bags of parts, and how far two names can be those of one person.

Rules for names as they are used in Indonesia and its neighbours: names without a family name, parts
left out or written as initials, one sound in several spellings (oe/u, dj/j, tj/c, kh/h, y/i), given
names that are nearly always shortened (Muhammad: Moh., Muh., M.).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from kg.lang import load_all

_SPLIT = re.compile(r"[^\w']+")
_SPELLINGS = tuple(pair.split(">") for pair in ("oe>u", "dj>j", "tj>c", "kh>h", "ph>f", "sj>sy", "dz>z", "v>f", "y>i"))
_DOUBLED = re.compile(r"(.)\1+")
_LEAST_FOR_TYPO = 4
_TABLE = "given_names"


class Fit(IntEnum):
    """How one part of a name fits a part of another one, best last."""

    NONE = 0
    INITIAL = 1
    TYPO = 2
    SOUND = 3
    EQUAL = 4


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of one name: folded, short forms written out."""

    text: str
    parts: tuple[str, ...]

    @property
    def single(self) -> bool:
        """Whether it is one word only."""
        return sum(len(part) > 1 for part in self.parts) < 2


@lru_cache(maxsize=1 << 17)
def person_name(text: str) -> PersonName:
    """The parts of a name as printed; initials written together ("IGN") stay one part."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold().replace("’", "'")
    words = [word.replace("'", "") for word in _SPLIT.split(plain)]
    return PersonName(text, tuple(_full_forms().get(word, word) for word in words if word))


@lru_cache(maxsize=1 << 17)
def sound(part: str) -> str:
    """A part without what spellings differ in: doubled letters, old and new orthography."""
    for old, new in _SPELLINGS:
        part = part.replace(old, new)
    return _DOUBLED.sub(r"\1", part)


@cache
def _full_forms() -> Mapping[str, str]:
    """The form by which a given name is compared, by each form that it is written in."""
    tables = (language.table(_TABLE) for language in load_all() if _TABLE in language.tables)
    return {row["form"]: row["full"] for rows in tables for row in rows}


def fit(left: str, right: str) -> Fit:
    """How two parts fit: the same, the same in sound, one slip apart, one the initial of the other.

    Names that differ in their last letter alone are different names: Hendra and Hendro, Eko and Eka.
    """
    if left == right:
        return Fit.EQUAL
    short, long = sorted((left, right), key=len)
    if len(short) == 1:
        return Fit.INITIAL if long.startswith(short) else Fit.NONE
    if long == "muhammad" and short == "md":
        return Fit.INITIAL
    if sound(left) == sound(right):
        return Fit.SOUND
    if len(short) >= _LEAST_FOR_TYPO and short[:-1] != long[:-1] and one_slip(short, long):
        return Fit.TYPO
    return Fit.NONE


def one_slip(short: str, long: str) -> bool:
    """Whether one letter more, less or other, or two letters swapped, makes one word of the other."""
    if len(long) - len(short) > 1:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    if short[start + 1 :] == long[start + 1 :]:
        return True
    return short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Parts of the shorter name with those of the longer that they fit; `over` is what the longer has more."""

    pairs: tuple[tuple[str, str, Fit], ...]
    over: tuple[str, ...]


def align(left: PersonName, right: PersonName) -> Alignment | None:
    """Fit every part of the shorter name into the longer one, in order; None where one does not fit.

    The order is free only where the first try fails ("Sofyan Djalil" and "Djalil Sofyan" fit).
    """
    short, long = (left, right) if len(left.parts) <= len(right.parts) else (right, left)
    return _in_order(short.parts, long.parts) or _in_any_order(short.parts, long.parts)


def _in_order(short: tuple[str, ...], long: tuple[str, ...]) -> Alignment | None:
    pairs: list[tuple[str, str, Fit]] = []
    over: list[str] = []
    at = 0
    for part in short:
        found = _best(part, long, at, len(long) - (len(short) - len(pairs)) + 1)
        if found is None:
            return None
        index, how = found
        over.extend(long[at:index])
        pairs.append((part, long[index], how))
        at = index + 1
    return Alignment(tuple(pairs), (*over, *long[at:]))


def _best(part: str, long: tuple[str, ...], first: int, last: int) -> tuple[int, Fit] | None:
    fits = [(fit(part, long[index]), -index) for index in range(first, last)]
    how, index = max(fits, default=(Fit.NONE, 0))
    return (-index, how) if how else None


def _in_any_order(short: tuple[str, ...], long: tuple[str, ...]) -> Alignment | None:
    if len(short) < 2:
        return None
    pairs, rest = [], list(long)
    for part in short:
        if part not in rest:
            return None
        rest.remove(part)
        pairs.append((part, part, Fit.EQUAL))
    return Alignment(tuple(pairs), tuple(rest))
