"""A document on its way: its sentences as lists of chunks, and what its patterns have stated so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.extraction.chunks import WORD, Chunk
from kg.extraction.patterns import Patterns
from kg.records import Document, Iri, Sentence

if TYPE_CHECKING:
    from kg.extraction.cast import Figure
    from kg.extraction.deeds import Deed


@dataclass(slots=True)
class Clause:
    """One sentence with its chunks; patterns of earlier stages take chunks away that others have taken in.

    `text` is what patterns see of the chunks, `named` those that are no common words; None once they have changed.
    """

    sentence: Sentence
    chunks: list[Chunk]
    patterns: Patterns
    kind: str
    number: int
    everything: tuple[Chunk, ...] = ()
    text: str | None = None
    named: tuple[Chunk, ...] | None = None

    def of(self, *kinds: str) -> Iterator[Chunk]:
        """The chunks of these kinds, those taken in by others included."""
        return iter([chunk for chunk in self.names() if chunk.kind in kinds])

    def names(self) -> tuple[Chunk, ...]:
        """The chunks that are more than common words, those taken in by others included."""
        if self.named is None:
            self.named = tuple([chunk for chunk in self.everything if chunk.kind != WORD])
        return self.named


@dataclass(slots=True)
class Stated:
    """One relation between chunks, as a pattern or an inference states it."""

    relation: str
    subject: Chunk
    object: Chunk | None
    clause: Clause
    start: int
    end: int
    rule: str
    confidence: Decimal
    modality: Iri
    role: Iri | None = None
    forum: Chunk | None = None
    office: Chunk | None = None
    topic: Iri | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Fired:
    """A pattern that matched: its name, the number of its clause, and the characters that it covers."""

    pattern: str
    clause: int
    start: int
    end: int


@dataclass(slots=True)
class Scene:
    """The document, its clauses in order, and the statements found.

    `fired` is kept only for somebody who wants an explanation; `placed` are the statements whose ends are
    figures of the text, `kept` those of them that no better one says as well.
    """

    document: Document
    clauses: list[Clause]
    stated: list[Stated] = field(default_factory=list)
    home: Figure | None = None  # the place of the dateline
    event: Figure | None = None
    network: Figure | None = None
    kinds: dict[str, str] = field(default_factory=dict)
    deeds: list[tuple[Figure, Deed]] = field(default_factory=list)  # events that a verb told first
    fired: list[Fired] | None = None
    placed: tuple[Stated, ...] = ()
    kept: tuple[Stated, ...] = ()

    def note_kinds(self) -> None:
        """Remember of what kind each name is by its own words, so that no pattern takes it for something else."""
        for chunk in self.chunks("body", "programme", "event", "place"):
            for name in (chunk.name, *chunk.aliases):
                self.kinds.setdefault(name.casefold(), chunk.kind)

    def chunks(self, *kinds: str) -> Iterator[Chunk]:
        """The chunks of these kinds in the order of the text."""
        for clause in self.clauses:
            yield from clause.of(*kinds)
