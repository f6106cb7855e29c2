"""Scene and cast → Extraction: statements between figures, doubles merged, evidence widened to the clause."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kg.extraction.cast import Cast, Figure
from kg.extraction.chunks import BODY, DATE, EVENT, TOPIC
from kg.extraction.owning import Owners
from kg.extraction.scene import Scene, Stated
from kg.lang import resolve_term
from kg.records import Document, Extraction, Iri, Literal, Qualifier, Relation
from kg.terms import SCG, XSD, EventRole, Modality

_STOPS: Final = ";"
_LONGEST_EVIDENCE: Final = 400
_TOLD: Final = 2  # mentions of an event without a name that the text is about
_CIRCUMSTANCES: Final = frozenset({"occursOn", "takesPlaceIn"})  # that tell an event in one word from any other
_BY_DEFAULT: Final = Decimal("0.62")  # what is so sure only follows from the text as a whole
_ROLES: Final = (EventRole.CHAIR, EventRole.HOST, EventRole.ORGANIZER, EventRole.SPEAKER)


def extraction(scene: Scene, cast: Cast, owners: Owners) -> Extraction:
    """The records of a finished scene."""
    resolved = [ends for ends in _ends(scene, owners) if all(_is_mentioned(end) for end in ends[1:])]
    ends = {id(end) for _, *both in resolved for end in both}
    figures = [figure for figure in cast if figure.mentions and (not figure.general or id(figure) in ends)]
    figures.sort(key=lambda figure: (figure.first, figure.kind, figure.name))
    ids = {id(figure): f"e{number}" for number, figure in enumerate(figures, start=1)}
    told = _distinct(scene.document, resolved, ids)
    scene.placed, scene.kept = tuple(stated for stated, *_ in resolved), tuple(stated for _, stated in told)
    entities = tuple(figure.found(number) for number, figure in enumerate(figures, start=1))
    return Extraction(scene.document, entities, tuple(relation for relation, _ in told))


def _is_mentioned(end: object) -> bool:
    """Whether the text itself names an end: the place of a dateline stands outside the text."""
    return not isinstance(end, Figure) or bool(end.mentions)


def _ends(scene: Scene, owners: Owners) -> Iterator[tuple[Stated, Figure, Figure | Iri | None]]:
    _find_owners(scene, owners)
    told = _told(scene)
    for stated in scene.stated:
        subject, target = stated.subject.figure, stated.object
        if any(_is_vague(end, scene) for end in (subject, target.figure if target is not None else None)):
            continue
        if subject is None:
            continue
        if target is None or target.kind == DATE:
            if target is None or target.dates is not None:
                yield stated, subject, None
        elif target.kind == TOPIC:
            yield stated, subject, target.kind_term
        elif target.office is not None and stated.relation == "holdsPosition":
            owner = owners.owner(target, stated.clause)
            if owner is not None and (target.owner is not None or (id(subject), target.office.term) not in told):
                yield stated, subject, owner
        elif target.figure is not None and target.figure is not subject:
            yield stated, subject, target.figure


def _find_owners(scene: Scene, owners: Owners) -> None:
    for stated in list(scene.stated):
        if stated.object is not None and stated.object.office is not None:
            owners.owner(stated.object, stated.clause)


def _told(scene: Scene) -> set[tuple[int, Iri | None]]:
    """Whose offices of which kind the text itself places: "Mayor Koo" is then no mayor of another city."""
    return {
        (id(stated.subject.figure), stated.object.office.term)
        for stated in scene.stated
        if stated.object is not None and stated.object.office is not None and stated.object.owner is not None
    }


def _distinct(
    document: Document, resolved: list[tuple[Stated, Figure, Figure | Iri | None]], ids: dict[int, str]
) -> list[tuple[Relation, Stated]]:
    """Of several statements of one relation the best, with what states it, in the order of the text."""
    best: dict[tuple[object, ...], tuple[Relation, Stated]] = {}
    for stated, subject, target in resolved:
        if not isinstance(target, Figure):
            relation = _relation(document, stated, ids[id(subject)], target, ids)
        else:
            relation = _relation(document, stated, ids[id(subject)], ids[id(target)], ids)
        key = _key(relation)
        if key not in best or _rank(relation) > _rank(best[key][0]):
            best[key] = (relation, stated)
    return sorted(best.values(), key=lambda told: (told[0].start, told[0].end, told[0].relation, told[0].subject))


def _is_vague(figure: Figure | None, scene: Scene) -> bool:
    """Whether a figure is an event of which the text says no more than one common word, and not all along."""
    if figure is None or figure.kind != EVENT or not figure.general or " " in figure.name:
        return False
    if figure is not scene.event:
        return True
    return len(figure.mentions) < _TOLD and not any(
        stated.subject.figure is figure and stated.relation in _CIRCUMSTANCES for stated in scene.stated
    )


def _rank(relation: Relation) -> tuple[bool, bool, int, int, Decimal]:
    """Which of two statements of one relation stays: asserted before not, the weightier role, the surer one."""
    role = next((_ROLES.index(q.value) for q in relation.qualifiers if q.value in _ROLES), len(_ROLES))
    return (
        relation.modality == Modality.ASSERTED,
        relation.confidence > _BY_DEFAULT,
        -role,
        _precision(relation),
        relation.confidence,
    )


def _precision(relation: Relation) -> int:
    """How exact a date is: a day has more figures than a year."""
    dates = (q.value for q in relation.qualifiers if q.name == SCG.earliestStart)
    return next((len(date.value) for date in dates if isinstance(date, Literal)), 0)


def _key(relation: Relation) -> tuple[object, ...]:
    values = tuple(str(q.value) for q in relation.qualifiers if q.name == SCG.title)
    ends = sorted((relation.subject, str(relation.object)))
    symmetric = relation.relation == resolve_term("relation:partnersWith")
    return (relation.relation, *(ends if symmetric else (relation.subject, str(relation.object))), *values)


def _relation(
    document: Document, stated: Stated, subject: str, target: str | Iri | None, ids: dict[int, str]
) -> Relation:
    start, end = _evidence(document, stated)
    office = stated.object.office if stated.object is not None else None
    return Relation(
        relation=resolve_term(f"relation:{stated.relation}"),
        subject=subject,
        object=target,
        qualifiers=tuple(_qualifiers(stated, ids)),
        modality=office.modality if office and office.modality else stated.modality,
        start=start,
        end=end,
        rule=stated.rule,
        confidence=stated.confidence,
    )


def _qualifiers(stated: Stated, ids: dict[int, str]) -> Iterator[Qualifier]:
    target = stated.object
    if target is not None and target.office is not None:
        yield Qualifier(SCG.title, Literal(_title(stated)), target.start, target.end)
        if target.office.term:
            yield Qualifier(SCG.postKind, target.office.term, target.start, target.end)
        if target.office.capacity:
            yield Qualifier(SCG.capacity, target.office.capacity, target.start, target.end)
    elif stated.title:
        yield Qualifier(SCG.title, Literal(stated.title), stated.start, stated.end)
    if stated.forum is not None and stated.forum.figure is not None and id(stated.forum.figure) in ids:
        yield Qualifier(SCG.forum, ids[id(stated.forum.figure)], stated.forum.start, stated.forum.end)
    if stated.role:
        yield Qualifier(SCG.eventRole, stated.role)
    if target is not None and target.kind == DATE and target.dates is not None:
        yield Qualifier(SCG.dateExpression, Literal(target.dates.expression), target.start, target.end)
        yield Qualifier(SCG.earliestStart, Literal(target.dates.start, XSD.date), target.start, target.end)
        yield Qualifier(SCG.latestEnd, Literal(target.dates.end, XSD.date), target.start, target.end)


def _title(stated: Stated) -> str:
    target = stated.object
    office = target.office if target else None
    if target is None or office is None:
        return ""
    owner = target.owner
    if not office.whole or owner is None or owner.refers or owner.end < target.start:
        return office.title
    place = owner.within.name if owner.within is not None else ""
    return f"{office.title} {owner.name.removesuffix(place).strip() if owner.kind == BODY else owner.name}"


def _evidence(document: Document, stated: Stated) -> tuple[int, int]:
    """The clause (between semicolons) that holds the statement, the bare span where that is too long."""
    sentence = stated.clause.sentence
    text = document.text
    start = max(text.rfind(_STOPS, sentence.start, stated.start) + 1, sentence.start)
    behind = text.find(_STOPS, stated.end, sentence.end)
    end = behind if behind >= 0 else sentence.end
    if end - start > _LONGEST_EVIDENCE:
        return stated.start, stated.end
    while text[start].isspace():
        start += 1
    return start, end
