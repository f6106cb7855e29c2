"""Offices: a head word of the table with its capacity in front and its portfolio around it.

"Plt. (Pelaksana Tugas) Wali Kota", "Menteri Pekerjaan Umum dan Perumahan Rakyat (PUPR)", "Mendagri",
"Digital Economy and Society Minister", "Deputi Bidang Transformasi Hijau dan Digital". The title is
kept as printed, without brackets; what the title itself names is given as names of organisations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.extraction.bodies import read_body
from kg.extraction.brackets import spaced
from kg.extraction.chunks import BODY, OFFICE, Chunk, Office
from kg.extraction.fields import front_end, has_home, may_front, office_field_end
from kg.extraction.lexicon import Head, Mark
from kg.extraction.line import Line
from kg.extraction.places import read_place
from kg.extraction.portfolios import body_names, domain_end, in_domain, small_domain_end
from kg.extraction.runs import cuts
from kg.records import Iri
from kg.terms import SCG, Level, Modality

_MODALITIES: Final = frozenset({Modality.FORMER, Modality.PLANNED})
_NETWORKS: Final = frozenset({SCG.Network, SCG.IntergovernmentalOrganisation})
_COMMON: Final = "common"
_LOCAL: Final = frozenset({Level.CITY, Level.REGENCY, Level.PROVINCE})
_OF_BODIES: Final = "organisation"
_NO_HEAD: Final = Head("", None)


@dataclass(slots=True)
class _Title:
    """An office while it is being read: where it stands, which tokens make the title."""

    first: int
    last: int
    words: list[int]
    capacity: Iri | None = None
    modality: Iri | None = None
    domain: int = 0  # where the portfolio starts
    owner: Chunk | None = None
    nested: bool = False


def read_office(line: Line, at: int) -> Chunk | None:
    """The office that starts at token `at`, with its capacity and portfolio."""
    if not line.marks[at] & Mark.OFFICE and not (line.marks[at] & Mark.FIELD and may_front(line, at)):
        return None
    title = _Title(at, at, [])
    _read_capacities(line, title)
    _read_between(line, title)
    found = None if _is_composed(line, title.last) else _read_head(line, title) or _read_fronted(line, title)
    if found is None:
        _take(title, front_end(line, title.last))
        found = _read_head(line, title) if title.words else None
    if found is None and title.words:  # a capacity that is an office by itself: "officer-in-charge"
        title = _Title(at, at, [])
        found = _read_head(line, title)
    if found is None or _in_common_phrase(line, title):
        return None
    head, bodies = found
    return _chunk(line, title, head, bodies)


def _read_between(line: Line, title: _Title) -> None:
    """What an office belongs to between a capacity and its head: "acting | Medan | mayor"."""
    at = title.last
    if title.capacity is None or at >= len(line) or not line.written(at) or line.office(at)[1]:
        return
    known = line.known(at)[0]
    end = at + (known or line.tokens[at].acronym or line.short(at))
    head = line.office(end)[1] if end > at else None
    if head is not None and not head.has("plural"):
        title.owner = read_place(line, at) or line.chunk(BODY, at, end)
        title.last = end


def _is_composed(line: Line, at: int) -> bool:
    """Whether rank, field and head make a longer title than the table knows: "chief city planner"."""
    length, head = line.office(at)
    front = front_end(line, at) if head is not None else at
    return front > at and front + line.office(front)[0] > at + length


def _in_common_phrase(line: Line, title: _Title) -> bool:
    """Whether a longer common phrase begins with what reads like an office: "member states"."""
    found = line.lexicon.cues.matches(line.keys, title.first)
    return any(length > title.last - title.first and _COMMON in cues for length, cues in found)


def _read_capacities(line: Line, title: _Title) -> None:
    while True:
        start = title.last
        opened = start > title.first and line.key(start) == "("
        length, head = line.head(line.lexicon.capacities, start + opened)
        if head is None or (opened and line.key(start + 1 + length) != ")"):
            return
        if not opened:
            title.words.extend(range(start, start + length))
        title.capacity = head.term if head.term not in _MODALITIES and head.term else title.capacity
        title.modality = head.term if head.term in _MODALITIES else title.modality
        title.last = start + length + 2 * opened


def _read_head(line: Line, title: _Title) -> tuple[Head, tuple[str, ...]] | None:
    at = title.last
    part = line.lexicon.part(line.key(at)) if at < len(line) and line.tokens[at].upper else None
    if part and part[0].table == "offices":
        heads = line.lexicon.offices.get(part[0].head.casefold().split())
        head = heads[0] if heads else _NO_HEAD
        _take(title, at + 1)
        return head, body_names(line, head, part[1])
    length, found = line.office(at)
    if found is None or line.key(at + length) in ("'s", "’s") or _is_other(line, found, at, at + length):
        return None
    _take(title, at + length)
    title.domain = title.last
    _read_suffix(line, title)
    _read_short(line, title)
    if found.has("nested"):
        nested = _read_nested(line, title)
        if title.nested:
            return found, nested
    fielded = office_field_end(line, found, title.last, begun=title.last > title.domain)
    if found.has("domain"):
        _read_domain(line, title, found)
    if fielded > title.last and (not found.long or title.last == title.domain):
        _take(title, fielded)
        return found, ()
    if found.has("bound") and not has_home(line, title.last):
        return None
    if found.has("fielded") and title.words[0] == at:  # nothing in front and nothing behind says of what
        return None
    if found.has("sent"):
        _read_sent(line, title)
    portfolio = line.slice(title.domain, _plain_end(title)).rstrip(" )")
    return found, body_names(line, found, portfolio)


def _is_other(line: Line, head: Head, at: int, end: int) -> bool:
    """Whether a head is none here: of a network's member, or the beginning of a longer title, "sang | wakil bupati"."""
    length = line.head(line.lexicon.offices, at + 1)[0] if head.has("relative") and end > at + 1 else 0
    return at + 1 + length > end or _is_of_network(line, head, end)


