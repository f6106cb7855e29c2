"""What an office without a body belongs to by what went before: whose "its" is, the body that a text is about."""

from __future__ import annotations

from typing import Final

from kg.extraction.cast import Cast, Figure
from kg.extraction.chunks import BODY, PLACE, Chunk
from kg.extraction.scene import Clause, Scene
from kg.records import Iri
from kg.terms import SCG, PostKind

_FEWEST: Final = 3  # mentions of the body that a text is about
_CLEAR: Final = 2  # how much more often than any other it is mentioned
_NEAR: Final = 2  # sentences back
_NO_EMPLOYERS: Final = frozenset(
    {
        SCG.OrganisationalUnit,
        SCG.Network,
        SCG.IntergovernmentalOrganisation,
        SCG.AcademicOrganisation,
        SCG.MediaOrganisation,
    }
)
_OF_NETWORKS: Final = frozenset({PostKind.CHAIR, PostKind.SECRETARY})


def class_of(figure: Figure) -> Iri | None:
    """The class of a figure: that of the registry's entity, else the one that its words show."""
    return figure.entity.kind if figure.entity else figure.term


def possessor(
    scene: Scene, clause: Clause, word: Chunk, kinds: tuple[str, ...], of: Iri | None = None
) -> Figure | None:
    """Whose "its" is: what the sentence, else the one before, names first of these kinds; bodies only of class `of`."""
    for each in reversed(scene.clauses[max(clause.number - 1, 0) : clause.number + 1]):
        named = [c.figure for c in each.of(*kinds) if each is not clause or c.end <= word.start]
        found = (f for f in named if f is not None and (of is None or f.kind == PLACE or class_of(f) == of))
        figure = next(found, None)
        if figure is not None or (named and of is None):
            return figure
    return None


def body_of_text(scene: Scene, cast: Cast, clause: Clause, post: Iri | None) -> Figure | None:
    """The body that the text speaks of far more than of any other, where nothing near speaks of another one."""
    ranked = sorted(cast.of_kind(BODY), key=lambda figure: -len(figure.mentions))
    if not ranked or len(ranked[0].mentions) < _FEWEST or not _employs(ranked[0], post):
        return None
    if len(ranked) > 1 and len(ranked[0].mentions) < _CLEAR * len(ranked[1].mentions):
        return None
    near = scene.clauses[max(clause.number - _NEAR, 0) : clause.number + 1]
    spoken = {c.figure for each in near for c in each.of(BODY) if c.figure is not None}
    return ranked[0] if spoken <= {ranked[0]} else None


def _employs(figure: Figure, post: Iri | None) -> bool:
    """Whether a body is likely one with such an office: a network has a chair, its members have all the others."""
    kind = class_of(figure)
    return kind not in _NO_EMPLOYERS or (kind == SCG.Network and post in _OF_NETWORKS)


def in_one_country(one: Figure, other: Figure | None) -> bool:
    """Whether two places lie in one country, as far as the registry knows."""
    entities = [figure.entity for figure in (one, other) if figure is not None and figure.entity is not None]
    return len({entity.country for entity in entities}) <= 1
