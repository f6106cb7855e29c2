"""Text → tokens: words, numbers and marks with their offsets.

A word keeps its inner hyphens, dots and slashes ("Ke-7", "M.Si", "kota/kabupaten"); the English
possessive is a token of its own; the dot of an initial or of a known abbreviation stays with it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(r"[Ee]x(?=-[A-Z])|['’]s\b|\w+(?:(?!['’]s\b)(?:[-‑’'.&+]|/(?![A-Z][a-z]))\w+)*\+?|[^\w\s]")
_APOSTROPHES: Final = ("'", "’")
_POSSESSIVE: Final = "'s"
_OPENED: Final = re.compile(r"(?:^|[\s(])['‘][^\s'’]")  # a quotation that the apostrophe may close
_NEAR: Final = 120
_NO_ABBREVIATIONS: Final[frozenset[str]] = frozenset()
_STRETCH: Final = re.compile(r"\S+")
_MOST, _LONGEST = 50_000, 40  # stretches between blanks that are kept, and the characters of one

Pieces = list[tuple[str, int, int, str, bool, bool]]
_PIECES: Final[dict[frozenset[str], dict[str, Pieces]]] = {}
_new = tuple.__new__


class Token(NamedTuple):
    """One token; `key` is what tables are asked for, `upper` whether it is written like a name."""

    text: str
    start: int
    end: int
    key: str
    upper: bool
    word: bool

    @property
    def acronym(self) -> bool:
        """Whether it is written in capitals throughout: ASCN, DKI, BAKTI."""
        return self.upper and len(self.text) > 1 and self.text.isupper()

    @property
    def initial(self) -> bool:
        """Whether it is an initial of a name: G., R.D., I.G.B."""
        return self.text.endswith(".") and self.text.replace(".", "").isupper()

    @property
    def number(self) -> bool:
        """Whether it starts with a digit."""
        return self.text[0].isdigit()


def tokenise(text: str, abbreviations: frozenset[str] = _NO_ABBREVIATIONS) -> list[Token]:
    """The tokens of a text in order; `abbreviations` are casefolded words that keep their dot."""
    pieces = _PIECES.setdefault(abbreviations, {})
    tokens: list[Token] = []
    for match in _STRETCH.finditer(text):
        stretch, at = match[0], match.start()
        for word, start, end, key, upper, is_word in pieces.get(stretch) or _cut(stretch, abbreviations, pieces):
            tokens.append(_new(Token, (word, at + start, at + end, key, upper, is_word)))
    return tokens


def _cut(stretch: str, abbreviations: frozenset[str], known: dict[str, Pieces]) -> Pieces:
    """The tokens of what stands between two blanks; kept, as long as it is no longer than words are."""
    pieces: Pieces = []
    last = -1
    for match in _TOKEN.finditer(stretch):
        start, end = match.span()
        if start < last:
            continue
        word = match[0]
        if stretch.startswith(".", end) and _keeps_dot(word, abbreviations):
            end += 1
            word = stretch[start:end]
        pieces.append((word, start, end, *_shape(word)))
        last = end
    if len(stretch) <= _LONGEST:
        if len(known) >= _MOST:
            known.clear()
        known[stretch] = pieces
    return pieces


@lru_cache(maxsize=65536)
def key_of(text: str) -> tuple[str, ...]:
    """The keys of the tokens of a name or phrase, as tables are indexed by them."""
    return tuple(token.key for token in tokenise(text))


def _is_possessive(text: str, at: int) -> bool:
    """Whether an apostrophe is that of a plural or of a name in s: "the Philippines' department"."""
    if (
        text[at - 1 : at] not in ("s", "S")
        or not text[at + 1 : at + 2].isspace()
        or not text[at + 2 : at + 3].isalpha()
    ):
        return False
    return _OPENED.search(text, max(at - _NEAR, 0), at) is None


def _keeps_dot(word: str, abbreviations: frozenset[str]) -> bool:
    if len(word) == 1:
        return word.isupper()
    if "." in word:
        return len(word) <= 8 and word.replace(".", "").isalpha()
    return word.casefold() in abbreviations


def _shape(word: str) -> tuple[str, bool, bool]:
    """The key of a word, whether it is written like a name, whether it is a word at all."""
    is_word = word[0].isalnum() or word[0] == "_"
    key = word.casefold().replace("’", "'").replace("‑", "-").rstrip(".") if len(word) > 1 else word.casefold()
    return key, is_name_like(word), is_word


def is_name_like(word: str) -> bool:
    """Whether a word is written like a name: a capital first, or early inside (iSCENE, e-Indonesia)."""
    return word[0].isupper() or (len(word) > 2 and word[0].isalpha() and any(c.isupper() for c in word[1:3]))
