"""Where words stand in a text: letter by letter, on word boundaries, whatever its spaces and quotation marks.

Nothing else is forgiven: not case, not accents, not a letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from kg.models.records import Span

_QUOTES: Final = str.maketrans({**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛′`´", "'")})
_SPACES: Final = re.compile(r"\s+")


class Finder:
    """One text, folded once, searched many times; spans count in the text as it was given."""

    def __init__(self, text: str) -> None:
        self._at: list[int] = []
        letters: list[str] = []
        for match in re.finditer(r"\s+|\S", text):
            letters.append(" " if match[0].isspace() else match[0])
            self._at.append(match.start())
        self._at.append(len(text))
        self._text = "".join(letters).translate(_QUOTES)

    def find(self, words: str, within: Span | None = None) -> Iterator[Span]:
        """Every place of `words`, of those inside a span where one is given."""
        wanted = _SPACES.sub(" ", unicodedata.normalize("NFC", words).translate(_QUOTES)).strip()
        at = self._text.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            if self._is_whole(at, end):
                span = Span(self._at[at], self._at[end - 1] + 1)
                if within is None or (within.start <= span.start and span.end <= within.end):
                    yield span
            at = self._text.find(wanted, at + 1)

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether no word goes on over the boundaries."""
        before = start > 0 and _joins(self._text[start - 1]) and _joins(self._text[start])
        behind = end < len(self._text) and _joins(self._text[end - 1]) and _joins(self._text[end])
        return not before and not behind


def _joins(letter: str) -> bool:
    return letter.isalnum() or letter == "_" or unicodedata.combining(letter) > 0
