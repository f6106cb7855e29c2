"""What programmes are about where no pattern says so: topics in their names, and those told of them in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kg.extraction.cast import Figure
from kg.extraction.chunks import EVENT, PERSON, PROGRAMME, TOPIC, Chunk
from kg.extraction.scene import Clause, Scene, Stated
from kg.extraction.tokens import key_of
from kg.records import Iri
from kg.terms import Modality

_FAR: Final = 12  # chunks
_OTHERS: Final = (PROGRAMME, EVENT, PERSON)  # what is told behind one of these is told of it
_IN_NAME, _BESIDE = ("topic-of-name", Decimal("0.75")), ("topic-beside-programme", Decimal("0.65"))


def find_topics(scene: Scene) -> None:
    """State what each programme addresses: by its names once, and by every sentence that goes on behind it."""
    owned = {id(s.object.figure) for s in scene.stated if s.relation == "runs" and s.object is not None}
    seen: set[int] = set()
    for clause in scene.clauses:
        for programme in clause.of(PROGRAMME):
            figure = programme.figure
            if figure is None or not _is_told_apart(figure, owned):
                continue
            if id(figure) not in seen:
                seen.add(id(figure))
                for term in _in_names(clause, figure):
                    _state(scene, clause, programme, _topic(programme, term), _IN_NAME)
            for topic in _beside(clause, programme):
                _state(scene, clause, programme, topic, _BESIDE)


def _is_told_apart(figure: Figure, owned: set[int]) -> bool:
    """Whether the text tells more of a programme than its name: whose it is, or something in a second place."""
    return figure.kind == PROGRAMME and (id(figure) in owned or (not figure.general and len(figure.mentions) > 1))


def _in_names(clause: Clause, figure: Figure) -> dict[Iri, None]:
    """The topics that the words of its names tell, each once."""
    names = (figure.name, *figure.aliases)
    return dict.fromkeys(term for name in names for term in clause.patterns.topics_in(key_of(name)))


def _beside(clause: Clause, programme: Chunk) -> Iterator[Chunk]:
    """The topics behind a programme, up to the next name that they may belong to."""
    at = next((number for number, chunk in enumerate(clause.everything) if chunk is programme), None)
    for chunk in clause.everything[at + 1 : at + 1 + _FAR] if at is not None else ():
        if chunk.kind in _OTHERS:
            return
        if chunk.kind == TOPIC:
            yield chunk


def _topic(programme: Chunk, term: Iri) -> Chunk:
    return Chunk(TOPIC, programme.start, programme.end, programme.first, programme.last, "", kind_term=term)


def _state(scene: Scene, clause: Clause, programme: Chunk, topic: Chunk, by: tuple[str, Decimal]) -> None:
    rule, confidence = by
    start, end = programme.start, max(programme.end, topic.end)
    stated = Stated("addresses", programme, topic, clause, start, end, rule, confidence, Modality.ASSERTED)
    scene.stated.append(stated)
