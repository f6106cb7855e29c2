"""Longer names than any reader sees, where the short form behind them spells their initials."""

from __future__ import annotations

from typing import Final

from kg.extraction.brackets import spelled_end
from kg.extraction.chunks import BODY, EVENT, NAME, PLACE, PROGRAMME, Chunk
from kg.extraction.line import Line
from kg.records import Iri

_YEAR: Final = 4  # digits


def spelled(line: Line, at: int, best: Chunk | None) -> Chunk | None:
    """A longer name than any reader sees, where the short form behind it spells its initials."""
    end = spelled_end(line, at) if line.tokens[at].upper else at
    if end == at or (best is not None and best.last > end):
        return None
    kind, term = _headed_kind(line, at, end)
    if kind == NAME:
        if best is None:
            return None
        kind, term = (NAME, None) if best.kind == PLACE else (best.kind, best.kind_term)
    short, last, name = line.slice(end + 1, line.bracket(end)), line.bracket(end) + 1, line.slice(at, end)
    year = line.key(last) if kind == EVENT and len(line.key(last)) == _YEAR and line.key(last).isdigit() else ""
    chunk = line.chunk(kind, at, last + bool(year), f"{name} {year}".strip())
    chunk.aliases, chunk.kind_term = (f"{short} {year}".strip(), *((name,) if year else ())), term
    return chunk


def _headed_kind(line: Line, at: int, end: int) -> tuple[str, Iri | None]:
    """What the head words of a name make it: the first word, else the last that is one."""
    tables = ((BODY, line.lexicon.bodies), (EVENT, line.lexicon.events), (PROGRAMME, line.lexicon.programmes))
    for kind, table in tables:
        head = line.placed(table, at, "first", "any")[1]
        if head is not None:
            return kind, head.term
    for index in range(end - 1, at, -1):
        for kind, table in tables:
            head = line.placed(table, index, "last", "any", "tail")[1]
            if head is not None and line.tokens[index].upper:
                return kind, head.term
    return NAME, None
