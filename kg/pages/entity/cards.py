"""Claims on one thing → what its page shows: sections of facts, each with its values and who says them.

A value that several sources give differently is marked: nothing is chosen silently.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.bounds import Bounds
from kg.pages.entity.printing import SIDES, apart, asserted, days_printed, printed, reversed_day
from kg.pages.entity.reading import Reading, Said
from kg.pages.labels import preferred
from kg.queries import Support, counted, support
from kg.records import Iri, Literal, Term
from kg.terms import DCT, OPENGOV, ORG, RDF, SCG, SCHEMA, SKOS, Capacity, Modality, Relation, Review

SUBJECT_ENDS = frozenset(
    (ORG.member, SCG.representative, SCG.participant, SCG.owner, SCG.party, SCG.memberPlace, ORG.originalOrganization)
)
OBJECT_ENDS = frozenset(
    (
        ORG.organization,
        OPENGOV.post,
        SCG.memberOfProgramme,
        SCG.onBehalfOf,
        SCG.forum,
        SCG.event,
        SCG.programme,
        SCG.actsFor,
        DCT.spatial,
        ORG.resultingOrganization,
    )
)
BOUNDS = tuple(bound for side in SIDES for bound in side)
_CHIPS = frozenset((SCG.capacity, SCG.membershipStatus, SCG.networkRole, SCG.eventRole, SCG.partnershipKind))
_ONE_VALUE = frozenset((SCG.capacity, SCG.membershipStatus, SCG.networkRole, SCG.postKind, SCG.amount))
_BESIDE = frozenset((SCG.actsFor, SCG.onBehalfOf))
_HIDDEN = frozenset((RDF.type,))


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property with the claims that give it, the surest first."""

    term: Term
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A property of a fact; `differs` where it should have one value and the sources give several."""

    predicate: Iri
    values: tuple[Value, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source (empty where it has none), the claim that they were taken for, and what rests on them."""

    words: str
    claim: Iri
    predicates: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What one source says in one manner: its surest claim, its quotes, and whom it quotes for them."""

    said: Said
    quotes: tuple[Quote, ...]
    speakers: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One fact that the thing is part of.

    `bounds` are the widest days that the sources together give: begun by the first sighting, not over
    before the last; `others` are its other ends; `title` the words of an office; `start`/`end` its
    days as they are printed, all of them where sources differ; `chips` the concepts that colour it
    (capacity, status, role); `modality` is that of its surest claim; `accepted` whether it stands in the
    core; `support` its independent sources.
    """

    node: Iri
    relation: Iri
    side: str
    others: tuple[Iri, ...]
    title: Literal | None
    start: str
    end: str
    chips: tuple[Iri, ...]
    modality: Iri
    accepted: bool
    support: Support
    lines: tuple[Line, ...]
    passages: tuple[Passage, ...]
    bounds: Bounds

    @property
    def differs(self) -> bool:
        """Whether the sources disagree on any of its properties."""
        return any(line.differs for line in self.lines)

    @property
    def order(self) -> tuple[str, str, str]:
        """Latest first, undated last."""
        return (reversed_day(self.start or self.end), reversed_day(self.end), self.node)


def lines(said: Iterable[Said]) -> tuple[Line, ...]:
    """Claims grouped by property and value."""
    known = list(said)
    found: dict[Iri, list[Said]] = defaultdict(list)
    for one in known:
        if one.predicate not in _HIDDEN:
            found[one.predicate].append(one)
    torn = apart(known)
    return tuple(_line(predicate, ones, torn) for predicate, ones in sorted(found.items()))


def _line(predicate: Iri, said: Iterable[Said], torn: frozenset[Iri]) -> Line:
    made = values(said)
    asserted = [value for value in made if any(one.modality == Modality.ASSERTED for one in value.said)]
    return Line(predicate, made, differs=predicate in torn or (predicate in _ONE_VALUE and len(asserted) > 1))


def values(said: Iterable[Said]) -> tuple[Value, ...]:
    """Each value once, with the claims that give it, the surest first."""
    found: dict[Term, list[Said]] = defaultdict(list)
    for one in said:
        found[one.value].append(one)
    return tuple(Value(term, tuple(sorted(ones, key=_surest))) for term, ones in sorted(found.items(), key=_by_term))


def passages(said: Iterable[Said]) -> tuple[Passage, ...]:
    """Each source once for each manner of saying it, the surest first, each of its quotes once."""
    found: dict[tuple[Iri, Iri, Iri], list[Said]] = defaultdict(list)
    for one in sorted(said, key=_surest):
        found[one.source.iri, one.modality, one.review].append(one)
    best = sorted(found.values(), key=lambda ones: _surest(ones[0]))
    return tuple(Passage(ones[0], _quotes(ones), speakers(ones)) for ones in best)


def speakers(said: Iterable[Said]) -> tuple[Iri, ...]:
    """Whom a source quotes for its claims, each once."""
    return tuple(dict.fromkeys(one.speaker for one in said if one.speaker is not None))


def _quotes(said: Iterable[Said]) -> tuple[Quote, ...]:
    found: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        found[one.quote].append(one)
    return tuple(
        Quote(words, ones[0].claim, tuple(dict.fromkeys(one.predicate for one in ones)))
        for words, ones in found.items()
    )


