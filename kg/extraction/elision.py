"""Offices left out in lists are put back, so that every pattern sees them.

"Kepala Dinas Sosial Rosida, Dinas Kesehatan Arfan" says "Kepala" once; "tiga bupati: Irwan (Sigi), Kasman
(Donggala)" says "bupati" once. A copy of the office, of no length, goes in front of what it belongs to.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extraction.chunks import BODY, NAME, OFFICE, PERSON, PLACE, Chunk
from kg.extraction.scene import Clause

_MARKS = frozenset(",;")
_OPENS = "("
_FEWEST = 2


def restore_offices(clause: Clause) -> None:
    """Put back the offices that the lists of a clause leave out."""
    chunks = clause.chunks
    at = 0
    while at < len(chunks):
        office = chunks[at].office
        if office is not None and office.modality is None:
            if office.whole and _kind(chunks, at + 1) == BODY:
                _repeat(chunks, at)
            elif _kind(chunks, at + 1) not in (BODY, PLACE, NAME, PERSON):
                _distribute(chunks, at)
        at += 1
    clause.everything = tuple(chunks)


def _kind(chunks: list[Chunk], at: int) -> str:
    return chunks[at].kind if 0 <= at < len(chunks) else ""


def _repeat(chunks: list[Chunk], at: int) -> None:
    """In front of each later body of the list that a name follows."""
    index = at + 2
    while index < len(chunks) - 1 and chunks[index].kind != OFFICE:
        behind = index + 1 + (chunks[index + 1].name in _MARKS)
        listed = chunks[index - 1].name in _MARKS or "list" in chunks[index - 1].cues
        if chunks[index].kind == BODY and listed and _kind(chunks, behind) in (NAME, PERSON):
            chunks.insert(index, _copy(chunks[at], chunks[index]))
            index += 1
        index += 1


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
    return replace(office, start=owner.start, end=owner.start, first=owner.first, last=owner.first, offices=[])
