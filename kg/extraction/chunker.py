"""A line → its chunks, left to right: at each token the reader that sees furthest wins, ties go to the first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kg.extraction.bodies import branch_end, is_seated, read_body, read_headed, read_seated
from kg.extraction.brackets import read_bracket
from kg.extraction.chunks import BODY, EVENT, PERSON, PLACE, PROGRAMME, REFERENCE, TOPIC, WORD, Chunk
from kg.extraction.dates import Calendar, read_date
from kg.extraction.events import (
    begins_event,
    ends_in_event,
    last_event,
    read_event,
    read_headed_event,
    read_nominal,
    read_quoted,
)
from kg.extraction.fields import may_front
from kg.extraction.lexicon import Mark
from kg.extraction.line import Line
from kg.extraction.offices import read_office
from kg.extraction.persons import read_known_person, read_name, read_person
from kg.extraction.places import is_of_person, read_place
from kg.extraction.programmes import read_announced, read_programme, read_quoted_programme
from kg.extraction.runs import is_headed, is_name_like_day, longer_end
from kg.extraction.spelled import spelled
from kg.extraction.unitlists import read_unit_list
from kg.extraction.words import LOOK_ROUND, LOOK_UP, Words
from kg.records import Entity, Iri
from kg.terms import SCG

_KINDS: Final[dict[Iri, str]] = {
    SCG.Person: PERSON,
    SCG.Place: PLACE,
    SCG.Event: EVENT,
    SCG.EventSeries: EVENT,
    SCG.Programme: PROGRAMME,
    SCG.PartnerProgramme: PROGRAMME,
}
_ORDER: Final = (PLACE, BODY, EVENT, PROGRAMME)
_YEAR: Final = 4  # digits
_HEADS: Final = Mark.HONORIFIC | Mark.PLACE | Mark.BODY | Mark.EVENT | Mark.PROGRAMME
_BEHIND: Final = Mark.AREA_BEHIND | Mark.BODY_BEHIND | Mark.EVENT_BEHIND | Mark.PROGRAMME_BEHIND
_READERS: tuple[Callable[[Line, int], Chunk | None], ...]


def kind_of(entity: Entity) -> str:
    """The kind of chunk that names this entity."""
    return _KINDS.get(entity.kind, BODY)


class Chunker:
    """Cuts the lines of one document; `published` resolves dates without a year."""

    def __init__(self, calendar: Calendar, words: Words, published: str | None, *, known_only: bool = False) -> None:
        self._calendar = calendar
        self._words = words
        self._published = published
        self.sure = True  # whether the text really is of that day, so that "yesterday" can be counted from it
        self._known_only = known_only

    def chunks(self, line: Line) -> list[Chunk]:
        """All chunks of a line; together they cover it."""
        chunks: list[Chunk] = []
        at, tokens, plan = 0, line.tokens, self._words.plan
        while at < len(tokens):
            token = tokens[at]
            otherwise, alone, cues, seconds, fronted = plan(token)
            if (
                alone
                and not (fronted and _is_beside_name(line, at))
                and line.key(at + 1) not in seconds
                and not (token.upper and _may_be_name(line, at))
            ):
                chunks.append(Chunk(WORD, token.start, token.end, at, at + 1, token.text, cues))  # most words of a text
                at += 1
                continue
            if otherwise == LOOK_UP or (otherwise == LOOK_ROUND and _is_common(line, at)):
                chunks.append(_common(line, at))
                at = chunks[-1].last
                continue
            chunk = self._next(line, at)
            listed = read_unit_list(line, at) if line.marks[at] & Mark.BODY and not self._known_only else []
            chunks.append(chunk)
            at = chunk.last
            for unit in listed:
                chunks.extend(_between(line, at, unit.first))
                chunks.append(unit)
                at = unit.last
        return chunks

    def _next(self, line: Line, at: int) -> Chunk:
        date = None if is_name_like_day(line, at) else read_date(line, at, self._calendar, self._published)
        found = date or (None if self._known_only or _is_site(line, at) else read_office(line, at))
        if found is not None and found.dates is not None and not self.sure and not any(map(str.isdigit, found.name)):
            found.dates = None
        if found is None and line.tokens[at].word:
            counted = line.tokens[at].upper and line.placed(line.lexicon.events, at, "ordinal")[0]
            found = (self._numbered(line, at) if counted and not self._known_only else None) or self._named(line, at)
        if found is None and not self._known_only:
            found = read_quoted(line, at) or read_quoted_programme(line, at) or self._numbered(line, at)
        return found or _common(line, at)

    def _numbered(self, line: Line, at: int) -> Chunk | None:
        """A named event with its ordinal in front: "the 5th ASCN Annual Meeting"."""
        length, _ = line.placed(line.lexicon.events, at, "ordinal")
        length = length or int(len(line.tokens[at].text) == _YEAR and line.tokens[at].text.isdigit())
        event = self._named(line, at + length) if length and at + length < len(line) else None
        if event is None or not (event.kind == EVENT or ends_in_event(line, event)):
            return None
        chunk = line.chunk(EVENT, at, event.last, f"{line.slice(at, at + length)} {event.name}")
        chunk.aliases, chunk.kind_term, chunk.generic = event.aliases, event.kind_term, event.generic
        if event.kind != EVENT:
            chunk.kind_term = last_event(line, event)
        return chunk

    def _named(self, line: Line, at: int) -> Chunk | None:
        if self._known_only:
            return _known(line, at)
        if not (line.tokens[at].upper or line.known(at)[0] or _is_title(line, at) or is_seated(line, at)):
            return None
        if not (line.marks[at] & _HEADS or line.known(at)[0]) and line.last(_BEHIND) < at:  # a name and nothing more
            return spelled(line, at, best := read_announced(line, at)) or best or _unknown(line, at)
        person = read_person(line, at) or read_known_person(line, at)
        found = [chunk for reader in _READERS if (chunk := reader(line, at))]
        best = max(found, key=lambda chunk: chunk.last, default=None)
        if best is not None and best.kind == PLACE:
            announced = read_announced(line, at)
            longer = announced is not None and announced.last >= best.last + bool(best.candidates)
            best = announced if longer else best
        in_full = spelled(line, at, best)
        if in_full is not None:
            return in_full
        if person and (best is None or person.last >= best.last + is_headed(line, best)):
            return person
        return best or _unknown(line, at)


def _is_title(line: Line, at: int) -> bool:
    """Whether a title in small letters begins here: "dr. Rosida"."""
    return line.tokens[at].text.endswith(".") and line.placed(line.lexicon.honorifics, at, "before")[0] > 0


def _is_site(line: Line, at: int) -> bool:
    """Whether a building begins here that is named after an office: "Kantor Gubernur", "Rumah Dinas Bupati"."""
    if not line.marks[at] & Mark.PLACE or not line.tokens[at].upper:
        return False
    return line.placed(line.lexicon.areas, at, "first")[0] > 1


def _between(line: Line, first: int, last: int) -> list[Chunk]:
    """The marks and small words between two chunks."""
    return [_common(line, index) for index in range(first, last)]


def _unknown(line: Line, at: int) -> Chunk | None:
    """A name of unknown kind, unless all of it is a phrase of the tables: "Memorandum of Understanding"."""
    chunk = read_name(line, at)
    length, head = line.placed(line.lexicon.events, at, "first", "last", "any")
    if chunk is not None and head is not None and length == chunk.last - at:
        chunk.kind, chunk.kind_term, chunk.generic = EVENT, head.term, True
        return chunk
    if chunk is not None and chunk.last - at == 1 and line.lexicon.is_calendar(line.key(at)):
        return None
    cued, _ = line.lexicon.cued(line.keys, at)
    return None if chunk is not None and cued >= chunk.last - at else chunk


def _known(line: Line, at: int) -> Chunk | None:
    """What the registry knows by the name that starts here, persons aside."""
    length, entities = line.known(at)
    kinds = {kind_of(entity) for entity in entities} - {PERSON}
    kind = next((kind for kind in _ORDER if kind in kinds), None)
    if not length or kind is None or (kind == PLACE and is_of_person(line, at, length)):
        return None
    aliases: list[str] = []
    longer = longer_end(line, at, length) if kind == BODY else at + length
    end = read_bracket(line, longer, aliases)
    if kind == BODY and end == at + length and (branch := branch_end(line, end, entities)) > end:
        aliases, end = [line.slice(at, branch)], branch
    chunk = line.chunk(kind, at, end, line.slice(at, longer))
    chunk.aliases = tuple(aliases)
    if longer > at + length:
        return chunk
    chunk.candidates = tuple(entity for entity in entities if kind_of(entity) == kind)
    chunk.kind_term = chunk.candidates[0].kind
    if kind == PLACE and len(chunk.candidates) == 1:
        chunk.level = chunk.candidates[0].level
    return chunk


def _is_beside_name(line: Line, at: int) -> bool:
    """Whether an office may begin with a word because of what stands beside it: capitals or a possessive."""
    return may_front(line, at) or (at + 1 < len(line) and line.tokens[at + 1].upper)


def _may_be_name(line: Line, at: int) -> bool:
    """Whether a name may begin with a word in capitals, or a short form in brackets says so."""
    return line.written(at) or line.joins(at, "name") or line.opens_bracket(at)


def _is_common(line: Line, at: int) -> bool:
    """Whether no name and no office begins with a word that may well begin one, as it stands here."""
    token, mark = line.tokens[at], line.marks[at]
    if line.known(at)[0] or (token.upper and _may_be_name(line, at)):
        return False
    if mark & Mark.FIELD and may_front(line, at):
        return False
    return not mark & Mark.BODY or (":" not in line.keys and not is_seated(line, at))


def _common(line: Line, at: int) -> Chunk:
    """A word or phrase of the tables, else a plain word or mark."""
    mark = line.marks[at]
    length, refers = line.reference(at)
    cued, cues = line.lexicon.cued(line.keys, at)
    if cued > 1 and line.joins(at, "article") and _begins_behind(line, at, cued):
        cued, cues = 1, line.lexicon.cues_of(line.keys[at])
    if length == 1 and EVENT in refers and begins_event(line, at + 1):
        length = 0  # "acara | peresmian": the second word says which one
    if length and length >= cued and not _begins_name(line, at, length):
        chunk = line.chunk(REFERENCE, at, at + length)
        chunk.refers = tuple(refers)
        return chunk
    nominal = read_nominal(line, at)
    if nominal and (
        nominal.last - at > cued
        or _NO_VERB.issuperset(cues)
        or line.joins(at - 1, "article")
        or _is_length(line, at - 1)
        or "deictic" in line.lexicon.cues_of(line.key(nominal.last))
    ):
        return nominal
    length, _ = line.placed(line.lexicon.programmes, at, "nominal") if mark & Mark.PROJECT else (0, None)
    if length and length >= cued:
        chunk = line.chunk(PROGRAMME, at, at + length)
        chunk.generic = True
        return chunk
    topic = _topic(line, at) if mark & Mark.TOPIC else None
    if topic and (topic.last - at > cued or (topic.last - at == cued and _ATTRIBUTE.issuperset(cues))):
        return topic
    chunk = line.chunk(WORD, at, at + (cued or 1))
    chunk.cues = frozenset(cues or line.lexicon.shape_cues(line.key(at)) if line.tokens[at].text.islower() else cues)
    return chunk


def _begins_behind(line: Line, at: int, length: int) -> bool:
    """Whether a name or an office begins inside the phrase of an article: "the | provincial government of Laguna"."""
    return line.tokens[at + 1].upper or is_seated(line, at + 1) or _is_of_office(line, at, length)


def _is_of_office(line: Line, at: int, length: int) -> bool:
    """Whether the last word of a phrase begins the title of an office: "the provincial | administrator"."""
    office = read_office(line, at + length - 1)
    return office is not None and office.last > at + length


def _is_length(line: Line, at: int) -> bool:
    """Whether a token says how long an event lasts: "two-day"."""
    return any(cue.startswith("days-") for cue in line.lexicon.cues.get((line.key(at),)) or ())


def _begins_name(line: Line, at: int, length: int) -> bool:
    """Whether the words of a reference are the beginning of a name: "the Department of Tourism"."""
    if line.joins(at + length, "of") and line.written(at + length + 1):
        return True
    if length < 2 or not line.tokens[at + 1].upper:
        return False
    found = (reader(line, at + 1) for reader in (*_READERS, read_office))
    return any(chunk is not None and chunk.last > at + length for chunk in found)


def _topic(line: Line, at: int) -> Chunk | None:
    length, head = line.head(line.lexicon.topics, at)
    if head is None:
        return None
    chunk = line.chunk(TOPIC, at, at + length)
    chunk.kind_term = head.term
    return chunk


_NO_VERB: Final = frozenset({"thing"})  # words that only look like forms of verbs
_ATTRIBUTE: Final = frozenset({"adjective"})  # "traffic", "health": a topic where it stands alone
_READERS = (_known, read_place, read_event, read_headed_event, read_body, read_programme, read_headed, read_seated)
