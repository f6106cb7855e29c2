"""What an office belongs to: the organisation in its title, the one beside it, or the one that the text is about."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from kg.extraction.antecedents import body_of_text, in_one_country, possessor
from kg.extraction.cast import Cast, Figure
from kg.extraction.chunks import BODY, OFFICE, PLACE, WORD, Chunk, Office
from kg.extraction.gazetteer import Gazetteer
from kg.extraction.incumbents import body_of_holder, place_of_holder, place_of_press
from kg.extraction.mainplace import LEVELS, main_place, place_before, spoken_of
from kg.extraction.scene import Clause, Scene, Stated
from kg.records import Entity, Mention
from kg.terms import SCG, Level, Modality, PostKind

_CLASSES: Final = {"academic": SCG.AcademicOrganisation, "company": SCG.Company, "ministry": SCG.Ministry}
_UNIT, _FAR = "unit", 60  # clauses back
_POSSESSOR, _PERSONAL, _COMPLEMENT = "possessor", "personal", "complement"  # "its"; "his"; "of"
_HEADS = frozenset({PostKind.MINISTER, PostKind.DEPUTY_MINISTER, PostKind.HEAD_OF_AGENCY, PostKind.DIRECTOR_GENERAL})
_MINISTERS: Final = frozenset({PostKind.MINISTER, PostKind.DEPUTY_MINISTER, PostKind.SECRETARY})
_LOCAL_SCOPES: Final = frozenset({"city", "regency", "province", "local"})
_HEADS_OF_MINISTRIES: Final = frozenset({PostKind.MINISTER, PostKind.DEPUTY_MINISTER})
_DEFINITE: Final = frozenset({"definite", "article"})
_RULE: Final = "named-by-office"


class Owners:
    """Finds the figure that an office chunk belongs to; the same chunk always gets the same answer."""

    def __init__(self, scene: Scene, cast: Cast, gazetteer: Gazetteer, homeland: Entity | None = None) -> None:
        self._scene = scene
        self._homeland = homeland
        self._cast = cast
        self._gazetteer = gazetteer
        self._found: dict[int, Figure | None] = {}

    def owner(self, chunk: Chunk, clause: Clause) -> Figure | None:
        """The narrowest body or place that the office belongs to; None where the text does not say."""
        if id(chunk) not in self._found:
            self._found[id(chunk)] = self._owner(chunk, clause) if chunk.office else None
        return self._found[id(chunk)]

    def _owner(self, chunk: Chunk, clause: Clause) -> Figure | None:
        office, beside = chunk.office, chunk.owner
        if office is None:
            return None
        if beside is not None and office.turn and "group" in "".join(beside.refers)[:5]:
            return beside.group[office.turn - 1] if office.turn <= len(beside.group) else None
        figure = beside.figure if beside is not None else None
        if (
            office.unit
            and (place := figure if beside is not None else self.main_place("local"))
            and place.kind == PLACE
        ):
            unit = self._implied(
                chunk, (f"{office.unit} {(beside or place).name}", *(() if beside else (office.unit,))), None
            )
            unit.within = unit.within or place
            return unit
        at = clause.everything.index(chunk) if chunk in clause.everything else 0
        its = at > 0 and _POSSESSOR in clause.everything[at - 1].cues and office.term not in _MINISTERS
        if its and figure is None and (holder := self._possessor_of(office, clause, clause.everything[at - 1])):
            return holder
        if office.bodies and (figure is None or self._names_its_own(office, beside)):
            named = self._of_title(chunk, office, figure)
            self._attach(named, figure, chunk, clause)
            return named
        if beside is not None and figure is not None:
            return self._at_level(beside, office.scope)
        return self._beside(office, clause, chunk)

    def _beside(self, office: Office, clause: Clause, chunk: Chunk) -> Figure | None:
        """What the words around an office say: "its director", "the company president", "president of …"."""
        at = clause.everything.index(chunk) if chunk in clause.everything else -1
        behind = clause.everything[at + 1] if 0 <= at < len(clause.everything) - 1 else None
        before = clause.everything[at - 1] if at > 0 else None
        if behind is not None and (_COMPLEMENT in behind.cues or (behind.name == "to" and office.scope not in LEVELS)):
            return None
        if before is not None and _PERSONAL in before.cues and office.scope == "organisation":
            return None
        if before is not None and _POSSESSOR in before.cues:
            return self._possessor_of(office, clause, before)
        if before is not None and _LIST in before.cues and office.scope == "organisation" and " " not in chunk.name:
            return None  # "A, head of B, and consultant C" says nothing of C's firm
        if before is not None and before.kind == WORD and office.scope == "organisation" and not before.cues:
            return self._last_called(before) if before.name[0].isalpha() else self._last_body(clause, chunk)
        return self._by_scope(office.scope, clause, chunk)

    def _possessor_of(self, office: Office, clause: Clause, word: Chunk) -> Figure | None:
        """Whose "its" in front of an office is: a mayor's that of a place, a minister's that of a ministry."""
        if office.scope in _LOCAL_SCOPES:
            return possessor(self._scene, clause, word, (PLACE, BODY), SCG.LocalGovernment)
        return possessor(
            self._scene, clause, word, (BODY,), SCG.Ministry if office.term in _HEADS_OF_MINISTRIES else None
        )

    def possessor(self, clause: Clause, word: Chunk, kinds: tuple[str, ...]) -> Figure | None:
        """Whose "its" is: what the sentence, else the one before, names first of these kinds."""
        return possessor(self._scene, clause, word, kinds)

    def _last_called(self, word: Chunk) -> Figure | None:
        """The one body whose name ends in the word before an office: "enterprise director", "company president"."""
        key = word.name.casefold()
        bodies = self._cast.of_kind(BODY)
        named = [f for f in bodies if f.name.casefold().split()[-1] == key or f.term == _CLASSES.get(key)]
        return named[0] if len(named) == 1 else None

    def _names_its_own(self, office: Office, beside: Chunk | None) -> bool:
        """Whether the body of the title is narrower than what stands behind it: "Kadis Kominfo | Kota Medan"."""
        if office.term in _HEADS:
            return True
        return beside is not None and beside.kind == PLACE

    def _attach(self, unit: Figure, wider: Figure | None, chunk: Chunk, clause: Clause) -> None:
        """A unit known by its head's title is part of the local government or body that stands behind the title."""
        if wider is None or wider is unit or wider.level == Level.COUNTRY:
            return
        unit.within = unit.within or wider
        if wider.kind == PLACE and chunk.office is not None and chunk.office.term in _MINISTERS:
            return
        ends = [Chunk(f.kind, chunk.start, chunk.end, chunk.first, chunk.last, f.name, figure=f) for f in (unit, wider)]
        self._scene.stated.append(
            Stated(
                "partOf", ends[0], ends[1], clause, chunk.start, chunk.end, "unit-of-title", _SURE, Modality.ASSERTED
            )
        )

    def _of_title(self, chunk: Chunk, office: Office, beside: Figure | None) -> Figure:
        """The organisation that the title itself names: in the text, in the registry, or by the title alone."""
        placed = [f"{name} {beside.name}" for name in office.bodies] if beside else []
        own = () if beside is not None and beside.level == Level.COUNTRY else office.bodies
        for name in (*placed, *own):
            figure = self._cast.get(BODY, name)
            if figure and (beside is None or figure.within in (None, beside)):
                return figure
        longer = self._in_full(office.bodies) if beside is None and office.term in _MINISTERS else None
        if longer is not None:
            return longer
        for name in (*placed, *office.bodies):
            entities = [entity for entity in self._gazetteer.named(name) if self._is_of(entity, beside)]
            if len(entities) == 1:
                return self._implied(chunk, (*office.bodies, *placed), entities[0])
        return self._implied(chunk, (*own, *placed, *office.bodies), None)

    def _in_full(self, names: tuple[str, ...]) -> Figure | None:
        """The one body of the text whose name goes on where the title is cut short: "Land Minister"."""
        fronts = tuple(f"{name.casefold()}{mark}" for name in names for mark in (",", " and ", " dan ", " & "))
        called = (
            f for f in self._cast.of_kind(BODY) if any(n.casefold().startswith(fronts) for n in (f.name, *f.aliases))
        )
        found = list(dict.fromkeys(called))
        return found[0] if len(found) == 1 else None

    @staticmethod
    def _is_of(entity: Entity, beside: Figure | None) -> bool:
        """Whether an organisation may be the one of the country beside it: not every home ministry is ours."""
        if entity.kind == SCG.Place:
            return False
        abroad = beside is not None and beside.level == Level.COUNTRY and beside.entity is not None
        return not (
            abroad and beside and beside.entity and beside.entity.iri not in (entity.jurisdiction, entity.country)
        )

    def _implied(self, chunk: Chunk, names: tuple[str, ...], entity: Entity | None) -> Figure:
        figure = self._cast.linked(entity.iri) if entity else None
        if figure is None:
            figure = self._cast.add(Figure(BODY, entity.label if entity else names[0], entity, general=True))
            figure.mentions.append(Mention(chunk.start, chunk.end, chunk.name, _RULE))
        for name in names:
            self._cast.name(figure, name)
        return figure

    def _at_level(self, owner: Chunk, scope: str) -> Figure | None:
        """The place of the office's own level where its name is shared: "Bupati Semarang" is of the regency."""
        levels = LEVELS.get(scope, ())
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
        if scope in _OF_SOME_BODY and _is_told_what_of(clause, chunk):
            return None
        if scope == "country" and chunk.name.islower():
            return None  # "the president" of what?
        if not scope and chunk.office is not None and chunk.office.term in _MINISTERS:
            known = body_of_holder(self._cast, clause, chunk, SCG.Ministry)
            return known or (None if _is_told_what_of(clause, chunk) else self._last_ministry(clause, chunk))
        if scope in LEVELS:
            return place_of_holder(self._cast, clause, chunk, scope) or self._place_by_scope(scope, clause, chunk)
        if scope == _UNIT:
            return self._last_unit(clause, chunk) or self._last_body(clause, chunk)
        if scope in _CLASSES:
            bodies = [f for f in self._cast.of_kind(BODY) if (f.entity.kind if f.entity else f.term) == _CLASSES[scope]]
            return bodies[0] if len(bodies) == 1 else None
        if scope == "organisation":
            return body_of_holder(self._cast, clause, chunk) or self._last_body(clause, chunk)
        return None

    def _place_by_scope(self, scope: str, clause: Clause, chunk: Chunk) -> Figure | None:
        before = place_before(clause, chunk, scope)
        main = self.main_place(scope)
        main = before if before is not None and (scope != "local" or in_one_country(before, main)) else main
        if main is None and scope == "country":
            return place_of_press(self._cast, self._homeland, chunk)
        spoken = spoken_of(self._scene, clause, chunk) if scope != "country" and main is not None else set()
        if not spoken or main in spoken:
            return main
        fitting = [figure for figure in spoken if figure.level in LEVELS[scope]]
        return fitting[0] if before is None and len(fitting) == len(spoken) == 1 else before

    def _last_unit(self, clause: Clause, chunk: Chunk) -> Figure | None:
        """The department named last before an office inside one: "the head of its applications section"."""
        for each in reversed(self._scene.clauses[max(clause.number - _FAR, 0) : clause.number + 1]):
            for other in reversed(list(each.of(BODY))):
                if other.end <= chunk.start and other.figure and other.figure.term == SCG.OrganisationalUnit:
                    return other.figure
        return None

    def main_place(self, scope: str) -> Figure | None:
        """The place of these levels that the text speaks of most, the first named on a tie, else its government."""
        return main_place(self._scene, self._cast, scope)

    def _last_ministry(self, clause: Clause, chunk: Chunk) -> Figure | None:
        """The ministry whose deputy the sentence names, else the one that it or the sentence before names last."""
        if (superior := self._of_deputy(clause, chunk)) is not None:
            return superior
        near = self._scene.clauses[max(clause.number - 1, 0) : clause.number + 1]
        bodies = [c.figure for each in near for c in each.of(BODY) if c.end <= chunk.start and c.figure is not None]
        ministries = [f for f in bodies if (f.entity.kind if f.entity else f.term) == SCG.Ministry]
        return ministries[-1] if ministries else None

    def _last_body(self, clause: Clause, chunk: Chunk) -> Figure | None:
        """The organisation named last before the office: in its sentence, or earlier where the office begins one."""
        if (superior := self._of_deputy(clause, chunk)) is not None:
            return superior
        at = clause.everything.index(chunk) if chunk in clause.everything else 0
        begins = at == 0 or (at == 1 and not clause.everything[0].cues.isdisjoint(_DEFINITE))
        near = self._scene.clauses[max(clause.number - begins, 0) : clause.number + 1]
        bodies = [c for each in near for c in each.of(BODY) if c.end <= chunk.start and c.figure is not None]
        if not bodies:
            return body_of_text(self._scene, self._cast, clause, chunk.office.term if chunk.office else None)
        own = chunk.office is not None and chunk.office.title != chunk.name  # "direkturnya" is titled "Direktur"
        return bodies[-1].figure if own or bodies[-1].kind_term != SCG.Network else None

    def _of_deputy(self, clause: Clause, chunk: Chunk) -> Figure | None:
        """The ministry whose deputy the sentence names: "Transport Undersecretary A, on behalf of Secretary B"."""
        if chunk.office is None or chunk.office.term not in _MINISTERS:
            return None
        before = (c for c in clause.of(OFFICE) if c.end <= chunk.start)
        others = [c for c in before if c.office is not None and c.office.bodies]
        return self.owner(others[-1], clause) if others else None


_LIST: Final = "list"
_SURE: Final = Decimal("0.8")
_OF_SOME_BODY: Final = frozenset({"organisation", "country"})


def _is_told_what_of(clause: Clause, chunk: Chunk) -> bool:
    """Whether common words in front say what an office is of without naming it: "bus enterprise director"."""
    at = next((index for index, other in enumerate(clause.everything) if other is chunk), 0)
    before = clause.everything[at - 1] if at else None
    word = before is not None and before.kind == WORD and not before.cues
    return word and before is not None and before.name.isalpha() and before.name.islower()
