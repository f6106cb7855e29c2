"""Pronouns, offices without a name, general nouns: whom or what they stand for, from what went before."""

from __future__ import annotations

from kg.extraction.cast import Cast, Figure
from kg.extraction.chunks import BODY, EVENT, OFFICE, PERSON, PLACE, PROGRAMME, REFERENCE, Chunk
from kg.extraction.scene import Clause, Scene
from kg.records import Iri
from kg.terms import SCG, Level

_RULE = "reference"
_BODY_KINDS: dict[str, tuple[Iri, ...]] = {
    "ministry": (SCG.Ministry,),
    "government": (SCG.LocalGovernment,),
    "unit": (SCG.OrganisationalUnit, SCG.Agency),
    "body": (),
}
_PLACE_LEVELS: dict[str, tuple[Iri, ...]] = {
    "city": (Level.CITY, Level.PROVINCE, Level.CITY_STATE),
    "regency": (Level.REGENCY,),
    "province": (Level.PROVINCE,),
    "country": (Level.COUNTRY,),
}


class References:
    """Resolves what refers back, clause by clause; whoever was last in focus is taken first."""

    def __init__(self, scene: Scene, cast: Cast) -> None:
        self._scene = scene
        self._cast = cast
        self._person: Figure | None = None
        self._holders: dict[Iri, Figure] = {}
        self._events = [figure for figure in cast.of_kind(EVENT) if not figure.general]

    def resolve(self) -> None:
        """Give every reference, nominal event and bare office its figure where exactly one fits."""
        for stated in self._scene.stated:
            self._note_holder(stated.subject, stated.object)
        for clause in self._scene.clauses:
            for chunk in clause.chunks:
                self._visit(clause, chunk)

    def _note_holder(self, person: Chunk, office: Chunk | None) -> None:
        if office is not None and office.office and office.office.term and person.figure:
            self._holders.setdefault(office.office.term, person.figure)

    def _visit(self, clause: Clause, chunk: Chunk) -> None:
        if chunk.kind == REFERENCE:
            figure = self._of_reference(clause, chunk)
            if figure is not None:
                chunk.kind = figure.kind
                self._cast.mention(figure, chunk, _RULE)
        elif chunk.kind == EVENT and chunk.figure is None:
            self._nominal_event(chunk)
        elif chunk.kind == OFFICE and chunk.office and chunk.office.term in self._holders and chunk.owner is None:
            chunk.kind = PERSON
            self._cast.mention(self._holders[chunk.office.term], chunk, _RULE)
        if chunk.kind == PERSON and chunk.figure is not None:
            self._person = chunk.figure

    def _of_reference(self, clause: Clause, chunk: Chunk) -> Figure | None:
        for refers in chunk.refers:
            figure = self._one(clause, chunk, refers)
            if figure is not None:
                return figure
        return None

    def _one(self, clause: Clause, chunk: Chunk, refers: str) -> Figure | None:
        if refers == PERSON:
            return self._person
        if refers in _BODY_KINDS:
            return self._last(clause, chunk, BODY, terms=_BODY_KINDS[refers])
        if refers in _PLACE_LEVELS:
            return self._last(clause, chunk, PLACE, levels=_PLACE_LEVELS[refers])
        if refers in (EVENT, PROGRAMME):
            return self._last(clause, chunk, refers)
        return None

    def _last(
        self, clause: Clause, chunk: Chunk, kind: str, terms: tuple[Iri, ...] = (), levels: tuple[Iri, ...] = ()
    ) -> Figure | None:
        """The figure of the kind that was mentioned last before the chunk."""
        for each in reversed(self._scene.clauses[: clause.number + 1]):
            for other in reversed(each.everything):
                figure = other.figure
                if other.start >= chunk.start or figure is None or figure.kind != kind:
                    continue
                if (not terms or _class_of(figure) in terms) and (not levels or figure.level in levels):
                    return figure
        return None

    def _nominal_event(self, chunk: Chunk) -> None:
        """A general noun for an event stands for the one named event of its kind, else for the main one."""
        same = [figure for figure in self._events if figure.term == chunk.kind_term]
        figure = same[0] if same else self._events[0] if len(self._events) == 1 else None
        if figure is not None:
            self._cast.mention(figure, chunk, _RULE)


def _class_of(figure: Figure) -> Iri | None:
    return figure.entity.kind if figure.entity else figure.term
