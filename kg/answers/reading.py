"""A question in words → its pieces, left to right: concepts, things, times, numbers, and what is unknown.

Not its job: what is asked (`matching`) and what a query needs (`slots`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.answers.events import Events, ordinal
from kg.answers.pieces import Piece, Reading
from kg.answers.things import Found, Things
from kg.answers.times import Time, times
from kg.answers.words import FILLER, Sense, Vocabulary, Word, words
from kg.lang import Language

_NUMBER = re.compile(r"\d{1,3}")
_LONGEST = 7
_BEFORE = 3
_MONTHS = "month"
_SLOT = re.compile(r"\{(\w+)\}")


class Reader:
    """Reads questions; made once for the names of a store and the tables of the languages."""

    def __init__(self, things: Things, vocabulary: Vocabulary, languages: tuple[Language, ...]) -> None:
        self.things, self.vocabulary, self._languages = things, vocabulary, languages
        self._events = Events(things, vocabulary)

    def read(self, text: str) -> Reading:
        """The pieces of a question; never raises for what it contains."""
        found = words(text)
        language = self._language(found)
        pieces = self._pieces(text, found, language)
        for find in (self._misspelt, self._by_part, self._mistyped):
            pieces = _replaced(pieces, find)
        return Reading(text, language, tuple(_numbered(self._events.join(pieces))))

    def learn(self, text: str, language: str) -> Reading:
        """The pieces of an example wording; its unknown words become known, its `{slots}` are pieces."""
        slots = {match.start(1): match[1] for match in _SLOT.finditer(text)}
        found = words(text)
        pieces = []
        for piece in self._pieces(text, found, language, frozenset(slots)):
            word = found[piece.first]
            if word.start in slots:
                pieces.append(replace(piece, sort="slot", concept=slots[word.start]))
            elif piece.sort == "unknown":
                pieces.append(replace(piece, sort="word", concept=self.vocabulary.learn(word.key, language).concept))
            else:
                pieces.append(piece)
        return Reading(text, language, tuple(_numbered(self._events.join(pieces))))

    def may_pass_over(self, reading: Reading) -> bool:
        """Whether the one unknown word of a question may only colour it: in small letters, and no name's place."""
        at = next(at for at, piece in enumerate(reading.pieces) if piece.sort == "unknown")
        piece = reading.pieces[at]
        word = words(piece.text)[0]
        before = words(reading.pieces[at - 1].text) if at else []
        led = bool(before) and before[-1].key in self.vocabulary.leads
        owned = at > 0 and reading.pieces[at - 1].sort == "thing"
        single = sum(other.sort == "unknown" for other in reading.pieces) == 1
        return single and not led and not owned and (not word.capital or at == 0)

    def _language(self, found: Sequence[Word]) -> str:
        tags = self.vocabulary.tags
        counts = {tag: sum(self.vocabulary.knows(word.key, tag) for word in found) for tag in tags}
        return max(tags, key=lambda tag: counts[tag])

    def _pieces(
        self, text: str, found: Sequence[Word], language: str, slots: frozenset[int] = frozenset()
    ) -> list[Piece]:
        spans = {time.start: time for time in times(text, self._languages)}
        looked = [word.key if word.start not in slots else "\0" for word in found]
        pieces: list[Piece] = []
        at = 0
        while at < len(found):
            time = spans.get(found[at].start)
            piece = self._piece(found, looked, at, language) if time is None else None
            if piece is None or (piece.sort != "thing" and time is not None):
                piece = Piece(at, _after(found, time, at), "", "time", time=time)
            pieces.append(replace(piece, text=text[found[at].start : found[piece.last - 1].end]))
            at = piece.last
        return pieces

    def _piece(self, found: Sequence[Word], looked: Sequence[str], at: int, language: str) -> Piece:
        word = found[at]
        named = self.things.exact(looked, at)
        length, sense = self.vocabulary.sense(looked, at, language)
        if named is not None and _means(named, length, sense, word):
            return Piece(at, at + named.length, "", "thing", things=named.things)
        placed = ordinal(looked, at)
        if placed is not None:
            return Piece(at, at + placed[0], "", "ordinal", number=placed[1])
        if _NUMBER.fullmatch(word.key):
            return Piece(at, at + 1, "", "number", number=int(word.key))
        if sense is not None:
            return _worded(at, length, sense)
        manner = self.vocabulary.is_manner(word.key) and not word.capital
        return Piece(at, at + 1, "", "word" if manner else "unknown")

    def _misspelt(self, pieces: Sequence[Piece], at: int) -> tuple[int, int, Piece] | None:
        best: tuple[float, int, int, Found] | None = None
        for first in range(max(0, at - _BEFORE), at + 1):
            for last in range(at + 1, min(len(pieces), first + _LONGEST) + 1):
                run = pieces[first:last]
                if any(piece.sort not in {"unknown", "word", "thing"} for piece in run):
                    break
                near = self.things.alike([word.key for piece in run for word in words(piece.text)])
                if near is None or not all(set(piece.things) & set(near[0].things) for piece in run if piece.things):
                    continue
                if best is None or (near[1], last - first) > (best[0], best[2] - best[1]):
                    best = near[1], first, last, near[0]
        if best is None:
            return None
        _, first, last, named = best
        text = " ".join(piece.text for piece in pieces[first:last])
        thing = Piece(pieces[first].first, pieces[last - 1].last, text, "thing", things=named.things, read=named.name)
        return first, last, thing

    def _by_part(self, pieces: Sequence[Piece], at: int) -> tuple[int, int, Piece] | None:
        named = self.things.part(words(pieces[at].text)[0].key)
        if named is None:
            return None
        return at, at + 1, replace(pieces[at], sort="thing", things=named.things, read=named.things[0].label)

    def _mistyped(self, pieces: Sequence[Piece], at: int) -> tuple[int, int, Piece] | None:
        piece = pieces[at]
        word = words(piece.text)[0]
        near = None if word.capital and piece.first else self.vocabulary.near(word.key)
        if near is None:
            return None
        form, sense = near
        return at, at + 1, replace(_worded(piece.first, 1, sense), text=piece.text, read=form)


