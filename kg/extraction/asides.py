"""Who says a sentence, put in the middle of it, is set aside: "the plan, said Rosida, joins two cities".

Comes in: the clauses of a scene before the patterns of their verbs run. Goes out: the same chunks, the reporting
words at the end of each clause, so that what stands on both sides of them can be read as one; lengths of events are
left out.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from kg.extraction.chunks import DATE, EVENT, PERSON, REFERENCE, WORD, Chunk
from kg.extraction.scene import Clause, Scene

_SAY: Final = frozenset({"say", "quoth"})
_COMMA: Final = ","
_WHO: Final = (PERSON, REFERENCE)
_LENGTH_OF: Final = "days-"
_LENGTH: Final = 3  # a comma, the verb, who says it


def set_aside(scene: Scene) -> None:
    """Move what reports a sentence from its middle to its end, and take out lengths in front of events."""
    for clause in scene.clauses:
        _move(clause)
        _drop_lengths(clause)


def _move(clause: Clause) -> None:
    chunks, aside = clause.chunks, []
    at = 1
    while at + _LENGTH < len(chunks):
        if _reports(chunks[at : at + _LENGTH + 1]):
            aside += chunks[at : at + _LENGTH]
            del chunks[at : at + _LENGTH + 1]
        at += 1
    if aside:
        end = len(chunks) - (chunks[-1].kind == WORD and not chunks[-1].name[0].isalpha())
        chunks[end:end] = aside
        clause.text = None


def _drop_lengths(clause: Clause) -> None:
    """How long an event lasts stands beside the rest of what is said of it: "the | three-day | forum"."""
    lengths = [a for a, b in pairwise(clause.chunks) if b.kind == EVENT and _is_length(a)]
    if lengths:
        clause.chunks[:] = [chunk for chunk in clause.chunks if chunk not in lengths]
        clause.text = None


def _is_length(chunk: Chunk) -> bool:
    if chunk.kind == DATE:
        return chunk.days > 0 and chunk.dates is None
    return any(cue.startswith(_LENGTH_OF) for cue in chunk.cues)


def _reports(chunks: list[Chunk]) -> bool:
    """Whether chunks are a comma, a verb of saying, who says it and another comma."""
    first, verb, who, last = chunks
    marked = first.name == last.name == _COMMA
    return marked and not _SAY.isdisjoint(verb.cues) and verb.kind == WORD and who.kind in _WHO
