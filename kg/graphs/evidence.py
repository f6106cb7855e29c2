"""The evidence that an edge carries: which source says it, in which words, and how far it is trusted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kg.records import Iri


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A source as a reader sees it; `addresses` are its own page first, then the pages it rests on."""

    iri: Iri
    title: str
    addresses: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One claim behind an edge: its source, its words (None where a rule made it), its standing."""

    claim: Iri
    source: SourceNote
    quote: str | None
    modality: Iri
    review: Iri
    confidence: Decimal


def distinct(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """One citation for each source, quote and modality, the surest first, in an order that never changes."""
    best: dict[tuple[Iri, str, Iri], Citation] = {}
    for citation in sorted(citations, key=_rank):
        best.setdefault((citation.source.iri, citation.quote or "", citation.modality), citation)
    return tuple(sorted(best.values(), key=_rank))


def _rank(citation: Citation) -> tuple[bool, Decimal, str, str, Iri]:
    source = citation.source
    return (citation.quote is None, -citation.confidence, source.published or "", source.title, citation.claim)
