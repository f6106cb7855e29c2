"""Organisations: by the word that heads their name, first ("Dinas …", "Ministry of …") or last ("… Agency").

The place behind a unit's name ("Dinas Kominfo Kota Medan") becomes its `within`; a bracket inside or
behind the name gives aliases. Organisations that the registry knows come from `known`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.extraction.bodyends import is_portfolio, name_end, portfolio_end
from kg.extraction.brackets import read_bracket, spaced
from kg.extraction.chunks import BODY, Chunk
from kg.extraction.events import dated_forum
from kg.extraction.lexicon import Head, Mark
from kg.extraction.line import Line
from kg.extraction.places import read_place
from kg.extraction.runs import known_inside, listed_end, run_end
from kg.records import Entity
from kg.terms import SCG, Level

_ADJECTIVE: Final = "adjective"


def read_body(line: Line, at: int) -> Chunk | None:
    """The organisation whose name starts with its head word at token `at`."""
    if not line.marks[at] & Mark.BODY:
        return None
    glued = _read_glued(line, at)
    if glued:
        return glued
    length, head = line.placed(line.lexicon.bodies, at, "first", "any")
    if head is None or not (line.tokens[at].upper or is_seated(line, at)):
        return None
    if head.has("only") and not _is_of_country(line, at + length):
        return None
    chunk = _with_place(line, head, at, at + length)
    return None if chunk.generic and not line.written(at) else chunk


def is_seated(line: Line, at: int) -> bool:
    """Whether a local government in small letters has its place behind it: "pemerintah kota | Bogor"."""
    length, head = line.placed(line.lexicon.bodies, at, "first")
    if head is None or head.term != SCG.LocalGovernment or not head.has("place"):
        return False
    return line.written(at + length) and read_place(line, at + length) is not None


def _is_of_country(line: Line, at: int) -> bool:
    """Whether a country is named here, and no part of it: "Pemerintah | Jepang"."""
    length, places = line.known(at)
    return any(place.level == Level.COUNTRY for place in places) and not line.written(at + length)


def branch_end(line: Line, at: int, entities: Sequence[Entity]) -> int:
    """The index behind the country in which a body of the world has an office: "UNDP | Indonesia"."""
    if entities[0].kind == SCG.Network:
        return at
    length, places = line.known(at)
    country = any(place.kind == SCG.Place and place.level == Level.COUNTRY for place in places)
    return at + length if country and line.key(at + length) not in ("'s", "’s") else at


def _read_glued(line: Line, at: int) -> Chunk | None:
    part = line.lexicon.part(line.key(at)) if line.written(at) else None
    if part is None or part[0].table != "bodies":
        return None
    head = next((head for head in line.lexicon.bodies.get(part[0].head.casefold().split())), None)
    if head is None:
        return None
    listed = line.joins(at + 1, "name") and line.key(at + 2) in line.lexicon.domains and line.written(at + 2)
    behind = listed_end(line, at + 2) if listed else at + 1
    behind = min(behind, portfolio_end(line, at + 2, behind)) if listed else behind
    chunk = _with_place(line, head, at, behind, alone=True)
    chunk.aliases = (*chunk.aliases, f"{part[0].head} {part[1]}")
    return chunk


def _with_place(line: Line, head: Head, at: int, behind: int, *, alone: bool = False) -> Chunk:
    aliases: list[str] = []
    if line.joins(behind - 1, "of") and line.joins(behind, "article") and line.written(behind + 1):
        behind += 1
    end = read_bracket(line, behind, aliases)
    if (not alone and end == behind) or end > behind:
        strange = (head.has("strict") or head.has("alone")) and end < len(line) and not is_portfolio(line, end)
        strange = strange or (head.has("alone") and _stands_alone(line, end))
        end = end if strange else name_end(line, head, end, at)
        end = read_bracket(line, end, aliases)
    place = read_place(line, end) if end < len(line) and not head.has("whole") else None
    if place and line.key(end) not in (",", "("):
        end = _bracket_of(line, place, aliases)
    else:
        place = None
    if place is None and not head.has("place"):
        place, end = _sent_from(line, end)
        end = read_bracket(line, end, aliases)
    chunk = line.chunk(BODY, at, end, _unbracketed(line, at, end))
    bare_end = place.first - _small_before(line, place.first) if place else at
    bare = (_unbracketed(line, at, bare_end),) if bare_end > behind else ()
    chunk.aliases = (*aliases, *bare, *_spelt_out(line, head, chunk.name))
    chunk.kind_term, chunk.level, chunk.within = head.term, head.level, place or _government(line, head, end)
    if head.has("place") and chunk.within is None:
        chunk.within = next((p for p in (read_place(line, i) for i in range(behind, end)) if p), None)
    chunk.generic = end == behind and not alone and not head.has("alone")
    chunk.cues = frozenset({"event"}) if head.has("event") else chunk.cues
    return dated_forum(line, chunk) if head.has("event") and place is None else chunk


def _small_before(line: Line, at: int) -> int:
    """How many joining words stand right before a token: "of the"."""
    article = line.joins(at - 1, "article")
    return article + line.joins(at - 1 - article, "of")


def _stands_alone(line: Line, at: int) -> bool:
    """Whether a body of its own begins here that is named by one word: "Bapemperda | DPRD"."""
    head = line.placed(line.lexicon.bodies, at, "first")[1]
    return head is not None and head.has("alone")


def _sent_from(line: Line, at: int) -> tuple[Chunk | None, int]:
    """The country behind "of" that ends a body's name, and its end: "Ministry of Health | of the Philippines"."""
    start = at + 1 + line.joins(at + 1, "article")
    place = read_place(line, start) or read_place(line, at + 1) if line.joins(at, "of") and start < len(line) else None
    if place is None or _ADJECTIVE in place.cues or not any(p.level == Level.COUNTRY for p in place.candidates):
        return None, at
    return place, place.last


