"""Runs of words written like a name: where one starts, where it ends, what cuts it.

A name is cut where something else begins: an office, an honorific, a word that heads a further name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kg.extraction.chunks import BODY, PROGRAMME, Chunk
from kg.extraction.lexicon import HAPPENS, Mark
from kg.extraction.line import Line

_QUOTES: Final = frozenset('"“”‘’«»')

_POSSESSIVES: Final = frozenset({"'s", "’s"})
_SHORT_DAY: Final = 3  # letters
_LONGEST_PLACE: Final = 3  # words
_BEHIND: Final = Mark.BODY_BEHIND | Mark.PROGRAMME_BEHIND
_SHORT_TITLE: Final = 4  # letters
_TITLES: Final = Mark.OFFICE | Mark.HONORIFIC
_CUTTING: Final = _TITLES | Mark.FIELD | Mark.PLACE | Mark.BODY | Mark.OCCASION | Mark.HAPPENS


def cuts(line: Line, at: int) -> bool:
    """Whether something that is no part of the running name begins at this token; asked once of each."""
    known = line.cut.get(at)
    if known is None:
        known = line.cut[at] = _cuts(line, at)
    return known


def _cuts(line: Line, at: int) -> bool:
    if at >= len(line.tokens) or not (line.marks[at] & _CUTTING or line.short(at) or line.short(at - 1)):
        return False
    if line.tokens[at].initial or _behind_particle(line, at):
        return False
    length, head = line.head(line.lexicon.honorifics, at)
    if length and len(line.key(at)) > 1 and (line.written(at + length) or not line.written(at)):
        return not (head is not None and head.has("inner") and _is_inside_name(line, at))
    if line.head(line.lexicon.capacities, at)[0]:
        return True
    if line.tokens[at].upper and _begins_office(line, at):
        return True
    if not HAPPENS.isdisjoint(line.lexicon.cues.longest(line.keys, at)[1]):
        return True
    if line.lexicon.part(line.key(at)) or line.short(at) or line.short(at - 1):
        return True
    return _heads_a_name(line, at) or _fronts_an_office(line, at)


def _is_inside_name(line: Line, at: int) -> bool:
    """Whether a word of a person's name stands right before a title of the father's: "Abang Johari | Tun Openg"."""
    back = at - 1
    if back < 0 or not line.written(back) or line.key(back) in line.lexicon.domains or line.ends_office(at):
        return False
    return not any(line.known(at - size)[0] == size for size in range(1, _LONGEST_PLACE + 1) if at >= size)


def _begins_office(line: Line, at: int) -> bool:
    """Whether an office begins here: a short one only with a name behind it ("Sen. Poe", not "Hun Sen said")."""
    length, office = line.office(at)
    if office is None or not office.has("titled") or len(line.key(at)) > _SHORT_TITLE:
        return office is not None
    return line.written(at + length)


def _fronts_an_office(line: Line, at: int) -> bool:
    """Whether the portfolio of an office begins here behind a place: "Vietnamese | Construction Minister"."""
    end = at
    while line.key(end) in line.lexicon.domains and line.tokens[end].upper:
        end += 1
        end += line.joins(end, "name") and line.key(end + 1) in line.lexicon.domains
    if at in (end, 0):
        return False
    head = line.head(line.lexicon.offices, end)[1]
    return head is not None and head.has("fronted") and _behind_place(line, at)


def _behind_place(line: Line, at: int) -> bool:
    return any(
        line.known(at - back)[0] == back or line.lexicon.demonyms.longest(line.keys, at - back)[0] == back
        for back in range(1, min(at, _LONGEST_PLACE) + 1)
    )


def _behind_particle(line: Line, at: int) -> bool:
    """Whether a particle of personal names stands before a word, honorifics aside: "bin Dato Haji …"."""
    back = at - 1
    while back > 0 and line.placed(line.lexicon.honorifics, back, "before")[1]:
        back -= 1
    return line.joins(back, "person") and not line.tokens[back].acronym


def titled(line: Line, at: int) -> bool:
    """Whether an office or an honorific begins here: what cuts even the names that take in other names."""
    if at >= len(line.marks) or not line.marks[at] & _TITLES:
        return False
    if line.placed(line.lexicon.areas, at - 1, "first")[0] > 1:  # "Kantor Bupati"
        return False
    office = line.head(line.lexicon.offices, at)[1]
    if office is not None and not office.has("plural"):  # "Mayors Forum", "Digital Ministers Meeting"
        return True
    return bool(line.head(line.lexicon.honorifics, at)[1])


def _heads_a_name(line: Line, at: int) -> bool:
    for table in (line.lexicon.bodies, line.lexicon.events, line.lexicon.areas):
        length, head = line.head(table, at)
        if line.placed(table, at, "last")[1]:
            continue
        if head and head.position == "first" and line.written(at) and (line.written(at + length) or head.has("alone")):
            return True
    return False


def run_end(line: Line, at: int, *, cut: Callable[[Line, int], bool] = cuts) -> int:
    """The index behind the plain run that starts at `at`: capitals and the numbers between or behind them."""
    if cut is cuts:
        known = line.ends.get(at)
        if known is None:
            known = line.ends[at] = _run_end(line, at, cut)
        return known
    return _run_end(line, at, cut)


def _run_end(line: Line, at: int, cut: Callable[[Line, int], bool]) -> int:
    index = at
    while index < len(line) and _belongs(line, index, at) and not (index > at and cut(line, index)):
        index += 1
    while index > at + 1 and line.tokens[index - 1].text in ("&", "-", "/"):
        index -= 1
    return index


def _belongs(line: Line, at: int, start: int) -> bool:
    if line.written(at):
        return True
    if at == start:
        return False
    token = line.tokens[at]
    if token.number:
        return len(token.text) <= 4
    if line.joins(at, "person"):
        behind = at + 1
        while line.joins(behind, "person"):
            behind += 1
        return line.written(behind)
    return (token.text == "&" or _is_tight(line, at) or line.owns(at)) and line.written(at + 1)


def _is_tight(line: Line, at: int) -> bool:
    """Whether a stroke joins two words of a name without a space: "Pengadaan Barang/Jasa"."""
    token = line.tokens[at]
    if token.text != "/" or at + 1 >= len(line) or token.end != line.tokens[at + 1].start:
        return False
    return token.start == line.tokens[at - 1].end and not (line.tokens[at + 1].acronym or line.known(at + 1)[0])


def known_inside(line: Line, at: int, end: int) -> bool:
    """Whether a name of the registry of two words or more starts inside a run and reaches its end."""
    return any(line.known(index)[0] >= max(2, end - index) for index in range(at + 1, end - 1))


def listed_end(line: Line, at: int) -> int:
    """The index behind a name that may list things: "Komunikasi, Informatika dan Statistik".

    A comma belongs to it where a word of portfolios follows and an "and" comes before the next cut.
    """
    index, open_list = at, False
    while index < len(line):
        inner = line.written(index) and not (index > at and cuts(line, index))
        if inner or (index > at and _is_tight(line, index) and line.written(index + 1)):
            index += 1
        elif index > at and _lists_on(line, index) and (not open_list or line.key(index) == "&"):
            open_list = line.joins(index, "name") and not line.joins(index, "of")
            index += 1
        elif index > at and line.joins(index, "of") and _follows(line, index + 1):
            index += 1 if line.written(index + 1) else 2
        else:
            break
    return index


def _follows(line: Line, at: int) -> bool:
    """Whether a name goes on at `at`, an article aside."""
    return line.written(at) or (line.joins(at, "article") and line.written(at + 1))


def _lists_on(line: Line, at: int) -> bool:
    known = line.key(at + 1) in line.lexicon.domains or line.key(at + 1) in line.lexicon.portfolios
    portfolio = known and line.written(at + 1) and (not cuts(line, at + 1) or _goes_on(line, at + 2))
    if line.joins(at, "name"):
        return portfolio or (line.key(at) == "&" and line.written(at + 1))
    if line.key(at) != ",":
        return False
    if line.joins(at + 1, "name"):
        return line.key(at + 2) in line.lexicon.domains
    return portfolio and _has_and(line, at + 1)


def _goes_on(line: Line, at: int) -> bool:
    """Whether a portfolio goes on here, so that the word before heads no place: "dan Kawasan | Permukiman"."""
    return line.written(at) and line.key(at) in line.lexicon.domains


def _has_and(line: Line, at: int) -> bool:
    for index in range(at, min(at + 8, len(line))):
        if line.joins(index, "name") and line.key(index + 1) in line.lexicon.domains:
            return True
        if not (line.written(index) or line.key(index) == ","):
            return False
    return False


def quoted(line: Line, at: int, longest: int = 16) -> int:
    """The index behind the quotation that opens at `at`; `at` where none opens or it is too long."""
    if line.tokens[at].text not in _QUOTES:
        return at
    for index in range(at + 1, min(at + longest, len(line))):
        if line.tokens[index].text in _QUOTES:
            return index + 1
    return at


def longer_end(line: Line, at: int, length: int) -> int:
    """Where a name ends that begins with one of the registry: "Sumitomo | Rail Asia managing director"."""
    end = at + length
    if not line.written(end) or not line.tokens[end].word:
        return end
    run = run_end(line, at)
    office = run > end and run < len(line) and not line.tokens[run].upper and line.office(run)[1]
    if office or (run > end and line.key(run) in _POSSESSIVES and line.office(run + 1)[1]):
        return run
    return end


def is_name_like_day(line: Line, at: int) -> bool:
    """Whether a short day of the week or month is rather somebody's name: "Minister Sun Chan"."""
    token = line.tokens[at]
    if len(token.text) > _SHORT_DAY or not token.upper or not line.lexicon.is_calendar(line.key(at)):
        return False
    if line.known(at)[0] > 1:  # "Thu Duc"
        return True
    return line.written(at + 1) and not line.lexicon.is_calendar(line.key(at + 1)) and not line.opens(at)


def is_headed(line: Line, chunk: Chunk) -> bool:
    """Whether a name ends in the word that says what it names: "Sheikh Zayed Housing | Programme"."""
    last, tables = chunk.last - 1, (line.lexicon.bodies, line.lexicon.programmes)
    if chunk.kind not in (BODY, PROGRAMME) or not line.marks[last] & _BEHIND:
        return False
    return any(line.placed(table, last, "last", "any")[1] for table in tables)
