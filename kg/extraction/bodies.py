"""Organisations: by the word that heads their name, first ("Dinas …", "Ministry of …") or last ("… Agency").

The place behind a unit's name ("Dinas Kominfo Kota Medan") becomes its `within`; a bracket inside or
behind the name gives aliases. Organisations that the registry knows come from `known`.
"""

from __future__ import annotations

import re
from typing import Final

from kg.extraction.brackets import read_bracket, spaced
from kg.extraction.chunks import BODY, Chunk
from kg.extraction.events import dated_forum
from kg.extraction.lexicon import Head, Mark
from kg.extraction.line import Line
from kg.extraction.places import read_place
from kg.extraction.runs import known_inside, listed_end, run_end
from kg.terms import SCG, Level

_PLACES: Final = frozenset({SCG.Place})
_FIELD: Final = 8  # words of a portfolio and one more
_PERSON: Final = 2  # words of a usual name
_ROMAN: Final = re.compile("[IVX]+")
_PORTFOLIOS: Final = frozenset({SCG.Ministry, SCG.OrganisationalUnit})  # their names are made of portfolio words
_WORLDWIDE: Final = frozenset({SCG.IntergovernmentalOrganisation, SCG.Network})  # their names stand in names of units


def read_body(line: Line, at: int) -> Chunk | None:
    """The organisation whose name starts with its head word at token `at`."""
    if not line.marks[at] & Mark.BODY:
        return None
    glued = _read_glued(line, at)
    if glued:
        return glued
    length, head = line.placed(line.lexicon.bodies, at, "first", "any")
    if head is None or not line.tokens[at].upper:
        return None
    chunk = _with_place(line, head, at, at + length)
    return None if chunk.generic and not line.written(at) else chunk


def _read_glued(line: Line, at: int) -> Chunk | None:
    part = line.lexicon.part(line.key(at)) if line.written(at) else None
    if part is None or part[0].table != "bodies":
        return None
    head = next((head for head in line.lexicon.bodies.get(part[0].head.casefold().split())), None)
    if head is None:
        return None
    listed = line.joins(at + 1, "name") and line.key(at + 2) in line.lexicon.domains and line.written(at + 2)
    behind = listed_end(line, at + 2) if listed else at + 1
    behind = min(behind, _portfolio_end(line, at + 2, behind)) if listed else behind
    chunk = _with_place(line, head, at, behind, alone=True)
    chunk.aliases = (*chunk.aliases, f"{part[0].head} {part[1]}")
    return chunk


def _with_place(line: Line, head: Head, at: int, behind: int, *, alone: bool = False) -> Chunk:
    aliases: list[str] = []
    if line.joins(behind - 1, "of") and line.joins(behind, "article") and line.written(behind + 1):
        behind += 1
    end = read_bracket(line, behind, aliases)
    if (not alone and end == behind) or end > behind:
        strange = (head.has("strict") or head.has("alone")) and end < len(line) and not _is_portfolio(line, end)
        end = end if strange else _name_end(line, head, end, at)
        end = read_bracket(line, end, aliases)
    place = read_place(line, end) if end < len(line) and not head.has("whole") else None
    if place and line.key(end) not in (",", "("):
        end = _bracket_of(line, place, aliases)
    else:
        place = None
    chunk = line.chunk(BODY, at, end, _unbracketed(line, at, end))
    bare = (_unbracketed(line, at, place.first),) if place and place.first > behind else ()
    chunk.aliases = (*aliases, *bare, *_spelt_out(line, head, chunk.name))
    chunk.kind_term, chunk.level, chunk.within = head.term, head.level, place or _government(line, head, end)
    if head.has("place") and chunk.within is None:
        chunk.within = next((p for p in (read_place(line, i) for i in range(behind, end)) if p), None)
    chunk.generic = end == behind and not alone and not head.has("alone")
    chunk.cues = frozenset({"event"}) if head.has("event") else chunk.cues
    return dated_forum(line, chunk) if head.has("event") and place is None else chunk


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