def cards(reading: Reading, language: str) -> tuple[Card, ...]:
    """Every relation that the thing stands in, latest first, for a reader of a language."""
    made = [card(reading.thing, said, language) for said in reading.relations if joins(said)]
    return tuple(sorted(made, key=lambda one: one.order))


def joins(said: Iterable[Said]) -> bool:
    """Whether claims are on a relation: an office has an area as its tenures do, and joins nothing."""
    return any(one.predicate in (SUBJECT_ENDS | OBJECT_ENDS) - {DCT.spatial} for one in said)


def dated(found: Iterable[Card], days: Mapping[Iri, Bounds]) -> list[Card]:
    """The facts, those without days of their own dated by what they are about (an event), latest first."""
    return sorted((_dated(one, days) for one in found), key=lambda one: one.order)


def _dated(found: Card, days: Mapping[Iri, Bounds]) -> Card:
    known = next((days[other] for other in found.others if other in days), None)
    if known is None or found.bounds != Bounds():
        return found
    start, end = printed(known)
    return replace(found, bounds=known, start=start, end=end)


def within(found: Iterable[Card], when: tuple[str, str]) -> list[Card]:
    """The facts about what has days of its own (an event), in the same order; those without days have these."""
    start, end = when
    return [replace(one, start=start, end=end) if one.bounds == Bounds() else one for one in found]


def card(thing: Iri, said: Sequence[Said], language: str) -> Card:
    """The claims on one relation as a fact about `thing`; what is no end of it sees both sides, the subject first."""
    ends = [one for one in said if one.predicate in SUBJECT_ENDS | OBJECT_ENDS and isinstance(one.value, Iri)]
    here = {one.predicate for one in ends if one.value == thing}
    ends.sort(key=lambda one: (one.predicate in _BESIDE, one.predicate in OBJECT_ENDS))
    others = dict.fromkeys(one.value for one in ends if one.value != thing and isinstance(one.value, Iri))
    best = min(said, key=_surest)
    known, days = _bounds(said), days_printed(said)
    return Card(
        node=best.node,
        relation=best.relation,
        side="subject" if here & SUBJECT_ENDS else "object",
        others=tuple(others),
        title=_title(said, language),
        start=days[0],
        end=days[1],
        chips=_chips(said),
        modality=best.modality,
        accepted=any(is_accepted(one) for one in said),
        support=supported(said),
        lines=lines(one for one in said if one.predicate not in SUBJECT_ENDS | OBJECT_ENDS),
        passages=passages(said),
        bounds=Bounds(
            min(known[0], default=None),
            min(known[1], default=None),
            max(known[2], default=None),
            max(known[3], default=None),
        ),
    )


def is_accepted(said: Said) -> bool:
    """Whether a claim puts its property into the core."""
    return said.modality == Modality.ASSERTED and said.review not in (Review.CANDIDATE, Review.REJECTED)


def supported(said: Iterable[Said]) -> Support:
    """The independent sources behind a fact and how sure they make it (docs/evidence.md)."""
    return support((one.source.origins or (one.source.iri,), one.confidence) for one in stating(said))


def stating(said: Iterable[Said]) -> Sequence[Said]:
    """The claims on a fact whose sources count for it."""
    made = [one for one in said if one.source.kind != SCG.DerivationRule]
    return counted(made, lambda one: one.predicate, is_accepted)


def _surest(said: Said) -> tuple[bool, bool, float, str]:
    return (said.modality != Modality.ASSERTED, not is_accepted(said), -float(said.confidence), said.claim)


def _by_term(item: tuple[Term, list[Said]]) -> tuple[str, str]:
    term = item[0]
    return (term.value, term.language or "") if isinstance(term, Literal) else (str(term), "")


def _title(said: Iterable[Said], language: str) -> Literal | None:
    titles = [
        one.value for one in said if one.predicate in (SCG.title, SKOS.prefLabel) and isinstance(one.value, Literal)
    ]
    return preferred(titles, language)


def _chips(said: Iterable[Said]) -> tuple[Iri, ...]:
    found = [one.value for one in asserted(said) if one.predicate in _CHIPS and isinstance(one.value, Iri)]
    return tuple(dict.fromkeys(chip for chip in found if chip != Capacity.DEFINITIVE))


def _bounds(said: Iterable[Said]) -> tuple[list[str], ...]:
    """The days that are given for each bound, in the order of `BOUNDS`."""
    known: dict[Iri, list[str]] = defaultdict(list)
    for one in said:
        if one.predicate in BOUNDS and isinstance(one.value, Literal):
            known[one.predicate].append(one.value.value)
    return tuple(known[bound] for bound in BOUNDS)


PARTS: dict[Iri, str] = {
    ORG.subOrganizationOf: "parts",
    ORG.postIn: "posts",
    SCHEMA.containedInPlace: "contains",
    SCHEMA.location: "events-here",
    SCHEMA.superEvent: "sub-events",
    SCG.inSeries: "series",
    SCHEMA.organizer: "organises",
    DCT.spatial: "seated",
    DCT.isReplacedBy: "replaces",
}
"""What a thing that points here is to it: the key of the section's heading."""
SECTIONS = (
    Relation.HOLDS_POSITION, Relation.HOLDS_NETWORK_ROLE, Relation.MEMBER_OF, Relation.REPRESENTS, Relation.RUNS,
    Relation.PARTNERS_WITH, Relation.PARTICIPATES_IN, Relation.SUCCEEDS,
)  # fmt: skip
