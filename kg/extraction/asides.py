"""Who says a sentence, put in the middle of it, is set aside: "the plan, said Rosida, joins two cities".

Comes in: the clauses of a scene before the patterns of their verbs run. Goes out: the same chunks, the reporting
words at the end of each clause, so that what stands on both sides of them can be read as one; lengths of events are
left out.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

from kg.extraction.chunks import DATE, EVENT, NAME, PERSON, PLACE, REFERENCE, WORD, Chunk
from kg.extraction.scene import Clause, Scene

_SAY: Final = frozenset({"say", "quoth"})
_COMMA: Final = ","
_WHO: Final = (PERSON, REFERENCE)
_LENGTH_OF: Final = "days-"
_LONGEST_ASIDE: Final = 9  # chunks that tell when and where
_SETTING: Final = frozenset({"in", "on", "article", "definite"})
_LENGTH: Final = 3  # a comma, the verb, who says it


def set_aside(scene: Scene) -> None:
    """Move what reports a sentence from its middle to its end, and take out lengths in front of events."""
    for clause in scene.clauses:
        _move(clause)
        _drop_lengths(clause)
        _move_parentheses(clause)
        _tie_agents(clause)


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


def _move_parentheses(clause: Clause) -> None:
    """When and where, put between commas behind a verb: "chaired, from Hanoi, the meeting" → at the end."""
    chunks, moved, at = clause.chunks, [], 1
    while at + 2 < len(chunks):
        close = _closed(chunks, at) if chunks[at].name == _COMMA and _is_deed(clause, chunks[at - 1]) else at
        if close > at:
            moved += chunks[at + 1 : close]
            del chunks[at : close + 1]
        at += 1
    if moved:
        end = len(chunks) - (chunks[-1].kind == WORD and not chunks[-1].name[0].isalpha())
        chunks[end:end] = moved
        clause.text = None


def _closed(chunks: list[Chunk], at: int) -> int:
    """The comma that closes a parenthesis of nothing but when and where; `at` where there is none."""
    for index in range(at + 1, min(at + _LONGEST_ASIDE, len(chunks))):
        if chunks[index].name == _COMMA:
            inside = chunks[at + 1 : index]
            return index if inside and not _SETTING.isdisjoint(inside[0].cues) else at
        if not _is_setting(chunks[index]):
            return at
    return at


def _is_deed(clause: Clause, chunk: Chunk) -> bool:
    return chunk.kind == WORD and clause.patterns.is_done_by(chunk.cues)


def _is_setting(chunk: Chunk) -> bool:
    """Whether a chunk may be part of when and where something is done."""
    if chunk.kind == WORD:
        return chunk.name == _COMMA or not _SETTING.isdisjoint(chunk.cues)
    return chunk.kind in (DATE, PLACE, REFERENCE) or (chunk.kind == NAME and not chunk.cues)


def _tie_agents(clause: Clause) -> None:
    """By whom something is done, told behind when and where: "was opened | on Friday in Hue | by" is "opened by"."""
    for at, chunk in enumerate(clause.chunks):
        if chunk.kind != WORD or not clause.patterns.is_agent(chunk.name):
            continue
        back = at - 1
        while back > max(at - _LONGEST_ASIDE, 0) and _is_setting(clause.chunks[back]):
            back -= 1
        verb = clause.chunks[back]
        by = clause.patterns.tied(verb.name, chunk.name) if verb.kind == WORD and 0 <= back < at - 1 else None
        if by:
            clause.chunks[at] = replace(chunk, name=f"{verb.name} {chunk.name}", cues=by, char="")
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