def _is_of_network(line: Line, head: Head, at: int) -> bool:
    """Whether a word for a member speaks of a network's member and of no office: "anggota ASCN"."""
    kinds = {entity.kind for entity in line.known(at)[1]} if head.has("member") else set()
    return (head.has("member") and not kinds.isdisjoint(_NETWORKS)) or (head.has("member") and not line.written(at))


def _plain_end(title: _Title) -> int:
    return title.words[-1] + 1 if title.words and title.words[-1] >= title.domain else title.domain


def _take(title: _Title, end: int) -> None:
    title.words.extend(range(title.last, end))
    title.last = end


def _read_suffix(line: Line, title: _Title) -> None:
    """A capacity behind the head: "Mayor-elect", "pelaksana tugas (Plt) kepala" comes in front."""
    length, head = line.head(line.lexicon.capacities, title.last)
    if head is not None and head.position == "last":
        title.modality = head.term if head.term in _MODALITIES else title.modality
        _take(title, title.last + length)
        title.domain = title.last


def _read_nested(line: Line, title: _Title) -> tuple[str, ...]:
    """The office that a head serves, with the field behind it: "Staf Ahli | Menteri Kominfo | Bidang Hukum"."""
    inner = read_office(line, title.last) if title.last < len(line) and line.tokens[title.last].upper else None
    if inner is None or inner.office is None:
        return ()
    _take(title, inner.last)
    title.owner = read_place(line, title.last) if not inner.office.bodies and title.last < len(line) else None
    if title.owner is not None:
        _take(title, title.owner.last)
    if line.head(line.lexicon.bodies, title.last)[1]:
        end = domain_end(line, title.last + 1)
        if end > title.last + 1:
            _take(title, end)
    title.nested = True
    return inner.office.bodies


def _read_sent(line: Line, title: _Title) -> None:
    """Where an envoy is sent is part of the title: "ambassador to Malaysia"."""
    at = title.last + 1 + line.joins(title.last + 1, "article")
    place = read_place(line, at) if line.joins(title.last, "sent") and at < len(line) and line.written(at) else None
    if place is not None and place.level in (Level.COUNTRY, Level.CITY_STATE):
        _take(title, max(at + line.known(at)[0], at + 1))
        title.domain = title.last


