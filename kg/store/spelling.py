"""How names are compared: folded, numbers in one spelling, and long names by the acronyms that stand for them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Final

from kg.lang.base import ROOT, read_table

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""Long names as words, each with an acronym that stands for it, by their first word."""
_NOT_WORD: Final = re.compile(r"[^\w]+|_")
_PLACED: Final = re.compile(r"(?:ke)?(\d{1,3})(?:st|nd|rd|th)?|([^\W\d_]{3,})(\d{1,2})")
_PLACE: Final = "ke"
_UNITS: Final = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS: Final = ("", "x", "xx", "xxx")
_ROMAN: Final = {
    f"{tens}{units}": str(10 * ten + unit) for ten, tens in enumerate(_TENS) for unit, units in enumerate(_UNITS)
}
_ACRONYM: Final = re.compile(r"[A-Z][A-Za-z&-]{1,9}")
_CAPITALS: Final = 0.6
_SHORTEST: Final = 3
"""Words from which a name has initials."""
_SPELLINGS: Final = 4


def folded(text: str) -> str:
    """A text without case and accents, one space for whatever is no letter or digit."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(_NOT_WORD.sub(" ", text.casefold()).split())


def canonical(text: str) -> str:
    """A text as it is compared: folded, with `7th`, `ke-7`, `ketujuh`, `VII` and the end of `ASCN7` all as `7`."""
    words, found = folded(text).split(), list[str]()
    at = 0
    while at < len(words):
        taken, word = _numbered(words[at], words[at + 1] if at + 1 < len(words) else "")
        found.append(word)
        at += taken
    return " ".join(found)


def _numbered(word: str, following: str) -> tuple[int, str]:
    """How many words are one, and how that is spelt; `following` is the next word."""
    ordinals = _ordinals()
    if following and (number := ordinals.get(f"{word} {following}")):
        return 2, number
    if word in ordinals:
        return 1, ordinals[word]
    if len(word) > 1 and word in _ROMAN:
        return 1, _ROMAN[word]
    if word == _PLACE and following.isdecimal():
        return 2, following
    if not word.isalpha() and (match := _PLACED.fullmatch(word)):
        return 1, match[1] or f"{match[2]} {match[3]}"
    return 1, word


@cache
def _ordinals() -> Mapping[str, str]:
    """Ordinals in words and their numbers, of every language that has such a table."""
    rows = (row for file in sorted(ROOT.glob("*/asking_numerals.tsv")) for row in read_table(file))
    return {folded(row["form"]): row["value"] for row in rows if row["kind"] == "ordinal"}


def initials(form: str) -> str | None:
    """The first letters of a name of several words."""
    words = form.split()
    return "".join(word[0] for word in words) if len(words) >= _SHORTEST else None


def phrases_of(things: Iterable[Sequence[tuple[str, str]]]) -> Phrases:
    """The long names with an acronym of just their initials, from the names of each thing and how they are compared."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for called in things:
        acronyms = {form for name, form in called if _is_acronym(name)}
        for _, form in called if acronyms else ():
            if (short := initials(form)) in acronyms and short is not None:
                found[tuple(form.split())].add(short)
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for phrase, shorts in sorted(found.items()):
        phrases[phrase[0]] += [(phrase, short) for short in sorted(shorts)]
    return {first: tuple(known) for first, known in phrases.items()}


def _is_acronym(name: str) -> bool:
    capitals = sum(c.isupper() for c in name)
    return _ACRONYM.fullmatch(name) is not None and capitals >= _CAPITALS * len(name)


def shortened(form: str, phrases: Phrases) -> Iterator[str]:
    """A name with an acronym for a long name within it, in some of the ways that there are; none where it has none."""
    words = form.split()
    ways = (
        " ".join((*words[:start], short, *words[start + len(phrase) :]))
        for start, word in enumerate(words)
        for phrase, short in phrases.get(word, ())
        if tuple(words[start : start + len(phrase)]) == phrase
    )
    return islice(ways, _SPELLINGS)
