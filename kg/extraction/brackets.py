"""Brackets behind a name, and the short forms in them that say how far the name reaches."""

from __future__ import annotations

from typing import Final

from kg.extraction.line import Line

_FURTHEST: Final = 14
_SHORTEST: Final = 3


def read_bracket(line: Line, at: int, aliases: list[str]) -> int:
    """The index behind the bracket at `at` when it gives short or other names, which are added to `aliases`."""
    close = line.bracket(at)
    if not close:
        return at
    inner = line.slice(at + 1, close)
    if _spells_initials(line, at, inner):
        aliases.append(inner)
        return close + 1
    if not line.written(at + 1) or line.head(line.lexicon.offices, at + 1)[1]:
        return at
    names = [part.strip() for part in inner.split(",")]
    if any(not name[:1].isupper() for name in names if name) or len(inner.split()) > 8:
        return at
    aliases.extend(name for name in names if name)
    return close + 1


def _spells_initials(line: Line, at: int, inner: str) -> bool:
    """Whether a word in small letters is made of the initials of the words before it: "(depa)"."""
    if not inner.isalpha() or not inner.islower() or not 2 <= len(inner) <= at:
        return False
    capitals = [token.text[0].casefold() for token in line.tokens[:at] if token.upper]
    return capitals[-len(inner) :] == list(inner)


def spelled_end(line: Line, at: int) -> int:
    """The index behind the name that starts at `at` and whose initials the short form behind it spells.

    "Meeting of Governors and Mayors of ASEAN Capitals (MGMAC)"; `at` where no short form does.
    """
    initials = ""
    for index in range(at, min(at + _FURTHEST, len(line))):
        token = line.tokens[index]
        if token.text == "(":
            return index if _spell(line, index, initials) else at
        if not token.word and token.text != ",":
            return at
        initials += token.text[0].casefold() if token.upper else ""
    return at


def _spell(line: Line, at: int, initials: str) -> bool:
    """Whether the bracket at `at` holds the initials, or the first of them and the last words: "BP Batam"."""
    close = line.bracket(at)
    if not close:
        return False
    short = "".join(letter for letter in line.slice(at + 1, close) if letter.isalpha())
    if len(short) >= _SHORTEST and short.casefold() == initials:
        return True
    tail = close - at - 2
    if tail < 1 or not line.tokens[at + 1].acronym or line.keys[at - tail : at] != line.keys[at + 2 : close]:
        return False
    return initials.startswith(line.key(at + 1)) and len(initials) > len(line.key(at + 1)) + tail - 1


def spaced(line: Line, words: list[int]) -> str:
    """The text of some tokens, with a space where the text has one."""
    text = ""
    for before, index in zip([None, *words], words, strict=False):
        token = line.tokens[index]
        gap = before is not None and (line.tokens[before].end < token.start)
        text += (" " if gap else "") + token.text
    return text
