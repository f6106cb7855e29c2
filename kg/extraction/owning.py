"""What an office belongs to: the organisation in its title, the one named beside it, or the one that the text is about."""

from __future__ import annotations

from kg.extraction.cast import Cast, Figure
from kg.extraction.chunks import BODY, OFFICE, PLACE, Chunk
from kg.extraction.gazetteer import Gazetteer
from kg.extraction.scene import Clause, Scene
from kg.records import Entity, Iri, Mention
from kg.terms import SCG, Level

_LEVELS: dict[str, tuple[Iri, ...]] = {
    "city": (Level.CITY, Level.CITY_STATE),
    "regency": (Level.REGENCY,),
    "province": (Level.PROVINCE, Level.SPECIAL_REGION),
    "country": (Level.COUNTRY,),
    "local": (Level.CITY, Level.REGENCY, Level.PROVINCE, Level.SPECIAL_REGION),
}
_RULE = "named-by-office"


class Owners:
    """Finds the figure that an office chunk belongs to."""

    def __init__(self, scene: Scene, cast: Cast, gazetteer: Gazetteer) -> None:
        self._scene = scene
        self._cast = cast
        self._gazetteer = gazetteer

    def owner(self, chunk: Chunk, clause: Clause) -> Figure | None:
        """The narrowest body or place that the office belongs to; None where the text does not say."""
        office = chunk.office
        if office is None:
            return None
        named = self._of_title(chunk, office.bodies)
        if named is not None:
            return named
        if chunk.owner is not None and chunk.owner.figure is not None:
            return self._at_level(chunk.owner, office.scope)
        return self._by_scope(office.scope, clause, chunk)

    def _of_title(self, chunk: Chunk, bodies: tuple[str, ...]) -> Figure | None:
        """The organisation that the title itself names: in the text, in the registry, or by the title alone."""
        for name in bodies:
            figure = self._cast.get(BODY, name)
            if figure:
                return figure
        for name in bodies:
            entities = [entity for entity in self._gazetteer.named(name) if entity.kind != SCG.Place]
            if entities:
                return self._implied(chunk, bodies, entities[0])
        explicit = chunk.owner is not None
        return self._implied(chunk, bodies, None) if bodies and not explicit else None

    def _implied(self, chunk: Chunk, names: tuple[str, ...], entity: Entity | None) -> Figure:
        figure = self._cast.linked(entity.iri) if entity else None
        if figure is None:
            figure = self._cast.add(Figure(BODY, entity.label if entity else names[-1], entity))
            figure.mentions.append(Mention(chunk.start, chunk.end, chunk.name, _RULE))
        for name in names:
            self._cast.name(figure, name)
        return figure

    def _at_level(self, owner: Chunk, scope: str) -> Figure | None:
        """The place of the office's own level where its name is shared: "Bupati Semarang" is of the regency."""
        levels = _LEVELS.get(scope, ())
        if owner.kind != PLACE or len(owner.candidates) < 2:
            return owner.figure
        fitting = [place for place in owner.candidates if place.level in levels]
        if len(fitting) != 1 or (owner.figure and owner.figure.entity in fitting):
            return owner.figure
        figure = self._cast.linked(fitting[0].iri)
        if figure is None:
            figure = self._cast.add(Figure(PLACE, owner.name, fitting[0], level=fitting[0].level))
        if owner.figure is not None:
            mention = next((m for m in owner.figure.mentions if m.start == owner.start), None)
            if mention:
                owner.figure.mentions.remove(mention)
        self._cast.mention(figure, owner, _RULE)
        return figure

    def _by_scope(self, scope: str, clause: Clause, chunk: Chunk) -> Figure | None:
        if scope in _LEVELS:
            return self._main_place(_LEVELS[scope])
        if scope == "organisation":
            return self._last_body(clause, chunk)
        return None

    def _main_place(self, levels: tuple[Iri, ...]) -> Figure | None:
        """The place of these levels that the text speaks of most, the first named on a tie."""
        places = [figure for figure in self._cast.of_kind(PLACE) if figure.level in levels]
        governed = {figure.within for figure in self._cast.of_kind(BODY) if figure.within}
        ranked = sorted(places, key=lambda f: (f not in governed, -len(f.mentions), f.first))
        return ranked[0] if ranked else None

    def _last_body(self, clause: Clause, chunk: Chunk) -> Figure | None:
        """The organisation named last before the office, in its sentence or the one before."""
        near = self._scene.clauses[max(clause.number - 1, 0) : clause.number + 1]
        bodies = [c for each in near for c in each.of(BODY) if c.end <= chunk.start and c.figure is not None]
        return bodies[-1].figure if bodies else None


def offices(scene: Scene) -> list[tuple[Chunk, Clause]]:
    """Every office chunk with its clause."""
    return [(chunk, clause) for clause in scene.clauses for chunk in clause.of(OFFICE)]
