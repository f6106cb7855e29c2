"""Pronouns, offices without a name, general nouns: whom or what they stand for, from what went before."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from kg.extraction.cast import Cast, Figure
from kg.extraction.chunks import (
    BODY,
    EVENT,
    NAME,
    OFFICE,
    PERSON,
    PLACE,
    PROGRAMME,
    REFERENCE,
    WORD,
    Chunk,
)
from kg.extraction.occasions import Occasions
from kg.extraction.owning import Owners
from kg.extraction.scene import Clause, Scene, Stated
from kg.extraction.titlerefs import varied
from kg.extraction.tokens import key_of
from kg.records import Iri
from kg.terms import SCG, Level, Modality, PostKind

_RULE: Final = "reference"
_GROUP, _NEAR = "group", 2
_OPENER: Final = "opener"
_DEFINITE: Final = "definite"
_ANY_MEMBERS: Final = ((PERSON,), (BODY,), (PLACE,), (PROGRAMME,), (BODY, PLACE))
_MEMBERS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "places": ((PLACE,),),
    "parties": ((BODY,), (BODY, PLACE), (PLACE,)),
}
_SEVERAL: Final = "several"
_DEICTIC: Final = "deictic"
_COMPLEMENT: Final = "complement"
_HERE: Final = "here"
_FAR: Final = 60  # clauses back
_COMPLEMENTS: Final = frozenset({NAME, BODY})  # behind an office: whose it is
_SHORTEST_NOUN: Final = 4  # letters of a noun that a name may share: more than an article has
_NOUNS: Final = frozenset({BODY, PROGRAMME})
_SURE: Final = Decimal("0.85")
_LEADING: Final = frozenset({PostKind.DIRECTOR, PostKind.CHAIR, PostKind.HEAD_OF_AGENCY, PostKind.HEAD_OF_STATE})
_VAGUE: Final = _LEADING | {PostKind.OTHER, PostKind.SECRETARY}
_BODY_KINDS: Final[dict[str, tuple[Iri, ...]]] = {
    "ministry": (SCG.Ministry,),
    "government": (SCG.LocalGovernment,),
    "unit": (SCG.OrganisationalUnit, SCG.Agency),
    "company": (SCG.Company,),
    "network": (SCG.Network, SCG.IntergovernmentalOrganisation),
    "body": (),
}
_PLACE_LEVELS: Final[dict[str, tuple[Iri, ...]]] = {
    "city": (Level.CITY, Level.PROVINCE, Level.CITY_STATE),
    "regency": (Level.REGENCY,),
    "province": (Level.PROVINCE,),
    "country": (Level.COUNTRY,),
}


class References:
    """Resolves what refers back, clause by clause; whoever was last in focus is taken first."""

    def __init__(self, scene: Scene, cast: Cast, owners: Owners) -> None:
        self._scene = scene
        self._cast = cast
        self._owners = owners
        self._person: Figure | None = None
        self._holders: dict[str, Figure] = {}
        self._kinds: dict[Iri, Figure] = {}
        self._posts: dict[tuple[Iri, int], Figure] = {}
        self._occasions = Occasions(scene, cast)

    def resolve(self) -> None:
        """Give every reference, nominal event and bare office its figure where exactly one fits."""
        for stated in self._scene.stated:
            self._note_holder(stated.subject, stated.object)
        for clause in self._scene.clauses:
            behind = dict(zip(map(id, clause.chunks), [*clause.chunks[1:], None], strict=False))
            for chunk in clause.names():
                if id(chunk) in behind or chunk.kind == REFERENCE:
                    self._visit(clause, chunk, behind.get(id(chunk)))

    def _note_holder(self, person: Chunk, office: Chunk | None) -> None:
        if office is None or office.office is None or person.figure is None or office.office.modality:
            return
        self._holders.setdefault(office.office.title.casefold(), person.figure)
        if office.owner is not None and office.owner.figure is not None and office.office.term:
            self._posts.setdefault((office.office.term, id(office.owner.figure)), person.figure)
        if office.office.term and office.office.term not in _VAGUE:
            self._kinds.setdefault(office.office.term, person.figure)

    def _visit(self, clause: Clause, chunk: Chunk, behind: Chunk | None) -> None:
        if chunk.kind == REFERENCE and (group := self._group(clause, chunk)):
            chunk.kind, chunk.group = group[0].kind, group
            for member in reversed(group):
                self._cast.mention(member, chunk, _RULE)
        elif chunk.kind == REFERENCE:
            figure = self._of_reference(clause, chunk)
            if figure is not None:
                chunk.kind = figure.kind
                self._cast.mention(figure, chunk, _RULE)
        elif chunk.kind == EVENT and chunk.figure is None:
            self._occasions.settle(clause, chunk)
        elif chunk.kind == BODY and chunk.figure is None and chunk.generic and chunk.kind_term:
            self._generic_body(clause, chunk)
        elif chunk.kind == OFFICE and chunk.office is not None:
            self._office(clause, chunk, behind)
        if chunk.kind == PERSON and chunk.figure is not None and chunk.office is None:
            self._person = chunk.figure

    def _generic_body(self, clause: Clause, chunk: Chunk) -> None:
        """A head word alone ("Pemkot", "the Ministry") stands for the last body of its kind."""
        terms = (chunk.kind_term,) if chunk.kind_term else ()
        figure = self._last(clause, chunk, BODY, terms=terms)
        if figure is not None:
            self._cast.mention(figure, chunk, _RULE)

    def _office(self, clause: Clause, chunk: Chunk, behind: Chunk | None) -> None:
        office = chunk.office
        told = (
            behind is not None and chunk.owner is None and (_COMPLEMENT in behind.cues or behind.kind in _COMPLEMENTS)
        )
        if office is None or office.plural or told or _is_counted(clause, chunk):
            return
        deictic = behind is not None and behind.kind == WORD and _DEICTIC in behind.cues
        known = self._holders.get(office.title.casefold())
        if known is None and office.term and not office.bodies:
            known = self._kinds.get(office.term)
        if known is not None and deictic and self._is_of_another(known, chunk):
            known = None
        holder = self._holder(chunk)
        if holder is not None and not office.modality:
            chunk.kind = PERSON
            self._cast.mention(holder, chunk, _RULE)
        elif known is not None and (chunk.owner is None or deictic) and not office.modality:
            chunk.kind = PERSON
            self._cast.mention(known, chunk, _RULE)
            focus, self._person = self._person, known
            self._person = known if chunk is clause.chunks[0] else focus
        elif deictic and self._person is not None:
            self._introduce(clause, chunk, self._person)
        elif (person := varied(self._scene, clause, chunk)) is not None:
            self._introduce(clause, chunk, person)
        elif office.bodies and chunk.owner is not None:
            chunk.figure = self._owners.owner(chunk, clause)

    def _holder(self, chunk: Chunk) -> Figure | None:
        """The person to whom the text has given this very office: "the Cebu City mayor"."""
        owner, office = chunk.owner, chunk.office
        if owner is None or owner.figure is None or office is None or not office.term or office.term in _VAGUE:
            return None
        return self._posts.get((office.term, id(owner.figure)))

    def _is_of_another(self, person: Figure, chunk: Chunk) -> bool:
        """Whether the text has given the person an office of this kind elsewhere: not "that mayor of Metro"."""
        owner = chunk.owner.figure if chunk.owner is not None else None
        posts = (s.object for s in self._scene.stated if s.relation == "holdsPosition" and s.subject.figure is person)
        alike = [
            post for post in posts if post and post.office and chunk.office and post.office.term == chunk.office.term
        ]
        owners = {post.owner.figure for post in alike if post.owner is not None}
        return owner is not None and bool(owners) and owner not in owners

    def _introduce(self, clause: Clause, chunk: Chunk, person: Figure) -> None:
        """A person referred to by a title ("that professor of ITB") is whoever was spoken of, and has that office."""
        office = replace_kind(chunk)
        chunk.kind = PERSON
        self._cast.mention(person, chunk, _RULE)
        self._scene.stated.append(
            Stated(
                "holdsPosition", chunk, office, clause, chunk.start, chunk.end, "that-office", _SURE, Modality.ASSERTED
            )
        )

    def _group(self, clause: Clause, chunk: Chunk) -> tuple[Figure, ...]:
        """Those that a word such as "both cities" or "the three" stands for: the last list of so many of one kind."""
        wanted = next((word.removeprefix(_GROUP) for word in chunk.refers if word.startswith(_GROUP)), "")
        if not wanted:
            return ()
        told = next((_MEMBERS[word] for word in chunk.refers if word in _MEMBERS), _ANY_MEMBERS)
        for each in reversed(self._scene.clauses[max(clause.number - _NEAR, 0) : clause.number + 1]):
            for kinds in told:
                found = (
                    c.figure for c in each.names() if c.figure and _may_be_of_group(c, kinds) and c.start < chunk.start
                )
                figures = tuple(dict.fromkeys(found))
                if len(figures) > int(wanted):  # "Palu and Larnaca, a port in Cyprus": two cities
                    figures = tuple(figure for figure in figures if figure.level != Level.COUNTRY)
                if len(figures) == int(wanted):
                    return figures
        return ()

    def _opener(self, clause: Clause) -> Figure | None:
        """The one programme or event that the sentence before "It" names, where it names none of the other kind."""
        before = self._scene.clauses[max(clause.number - 1, 0) : clause.number]
        if not before or before[0].sentence.paragraph != clause.sentence.paragraph:
            return None
        figures = {chunk.figure for chunk in before[0].of(PROGRAMME, EVENT) if chunk.figure is not None}
        return figures.pop() if len(figures) == 1 else None

    def _of_reference(self, clause: Clause, chunk: Chunk) -> Figure | None:
        for refers in chunk.refers:
            figure = self._one(clause, chunk, refers)
            if figure is not None:
                return figure
        return None

    def _one(self, clause: Clause, chunk: Chunk, refers: str) -> Figure | None:
        if refers in (_HERE, PERSON):
            return self._scene.home if refers == _HERE else self._person
        if refers == _OPENER:
            return self._opener(clause)
        if refers in ("home", "office"):
            return self._home(refers)
        if refers in _BODY_KINDS:
            body = self._last(clause, chunk, BODY, terms=_BODY_KINDS[refers])
            return body or (self._owners.main_place("local") if refers == "government" else None)
        if refers == "city" and (city := self._city(clause, chunk)):
            return city
        if refers in _PLACE_LEVELS:
            return self._last(clause, chunk, PLACE, levels=_PLACE_LEVELS[refers])
        if refers in (EVENT, PROGRAMME):
            figure = self._last(clause, chunk, refers)
            return figure or (self._occasions.untold(clause, chunk) if refers == EVENT else None)
        return None

    def _city(self, clause: Clause, chunk: Chunk) -> Figure | None:
        """The city that the sentence names before, else the one that the text speaks of most, else the last one."""
        before = [c.figure for c in clause.of(PLACE) if c.end <= chunk.start and c.figure is not None]
        near = next((figure for figure in reversed(before) if figure.level == Level.CITY), None)
        cities = [f for f in self._cast.of_kind(PLACE) if f.level == Level.CITY and f.first < chunk.start]
        most = max((len(f.mentions) for f in cities), default=0)
        main = [f for f in cities if len(f.mentions) == most]
        if near is not None or len(main) != 1:
            return near or self._last(clause, chunk, PLACE, levels=(Level.CITY,))
        return main[0]

    def _home(self, refers: str) -> Figure | None:
        """The place ("daerahnya") or the body ("kementeriannya") that whoever is in focus works for."""
        kind = PLACE if refers == "home" else BODY
        if self._person is None:
            return None
        posts = ((s.object, s.clause) for s in self._scene.stated if self._is_post(s))
        owners = [self._owners.owner(post, clause) for post, clause in posts if post is not None]
        found = (owner if owner is None or owner.kind == kind else owner.within for owner in owners)
        return next((figure for figure in found if figure is not None and figure.kind == kind), None)

    def _is_post(self, stated: Stated) -> bool:
        return stated.subject.figure is self._person and stated.object is not None and stated.object.office is not None

    def _last(
        self, clause: Clause, chunk: Chunk, kind: str, terms: tuple[Iri, ...] = (), levels: tuple[Iri, ...] = ()
    ) -> Figure | None:
        """The figure of the kind mentioned last before the chunk; one whose name shares the noun, if there is one."""
        nouns, found = {word for word in key_of(chunk.name) if len(word) >= _SHORTEST_NOUN}, None
        for each in reversed(self._scene.clauses[max(clause.number - _FAR, 0) : clause.number + 1]):
            for other in reversed(each.names()):
                figure = other.figure
                if other.start >= chunk.start or figure is None or figure.kind != kind:
                    continue
                if levels and figure.level not in levels:
                    continue
                if kind not in _NOUNS or _is_called(figure, nouns):
                    return figure
                if not terms or _class_of(figure) in terms:
                    found = found or figure
        return found


def _may_be_of_group(chunk: Chunk, kinds: tuple[str, ...]) -> bool:
    """Whether a chunk may be one of several spoken of together; halls and hotels are not, nor "Cambodian"."""
    return chunk.kind in kinds and not chunk.cues and chunk.figure is not None and chunk.figure.level != Level.OTHER


def _is_counted(clause: Clause, chunk: Chunk) -> bool:
    """Whether an office without a name is that of several: "15 wali kota", "para bupati"."""
    at = clause.everything.index(chunk)
    before = clause.everything[at - 1] if at else None
    return before is not None and before.kind == WORD and (before.name.isdigit() or _SEVERAL in before.cues)


def replace_kind(chunk: Chunk) -> Chunk:
    """A copy of an office chunk that stays an office when the chunk comes to stand for its holder."""
    return replace(chunk, offices=())


def _is_called(figure: Figure, nouns: set[str]) -> bool:
    """Whether a name of a figure holds one of the nouns: "the committee", "People's Committee"."""
    return any(not nouns.isdisjoint(key_of(name)) for name in (figure.name, *figure.aliases))


def _class_of(figure: Figure) -> Iri | None:
    return figure.entity.kind if figure.entity else figure.term