def _bracket_of(line: Line, place: Chunk, aliases: list[str]) -> int:
    """The end of the bracket behind a body's place: one word in small letters is the place's own short name."""
    close = line.bracket(place.last, longest=1)
    if close and line.tokens[place.last + 1].upper and not line.tokens[place.last + 1].acronym:
        place.aliases = (*place.aliases, line.tokens[place.last + 1].text)
        return close + 1
    return read_bracket(line, place.last, aliases)


def _government(line: Line, head: Head, at: int) -> Chunk | None:
    """The local government named right behind a unit; it stays a chunk of its own."""
    if at >= len(line) or head.term == SCG.LocalGovernment or not line.tokens[at].upper:
        return None
    _, behind = line.placed(line.lexicon.bodies, at, "first", "any")
    return read_body(line, at) if behind is not None and behind.term == SCG.LocalGovernment else None


def _spelt_out(line: Line, head: Head, name: str) -> tuple[str, ...]:
    """The name with its head and its portfolio in full: "Ditjen Polpum", "Dinas Kominfo Kota Medan"."""
    words = name.split()
    full = [line.lexicon.portfolios.get(word.casefold(), word) if index else word for index, word in enumerate(words)]
    if head.long and words[0].casefold() == head.form.casefold():
        full[0] = head.long
    spelt = " ".join(full)
    return (spelt,) if spelt != name else ()


def _unbracketed(line: Line, first: int, last: int) -> str:
    words, index = [], first
    while index < last:
        close = line.bracket(index)
        if close and close < last:
            index = close + 1
            continue
        words.append(index)
        index += 1
    return spaced(line, words)


