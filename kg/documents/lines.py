"""Text as lines: the unit that noise, bylines and titles are told by.

Comes in: any text. Goes out: `Line`s without control characters, NFC, one blank for whatever was
white space, lines that were only wrapped joined again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_NOT_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_HASHES = re.compile(r"#{1,6}\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_NO_LETTER = re.compile(r"[\W_]+")
_WRAP = (50, 110)  # columns between which a line is filled


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an article; `gap` where a blank line or a new element stands before it."""

    text: str
    gap: bool = False
    heading: bool = False

    @property
    def key(self) -> str:
        """What makes two lines the same words: letters and digits, casefolded."""
        return _key(self.text)


@lru_cache(maxsize=1024)  # the lines of one article, each asked for several times
def _key(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


def clean(text: str) -> str:
    """One line of text: NFC, no control or format characters, single blanks."""
    return " ".join(_harmless(text).split())


def text_lines(text: str) -> list[Line]:
    """The lines of a plain text, empty ones left out, wrapped ones joined."""
    blocks: list[list[str]] = [[]]
    for raw in _BREAK.split(_harmless(text)):
        line = " ".join(raw.split())
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    if _is_wrapped(blocks):
        blocks = [[" ".join(block)] if _fills(block) else block for block in blocks]
    return [_line(line, gap=number == 0) for block in blocks for number, line in enumerate(block)]


def page_lines(parts: Iterable[tuple[str, bool]]) -> list[Line]:
    """The lines of a page from its `(text, is a heading)` parts; each part begins anew."""
    cleaned = ((clean(text), heading) for text, heading in parts)
    return [Line(text, gap=True, heading=heading) for text, heading in cleaned if text]


def _harmless(text: str) -> str:
    return unicodedata.normalize("NFC", _NOT_TEXT.sub("", text))


def _line(text: str, *, gap: bool) -> Line:
    mark = _HASHES.match(text)
    return Line(text[mark.end() :] if mark else text, gap, heading=mark is not None)


def _is_wrapped(blocks: list[list[str]]) -> bool:
    broken = [line for block in blocks for line in block[:-1] if not _SENTENCE_END.search(line)]
    filled = [line for line in broken if _WRAP[0] <= len(line) <= _WRAP[1]]
    longest = max((len(line) for block in blocks for line in block), default=0)
    return longest <= _WRAP[1] and len(filled) >= 3 and len(filled) > 0.6 * len(broken)


def _fills(block: list[str]) -> bool:
    return all(len(line) >= _WRAP[0] for line in block[:-1])
