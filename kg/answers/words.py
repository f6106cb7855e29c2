"""The words of questions: what a word or phrase stands for, in every language at once.

Comes in: the tables `asking*.tsv` of the languages. Goes out: for the tokens of a question the longest
phrase that starts at one, as a concept, a filler or a number; words that are unknown, or nearly known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kg.extraction.phrases import Phrases
from kg.lang import Language, resolve_term
from kg.records import Iri

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’`]s\b")
_APOSTROPHE = re.compile(r"(?<=\w)['’`](?=\w)")
FILLER = ""
_LEAST_MANNER = 5


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question: as typed, where, and folded (lower case, no accents)."""

    text: str
    start: int
    end: int
    key: str

    @property
    def capital(self) -> bool:
        """Whether it is typed like a name."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase stands for: a concept (FILLER for none), a term of the graph, a number."""

    concept: str
    term: Iri | None = None
    number: int | None = None
    kind: str = "word"


def words(text: str) -> list[Word]:
    """The words of a text; hyphens and slashes part them, the English possessive is left out."""
    cleared = _POSSESSIVE.sub(lambda m: " " * len(m[0]), text)
    cleared = _APOSTROPHE.sub("\0", cleared)
    pattern = re.compile(rf"(?:{_WORD.pattern}|\0)+")
    found = (m for m in pattern.finditer(cleared) if m[0].strip("\0"))
    return [Word(text[m.start() : m.end()], m.start(), m.end(), fold(m[0].replace("\0", ""))) for m in found]


def fold(word: str) -> str:
    """Lower case without accents."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)) or word


def keys(text: str) -> tuple[str, ...]:
    """The folded words of a name or phrase."""
    return tuple(word.key for word in words(text))


class Stemmer:
    """Takes the affixes of one language off a word, as its table says."""

    def __init__(self, language: Language) -> None:
        rows = language.tables.get("asking_affixes", ())
        steps = sorted({row["step"] for row in rows})
        self._steps = [sorted((r for r in rows if r["step"] == s), key=lambda r: -len(r["form"])) for s in steps]
        self._known: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """The word without what it may lose."""
        if word not in self._known:
            stem = word
            for rows in self._steps:
                stem = _lose(stem, rows)
            self._known[word] = stem
        return self._known[word]


def _lose(word: str, rows: Sequence[Mapping[str, str]]) -> str:
    for row in rows:
        form, last = row["form"], row["position"] == "last"
        if len(word) - len(form) >= int(row["least"]) and (word.endswith(form) if last else word.startswith(form)):
            return word[: -len(form)] + row["instead"] if last else row["instead"] + word[len(form) :]
    return word


class Vocabulary:
    """The phrases of all languages; `learn` adds the words of example wordings as concepts of their own."""

    def __init__(self, languages: Sequence[Language]) -> None:
        self._stemmers = {language.tag: Stemmer(language) for language in languages}
        self._raw: dict[str, Phrases[Sense]] = {tag: Phrases() for tag in self._stemmers}
        self._stems: dict[str, Phrases[Sense]] = {tag: Phrases() for tag in self._stemmers}
        self._forms: dict[str, dict[str, Sense]] = {}
        self._manner = tuple(row["form"] for language in languages for row in language.tables.get("asking_manner", ()))
        self.leads = frozenset(row["form"] for language in languages for row in language.tables.get("asking_leads", ()))
        for language in languages:
            self._read(language)

    @property
    def tags(self) -> tuple[str, ...]:
        """The languages, in order."""
        return tuple(self._stemmers)

    def learn(self, word: str, tag: str) -> Sense:
        """Take in a word of an example wording: its stem becomes a concept, unless it is known."""
        length, sense = self.sense([word], 0, tag)
        if length and sense is not None:
            return sense
        sense = Sense(f"{tag}:{self._stemmers[tag](word)}")
        self._add((word,), sense, tag)
        return sense

    def sense(self, keys_: Sequence[str], at: int, tag: str) -> tuple[int, Sense | None]:
        """The longest phrase at a place, the question's language first: how many words, and its sense."""
        best: tuple[int, Sense | None] = (0, None)
        for language in sorted(self._stemmers, key=lambda other: other != tag):
            stems = [self._stemmers[language](key) for key in keys_[at : at + 8]]
            for table, looked in ((self._raw[language], keys_[at : at + 8]), (self._stems[language], stems)):
                length, senses = table.longest(looked, 0)
                if length > best[0]:
                    best = length, senses[0]
        return best

    def is_manner(self, key: str) -> bool:
        """Whether a word looks as if it only said how: it has the ending of a language's adverbs."""
        return len(key) > _LEAST_MANNER and any(key.endswith(ending) for ending in self._manner)

    def knows(self, key: str, tag: str) -> bool:
        """Whether a language has this very word."""
        return bool(self._raw[tag].get((key,)))

    def near(self, key: str) -> tuple[str, Sense] | None:
        """The one known word of which `key` looks like a typing error."""
        if len(key) < 5:
            return None
        allowed = 1 if len(key) < 8 else 2
        near = process.extract(key, self._forms.get(key[0], {}).keys(), scorer=OSA.distance, score_cutoff=allowed)
        if not near:
            return None
        best = [form for form, distance, _ in near if distance == near[0][1]]
        senses = {self._forms[key[0]][form].concept for form in best}
        return (best[0], self._forms[key[0]][best[0]]) if len(senses) == 1 else None

    def _read(self, language: Language) -> None:
        for row in language.tables.get("asking", ()):
            term = resolve_term(row["term"]) if row.get("term") else None
            self._add(keys(row["form"]), Sense(row["concept"], term), language.tag)
        for row in language.tables.get("asking_numerals", ()):
            kind = row["kind"]
            self._add(keys(row["form"]), Sense(FILLER, None, int(row["value"]), kind), language.tag)
        for row in language.tables.get("asking_fillers", ()):
            self._add(keys(row["form"]), Sense(FILLER), language.tag)

    def _add(self, phrase: tuple[str, ...], sense: Sense, tag: str) -> None:
        if not phrase:
            return
        self._raw[tag].add(phrase, sense)
        self._stems[tag].add([self._stemmers[tag](key) for key in phrase], sense)
        if len(phrase) == 1 and len(phrase[0]) > 3:
            self._forms.setdefault(phrase[0][0], {}).setdefault(phrase[0], sense)
