"""What a title says, in whatever language: rank, unit and subject, so that titles of one office can be told to be one.

"Kadis Kominfo", "Kepala Dinas Komunikasi dan Informatika" and "Head of the Communication and Informatics Office" are
read alike. The tables are `ranks.tsv`, `units.tsv`, `subjects.tsv` and those of offices, contractions and short forms.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from kg import iris
from kg.lang.base import Language, Row, load_all
from kg.lang.titles import bare_title

Words = tuple[str, ...]
_LONGEST: Final = 7
_OTHER_WORDS: Final = frozenset(("titled", "relative", "plural"))
"""Flags of offices whose form is not how a title begins: plurals and pronouns."""


class UnitName(NamedTuple):
    """A unit by its kind (empty where no word says it) and the words of its subject, sorted, each once."""

    unit: str
    subject: Words


@dataclass(frozen=True, slots=True)
class Office:
    """A title as it is read: `rank` is empty where no table knows it, then `subject` has its words in their order.

    `said` are the words behind the rank as printed, without those that the readers were told to leave out;
    `is_implied`: the kind of the unit follows from the rank, and no word of the title says it.
    """

    rank: str
    name: UnitName
    said: Words
    is_implied: bool = False


def words_of(text: str) -> Words:
    """The words of a name as keys: casefolded, unaccented, without punctuation."""
    return tuple(iris.folded(text).split("-"))


def read_office(title: str, around: Collection[Words] = ()) -> Office:
    """The office that a title says; `around` are the names of what it belongs to, which say nothing of which office."""
    tables = _tables()
    words = tables.unglued(words_of(bare_title(title)))
    bare = tables.stripped(words, around)
    found = tables.rank_in_front(words) or tables.rank_in_front(bare) or tables.rank_behind(bare)
    if found is None:
        return Office("", UnitName("", bare or words), bare)
    rank, implied, rest = found
    rest = tables.stripped(rest, around)
    said = tables.unit(rest, around)
    if said.unit or not implied:
        return Office(rank, said, rest)
    return Office(rank, tables.unit((*tables.unglued(implied), *rest), around), rest, is_implied=True)


def read_unit(name: str, around: Collection[Words] = ()) -> UnitName:
    """A unit by the words of its name, without the names of what it belongs to."""
    tables = _tables()
    return tables.unit(tables.stripped(tables.unglued(words_of(name)), around), around)


class _Tables:
    """The tables of all languages together; what two of them say of one form, the first says."""

    def __init__(self, languages: Sequence[Language]) -> None:
        self._ranks: dict[Words, tuple[str, Words]] = {}
        self._others: dict[Words, tuple[str, Words]] = {}
        self._units: dict[Words, str] = {}
        self._subjects: dict[Words, Words] = {}
        self._long: dict[Words, Words] = {}
        self._glued: dict[str, Words] = {}
        self._areas: set[Words] = set()
        self._plain: set[str] = set()
        for language in languages:
            self._add(language)
        for language in languages:
            self._add_contractions(language)
        self._ranks = {**self._others, **self._ranks}
        empty = (form[0] for form, said in self._subjects.items() if len(form) == 1 and not said)
        self._empty = {word for word in empty if (word,) not in self._units}
        known = (self._subjects, self._units, self._long)
        self._plain.update(word for table in known for form in table for word in form)

    def unglued(self, words: Words) -> Words:
        """The words with contractions written in full: "mendagri" → "menteri dalam negeri"."""
        return tuple(part for word in words for part in self._glued.get(word, (word,)))

    def rank_in_front(self, words: Words) -> tuple[str, Words, Words] | None:
        """The rank that a title begins with, what it implies, and the rest."""
        for size in range(min(_LONGEST, len(words)), 0, -1):
            found = self._ranks.get(words[:size])
            if found is not None:
                return *found, words[size:]
        return None

    def rank_behind(self, words: Words) -> tuple[str, Words, Words] | None:
        """The same of a title that ends with its rank, behind words of subjects only: "Home Affairs Minister"."""
        for size in range(min(_LONGEST, len(words) - 1), 0, -1):
            found = self._ranks.get(words[-size:])
            if found is not None and all(word in self._plain for word in words[:-size]):
                return *found, words[:-size]
        return None

    def stripped(self, words: Words, around: Collection[Words]) -> Words:
        """Words without the names around them, at either end, and without what only joins them to these."""
        names = sorted(around, key=lambda name: (-len(name), name))
        left = words
        while left:
            shorter = self._shorter(left, names)
            if shorter == left:
                return left
            left = shorter
        return left

    def unit(self, words: Words, around: Collection[Words]) -> UnitName:
        """The unit that words name: its kind from the head in front or behind, its subject from the rest."""
        for size in range(min(_LONGEST, len(words)), 0, -1):
            for head, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
                if head in self._units:
                    return UnitName(self._units[head], self._subject(self.stripped(rest, around)))
        return UnitName("", self._subject(words))

    def _shorter(self, words: Words, names: Iterable[Words]) -> Words:
        if words[0] in self._empty:
            return words[1:]
        if words[-1] in self._empty:
            return words[:-1]
        for name in names:
            if words[-len(name) :] == name:
                return self._without_area(words[: -len(name)])
            if words[: len(name)] == name:
                return self._without_area_behind(words[len(name) :])
        return words

    def _without_area(self, words: Words) -> Words:
        """Without "Kota" in front of the place that has been taken off."""
        return next((words[: -len(area)] for area in self._areas if words[-len(area) :] == area), words)

    def _without_area_behind(self, words: Words) -> Words:
        """Without "City" behind the place that has been taken off."""
        return next((words[len(area) :] for area in self._areas if words[: len(area)] == area), words)

    def _subject(self, words: Words) -> Words:
        return tuple(sorted(set(self._meant(self._written_out(words)))))

    def _written_out(self, words: Words) -> Words:
        """With short forms in full: "polpum" → "politik dan pemerintahan umum", "home" → "home affairs"."""
        if words in self._long:
            return self._long[words]
        written: list[str] = []
        at = 0
        while at < len(words):
            size = next((n for n in (3, 2, 1) if self._is_short(words[at : at + n], n)), 0)
            written.extend(self._long[words[at : at + size]] if size else words[at : at + 1])
            at += size or 1
        return tuple(written)

    def _is_short(self, form: Words, size: int) -> bool:
        """Whether words stand for others; one that is a word of its long form means only itself among further words."""
        return len(form) == size and form in self._long and not set(form) <= set(self._long[form])

    def _meant(self, words: Words) -> Iterator[str]:
        at = 0
        while at < len(words):
            sizes = range(min(_LONGEST, len(words) - at), 0, -1)
            size = next((n for n in sizes if words[at : at + n] in self._subjects), 0)
            yield from self._subjects[words[at : at + size]] if size else words[at : at + 1]
            at += size or 1

    def _add(self, language: Language) -> None:
        for row in _rows(language, "ranks"):
            self._ranks.setdefault(words_of(row["form"]), (row["rank"], words_of(row["rest"]) if row["rest"] else ()))
        for row in _rows(language, "units"):
            self._units.setdefault(words_of(row["form"]), row["unit"])
        for row in _rows(language, "subjects"):
            self._subjects.setdefault(words_of(row["form"]), words_of(row["subject"]) if row["subject"] else ())
        for row in _rows(language, "areas"):
            if "site" not in row["flags"].split():
                self._areas.add(words_of(row["form"]))
        self._plain.update(iris.folded(row["form"]) for row in _rows(language, "domains"))

    def _add_contractions(self, language: Language) -> None:
        """Short forms, and contractions with them; then the offices that no rank stands for, as ranks of their own."""
        short = {row["short"]: words_of(row["long"]) for row in _rows(language, "portfolios")}
        self._long.update((words_of(form), long) for form, long in short.items() if words_of(form) not in self._long)
        taken = {form[0] for table in (self._ranks, self._units) for form in table if len(form) == 1}
        for glue in _rows(language, "glue"):
            for form, long in short.items():
                word = f"{glue['prefix']}{form}"
                if word not in taken:
                    self._glued.setdefault(word, (*words_of(glue["head"]), *long))
        for row in _rows(language, "offices"):
            words = words_of(row["form"])
            words = words[:-1] if self._subjects.get(words[-1:]) == () else words
            is_title = not row["form"].startswith("-") and not _OTHER_WORDS & set(row["flags"].split())
            if is_title and not self._is_of_unit(words):
                self._others.setdefault(words, ("-".join(words), ()))

    def _is_of_unit(self, words: Words) -> bool:
        """Whether words are a rank and a kind of unit: "kepala bagian", "division head"."""
        splits = [(words[:at], words[at:]) for at in range(1, len(words))]
        return any(
            (one in self._ranks and two in self._units) or (one in self._units and two in self._ranks)
            for one, two in splits
        )


def _rows(language: Language, table: str) -> Iterable[Row]:
    return language.tables.get(table, ())


@cache
def _tables() -> _Tables:
    return _Tables(load_all())
