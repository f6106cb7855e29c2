"""Programmes that the registry does not know: by a head word in the name or by what announces the name."""

from __future__ import annotations

import re
from typing import Final

from kg.extraction.brackets import read_bracket
from kg.extraction.chunks import PROGRAMME, Chunk
from kg.extraction.lexicon import Head, Mark
from kg.extraction.line import Line
from kg.extraction.runs import known_inside, quoted, run_end, titled
from kg.records import Iri

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_VERSION: Final = re.compile(r"\d\.\d|(?:19|20)\d\d[-–](?:(?:19|20)\d\d|\d\d)")  # "2.0", "2021-2025"
_LONGEST_QUOTED, _SHORTEST_QUOTED = 10, 3  # tokens, the marks among them
_YEAR_LONG: Final = 4  # figures
_ANNOUNCED: Final = 4  # tokens in front of a quoted name
_NAMING: Final = frozenset({"naming", "named"})
_STOPS: Final = frozenset(".,;?!")
_DATED: Final = frozenset({"dated"})  # a year stands behind the name, as behind names of events


def read_programme(line: Line, at: int) -> Chunk | None:
    """The programme whose name starts at `at`: "Gerakan …", "… Masterplan", or after "aplikasi", "layanan"."""
    return _first(line, at) or _last(line, at) or read_announced(line, at)


def _first(line: Line, at: int) -> Chunk | None:
    if not line.marks[at] & Mark.PROGRAMME:
        return None
    length, head = line.placed(line.lexicon.programmes, at, "first", "any", "title")
    if head is not None and head.position == "title" and line.opens(at):
        return None
    if head is None or not line.tokens[at].upper:
        return None
    if not (line.written(at + length) or _is_number_of_name(line, at + length)):
        return None
    end = run_end(line, at + length, cut=titled)
    return _chunk(line, at, end + _is_number_of_name(line, end), head.term)


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
    end += _is_number_of_name(line, end)
    return _chunk(line, at, end, term)


def _is_number_of_name(line: Line, at: int) -> bool:
    """Whether a number ends a name: a year, or the one that nothing is counted by: "Command Center 112, …"."""
    if at >= len(line) or not line.tokens[at].number:
        return False
    if not line.tokens[at].text.isdigit():
        return _VERSION.fullmatch(line.tokens[at].text) is not None
    counted = at + 1 < len(line) and line.tokens[at + 1].word
    return len(line.tokens[at].text) == _YEAR_LONG or not counted


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


def read_quoted_programme(line: Line, at: int) -> Chunk | None:
    """A quoted name beside the word for what it is: "aplikasi “Lapor Sleman”", "the “Clean River” project"."""
    close = quoted(line, at, _LONGEST_QUOTED)
    if close - at < _SHORTEST_QUOTED or not line.tokens[at + 1].upper or _is_kind_between(line, at + 1, close - 1):
        return None
    head = _told_before(line, at) or line.placed(line.lexicon.programmes, close, "last", "before", "nominal")[1]
    if head is None:
        return None
    chunk = line.chunk(PROGRAMME, at, close, line.slice(at + 1, close - 1))
    chunk.kind_term = head.term
    return chunk


def _told_before(line: Line, at: int) -> Head | None:
    """The announcer that ends at `at`, or in front of a word of naming that ends there: "program bertajuk"."""
    for back in range(1, min(_ANNOUNCED, at) + 1):
        length, head = line.placed(line.lexicon.programmes, at - back, "before", "last")
        if head is None:
            continue
        named, cues = line.lexicon.cues.longest(line.keys, at - back + length) if length < back else (0, [])
        if length == back or (length + named == back and not _NAMING.isdisjoint(cues)):
            return head
    return None


def _is_kind_between(line: Line, first: int, last: int) -> bool:
    """Whether a quoted text is a word of the table or a sentence rather than a name."""
    if line.placed(line.lexicon.programmes, first, "last", "any", "before")[0] == last - first:
        return True
    capitals = sum(line.tokens[index].upper for index in range(first, last))
    return any(line.tokens[index].text in _STOPS for index in range(first, last)) or 2 * capitals < last - first


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
