"""Programmes that the registry does not know: by a head word in the name or by what announces the name."""

from __future__ import annotations

import re

from kg.extraction.brackets import read_bracket
from kg.extraction.chunks import PROGRAMME, Chunk
from kg.extraction.lexicon import Mark
from kg.extraction.line import Line
from kg.extraction.runs import known_inside, run_end, titled
from kg.records import Iri

_YEAR = re.compile(r"(?:19|20)\d\d")
_DATED = frozenset({"dated"})  # a year stands behind the name, as behind names of events


def read_programme(line: Line, at: int) -> Chunk | None:
    """The programme whose name starts at `at`: "Gerakan …", "… Masterplan", or after "aplikasi", "layanan"."""
    return _first(line, at) or _last(line, at) or read_announced(line, at)


def _first(line: Line, at: int) -> Chunk | None:
    if not line.marks[at] & Mark.PROGRAMME:
        return None
    length, head = line.placed(line.lexicon.programmes, at, "first", "any", "title")
    if head is not None and head.position == "title" and line.opens(at):
        return None
    if head is None or not line.tokens[at].upper or not line.written(at + length):
        return None
    return _chunk(line, at, run_end(line, at + length, cut=titled), head.term)


def _last(line: Line, at: int) -> Chunk | None:
    if line.last(Mark.PROGRAMME_BEHIND) <= at:
        return None
    end, term = at, None
    for index in range(at + 1, _joined(line, at, run_end(line, at))):
        if not line.marks[index] & Mark.PROGRAMME_BEHIND:
            continue
        length, head = line.placed(line.lexicon.programmes, index, "last", "any")
        if head and line.tokens[index].upper:
            end, term = index + length, head.term
    if end == at or known_inside(line, at, end):
        return None
    end += end < len(line) and line.tokens[end].number and len(line.tokens[end].text) == 4
    return _chunk(line, at, end, term)


def _joined(line: Line, at: int, limit: int) -> int:
    """A run that portfolio words join to the next one: "Bandung Smart and Integrated Urban Strategy"."""
    domains = line.lexicon.domains
    sides = line.key(limit - 1) in domains and line.key(limit + 1) in domains and limit > at + 1
    return run_end(line, limit + 1) if sides and line.joins(limit, "name") and line.written(limit + 1) else limit


def read_announced(line: Line, at: int) -> Chunk | None:
    """A name right behind its announcer; the announcer stays a word of its own."""
    if at == 0 or not line.written(at):
        return None
    for back in (1, 2, 3):
        if back > at or not line.marks[at - back] & Mark.PROGRAMME_BEFORE:
            continue
        length, head = line.placed(line.lexicon.programmes, at - back, "before")
        small = at >= back and (not line.tokens[at - back].upper or line.opens(at - back))
        if head is not None and small and length == back and not line.opens(at) and not _is_kind(line, at):
            return _chunk(line, at, _spelt_end(line, at), head.term)
    return None


def _spelt_end(line: Line, at: int) -> int:
    """The end of a name, with "and" inside where a short form spells it: "Sarana Aspirasi dan Pengaduan (SaPA)"."""
    end = run_end(line, at)
    if line.joins(end, "name") and line.written(end + 1):
        longer = run_end(line, end + 1)
        close = line.bracket(longer, longest=1)
        if close and line.tokens[longer + 1].text[0] == line.tokens[at].text[0]:
            return longer
    return end


def _is_kind(line: Line, at: int) -> bool:
    """Whether all of the name is a word of the table: "program Smart City" names none."""
    return line.placed(line.lexicon.programmes, at, "last", "any")[0] == run_end(line, at) - at


def _chunk(line: Line, at: int, end: int, term: Iri | None) -> Chunk:
    aliases: list[str] = []
    behind = read_bracket(line, end, aliases)
    chunk = line.chunk(PROGRAMME, at, behind, line.slice(at, end))
    chunk.aliases = tuple(aliases)
    chunk.kind_term = term
    if behind < len(line) and _YEAR.fullmatch(line.tokens[behind].text):
        chunk.cues = _DATED
    return chunk
