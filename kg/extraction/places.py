"""Places: known ones, and unknown ones that a word of level or site announces ("Kota X", "Hotel X", "X Province")."""

from __future__ import annotations

import re
from typing import Final

from kg.extraction.brackets import read_bracket
from kg.extraction.chunks import PLACE, Chunk
from kg.extraction.lexicon import Head, Mark
from kg.extraction.line import Line
from kg.extraction.runs import cuts, run_end, titled
from kg.records import Entity
from kg.terms import SCG, Level

_ROMAN: Final = re.compile("[IVX]+")
_CURRENCIES: Final = frozenset("$€£¥₱฿")
_ADJECTIVE: Final = frozenset({"adjective"})
_GOVERNED: Final = frozenset({Level.CITY, Level.REGENCY, Level.PROVINCE, Level.SPECIAL_REGION})
_PLACES: Final = frozenset({SCG.Place})
_OF_PLACES: Final = frozenset({"located", "at", "origin", "to"})


def read_place(line: Line, at: int) -> Chunk | None:
    """The place that starts at token `at`: with a word of level in front or behind, or known by its name."""
    known: Chunk | None
    if at >= len(line):
        return None
    if line.marks[at] & Mark.PLACE:
        length, head = line.placed(line.lexicon.areas, at, "first")
        longest, _ = line.head(line.lexicon.areas, at)  # a longer row may say that these words head no place
        if head is not None and length == longest and line.tokens[at].upper:
            announced = _announced(line, at, length, head)
            if announced is not None or not head.has("part"):
                return announced
        known = _known(line, at) or _adjective(line, at)
    else:
        known = _known(line, at)
    headed = _headed(line, at)
    return headed if headed and (known is None or headed.last > known.last) else known


def _adjective(line: Line, at: int) -> Chunk | None:
    """The place that an adjective or a short form stands for: "Cambodian", "Sulteng"."""
    length, countries = line.lexicon.demonyms.longest(line.keys, at)
    if not length or not line.tokens[at].upper or line.key(at + length) in _CURRENCIES:
        return None
    if line.slice(at, at + length).casefold() not in line.lexicon.adjectives and is_of_person(line, at, length):
        return None
    chunk = line.chunk(PLACE, at, at + length, countries[0])
    chunk.candidates = line.of_kind(line.named(countries[0]), _PLACES)[:1]
    chunk.level = chunk.candidates[0].level if chunk.candidates else Level.COUNTRY
    if line.slice(at, at + length).casefold() in line.lexicon.adjectives:
        chunk.cues = _ADJECTIVE
    return chunk


def _headed(line: Line, at: int) -> Chunk | None:
    """A place that the registry does not know, by the word that ends its name: "Quezon Province", "Isabela Hotel"."""
    if line.last(Mark.AREA_BEHIND) <= at or not line.written(at):
        return None
    end, found = at, None
    for index in range(at + 1, run_end(line, at)):
        if not line.marks[index] & Mark.AREA_BEHIND:
            continue
        length, head = line.placed(line.lexicon.areas, index, "last")
        body, _ = line.placed(line.lexicon.bodies, index, "last", "any")
        if head and line.tokens[index].upper and length >= body and not _is_blocked(line, index):
            end, found = index + length, head
    if found is None or line.head(line.lexicon.bodies, end - 1)[0] > 1:
        return None
    aliases: list[str] = []
    end += found.has("site") and end < len(line) and bool(_ROMAN.fullmatch(line.tokens[end].text))
    behind = read_bracket(line, end, aliases)
    chunk = line.chunk(PLACE, at, behind, line.slice(at, end))
    chunk.level, chunk.aliases = found.term, tuple(aliases)
    return chunk


def _is_blocked(line: Line, at: int) -> bool:
    """Whether a phrase that only looks like a place ends here: "Smart City"."""
    return at > 0 and line.placed(line.lexicon.areas, at - 1, "none")[0] > 1


def _announced(line: Line, at: int, length: int, head: Head) -> Chunk | None:
    known, entities = line.known(at)
    if known > length and line.of_kind(entities, _PLACES):
        return _known(line, at)
    known, entities = line.known(at + length)
    if head.has("part"):
        return _part(line, at, length + known) if line.of_kind(entities, _PLACES) else None
    places = _at_level(line.of_kind(entities, _PLACES), head)
    cut = titled if head.has("site") else cuts
    if not places and cut(line, at + length) and not head.has("alone"):
        return None
    held = line.ends_office(at) and bool(line.of_kind(entities, _PLACES))  # "Gubernur Prefektur Kyoto | …"
    end = at + length + known if known and (places or held) else run_end(line, at + length)
    if head.term == Level.COUNTRY and not places:
        end = min(end, at + length + 1)
    if not head.has("alone") and (end == at + length or (head.has("site") and not line.written(at + length))):
        return None
    if head.has("site"):
        end = max(end, run_end(line, at + length, cut=_ends_site)) if line.written(at + length) else at + length
        places = ()
    chunk = line.chunk(PLACE, at, end)
    chunk.candidates, chunk.level = places, head.term
    return chunk


