"""Events: a head word ("Rapat …", "… Workshop"), the name around it, its ordinal, year and short form."""

from __future__ import annotations

import re
from typing import Final

from kg.extraction.brackets import read_bracket, spaced
from kg.extraction.chunks import BODY, EVENT, Chunk
from kg.extraction.eventnames import is_of_tail, of_office_end
from kg.extraction.lexicon import Head, Mark
from kg.extraction.line import Line
from kg.extraction.runs import known_inside, listed_end, quoted, run_end, titled
from kg.records import Iri
from kg.terms import SCG, EventKind

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_BEHIND: Final = ("last", "any", "tail")  # where the head of a name may stand that does not begin with it
_CLOSING: Final = frozenset('.,()"”')
_SPOKEN: Final = frozenset(",?!")  # what ends a quotation of somebody's words, and no title


def read_event(line: Line, at: int) -> Chunk | None:
    """The event whose name starts with its head word at `at`."""
    if not line.marks[at] & Mark.EVENT:
        return None
    length, head = line.placed(line.lexicon.events, at, "first", "any", "title")
    if head is None or not line.tokens[at].upper or (line.opens(at) and line.key(at) in line.lexicon.plain):
        return None
    aliases: list[str] = []
    end = read_bracket(line, at + length, aliases)
    end = of_office_end(line, _name_end(line, end))
    if end == at + length:
        return None
    behind = line.bracket(end) + 1 if _is_of_body(line, at, end) else read_bracket(line, end, aliases)
    end = _name_end(line, behind) if behind > end else end
    end = _year_end(line, end)
    inner = at + carried(line, at)
    chunk = _chunk(line, head, (at, end), aliases)
    if inner > at:
        chunk.aliases = (*chunk.aliases, line.slice(inner, end))
    return chunk


def carried(line: Line, at: int) -> int:
    """The length of a word that is only said of the event right behind it: "the opening of | the summit"."""
    length = line.placed(line.lexicon.events, at, "carrier")[0]
    return length if length and begins_event(line, at + length) else 0


def begins_event(line: Line, at: int) -> bool:
    """Whether an event begins here, by a name or in common words."""
    marked = at < len(line) and bool(line.marks[at] & (Mark.EVENT | Mark.OCCASION))
    return marked and bool(read_nominal(line, at) or read_event(line, at) or _is_dated(line, at))


def _is_dated(line: Line, at: int) -> bool:
    """Whether a name with a year begins here: "the opening of | Forum Kota Hijau 2022"."""
    end = _name_end(line, at)
    return at < end < len(line) and _YEAR.fullmatch(line.tokens[end].text) is not None


def _is_of_body(line: Line, at: int, end: int) -> bool:
    """Whether the short form behind an event's name is that of whose event it is: "Munas Asosiasi … (ADKASI)"."""
    short = line.key(end + 1) if line.bracket(end, longest=1) else ""
    if short and is_of_tail(line, at, end, short):
        return True
    if not short or short[0] == line.key(at)[0]:
        return False
    heads = (index for index in range(at + 1, end) if line.placed(line.lexicon.bodies, index, "first")[1])
    return any(line.tokens[index].upper and line.key(index)[0] == short[0] for index in heads)


def _name_end(line: Line, at: int) -> int:
    """The index behind an event's name: capitals, numbers before more of them, small words inside."""
    end = at
    while end < len(line):
        token = line.tokens[end]
        numbered = end > at and token.number and len(token.text) <= 4 and line.written(end + 1)
        if (line.written(end) and not titled(line, end)) or numbered:
            end += 1
        elif _is_inside(line, end) and line.written(end + 1) and not _leaves(line, end + 1):
            end += 2
        elif (
            end > at
            and line.key(end) == ","
            and line.key(end + 1) in line.lexicon.domains
            and listed_end(line, end - 1) > end
        ):
            end = listed_end(line, end - 1)
        else:
            return end
    return end


def _leaves(line: Line, at: int) -> bool:
    """Whether a title or a day begins here, which no name of an event goes on with."""
    return titled(line, at) or line.lexicon.is_calendar(line.key(at))


def _goes_on(line: Line, at: int) -> bool:
    """Whether a name goes on at `at`; a day behind "on" is no part of it."""
    return line.written(at) and not line.lexicon.is_calendar(line.key(at))


def _is_inside(line: Line, at: int) -> bool:
    return line.joins(at, "event") or line.key(at) == "&"


