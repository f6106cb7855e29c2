"""Persons by honorific and name; the degrees behind a name and its initials stay with the chunk, not the name."""

from __future__ import annotations

from typing import Final

from kg.extraction.brackets import spaced
from kg.extraction.chunks import BODY, NAME, PERSON, PLACE, Chunk
from kg.extraction.lexicon import Mark
from kg.extraction.line import Line
from kg.extraction.runs import run_end
from kg.terms import SCG, Level

_QUOTES: Final = frozenset("\"“”‘’'")
_LONG_NAME: Final = 3
_INITIALS: Final = 2  # letters that may be those of a first name
_COMMON: Final = frozenset({"common"})  # made of words of portfolios only: nobody's name
_PERSONS: Final = frozenset({SCG.Person})
_PLACES: Final = frozenset({SCG.Place})


def read_person(line: Line, at: int) -> Chunk | None:
    """The person whose name starts at `at` with an honorific: "Dr. Ir. X, M.T", "Datuk Y", "Pak Z"."""
    if not line.marks[at] & Mark.HONORIFIC:
        return None
    start = at
    while start < len(line):
        length, head = line.head(line.lexicon.honorifics, start)
        if (
            head is None
            or head.position != "before"
            or not (line.tokens[start].upper or line.tokens[start].text.endswith("."))
        ):
            break
        start += length
        start += line.key(start) == "." and not line.tokens[start].upper
    if start == at or not line.written(start) or _is_place(line, at):
        return None
    return _named(line, PERSON, at, start)


def _is_place(line: Line, at: int) -> bool:
    """Whether a place's name begins like a title: "Sultan Kudarat"."""
    length, entities = line.known(at)
    return length > 1 and bool(line.of_kind(entities, _PLACES))


def read_known_person(line: Line, at: int) -> Chunk | None:
    """The person of the registry whose whole name starts at `at`."""
    length, entities = line.known(at)
    persons = line.of_kind(entities, _PERSONS)
    if not persons or line.joins(at + length, "person") or len(line.slice(at, at + length)) <= _INITIALS:
        return None
    if line.written(at + length) and run_end(line, at) > at + length:
        return None
    chunk = _with_degrees(line, PERSON, at, at, at + length)
    chunk.candidates = persons
    return chunk


def read_name(line: Line, at: int) -> Chunk | None:
    """A run written like a name, of what is not known yet."""
    if not line.written(at) or (line.opens(at) and line.known(at + 1)[0] >= _LONG_NAME):
        return None
    if _is_of_small_place(line, at):
        village = line.chunk(PLACE, at, at + 1)
        village.level = Level.DISTRICT
        return village
    chunk = _named(line, NAME, at, at)
    if chunk is None:
        return None
    _, entities = line.known(chunk.last - 1)
    if chunk.last - at > 1 and any(entity.level == Level.COUNTRY for entity in entities):
        chunk.kind, chunk.kind_term = BODY, SCG.Organisation
        return chunk
    chunk.generic = chunk.last == at + 1 and line.opens(at) and not line.tokens[at].acronym
    if all(key in line.lexicon.domains for key in line.keys[at : chunk.last]):
        chunk.cues = _COMMON
    return chunk


def _is_of_small_place(line: Line, at: int) -> bool:
    """Whether a name begins with the village that an office is of: "Camat | Ngaglik | Anggoro Sunaryo"."""
    starts = range(max(at - _INITIALS, 0), at)
    if not any(_is_of_place(line, start, at) for start in starts):
        return False
    end = run_end(line, at)
    if line.tokens[at].acronym or line.joins(at + 1, "person"):
        return False
    return end - at > _INITIALS and not any(line.key(index) in line.lexicon.given for index in range(at, end))


def _is_of_place(line: Line, start: int, at: int) -> bool:
    """Whether an office from `start` to `at` is of a place that is called by a name alone: "camat"."""
    length, head = line.head(line.lexicon.offices, start)
    return head is not None and start + length == at and head.has("place") and not head.long