def _after(found: Sequence[Word], time: Time | None, at: int) -> int:
    end = time.end if time is not None else 0
    return next((later for later in range(at + 1, len(found)) if found[later].start >= end), len(found))


def _means(named: Found, length: int, sense: Sense | None, word: Word) -> bool:
    """Whether words that are a name are meant as one, rather than as the words that they also are."""
    if sense is None:
        return named.length > 1 or len(word.key) > 3 or word.text.isupper()
    if named.length > 1 or word.text.isupper():
        return named.length >= length
    return named.length == length and word.capital and word.start > 0


_Finder = Callable[[Sequence[Piece], int], tuple[int, int, Piece] | None]


def _replaced(pieces: Sequence[Piece], find: _Finder) -> list[Piece]:
    done: list[Piece] = []
    at = 0
    while at < len(pieces):
        hit = find([*done, *pieces[at:]], len(done)) if pieces[at].sort == "unknown" else None
        if hit is None:
            done.append(pieces[at])
            at += 1
            continue
        first, last, piece = hit
        at += last - len(done)
        done = [*done[:first], piece]
    return done


def _worded(at: int, length: int, sense: Sense) -> Piece:
    if sense.number is not None:
        unit = _MONTHS if sense.kind == "months" else ""
        sort = "ordinal" if sense.kind == "ordinal" else "number"
        return Piece(at, at + length, "", sort, number=sense.number, unit=unit)
    return Piece(at, at + length, "", "word", concept=sense.concept, term=sense.term)


def _numbered(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Numbers with the unit that follows them; a year is twelve months, more than one is two."""
    for at, piece in enumerate(pieces):
        after = pieces[at + 1].concept if at + 1 < len(pieces) else ""
        before = pieces[at - 1].concept if at else ""
        if piece.sort == "number" and not piece.unit and after in {"month", "year"}:
            factor = 12 if after == "year" else 1
            yield replace(piece, number=(piece.number or 0) * factor, unit=_MONTHS)
        elif piece.sort == "number" and not piece.unit and before == "more-than":
            yield replace(piece, number=(piece.number or 0) + 1)
        elif piece.concept == "year" and at + 1 < len(pieces) and pieces[at + 1].sort in {"time", "slot"}:
            yield replace(piece, concept=FILLER)
        else:
            yield piece