def _year_end(line: Line, at: int) -> int:
    token = line.tokens[at] if at < len(line) else None
    return at + 1 if token and len(token.text) == 4 and token.text.isdigit() else at


def _chunk(line: Line, head: Head, span: tuple[int, int], aliases: list[str]) -> Chunk:
    first, last = span
    words = list(range(first, last))
    skipped = {i for index in words if (close := line.bracket(index)) for i in range(index, close + 1)}
    chunk = line.chunk(EVENT, first, last, spaced(line, [index for index in words if index not in skipped]))
    chunk.aliases, chunk.kind_term = tuple(aliases), head.term
    return chunk


def _worldwide(line: Line, at: int) -> int:
    """How long the name of a network or of an intergovernmental body is that an event's name may begin with."""
    length, entities = line.known(at)
    is_body = any(entity.kind in (SCG.IntergovernmentalOrganisation, SCG.Network) for entity in entities)
    return length if is_body and line.written(at + length) else 0


def read_headed_event(line: Line, at: int) -> Chunk | None:
    """The event whose name starts at `at` and ends with its head word: "ASEAN Smart Cities Governance Workshop"."""
    if line.last(Mark.EVENT_BEHIND) < at:
        return None
    end, found = at, None
    limit = run_end(line, max(at, at + _worldwide(line, at)), cut=titled)
    while limit > at and line.joins(limit, "event") and not line.joins(limit, "name") and line.written(limit + 1):
        limit = max(limit + 1, run_end(line, limit + 1, cut=titled))
    for index in range(at, limit):
        if not line.marks[index] & Mark.EVENT_BEHIND:
            continue
        length, head = line.placed(line.lexicon.events, index, *_BEHIND)
        if head and line.tokens[index].upper and index + length - at >= 2:
            end, found = index + length, head
    if found is None and limit - at > 1 and line.known(at)[0] < limit - at and not line.opens(at):
        length, found = line.placed(line.lexicon.events, limit, *_BEHIND)  # "the Smart Cities Asia summit"
        end = limit + length
    aliases: list[str] = []
    if found is None and (behind := line.bracket(limit, longest=1)) and limit - at > 1 and line.written(behind + 1):
        end, found = _headed_behind(line, behind + 1)  # "Borneo Bulletin Yearbook (BBYB) Networking Session"
        aliases += [f"{line.slice(limit + 1, behind)} {line.slice(behind + 1, _tail(line, end))}"] if found else []
    if found is None or known_inside(line, at, end):
        return None
    bare = _is_bare(line, at, end) and _tail(line, end) == end
    end = read_bracket(line, _tail(line, end), aliases)
    end = _year_end(line, end)
    chunk = _chunk(line, found, (at, end), aliases)
    chunk.generic = bare and not aliases
    return chunk


def _headed_behind(line: Line, at: int) -> tuple[int, Head | None]:
    """The end of a run of capitals that ends in an event's head, and the head."""
    for index in range(at, run_end(line, at, cut=titled)):
        length, head = line.placed(line.lexicon.events, index, *_BEHIND)
        if head is not None and line.tokens[index].upper:
            return index + length, head
    return at, None


def _is_bare(line: Line, at: int, end: int) -> bool:
    """Whether a name is nothing but one head in capitals: "Annual Meeting", "Steering Committee Meeting"."""
    return line.placed(line.lexicon.events, at, "first", *_BEHIND)[0] == end - at


def _tail(line: Line, end: int) -> int:
    """A name goes on behind its head: a year, a colon and a theme, "of" and "on" with what follows."""
    end = _year_end(line, end)
    if line.key(end) == ":" and line.written(end + 1):
        return run_end(line, end + 1, cut=titled)
    if line.joins(end, "event") and line.written(end + 1) and not line.lexicon.is_calendar(line.key(end + 1)):
        return _linked_end(line, listed_end(line, end + 1))
    return end


def _linked_end(line: Line, end: int) -> int:
    """A name that goes on behind "and" with a further matter: "Symposium on Building | and Managing Ports 2022"."""
    if not line.joins(end, "name") or line.joins(end, "of") or not line.written(end + 1):
        return end
    if line.known(end + 1)[0] or titled(line, end + 1) or line.lexicon.is_calendar(line.key(end + 1)):
        return end
    last = _year_end(line, run_end(line, end + 1))
    closed = last >= len(line) or line.key(last) in _CLOSING or line.tokens[last - 1].number
    return last if closed else end


