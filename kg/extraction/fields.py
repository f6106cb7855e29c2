"""Fields of offices in small letters: "director of road transport", "principal transport specialist".

Where a language joins the field by a preposition, the words up to a name, a comma or the next preposition
belong to the title, as long as none of them says or does something.
"""

from __future__ import annotations

from kg.extraction.line import Line

_MOST_WORDS = 6
_MOST_FRONT = 3
_ENDS = frozenset({",", ".", ";", ")", ""})
_RANK = "rank"
_FIELDED = frozenset({"adjective", "topic"})


def field_end(line: Line, at: int) -> int:
    """The index behind the field whose preposition stands at `at`; `at` where none follows."""
    end = at + 1
    if not line.joins(at, "of") or line.joins(end, "article"):
        return at
    while end < len(line) and end - at <= _MOST_WORDS and _is_small(line, end):
        end += 1
    while end > at + 1 and line.joins(end - 1, "name"):
        end -= 1
    if end == at + 1 or line.lexicon.references.longest(line.keys, at + 1)[0] or not _closes(line, end):
        return at
    return end


def front_end(line: Line, at: int) -> int:
    """The index of the head behind words of its field in small letters: "principal transport | specialist"."""
    if at < len(line) and line.tokens[at].upper and _RANK in (line.lexicon.cues.get((line.key(at),)) or ()):
        return _front_in_capitals(line, at)
    if not _is_fronted(line, at):
        return at
    end = at
    while end < min(len(line), at + _MOST_FRONT) and not line.tokens[end].upper and _is_of_field(line, end):
        end += 1
        length, head = line.head(line.lexicon.offices, end)
        if head is not None and head.has("of") and line.written(end + length):
            return end
    return at


def may_front(line: Line, at: int) -> bool:
    """Whether a word of portfolios may begin an office: in capitals, or behind a name or a possessive."""
    return line.tokens[at].upper or _is_fronted(line, at)


def _is_fronted(line: Line, at: int) -> bool:
    return at > 0 and (line.tokens[at - 1].upper or line.key(at - 1) in ("'s", "’s"))


def _front_in_capitals(line: Line, at: int) -> int:
    """The same for a whole title in capitals: "Lead Urban Transport | Specialist"."""
    for end in range(at + 1, min(len(line), at + _MOST_FRONT + 2)):
        if not line.tokens[end].upper or not line.tokens[end].word:
            break
        length, head = line.head(line.lexicon.offices, end)
        if head is not None and head.has("of"):
            return end if line.written(end + length) else at
    return at


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
    return line.key(at) in line.lexicon.domains or not set(cues) - {"adjective", "pact", "support", "exchange", "rank"}


def _closes(line: Line, at: int) -> bool:
    """Whether a field may end before a token: at a mark, a name or a preposition with a name behind it."""
    if line.key(at) in _ENDS or line.written(at):
        return line.key(at) not in ("'s", "’s")
    cues = line.lexicon.cues.get((line.key(at),)) or ()
    return line.joins(at, "of") or "in" in cues or "between" in cues
