"""Fields of offices in small letters: "director of road transport", "principal transport specialist".

Where a language joins the field by a preposition, the words up to a name, a comma or the next preposition
belong to the title, as long as none of them says or does something.
"""

from __future__ import annotations

from typing import Final

from kg.extraction.lexicon import Head, Mark
from kg.extraction.line import Line
from kg.extraction.runs import run_end

_MOST_WORDS: Final = 6
_MOST_FRONT: Final = 4
_MOST_FIELD: Final = 5
_SEVERAL: Final = 2  # words: one alone refers to nothing there
_HOMELY: Final = frozenset({"origin", "at", "in"})  # "dari", "di"
_ENDS: Final = frozenset({",", ".", ";", ")", ""})
_MARKS: Final = frozenset({",", "(", "–", "—", "'s", "’s"})
_INSIDE: Final = frozenset({"at", "in", "within"})
_RANK: Final = "rank"
_HOMES: Final = frozenset({"of", "from", "at"})
_FIELDED: Final = frozenset({"adjective", "topic"})
_OF_FIELDS: Final = frozenset({"adjective", "pilot", "pact", "support", "exchange", "rank", "government"})
_LEADING: Final = frozenset({"possessor", "personal", "list", "former", "role", "possess"})
_ORGANISATION: Final = "organisation"
_OF_BODIES: Final = frozenset({"organisation", "unit"})


def office_field_end(line: Line, head: Head, at: int, *, begun: bool) -> int:
    """The index behind the field of a head: joined by a preposition, or by nothing where its row says so."""
    if head.has("field") and (end := plain_field_end(line, at)) > at:
        return end
    return field_end(line, at) if (head.has("of") or head.scope == _ORGANISATION) and not begun else 0


def field_end(line: Line, at: int) -> int:
    """The index behind the field whose preposition stands at `at`; `at` where none follows."""
    article = line.joins(at + 1, "article")
    end = first = at + 1 + article
    if not line.joins(at, "of"):
        return at
    while end < len(line) and end - at <= _MOST_WORDS and _is_small(line, end):
        end += 1
    while end > first and line.joins(end - 1, "name"):
        end -= 1
    if article and not (line.joins(end, "of") or line.key(end) in _INSIDE):
        return at  # "the head of the planning division" says of whose, or it is known by itself
    if end == first or line.lexicon.references.longest(line.keys, at + 1)[0] or not _closes(line, end):
        return at
    return end


def plain_field_end(line: Line, at: int) -> int:
    """The index behind a field that no preposition joins: "pakar tata kota | dari", "Dosen Teknik | UB"."""
    for end in range(at, min(at + _MOST_FIELD, len(line)) + 1):
        token = line.tokens[end] if end < len(line) else None
        if token is None or (end > at and line.key(end) == "," and not line.tokens[end - 1].upper):
            return end if token is not None else at
        if line.marks[end] & Mark.BODY and token.upper and _heads_body(line, end):
            return end
        cues = line.lexicon.cues.get((line.key(end),)) or ()
        if end > at and not _HOMELY.isdisjoint(cues):
            return end
        small = token.word and not token.upper and not (set(cues) - _OF_FIELDS) and line.reference(end)[0] < _SEVERAL
        if not (small or line.joins(end, "name") or (token.upper and line.key(end) in line.lexicon.domains)):
            return at
    return at


def _heads_body(line: Line, at: int) -> bool:
    return line.placed(line.lexicon.bodies, at, "first", "any")[0] > 0 or line.lexicon.part(line.key(at)) is not None


def front_end(line: Line, at: int) -> int:
    """The index of the head behind the words of its field and rank: "principal transport | specialist"."""
    if at >= len(line) or not may_front(line, at):
        return at
    capital = line.tokens[at].upper
    for end in range(at, min(len(line), at + _MOST_FRONT + 1)):
        length, head = line.head(line.lexicon.offices, end) if end > at else (0, None)
        if head is not None and head.scope in _OF_BODIES and not head.has("plural"):
            return end if line.tokens[end + length - 1].upper == line.tokens[end].upper == capital else at
        if line.tokens[end].upper != capital or not _is_of_field(line, end):
            return at
        is_body = line.marks[end] & Mark.BODY_BEHIND and line.placed(line.lexicon.bodies, end, "last", "any")[1]
        if capital and end > at and is_body:
            return at  # "Transport Department | Director" names the department
    return at


def may_front(line: Line, at: int) -> bool:
    """Whether a word of portfolios may begin an office: in capitals, or where a title in small letters begins."""
    return line.tokens[at].upper or _is_fronted(line, at)


def _is_fronted(line: Line, at: int) -> bool:
    """Whether a name, a possessive, a comma, an article or "its" stands before a token."""
    if at == 0:
        return False
    if line.tokens[at - 1].upper or line.key(at - 1) in _MARKS or line.joins(at - 1, "article"):
        return True
    return not _LEADING.isdisjoint(line.lexicon.cues.get((line.key(at - 1),)) or ())


def _is_of_field(line: Line, at: int) -> bool:
    cues = line.lexicon.cues.get((line.key(at),)) or ()
    return line.key(at) in line.lexicon.domains or _RANK in cues or bool(_FIELDED.intersection(cues))


def _is_small(line: Line, at: int) -> bool:
    """Whether a token is a common word of a field and neither says, joins nor refers to anything."""
    token = line.tokens[at]
    if not token.word or token.upper or not token.text[0].isalpha():
        return False
    if line.joins(at, "name"):
        return True
    if line.joins(at, "of") or line.joins(at, "event") or line.joins(at, "when") or line.joins(at, "article"):
        return False
    cues = line.lexicon.cues.get((line.key(at),)) or ()
    return line.key(at) in line.lexicon.domains or not set(cues) - _OF_FIELDS


def _closes(line: Line, at: int) -> bool:
    """Whether a field may end before a token: at a mark, a name or a preposition with a name behind it."""
    if line.key(at) in _ENDS or line.written(at):
        return line.key(at) not in ("'s", "’s")
    cues = line.lexicon.cues.get((line.key(at),)) or ()
    return line.joins(at, "of") or "in" in cues or "between" in cues


def has_home(line: Line, at: int) -> bool:
    """Whether the name behind a title is followed by where its bearer works: "Prof. A B | of Ghent University"."""
    while (length := line.placed(line.lexicon.honorifics, at, "before")[0]) and at < len(line):
        at += length
    end = run_end(line, at)
    return end > at and line.key(end) in _HOMES and line.written(end + 1 + line.joins(end + 1, "article"))