def _read_short(line: Line, title: _Title) -> None:
    """The short form of the head in brackets behind it: "Sekretaris Daerah (Sekda)"."""
    close = line.bracket(title.last, longest=4)
    length, head = line.head(line.lexicon.offices, title.last + 1) if close else (0, None)
    if head is not None and title.last + 1 + length == close:
        title.last = title.domain = close + 1


def _read_domain(line: Line, title: _Title, head: Head) -> None:
    """The portfolio behind a head: portfolio words, what joins them, and a bracketed short form."""
    at = title.last
    if head.has("of"):
        at += line.joins(at, "of")
        at += line.joins(at, "article") if at > title.last else 0
    end = domain_end(line, at)
    end = small_domain_end(line, at) if end == at > title.last else end
    end = at if end > at and _is_of_body(line, head, at, end) else end
    if end > at:
        title.domain = at
        _take(title, end)
    close = line.bracket(title.last)
    inside = range(title.last + 1, close)
    if end == at and close and head.has("bracket") and any(in_domain(line, index, index) for index in inside):
        title.domain = title.last + 1
        _take(title, close + 1)
        return
    if end > at and close and (close == title.last + 2 or line.head(line.lexicon.offices, title.last + 1)[1]):
        title.last = close + 1
    elif end > at and close and head.has("bracket"):
        _take(title, close + 1)


def _is_of_body(line: Line, head: Head, at: int, end: int) -> bool:
    """Whether the words of a portfolio begin the name of a body: "Secretary of the | Green Growth Institute"."""
    if end >= len(line):
        return False
    large = line.tokens[at].upper
    goes_on = (line.written(end) and not cuts(line, end)) or line.key(end) == "&"
    if large and head.has("of") and not head.long and goes_on:
        return True
    body = read_body(line, at) if large else None
    if body is not None and body.last > end:
        return True
    places = ("first", "last", "any") if head.has("of") else ("last",)  # "Direktur Teknologi Informasi | Bank NTT"
    return line.tokens[end].upper and line.placed(line.lexicon.bodies, end, *places)[1] is not None


def _read_fronted(line: Line, title: _Title) -> tuple[Head, tuple[str, ...]] | None:
    """A portfolio in front of its head: "Digital Economy and Society Minister"."""
    start = title.last
    at = start + (line.key(start) not in line.lexicon.domains)  # a word in front of both: "Deputy Transport Minister"
    if at >= len(line) or line.key(at) not in line.lexicon.domains:
        return None
    large = line.tokens[at].upper
    end = domain_end(line, at) if large else small_domain_end(line, at)
    length, head = line.head(line.lexicon.offices, end)
    if head is not None and at > start:
        heads = line.lexicon.offices.get([line.key(start), *line.keys[end : end + length]])
        head = heads[0] if heads and end > at else None
    if (
        head is None
        or not head.has("fronted")
        or end == at
        or line.tokens[end].upper != large
        or (
            not large and line.joins(end + length, "of")  # "regional minister for industry"
        )
    ):
        return None
    _take(title, end + length)
    short = line.slice(at, end)
    long = line.lexicon.portfolios.get(short.casefold())
    return head, (*body_names(line, head, long or short), *(body_names(line, head, short) if long else ()))


def _scope(line: Line, title: _Title, head: Head) -> str:
    """What an office belongs to where the text does not say; a "city engineer" is of a city."""
    first = title.words[0]
    area = line.placed(line.lexicon.areas, first, "last")[1] if head.scope == _OF_BODIES else None
    composed = area is not None and area.term in _LOCAL and line.key(first) not in head.form
    return "local" if composed else head.scope


def _chunk(line: Line, title: _Title, head: Head, bodies: tuple[str, ...]) -> Chunk:
    chunk = line.chunk(OFFICE, title.first, title.last, spaced(line, title.words))
    chunk.owner = title.owner
    chunk.office = Office(
        title=head.long if head.has("titled") else chunk.name,
        term=head.term,
        scope=_scope(line, title, head),
        capacity=title.capacity,
        modality=title.modality,
        bodies=bodies,
        whole=head.has("whole"),
        plural=head.has("plural"),
        unit=head.long if head.has("place") else "",
        relative=head.long if head.has("relative") else "",
    )
    return chunk