def read_headed(line: Line, at: int) -> Chunk | None:
    """The organisation whose name starts at `at` and ends with its head word: "Digital Economy Promotion Agency"."""
    if line.last(Mark.BODY_BEHIND) <= at:
        return None
    end, last = _head_end(line, at)
    if last is None or end - at < 2 or known_inside(line, at, end) or _is_common(line, last, at, end):
        return None
    aliases: list[str] = []
    name_end = end if line.known(at)[0] == end - at else _extended(line, end)
    behind = read_bracket(line, name_end, aliases)
    chunk = line.chunk(BODY, at, behind, line.slice(at, name_end))
    chunk.aliases, chunk.kind_term, chunk.level = tuple(aliases), last.term, last.level
    place = read_place(line, at) if last.term == SCG.LocalGovernment else None
    chunk.within = place if place is not None and place.last < name_end else None
    return chunk


def _is_common(line: Line, head: Head, at: int, end: int) -> bool:
    """Whether a run in front of a head names nobody: "Managing | Water", "Digital | Government"."""
    if head.term == SCG.Company and "participle" in line.lexicon.shape_cues(line.key(at)):
        return True
    words = range(at, end - len(head.form.split()))
    return head.has("named") and all(line.key(index) in line.lexicon.domains for index in words)


def read_seated(line: Line, at: int) -> Chunk | None:
    """The local government named by its place and what it is: "Can Tho City People's Committee", "Hue City Hall"."""
    behind = line.last(Mark.BODY_BEHIND) > at
    place = read_place(line, at) if behind and line.tokens[at].upper else None
    if place is None or place.last >= len(line) or not line.tokens[place.last].upper:
        return None
    length, head = line.placed(line.lexicon.bodies, place.last, "last", "any")
    if head is None or head.term != SCG.LocalGovernment:
        return None
    aliases: list[str] = []
    end = place.last + length
    chunk = line.chunk(BODY, at, read_bracket(line, end, aliases), line.slice(at, end))
    chunk.aliases, chunk.kind_term, chunk.level, chunk.within = tuple(aliases), head.term, head.level, place
    return chunk


def _head_end(line: Line, at: int) -> tuple[int, Head | None]:
    end, found = at, None
    limit = _joined(line, at, run_end(line, at))
    for index in range(at, limit):
        if not line.marks[index] & Mark.BODY_BEHIND:
            continue
        length, head = line.placed(line.lexicon.bodies, index, "last", "any")
        if head and line.tokens[index].upper and index > at and index + length > end:
            end, found = index + length, head
    return end, found


def _joined(line: Line, at: int, limit: int) -> int:
    """A run joined by "and" where both sides are portfolios: "Digital Economy and Society Ministry"."""
    if not line.joins(limit, "name") or not line.written(limit + 1):
        return limit
    alone = line.joins(at - 1, "article") and (limit == at + 1 or _headless(line, at, limit))
    sides = line.key(limit - 1) in line.lexicon.domains and line.key(limit + 1) in line.lexicon.domains
    return run_end(line, limit + 1) if sides or alone else limit


def _headless(line: Line, at: int, limit: int) -> bool:
    """Whether a run is neither a name by itself nor holds a head word: "the Vietnam Software | and IT Association"."""
    heads = (line.lexicon.bodies, line.lexicon.events, line.lexicon.programmes, line.lexicon.areas)
    headed = any(line.placed(table, index, "last", "any")[1] for table in heads for index in range(at, limit))
    return not headed and line.known(at)[0] < limit - at


def _is_body(line: Line, at: int) -> bool:
    """Whether an organisation's own name begins here: then "of" joins two organisations."""
    entities = line.known(at)[1]
    head = _head_end(line, at)[1] or line.placed(line.lexicon.bodies, at, "first", "any")[1]
    return any(entity.kind != SCG.Place for entity in entities) or (head is not None and head.term != SCG.Company)


def _extended(line: Line, end: int) -> int:
    """A name goes on behind its head with "of": "Development Academy of the Philippines"."""
    if line.joins(end, "of"):
        start = end + 1 + line.joins(end + 1, "article")
        if line.written(start) and not _is_body(line, start):
            return max(listed_end(line, start), start + line.known(start)[0])
    return end
