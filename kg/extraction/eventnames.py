"""What a name of an event takes in, and what does not stand for it: offices, initials of its last words."""

from __future__ import annotations

from kg.extraction.line import Line
from kg.extraction.runs import titled


def is_of_tail(line: Line, at: int, end: int, short: str) -> bool:
    """Whether initials are those of the last words of a name only: "Peresmian Mal Pelayanan Publik (MPP)"."""
    first = end - len(short)
    return at < first and all(line.written(first + i) and line.key(first + i)[0] == c for i, c in enumerate(short))


def of_office_end(line: Line, at: int) -> int:
    """The end of a name whose head has an office right behind it, and nobody: "Forum Wali Kota Indonesia"."""
    if not titled(line, at) or not line.tokens[at].upper:
        return at
    capacity = line.placed(line.lexicon.capacities, at, "", "first")[0]
    end = at + capacity
    length, office = line.head(line.lexicon.offices, end) if end < len(line) else (0, None)
    end += length
    known = line.known(end)[0] if end < len(line) else 0
    place = known or int(end < len(line) and line.tokens[end].acronym)
    return end + place if office is not None and not line.written(end + place) else at
