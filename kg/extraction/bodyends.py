"""Where the name of an organisation ends: before the person who leads it, behind its portfolio or its country."""

from __future__ import annotations

import re
from typing import Final

from kg.extraction.lexicon import Head
from kg.extraction.line import Line
from kg.extraction.places import read_place
from kg.extraction.runs import listed_end
from kg.terms import SCG, Level

_PLACES: Final = frozenset({SCG.Place})
_FIELD: Final = 8  # words of a portfolio and one more
_PERSON: Final = 2  # words of a usual name
_LONG_NAME: Final = 3  # words of a company's name, none of them its leader's
_ROMAN: Final = re.compile("[IVX]+")
_PORTFOLIOS: Final = frozenset({SCG.Ministry, SCG.OrganisationalUnit})  # their names are made of portfolio words
_WORLDWIDE: Final = frozenset({SCG.IntergovernmentalOrganisation, SCG.Network})  # their names stand in names of units


def name_end(line: Line, head: Head, at: int, start: int) -> int:
    """The index behind the name that starts at `start` with this head and goes on at `at`."""
    if head.has("place") and (place := read_place(line, at)) and place.last > at:
        return place.last
    if head.has("place") or head.has("whole"):
        at = _numbered(line, at)
        limit = _republic_end(line, listed_end(line, at))
        alone = next((end for end in range(at + 1, limit) if line.stands_alone(start, end)), 0)
        known = max(line.known(start)[0], alone - start)
        if known <= 1 and (_behind_office(line, start) or _behind_title(line, start)):
            cut = _given(line, at, limit)
            academic = _behind_office(line, start) or _is_academic(head) or limit - at > _LONG_NAME
            field = limit if head.term == SCG.Company else portfolio_end(line, at, limit)
            limit = _before_person(line, at, field) if academic and cut == limit else cut
        return max(at, start + known) if known > 1 else _country_end(line, at, limit)
    if at < len(line) and _ROMAN.fullmatch(line.tokens[at].text):
        return at + 1
    end = at
    limit = listed_end(line, at)
    limit = portfolio_end(line, at, limit) if head.term in _PORTFOLIOS or _behind_office(line, start) else limit
    while end < limit:
        length, entities = line.known(end)
        if end > at and length and entities[0].kind not in _WORLDWIDE and not _is_inner(line, end):
            break
        if end == at and length and head.has("alone") and not line.of_kind(entities, _PLACES):
            break
        if end == at and read_place(line, end) is not None and line.key(end) not in line.lexicon.domains:
            break
        end += 1
    while end > at and (line.joins(end - 1, "of") or line.joins(end - 1, "article")):
        end -= 1
    return end


def _numbered(line: Line, at: int) -> int:
    """The index behind the number of a school or a command: "SMAN 3 | …", "Kodim 0507/ | …"."""
    if at < len(line) and line.tokens[at].number and line.written(at + 1):
        return at + 1
    stroke = at + 1 < len(line) and line.tokens[at].number and line.key(at + 1) == "/" and line.written(at + 2)
    return at + 2 if stroke else at


def _republic_end(line: Line, at: int) -> int:
    """A name takes in its country in full behind it: "Perum Percetakan Uang | Republik Indonesia"."""
    place = read_place(line, at) if at < len(line) and line.tokens[at].upper else None
    whole = place is not None and place.level == Level.COUNTRY and place.last > at + 1
    return place.last if place is not None and whole else at


def _behind_title(line: Line, at: int) -> bool:
    """Whether an office ends before a body's name, with or without its portfolio: "Direktur Teknologi | Bank …"."""
    front = next((i for i in range(at, max(at - _FIELD, 0), -1) if line.key(i - 1) not in line.lexicon.domains), 0)
    return line.ends_office(front)


def _given(line: Line, at: int, limit: int) -> int:
    """Where a given name inside a long name begins that of whoever leads the body; the limit where none does."""
    given, inside = line.lexicon.given, range(at + 1, limit)
    named = (i for i in inside if line.tokens[i].upper and line.key(i) in given and line.key(i - 1) not in given)
    cut = next(named, limit)
    if cut < limit:
        cut -= _begun_before(line, at, cut)
    return limit if line.joins(cut - 1, "name") else cut


def _begun_before(line: Line, at: int, cut: int) -> bool:
    """Whether a name begins one word earlier: with "I" or "Ni", or right behind an acronym ("UI | Semiarto Aji")."""
    before = line.tokens[cut - 1]
    if cut - 1 <= at or not before.upper or before.number:
        return False
    if len(before.text) == 1 or line.joins(cut - 1, "person"):
        return True
    plain = not (before.acronym or line.key(cut - 1) in line.lexicon.domains or line.known(cut - 1)[0])
    return plain and line.tokens[cut - 2].acronym


def _before_person(line: Line, at: int, limit: int) -> int:
    """Where a long name behind an office gives way to whoever holds it: "Dosen Universitas Tadulako | Amin Kasim"."""
    tail = range(limit - _PERSON, limit)
    if line.key(limit) == "(":
        return limit
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


def is_portfolio(line: Line, at: int) -> bool:
    """Whether a name may go on here behind a head that only portfolios follow."""
    key = line.key(at)
    return (
        key in line.lexicon.domains
        or key in line.lexicon.portfolios
        or line.tokens[at].acronym
        or line.known(at)[0] > 0
    )


def portfolio_end(line: Line, at: int, limit: int) -> int:
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
