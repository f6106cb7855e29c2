"""Errors in the language of whoever asks: the sentence round the engine's own words, which are quoted as they are.

The table `words_of_errors.tsv` has a column for each language; what it does not know stays English.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from kg.lang.base import Row, read_table
from kg.pages.protocol.answering import Answer

TABLE: Final = Path(__file__).parents[1] / "words_of_errors.tsv"
OWN: Final = "en"
COOKIE: Final = "language"
_ERROR: Final = 400
_PLAIN: Final = b"text/plain"
_SLOT: Final = re.compile(r"\\{(\w+)\\}")
_HINTED: Final = re.compile(r" \([^()]+\)$")
_MOST: Final = 10


@lru_cache(maxsize=256)
def wished(accept_language: str, cookie: str = "") -> str:
    """The language that a reader chose on a page, else the browser's first that is spoken here, else English."""
    for pair in cookie.split(";"):
        name, _, value = pair.strip().partition("=")
        if name == COOKIE and value in _languages():
            return value
    return first_spoken(accept_language, _languages())


def first_spoken(accept_language: str, known: Collection[str]) -> str:
    """The first language of an Accept-Language header that is among the known ones, else English."""
    for part in accept_language.split(",")[:_MOST]:
        tag = part.split(";")[0].strip().casefold().split("-")[0]
        if tag in known:
            return tag
    return OWN


def asked_in(headers: Mapping[bytes, bytes]) -> str:
    """The language that the headers of a request (names in small letters) ask for, see `wished`."""
    return wished(*(headers.get(name, b"").decode("latin-1") for name in (b"accept-language", b"cookie")))


def in_language(answer: Answer, language: str) -> Answer:
    """An answer as it is; an error with its text in a language."""
    headers = dict(answer.headers)
    is_told = answer.body and headers.get(b"content-type", b"").startswith(_PLAIN)
    if language in ("", OWN) or answer.status < _ERROR or not is_told:
        return answer
    line = answer.body.decode(errors="replace").removesuffix("\n")
    body = f"{told(line, language)}\n".encode()
    headers |= {b"content-length": str(len(body)).encode(), b"content-language": language.encode()}
    return Answer(answer.status, [*headers.items(), (b"vary", b"Accept-Language, Cookie")], body)


def told(line: str, language: str) -> str:
    """An error and its hint in a language, as far as they are known."""
    hint = _HINTED.search(line)
    if hint is not None and (advice := _said(hint[0][2:-1], language)) is not None:
        return f"{_said(line[: hint.start()], language) or line[: hint.start()]} ({advice})"
    return _said(line, language) or line


def _said(text: str, language: str) -> str | None:
    for pattern, row in _patterns():
        if match := pattern.fullmatch(text):
            return row[language].format(**match.groupdict())
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Row], ...]:
    """The English sentences as patterns; those with the most words of their own first."""
    rows = sorted(read_table(TABLE), key=lambda row: (row[OWN].count("{"), -len(row[OWN])))
    return tuple((re.compile(_SLOT.sub(r"(?P<\1>.+)", re.escape(row[OWN])), re.DOTALL), row) for row in rows)


@cache
def _languages() -> frozenset[str]:
    return frozenset(language for _, row in _patterns() for language in row)
