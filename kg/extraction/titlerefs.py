"""Whom a title without a name means: the one person of the sentence before, where it opens a sentence.

"Mr Lee opened the fair. The Minister for Transport told the guests so." "Harisson berpesan begitu. Sekretaris daerah
provinsi itu membuka rapat." Comes in: an office without a holder. Goes out: the figure of a person, or None.
"""

from __future__ import annotations

from typing import Final

from kg.extraction.cast import Figure
from kg.extraction.chunks import BODY, DATE, NAME, PERSON, PLACE, REFERENCE, WORD, Chunk
from kg.extraction.scene import Clause, Scene

_DEFINITE, _DEICTIC, _COMPLEMENT = "definite", "deictic", "complement"
_POSSESSIVE, _MARKS = "possess", frozenset({"'s", "’s"})
_HOMES: Final = frozenset({PLACE, BODY, REFERENCE})


def varied(scene: Scene, clause: Clause, chunk: Chunk) -> Figure | None:
    """The one person of the sentence before, without an office so far, whom "The Bangkok governor" means."""
    office = chunk.office
    before = scene.clauses[max(clause.number - 1, 0) : clause.number]
    if office is None or office.modality or not before or not (chunk.owner is not None or office.bodies):
        return None
    if not _is_definite_subject(clause.everything, clause.everything.index(chunk)):
        return None
    people = {each.figure for each in before[0].of(PERSON) if each.figure is not None}
    officers = {s.subject.figure for s in scene.stated if s.relation == "holdsPosition"}
    return people.pop() if len(people) == 1 and not people & officers else None


def _is_definite_subject(chunks: tuple[Chunk, ...], at: int) -> bool:
    """Whether a definite title begins a sentence, a circumstance with its comma aside, and no name follows."""
    start = at
    while start > 0 and chunks[start - 1].kind != WORD:
        start -= 1
    if start > 0 and start == at and _POSSESSIVE in chunks[start - 1].cues and chunks[start - 1].name in _MARKS:
        start -= 1
        while start > 0 and chunks[start - 1].kind != WORD:
            start -= 1
        definite = start == 0 or _DEFINITE in chunks[start - 1].cues
        start -= start > 0 and _DEFINITE in chunks[start - 1].cues
    elif start == 0:
        definite = _is_deictic(chunks, at)
    else:
        start -= 1
        definite = _DEFINITE in chunks[start].cues
    opens = start <= 1 or chunks[start - 1].name == ","  # "As the chairman of … sees it"
    return definite and opens and _is_circumstance(chunks[:start]) and not _is_named(chunks, at)


def _is_deictic(chunks: tuple[Chunk, ...], at: int) -> bool:
    """Whether "itu" stands behind a title or behind what it is of."""
    behind = chunks[at + 1 : at + 3]
    return any(_DEICTIC in chunk.cues or (chunk.kind == REFERENCE and " " in chunk.name) for chunk in behind)


def _is_circumstance(chunks: tuple[Chunk, ...]) -> bool:
    return all(chunk.kind in (WORD, DATE) for chunk in chunks)


def _is_named(chunks: tuple[Chunk, ...], at: int) -> bool:
    """Whether the name of the holder follows, a comma between or not: "The Minister for Transport, Kalvin Torre,"."""
    behind = (c for c in chunks[at + 1 :] if c.kind not in _HOMES and _COMPLEMENT not in c.cues and c.name != ",")
    told = next(behind, None)
    return told is not None and told.kind in (NAME, PERSON)
