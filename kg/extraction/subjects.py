"""What programmes are about by their names: "Sabah Smart Parking" is about traffic."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kg.extraction.cast import Figure
from kg.extraction.chunks import PROGRAMME, TOPIC, Chunk
from kg.extraction.scene import Clause, Scene, Stated
from kg.extraction.tokens import key_of
from kg.records import Iri
from kg.terms import Modality

_RULE: Final = "topic-of-name"
_SURE: Final = Decimal("0.75")


def find_subjects(scene: Scene) -> None:
    """State the topics that the names of programmes tell."""
    owned = {id(s.object.figure) for s in scene.stated if s.relation == "runs" and s.object is not None}
    seen: set[int] = set()
    for clause in scene.clauses:
        for chunk in clause.of(PROGRAMME):
            if id(chunk.figure) not in seen and _is_programme(chunk.figure, owned):
                seen.add(id(chunk.figure))
                _by_name(scene, clause, chunk)


def _is_programme(figure: Figure | None, owned: set[int]) -> bool:
    """Whether a figure is a programme that the text names, or one in common words whose owner it tells."""
    return figure is not None and figure.kind == PROGRAMME and (not figure.general or id(figure) in owned)


def _by_name(scene: Scene, clause: Clause, chunk: Chunk) -> None:
    names = (chunk.figure.name, *chunk.figure.aliases) if chunk.figure is not None else ()
    for term in dict.fromkeys(term for name in names for term in _topics(clause, name)):
        topic = Chunk(TOPIC, chunk.start, chunk.end, chunk.first, chunk.last, chunk.name, kind_term=term)
        scene.stated.append(
            Stated("addresses", chunk, topic, clause, chunk.start, chunk.end, _RULE, _SURE, Modality.ASSERTED)
        )


def _topics(clause: Clause, name: str) -> Iterator[Iri]:
    """The topics that the words of a name tell."""
    keys, topics = key_of(name), clause.patterns.topics
    at = 0
    while at < len(keys):
        length, heads = topics.longest(keys, at)
        if heads and heads[0].term is not None:
            yield heads[0].term
        at += length or 1