def read_quoted(line: Line, at: int) -> Chunk | None:
    """A quoted title that holds an event's head word: “Thailand-Japan Collaboration Seminar: Towards …”."""
    end = quoted(line, at)
    if end == at or line.key(end - 2) in _SPOKEN:
        return None
    inside = range(at + 1, end - 1)
    places = ("first", "last", "any", "nominal", "")
    heads = [line.placed(line.lexicon.events, index, *places)[1] for index in inside if line.tokens[index].upper]
    head = next((head for head in heads if head), None)
    capitals = sum(1 for index in inside if line.tokens[index].upper)
    if head is None or capitals < 3 or capitals < len(inside) / 2:
        return None
    chunk = line.chunk(EVENT, at, end, line.slice(at + 1, end - 1))
    chunk.kind_term = head.term
    return chunk


def read_nominal(line: Line, at: int) -> Chunk | None:
    """An event in common words: "rapat persiapan", "the seminar", "first transition meeting"."""
    if not line.marks[at] & Mark.OCCASION or carried(line, at):
        return None
    end = at
    while _common(line, end):
        length, head = line.placed(line.lexicon.events, end, "first", "last", "any", "nominal", "")
        if head is not None:
            titled_event = _with_title(line, at, end + length, head)
            if titled_event is not None:
                return titled_event
            bare = _head_end(line, end + length)
            last = _named_end(line, bare)
            chunk = line.chunk(EVENT, at, last)
            chunk.kind_term, chunk.generic = head.term, last == bare
            return chunk
        length, _ = line.placed(line.lexicon.events, end, "modifier", "ordinal")
        if not length:
            return None
        end += length
    return None


def _head_end(line: Line, end: int) -> int:
    """A head that the table lists with "of" ("opening of") ends before it."""
    while line.joins(end - 1, "of") or line.joins(end - 1, "article"):
        end -= 1
    return end


def _with_title(line: Line, at: int, end: int, head: Head) -> Chunk | None:
    """An event in common words with its title in quotes: "webinar bertajuk “Kota Kecil, Lompatan Besar”"."""
    length, cues = line.lexicon.cues.longest(line.keys, end) if end < len(line) else (0, [])
    opens = end + length if "named" in cues else end
    close = quoted(line, opens) if opens < len(line) else opens
    if close == opens or not line.tokens[opens + 1].upper:
        return None
    title = line.slice(opens + 1, close - 1)
    chunk = line.chunk(EVENT, at, close, f"{line.slice(at, end)} {title}")
    chunk.aliases, chunk.kind_term = (title,), head.term
    return chunk


def _named_end(line: Line, at: int) -> int:
    """The end of a name that follows a head in common words: "rapat koordinasi Persiapan Survei 2024"."""
    if (of_office := of_office_end(line, at)) > at:
        return of_office
    if (
        line.lexicon.describes_before
        or not line.written(at)
        or line.known(at)[0]
        or titled(line, at)
        or line.lexicon.is_calendar(line.key(at))
    ):
        return at
    if line.head(line.lexicon.bodies, at)[1] or line.head(line.lexicon.areas, at)[1] or not line.written(at + 1):
        return at
    return _year_end(line, _name_end(line, at))


def _common(line: Line, at: int) -> bool:
    """Whether a token may be part of an event in common words."""
    if at >= len(line):
        return False
    token = line.tokens[at]
    return not token.upper or token.acronym or line.opens(at)


def last_event(line: Line, chunk: Chunk) -> Iri | None:
    """The kind of event whose head is the last word of a name."""
    head = line.placed(line.lexicon.events, chunk.last - 1, *_BEHIND)[1]
    return head.term if head is not None else None


def ends_in_event(line: Line, chunk: Chunk) -> bool:
    """Whether a body is called like a meeting, so that its number is that of one: "the 6th ASEAN Mayors Forum"."""
    return chunk.kind == BODY and last_event(line, chunk) is not None


def dated_forum(line: Line, chunk: Chunk) -> Chunk:
    """A body, or the event that it is where it is called like a meeting and bears a year: "Forum Kota Hijau 2022"."""
    at = chunk.last
    if at >= len(line) or not _YEAR.fullmatch(line.tokens[at].text) or chunk.generic:
        return chunk
    event = line.chunk(EVENT, chunk.first, at + 1, f"{chunk.name} {line.tokens[at].text}")
    event.aliases, event.kind_term = (*chunk.aliases, chunk.name), EventKind.FORUM
    return event
