"""What an event in common words is called: its noun with the words beside it that say what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import Final

from kg.extraction.chunks import TOPIC, WORD, Chunk
from kg.extraction.scene import Clause

_LONGEST_NOMINAL: Final = 5
_SHAPED: Final = frozenset({"participle"})  # what the form of a word alone shows


def nominal_name(clause: Clause, chunk: Chunk) -> str:
    """An event in common words with the words beside it that say what it is about, where the language has them."""
    at = clause.everything.index(chunk)
    if clause.patterns.adjectives == "before":
        before = _plain_names(reversed(clause.everything[max(at - _LONGEST_NOMINAL, 0) : at]))
        return " ".join([*reversed(before), chunk.name])
    return " ".join([chunk.name, *_plain_names(clause.everything[at + 1 :][:_LONGEST_NOMINAL])])


def _plain_names(chunks: Iterable[Chunk]) -> list[str]:
    """The words that come first, up to one that a table knows."""
    return [
        chunk.name
        for chunk in takewhile(
            lambda chunk: chunk.kind in (WORD, TOPIC) and chunk.cues <= _SHAPED and chunk.name[0].isalpha(), chunks
        )
    ]