def _ends_site(line: Line, at: int) -> bool:
    """Whether a building's name ends before this token: an office, or the city that it lies in."""
    _, area = line.placed(line.lexicon.areas, at, "first")
    if line.placed(line.lexicon.areas, at - 1, "first")[0] > 1:  # "Aula | Balai Kota"
        return False
    return titled(line, at) or (area is not None and not area.has("site"))


def _part(line: Line, at: int, length: int) -> Chunk:
    """A part of a known place, another one than the registry's: "Central Jakarta", "Southern Johor"."""
    chunk = line.chunk(PLACE, at, at + length)
    chunk.level = Level.OTHER
    return chunk


def _at_level(places: tuple[Entity, ...], head: Head) -> tuple[Entity, ...]:
    return tuple(place for place in places if place.level == head.term)


def _known(line: Line, at: int) -> Chunk | None:
    length, entities = line.known(at)
    places = line.of_kind(entities, _PLACES)
    if not length or not places or not line.tokens[at].upper or is_of_person(line, at, length):
        return None
    after, head = line.head(line.lexicon.areas, at + length)
    if line.head(line.lexicon.offices, at + length)[0] > after:  # "Tutong | District Officer"
        after, head = 0, None
    if head is not None and head.position == "last" and line.tokens[at + length].upper:
        chunk = line.chunk(PLACE, at, at + length + after)
        fitting = () if head.has("part") else _at_level(places, head)
        chunk.candidates, chunk.level = fitting, head.term
        return chunk
    chunk = line.chunk(PLACE, at, at + length + _doubled(line, at + length))
    chunk.candidates = places
    chunk.level = places[0].level if len(places) == 1 else None
    return chunk


def is_of_person(line: Line, at: int, length: int) -> bool:
    """Whether a place's name of one word is a person's first name: "Wakil Bupati Sleman | Danang Maharsa"."""
    behind = at + length
    if line.key(behind) in line.lexicon.given and (_names_country(line, at) or _is_listed(line, at)):
        return False
    if _runs_on(line, at, length) or (length == 1 and _is_given(line, at)):
        return True
    if length > 1 or not line.written(behind) or cuts(line, behind) or line.known(behind)[0] or at == 0:
        return False
    if any(line.head(table, behind)[1] for table in (line.lexicon.programmes, line.lexicon.areas, line.lexicon.events)):
        return False
    before = line.tokens[at - 1]
    if before.upper and before.word:
        length, known = line.known(at - 1)
        places = line.of_kind(known, _PLACES) if length == 1 else ()
        return bool(places) or (before.acronym and not line.head(line.lexicon.bodies, at - 1)[1])
    return (before.text == "," and not _is_listed(line, at)) or "person" in line.lexicon.joiners.get(before.key, ())


def _is_listed(line: Line, at: int) -> bool:
    """Whether a place stands in a list of who governs what: "Bupati Klaten Sri Mulyani, | Sragen | Rina Sari"."""
    inside = all(not entity.outside and entity.level in _GOVERNED for entity in line.known(at)[1])
    if not inside or line.key(at) in line.lexicon.given or line.key(at - 1) != ",":
        return False
    return any(line.local_office(index, start) for index in range(1, at) for start in range(max(index - 2, 0), index))


def _names_country(line: Line, at: int) -> bool:
    """Whether the name that starts at a token is that of a country: "High Commissioner to | Kenya | Ruzaimi"."""
    return any(entity.level == Level.COUNTRY for entity in line.known(at)[1])


def _is_given(line: Line, at: int) -> bool:
    """Whether a place's name is a given name with more of a name behind it, and nothing in front says "place"."""
    behind = at + 1
    if line.key(at) not in line.lexicon.given or not line.written(behind) or cuts(line, behind):
        return False
    if line.known(behind)[0] or (at and not _OF_PLACES.isdisjoint(line.lexicon.cues.get((line.key(at - 1),)) or ())):
        return False
    return not any(line.local_office(at, start) for start in range(max(at - 3, 0), at))


def _runs_on(line: Line, at: int, length: int) -> bool:
    """Whether a place that only the atlas knows is the beginning of a longer name: "Isabela Cruz", "Penang Hill"."""
    outside = all(entity.outside for entity in line.known(at)[1])
    return outside and run_end(line, at) > at + length and not _is_of_office(line, at)


def _is_of_office(line: Line, at: int) -> bool:
    """Whether an office stands right before a place, "of" between or not: "Mayor of | Ipoh", "Bupati | …"."""
    return line.ends_office(at - line.joins(at - 1, "of"))


def _doubled(line: Line, at: int) -> int:
    """A word of level behind a name that is part of it: "Polres Jayapura Kota"."""
    length, head = line.placed(line.lexicon.areas, at, "first")
    if head is None or head.has("site") or not line.tokens[at].upper:
        return 0
    return 0 if line.written(at + length) and not titled(line, at + length) else length


def is_country(chunk: Chunk) -> bool:
    """Whether a place is a country, a city state included."""
    return any(place.level == Level.COUNTRY for place in chunk.candidates)