def _named(line: Line, kind: str, at: int, start: int) -> Chunk | None:
    """A run with what its brackets say: "I Gusti Ngurah (IGN) Jaya Negara", "Basuki Tjahaja Purnama (Ahok)"."""
    end = _name_end(line, start)
    if end == start:
        return None
    if kind == PERSON and start > at:
        end = _titled_end(line, end)
    words, aliases = list(range(start, end)), []
    close = line.bracket(end, longest=1)
    if close and line.tokens[end + 1].upper and line.written(close + 1) and _is_initials(line, words, end + 1):
        end = run_end(line, close + 1)
        aliases.append(f"{line.tokens[words[-1] + 2].text} {line.slice(close + 1, end)}")
        words.extend(range(close + 1, end))
    if nick := _nickname(line, end):
        end = run_end(line, end + 3)
        aliases += [nick, f"{nick} {line.tokens[end - 1].text}"]
        words.extend(index for index in range(words[-1] + 4, end))
    chunk = _with_degrees(line, kind, at, start, end)
    chunk.name, chunk.aliases = spaced(line, words), tuple(aliases)
    return chunk


def _name_end(line: Line, start: int) -> int:
    """The end of a run, cut behind a country and behind a short form that an office's portfolio runs into."""
    end = run_end(line, start)
    cut = _begun_person(line, start, end)
    if cut > start:
        return cut
    if (
        start
        and line.tokens[start].acronym
        and not line.tokens[start].initial
        and (line.key(start - 1) in line.lexicon.domains or _is_company(line, start))
        and end > start + 1
    ):
        return start + 1
    for index in range(start + 2, end):
        if line.key(index) in line.lexicon.given and line.key(index - 1) in line.lexicon.domains:
            return index  # "Human Rights | Enrique Ochoa"
    for index in range(start + 1, end - 1):
        length, entities = line.known(index)
        if length == 1 and any(entity.level == Level.COUNTRY for entity in entities):
            return index + 1
    return end


def _begun_person(line: Line, start: int, end: int) -> int:
    """Where a given name begins behind what an office is of: "Lurah Kebon Sirih | Suparjo"."""
    if not start or line.key(start) in line.lexicon.given:
        return start
    short = line.tokens[start].acronym and not line.tokens[start].initial
    if not (line.place_office(start) or (short and line.ends_office(start))):
        return start
    return next((at for at in range(start + 1, end) if line.key(at) in line.lexicon.given), start)


def _titled_end(line: Line, at: int) -> int:
    """A name goes on with the father's title and name: "Tan Sri Abang Johari | Tun Openg"."""
    length, head = line.head(line.lexicon.honorifics, at)
    if head is None or head.position != "before" or not (line.tokens[at].upper and line.written(at + length)):
        return at
    return run_end(line, at + length)


def _is_company(line: Line, at: int) -> bool:
    """Whether a short form right behind an office is what it belongs to: "Direktur Utama | PLN | Darmawan"."""
    return len(line.tokens[at].text) > _INITIALS and line.ends_office(at)


def _nickname(line: Line, at: int) -> str:
    """The one word in quotes inside a name: Ramdhan "Danny" Pomanto."""
    inside = line.key(at) in _QUOTES and line.key(at + 2) in _QUOTES and line.written(at + 3)
    return line.tokens[at + 1].text if inside and line.tokens[at + 1].upper else ""


def _is_initials(line: Line, words: list[int], at: int) -> bool:
    return line.tokens[at].text == "".join(line.tokens[index].text[0] for index in words)


def _with_degrees(line: Line, kind: str, at: int, start: int, end: int) -> Chunk:
    last = _degrees_end(line, end)
    return line.chunk(kind, at, last, line.slice(start, end))


def _degrees_end(line: Line, at: int) -> int:
    """The index behind the degrees that follow a name: ", S.H., M.Si."."""
    while at < len(line):
        comma = line.key(at) == ","
        length, head = line.head(line.lexicon.honorifics, at + comma)
        if head is None or head.position != "after":
            return at
        at += comma + length
        if line.key(at) == "." and line.key(at + 1) == ",":
            at += 1
    return at
