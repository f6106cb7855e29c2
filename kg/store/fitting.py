"""How well every name fits a question, worked out for all names at once.

A score is made of three parts: how many of the words asked for the thing has (a rare word counts more), how much of
the question the name holds, and how alike both are, the latter two by groups of three letters. Words are met by equal
words, beginnings, slips, and pairs written as one. What is asked for with a number fits badly where the number is not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

_MET, _HELD, _ALIKE = 0.35, 0.3, 0.35
_NEVER_EQUAL: Final = 0.99
_ELSEWHERE: Final = 0.9  # a word that the thing has in another of its names
_NUMBERLESS: Final = 0.85
_PAIRED: Final = 0.95
_BEGUN, _SLIPPED = 0.7, 0.95
_SLIP: Final = 0.74
_MOST_NEAR, _MOST_BEGUN = 200, 60
_WORD_OF_SLIPS, _WORD_OF_BEGINNINGS = 3, 3
_SAME_WORD: Final = 0.8
_NOTHING: Final[NDArray[np.int32]] = np.zeros(0, np.int32)

Floats = NDArray[np.float64]


class Row(NamedTuple):
    """A spelling of a name: the number of its thing (rows stand in the order of these), and what it counts.

    A weight of 0 is no name but a word that tells of the thing, such as its year.
    """

    thing: int
    form: str
    weight: float


@dataclass(frozen=True, slots=True)
class Postings:
    """For each key the rows that have it, one after the other; `ends` says where each ends. The keys are sorted."""

    keys: tuple[str, ...]
    ends: NDArray[np.int32]
    rows: NDArray[np.int32]

    @classmethod
    def of(cls, keys_of_rows: Iterable[Iterable[str]]) -> Postings:
        """From the keys of each row."""
        found: dict[str, list[int]] = defaultdict(list)
        for row, keys in enumerate(keys_of_rows):
            for key in keys:
                found[key].append(row)
        keys = tuple(sorted(found))
        ends = np.cumsum([len(found[key]) for key in keys], dtype=np.int32)
        return cls(keys, ends, np.fromiter(chain.from_iterable(found[key] for key in keys), np.int32))

    def at(self, place: int) -> NDArray[np.int32]:
        """The rows of the key at a place."""
        return self.rows[self.ends[place - 1] if place else 0 : self.ends[place]]

    def place(self, key: str) -> int | None:
        """Where a key stands, None for one that no row has."""
        place = bisect_left(self.keys, key)
        return place if place < len(self.keys) and self.keys[place] == key else None

    def counted(self, keys: Iterable[str], rows: int) -> Floats:
        """How many of some keys each of so many rows has."""
        places = [place for key in sorted(keys) if (place := self.place(key)) is not None]
        found = np.concatenate([self.at(place) for place in places]) if places else _NOTHING
        return np.bincount(found, minlength=rows).astype(np.float64)


@dataclass(frozen=True)
class Names:
    """All spellings of the names of a store, ready to be compared with a question."""

    things: NDArray[np.int32]
    weights: Floats
    sizes: Floats
    grams: Postings
    words: Postings
    pairs: Postings
    forms: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Names:
        """From rows that stand in the order of their things."""
        grams = [grams_of(row.form) if row.weight else frozenset() for row in rows]
        forms: dict[str, list[int]] = defaultdict(list)
        for place, row in enumerate(rows):
            if row.weight:
                forms[row.form].append(place)
        return cls(
            np.array([row.thing for row in rows], np.int32),
            np.array([row.weight for row in rows], np.float64),
            np.array([len(own) for own in grams], np.float64),
            Postings.of(grams),
            Postings.of(frozenset(row.form.split()) for row in rows),
            Postings.of(pairs_of(row.form) for row in rows),
            {form: tuple(places) for form, places in forms.items()},
        )

    @cached_property
    def starts(self) -> NDArray[np.intp]:
        """The first row of each thing."""
        return np.flatnonzero(np.diff(self.things, prepend=-1))

    def scores(self, asked: str) -> Floats:
        """How well each row fits a question, in 0–1; 1 only for what is spelt just so."""
        met, lacking = self._met(asked.split())
        ours = grams_of(asked)
        common = self.grams.counted(ours, len(self.things))
        held, alike = common / len(ours), 2 * common / (len(ours) + self.sizes)
        found = _NEVER_EQUAL * (_MET * met + _HELD * held + _ALIKE * alike) * _NUMBERLESS**lacking
        found[list(self.forms.get(asked, ()))] = 1.0
        return np.round(found * self.weights, 4)

    def _met(self, words: Sequence[str]) -> tuple[Floats, NDArray[np.int64]]:
        """What part of the words each row meets, by their weights, and how many of the numbers its thing lacks."""
        met = np.zeros((len(words), len(self.things)))
        for own, word in zip(met, words, strict=True):
            for rows, alike in self._similar(word):
                own[rows] = np.maximum(own[rows], alike)
        for first, (word, following) in enumerate(pairwise(words)):
            for rows in self._with(word + following):
                met[first : first + 2, rows] = np.maximum(met[first : first + 2, rows], _PAIRED)
        whole = np.maximum.reduceat(met, self.starts, axis=1)
        shares = np.log1p(len(self.starts) / np.maximum((whole >= _SAME_WORD).sum(axis=1), 1))
        shares /= shares.sum()
        anywhere = _ELSEWHERE * (shares @ whole)[self.things]
        numbers = np.array([word.isdecimal() for word in words])
        lacking = (whole[numbers] == 0).sum(axis=0)[self.things]
        return np.maximum(shares @ met, anywhere), lacking

    def _with(self, word: str) -> Iterator[NDArray[np.int32]]:
        """The rows with a word, and those with two words that are it."""
        for known in (self.words, self.pairs):
            if (place := known.place(word)) is not None:
                yield known.at(place)

    def _similar(self, word: str) -> Iterator[tuple[NDArray[np.int32], float]]:
        """The rows with words that may be meant by one, and how alike these are."""
        known = tuple(self._with(word))
        yield from ((rows, 1.0) for rows in known)
        if word.isdecimal():
            return
        if len(word) >= _WORD_OF_BEGINNINGS:
            yield from ((self.words.at(place), alike) for place, alike in self._begun(word))
        if not known and len(word) >= _WORD_OF_SLIPS:
            yield from ((self.words.at(place), alike) for place, alike in self._slips(word))

    def _slips(self, word: str) -> Iterator[tuple[int, float]]:
        """The words that are most like one, among those that share the most groups of letters with it."""
        common = self._spelt.counted(grams_of(word), len(self.words.keys))
        near = np.argsort(-common, kind="stable")[:_MOST_NEAR]
        for place in near[common[near] > 0]:
            alike = OSA.normalized_similarity(word, self.words.keys[place], score_cutoff=_SLIP)
            if alike:
                yield int(place), _SLIPPED * alike

    @cached_property
    def _spelt(self) -> Postings:
        """The groups of letters in each word."""
        return Postings.of(map(grams_of, self.words.keys))

    def _begun(self, word: str) -> Iterator[tuple[int, float]]:
        start = bisect_left(self.words.keys, word)
        for at in range(start, min(start + _MOST_BEGUN, len(self.words.keys))):
            longer = self.words.keys[at]
            if not longer.startswith(word):
                return
            if longer != word:
                yield at, _BEGUN + (1 - _BEGUN) * len(word) / len(longer)


def grams_of(text: str) -> frozenset[str]:
    """The groups of three letters of a text, its beginning and end among them."""
    padded = f" {text} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def pairs_of(form: str) -> frozenset[str]:
    """Each two words that follow each other, as one."""
    return frozenset(a + b for a, b in pairwise(form.split()) if not (a.isdecimal() or b.isdecimal()))