def _name_end(line: Line, head: Head, at: int, start: int) -> int:
    if head.has("place") and (place := read_place(line, at)) and place.last > at:
        return place.last
    if head.has("place") or head.has("whole"):
        limit = listed_end(line, at)
        alone = next((end for end in range(at + 1, limit) if line.stands_alone(start, end)), 0)
        known = max(line.known(start)[0], alone - start)
        if known <= 1 and (_behind_office(line, start) or _behind_title(line, start)):
            cut = _given(line, at, limit)
            academic = _behind_office(line, start) or _is_academic(head)
            limit = _before_person(line, at, _portfolio_end(line, at, limit)) if academic and cut == limit else cut
        return max(at, start + known) if known > 1 else _country_end(line, at, limit)
    if at < len(line) and _ROMAN.fullmatch(line.tokens[at].text):
        return at + 1
    end = at
    limit = listed_end(line, at)
    limit = _portfolio_end(line, at, limit) if head.term in _PORTFOLIOS or _behind_office(line, start) else limit
    while end < limit:
        length, entities = line.known(end)
        if end > at and length and entities[0].kind not in _WORLDWIDE and not _is_inner(line, end):
            break
        if end == at and length and head.has("alone") and not line.of_kind(entities, _PLACES):
            break
        if end == at and read_place(line, end) is not None and line.key(end) not in line.lexicon.domains:
            break
        end += 1
    return end


def _behind_title(line: Line, at: int) -> bool:
    """Whether an office ends before a body's name, with or without its portfolio: "Direktur Teknologi | Bank …"."""
    front = next((i for i in range(at, max(at - _FIELD, 0), -1) if line.key(i - 1) not in line.lexicon.domains), 0)
    return line.ends_office(front)


def _given(line: Line, at: int, limit: int) -> int:
    """Where a given name inside a long name begins that of whoever leads the body; the limit where none does."""
    given, inside = line.lexicon.given, range(at + 1, limit)
    named = (i for i in inside if line.tokens[i].upper and line.key(i) in given and line.key(i - 1) not in given)
    cut = next(named, limit)
    return limit if line.joins(cut - 1, "name") else cut


def _before_person(line: Line, at: int, limit: int) -> int:
    """Where a long name behind an office gives way to whoever holds it: "Dosen Universitas Tadulako | Amin Kasim"."""
    tail = range(limit - _PERSON, limit)
    if limit - at <= _PERSON or any(
        line.key(index) in line.lexicon.domains or line.known(index)[0] or not line.tokens[index].upper
        or line.tokens[index].acronym or line.joins(index - 1, "name") for index in tail
    ):  # fmt: skip
        return limit
    return limit if line.key(limit) == "," and line.written(limit + 1) else limit - _PERSON


def _is_academic(head: Head) -> bool:
    return head.term == SCG.AcademicOrganisation


def _behind_office(line: Line, at: int) -> bool:
    """Whether a word for an office that takes in a body's name stands before it: "Kepala | Badan …"."""
    head = line.head(line.lexicon.offices, at - 1)[1] if at else None
    return head is not None and head.has("whole")


def _country_end(line: Line, at: int, limit: int) -> int:
    """A name that reaches its country goes no further: "Bank Indonesia | …", unless its short form stands behind it."""
    if line.bracket(limit, longest=1):
        return limit
    for index in range(at, limit):
        length, entities = line.known(index)
        if length and any(entity.level == Level.COUNTRY for entity in entities) and index + length < limit:
            return index + length
    return limit


def _is_portfolio(line: Line, at: int) -> bool:
    """Whether a name may go on here behind a head that only portfolios follow."""
    key = line.key(at)
    return (
        key in line.lexicon.domains
        or key in line.lexicon.portfolios
        or line.tokens[at].acronym
        or line.known(at)[0] > 0
    )


def _portfolio_end(line: Line, at: int, limit: int) -> int:
    """Where the portfolio words of a name end and a person's name begins: "Kementerian Luar Negeri | Teuku …"."""
    end = at
    while end < limit and (line.key(end) in line.lexicon.domains or line.key(end) in line.lexicon.portfolios):
        end += 1
        end += end < limit and not line.tokens[end].upper
    if end == at or end >= limit or line.tokens[end].acronym or line.tokens[end].number:
        return limit
    return end if line.tokens[end].upper and not line.joins(end - 1, "name") and end - at > 0 else limit


def _is_inner(line: Line, at: int) -> bool:
    """Whether the known name at `at` is only a word of the running name: a portfolio, a joined word."""
    return line.key(at) in line.lexicon.domains or line.joins(at - 1, "name")


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
    if last is None or end - at < 2 or known_inside(line, at, end):
        return None
    aliases: list[str] = []
    name_end = end if line.known(at)[0] == end - at else _extended(line, end)
    behind = read_bracket(line, name_end, aliases)
    chunk = line.chunk(BODY, at, behind, line.slice(at, name_end))
    chunk.aliases, chunk.kind_term, chunk.level = tuple(aliases), last.term, last.level
    place = read_place(line, at) if last.term == SCG.LocalGovernment else None
    chunk.within = place if place is not None and place.last < name_end else None
    return chunk


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
