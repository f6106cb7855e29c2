"""Units whose head word a list says once: "empat bidang: Informasi Publik, Infrastruktur, serta Statistik"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extraction.chunks import BODY, Chunk
from kg.extraction.line import Line
from kg.extraction.scene import Scene

LISTED: Final = "listed"
_FEWEST: Final = 2
_LONGEST: Final = 60


def read_unit_list(line: Line, at: int) -> list[Chunk]:
    """The units listed behind a head word in common words at `at` and a colon; nothing where there is no such list."""
    length, head = line.placed(line.lexicon.bodies, at, "first", "any")
    if head is None or line.tokens[at].upper or line.key(at + length) != ":":
        return []
    items = list(_items(line, at + length + 1))
    if len(items) < _FEWEST:
        return []
    chunks = [line.chunk(BODY, first, last, f"{head.form} {line.slice(first, last)}") for first, last in items]
    for chunk in chunks:
        chunk.kind_term, chunk.cues = head.term, frozenset({LISTED})
    return chunks


def _items(line: Line, at: int) -> Iterator[tuple[int, int]]:
    """The items of a list that commas part; the last one begins with "and"."""
    first = at
    for index in range(at, min(at + _LONGEST, len(line))):
        key = line.key(index)
        if key in (",", ".", ";"):
            if first < index and line.tokens[first].upper:
                yield first, index
            if key != ",":
                return
            first = index + 1 + line.joins(index + 1, "name")
        elif not (line.tokens[index].upper or line.joins(index, "name")):
            return


def place_lists(scene: Scene) -> None:
    """What a list of units is part of: the body named last before it."""
    owner: Chunk | None = None
    for clause in scene.clauses:
        for chunk in clause.of(BODY):
            if LISTED not in chunk.cues:
                owner = chunk if chunk.figure is not None else owner
            elif chunk.within is None:
                chunk.within = owner
