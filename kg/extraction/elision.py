"""Offices left out in lists are put back, and lists of offices and names in turn are paired.

"Kepala Dinas Sosial Rosida, Dinas Kesehatan Arfan" says "Kepala" once; "tiga bupati: Irwan (Sigi), Kasman
(Donggala)" says "bupati" once. A copy of the office, of no length, goes in front of what it belongs to.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from kg.extraction.chunks import BODY, NAME, OFFICE, PERSON, PLACE, Chunk
from kg.extraction.mainplace import LEVELS
from kg.extraction.officelists import share_offices
from kg.extraction.scene import Clause, Scene, Stated
from kg.terms import Modality

_MARKS: Final = frozenset(",;")
_OPENS: Final = "("
_FEWEST: Final = 2
_GOVERNING: Final = frozenset({"city", "regency", "province"})
_SHORTEST_RUN: Final = 4
_PAIRED: Final = (OFFICE, PERSON)
_SURE: Final = Decimal("0.9")


def restore_offices(clause: Clause) -> None:
    """Put back the offices that the lists of a clause leave out."""
    chunks = clause.chunks
    at = 0
    share_offices(chunks)
    while at < len(chunks):
        office = chunks[at].office
        if office is not None and office.modality is None:
            behind = _kind(chunks, at + 1)
            if (office.whole and behind == BODY) or (behind == PLACE and office.scope in _GOVERNING):
                _repeat(chunks, at)
            elif _kind(chunks, at + 1) not in (BODY, PLACE, NAME, PERSON):
                _distribute(chunks, at)
        at += 1
    clause.everything = tuple(chunks)
    clause.named = None


def _kind(chunks: list[Chunk], at: int) -> str:
    return chunks[at].kind if 0 <= at < len(chunks) else ""


def _repeat(chunks: list[Chunk], at: int) -> None:
    """In front of each later body of the list that a name follows."""
    index = at + 2
    while index < len(chunks) - 1 and chunks[index].kind != OFFICE:
        behind = index + 1 + (chunks[index + 1].name in _MARKS)
        listed = chunks[index - 1].name in _MARKS or "list" in chunks[index - 1].cues
        alike = chunks[index].kind == chunks[at + 1].kind and _may_have(chunks[at], chunks[index])
        if alike and listed and _kind(chunks, behind) in (NAME, PERSON):
            chunks.insert(index, _copy(chunks[at], chunks[index]))
            index += 1
        index += 1


def _may_have(office: Chunk, place: Chunk) -> bool:
    """Whether a place is of the office's level: behind "Regent of Lahat" a province is no further regency."""
    levels = LEVELS.get(office.office.scope if office.office else "", ())
    return place.kind != PLACE or place.level is None or place.level in levels


def _distribute(chunks: list[Chunk], at: int) -> None:
    """In front of the bodies or places that stand, in brackets or behind "of", with each name of a list."""
    places = [
        index
        for index in range(at + 2, len(chunks))
        if chunks[index].kind in (BODY, PLACE)
        and (chunks[index - 1].name == _OPENS or "origin" in chunks[index - 1].cues)
        and _kind(chunks, index - 2) in (NAME, PERSON)
    ]
    if len(places) >= _FEWEST and all(chunk.kind != OFFICE for chunk in chunks[at + 1 :]):
        for index in reversed(places):
            chunks.insert(index, _copy(chunks[at], chunks[index]))


def _copy(office: Chunk, owner: Chunk) -> Chunk:
    return replace(office, start=owner.start, end=owner.start, first=owner.first, last=owner.first, offices=())


def pair_offices(scene: Scene) -> None:
    """Pair lists such as "sekretaris dinas, A, kepala bidang, B": what begins the list says which comes first."""
    for clause in scene.clauses:
        chunks = clause.chunks
        at = 0
        while at < len(chunks):
            if chunks[at].kind not in _PAIRED:
                at += 1
                continue
            run = _alternating(chunks, at)
            run = run[:-1] if len(run) % 2 and len(run) > _SHORTEST_RUN and run[1] - run[0] > 1 else run
            if len(run) >= _SHORTEST_RUN and len(run) % 2 == 0 and _is_even(chunks, run):
                _state_pairs(scene, clause, [chunks[index] for index in run])
                kept = _without_offices(chunks[run[0] : run[-1] + 1])
                chunks[run[0] : run[-1] + 1] = kept
                at += len(kept)
            else:
                at = run[-1] + 1 if len(run) >= _SHORTEST_RUN else at + 1
        clause.text = None


def _is_even(chunks: list[Chunk], run: list[int]) -> bool:
    """Whether all pairs of a list are built alike: "Professor A, president of B; Dr C" is no list of pairs."""
    gaps = {second - first > 1 for first, second in zip(run[::2], run[1::2], strict=True)}
    inner = (chunk.name for first, second in zip(run[::2], run[1::2], strict=True) for chunk in chunks[first:second])
    return len(gaps) == 1 and ";" not in inner


def _alternating(chunks: list[Chunk], at: int) -> list[int]:
    """Where offices and persons stand in turn from `at` on, parted by nothing but marks and "and"."""
    run = [at] if chunks[at].kind in _PAIRED else []
    index = at + 1
    while run and index < len(chunks):
        chunk = chunks[index]
        if chunk.kind in _PAIRED and chunk.kind != chunks[run[-1]].kind:
            run.append(index)
        elif not (chunk.name in _MARKS or "list" in chunk.cues) or index - run[-1] > _FEWEST:
            break
        index += 1
    return run


def _state_pairs(scene: Scene, clause: Clause, run: list[Chunk]) -> None:
    for first, second in zip(run[::2], run[1::2], strict=True):
        office, person = (first, second) if first.kind == OFFICE else (second, first)
        person.offices = (*person.offices, office)
        start, end = min(first.start, second.start), max(first.end, second.end)
        scene.stated.append(
            Stated("holdsPosition", person, office, clause, start, end, "paired-list", _SURE, Modality.ASSERTED)
        )


def _without_offices(chunks: list[Chunk]) -> list[Chunk]:
    """The persons of a paired list with the marks between them."""
    kept: list[Chunk] = []
    for chunk in chunks:
        is_mark = chunk.kind not in _PAIRED
        if chunk.kind == PERSON or (is_mark and kept and kept[-1].kind == PERSON):
            kept.append(chunk)
    return kept if kept[-1].kind == PERSON else kept[:-1]
