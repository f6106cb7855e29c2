"""Names that other means than the rules propose: a tagger, a model. They fill what the chunker left open.

Comes in: a scene of chunks, and candidates from each source. Goes out: the same chunks, with a name where
the chunker saw words only, and a kind where it saw a name of unknown kind. Nothing that the rules have read
is changed, and a candidate is no fact: it becomes one only where a pattern states something of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Protocol

from kg.extraction.chunks import BODY, EVENT, NAME, PERSON, PLACE, PROGRAMME, WORD, Chunk
from kg.extraction.scene import Clause, Scene
from kg.records import MentionCandidate
from kg.terms import SCG

_BODY_TEXT: Final = "body"
_KINDS = {SCG.Person: PERSON, SCG.Place: PLACE, SCG.Event: EVENT, SCG.Programme: PROGRAMME, SCG.Organisation: BODY}
_LET_GO: Final = frozenset((PERSON, BODY, PLACE))
_LONGEST: Final = 12  # words of a name


class MentionSource(Protocol):
    """Whatever proposes names: a tagger trained for a language, a model of another library."""

    @property
    def name(self) -> str:
        """What it is called: `crf-id`, `spacy/en_core_web_sm`."""

    def find(self, text: str, language: str) -> Iterable[MentionCandidate]:
        """The names in one paragraph, offsets counted in it; nothing for a language that it does not read."""


class Proposals:
    """The candidates of all sources for one document, the first source's before the second's."""

    def __init__(self, scene: Scene, sources: Sequence[MentionSource]) -> None:
        self._scene = scene
        self._given: list[Chunk] = []
        self._found = tuple(_candidates(scene, sources)) if sources else ()

    def add_names(self) -> None:
        """Make a name of unknown kind where the chunker saw plain words that are written like one."""
        for clause, candidate in self._placed():
            chunks = _covered(clause, candidate)
            if _is_open(chunks) and _is_written(chunks):
                _join(clause, chunks, self._scene.document.text[chunks[0].start : chunks[-1].end])

    def give_kinds(self) -> None:
        """Give a name its kind where the patterns have found none and the text says nothing else."""
        for clause, candidate in self._placed():
            chunks = _covered(clause, candidate)
            kind = _KINDS.get(candidate.kind) if candidate.kind is not None else None
            if kind is None or len(chunks) != 1 or chunks[0].kind != NAME or chunks[0].cues:
                continue
            chunk = chunks[0]
            if self._scene.kinds.get(chunk.name.casefold(), kind) == kind:
                chunk.kind, chunk.generic, clause.text = kind, False, None
                self._given.append(chunk)

    def note(self, chunks: Iterable[Chunk]) -> None:
        """Take up chunks whose kind is no more than likely by their words alone."""
        self._given.extend(chunks)

    def withdraw(self) -> None:
        """Let go of whoever is known by a candidate alone: kept only where something is stated of them."""
        given = {(chunk.start, chunk.end) for chunk in self._given}
        for chunk in self._given:
            figure = chunk.figure
            if figure is None or figure.entity is not None or figure.kind not in _LET_GO:
                continue
            figure.general = all((mention.start, mention.end) in given for mention in figure.mentions)

    def _placed(self) -> Iterator[tuple[Clause, MentionCandidate]]:
        clauses = iter([clause for clause in self._scene.clauses if clause.kind == _BODY_TEXT])
        clause = next(clauses, None)
        for candidate in self._found:
            while clause is not None and clause.sentence.end <= candidate.start:
                clause = next(clauses, None)
            if clause is None:
                return
            if clause.sentence.start <= candidate.start and candidate.end <= clause.sentence.end:
                yield clause, candidate


def _candidates(scene: Scene, sources: Sequence[MentionSource]) -> Iterator[MentionCandidate]:
    """All candidates in the order of the text, offsets counted in the document; of those that overlap the first."""
    end = 0
    found = sorted(_all(scene, sources), key=lambda pair: (pair[1].start, pair[0], -pair[1].end, -pair[1].score))
    for _, candidate in found:
        if candidate.start >= end:
            yield candidate
            end = candidate.end


def _all(scene: Scene, sources: Sequence[MentionSource]) -> Iterator[tuple[int, MentionCandidate]]:
    document = scene.document
    for paragraph in document.paragraphs:
        if paragraph.kind != _BODY_TEXT:
            continue
        text = document.text[paragraph.start : paragraph.end]
        for rank, source in enumerate(sources):
            for one in source.find(text, paragraph.language):
                if 0 <= one.start < one.end <= len(text) and text[one.start : one.end] == one.text:
                    start, end = one.start + paragraph.start, one.end + paragraph.start
                    yield rank, replace(one, start=start, end=end)


def _covered(clause: Clause, candidate: MentionCandidate) -> list[Chunk]:
    """The chunks that a candidate covers, without articles around them; none where it begins or ends inside one."""
    chunks = [c for c in clause.chunks if c.start < candidate.end and c.end > candidate.start]
    if not chunks or chunks[0].start != candidate.start or chunks[-1].end != candidate.end:
        return []
    while chunks and _is_small(chunks[0]):
        del chunks[0]
    while chunks and _is_small(chunks[-1]):
        del chunks[-1]
    return chunks


def _is_small(chunk: Chunk) -> bool:
    return chunk.kind == WORD and not chunk.name[:1].isupper()


def _is_open(chunks: Sequence[Chunk]) -> bool:
    """Whether the chunker has found nothing here but words and perhaps names of unknown kind."""
    kinds = {chunk.kind for chunk in chunks}
    return 0 < len(chunks) <= _LONGEST and WORD in kinds and kinds <= {WORD, NAME}


def _is_written(chunks: Sequence[Chunk]) -> bool:
    """Whether words are written like a name and the tables know none of them for something else."""
    ends = (chunks[0], chunks[-1])
    return all(c.name[:1].isupper() for c in ends) and not any(c.cues for c in chunks)


def _join(clause: Clause, chunks: Sequence[Chunk], name: str) -> None:
    made = Chunk(NAME, chunks[0].start, chunks[-1].end, chunks[0].first, chunks[-1].last, name)
    at = clause.chunks.index(chunks[0])
    clause.chunks[at : at + len(chunks)] = [made]
    gone = {id(chunk) for chunk in chunks}
    first = next(index for index, chunk in enumerate(clause.everything) if id(chunk) in gone)
    kept = [chunk for chunk in clause.everything if id(chunk) not in gone]
    clause.named = None
    clause.everything = (*kept[:first], made, *kept[first:])
    clause.text = None
