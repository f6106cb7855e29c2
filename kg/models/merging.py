"""What the rules found and what a model claims → one extraction.

A fact that both state stays the rules', with more confidence: 1 − (1 − r)(1 − m), 0.99 at most. A fact that only
the model states has its own confidence `m`. Where they disagree (another value of the same relation, another
modality, another role or date) both stay, each with its extractor. What the rules know of an entity is never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from kg.models.records import End, Grounded, Reject, Span
from kg.records import Entity, Extraction, FoundEntity, Iri, Literal, Mention, Qualifier, Relation
from kg.relations import ENDS, segment_of
from kg.terms import SCG, XSD
from kg.terms import Relation as Kind

_MOST: Final = Decimal("0.99")
_CENT: Final = Decimal("0.01")
_WIDENED: Final = frozenset(("person", "place", "event", "programme"))  # a unit's name holds that of its body
_TELLING: Final = (SCG.eventRole, SCG.earliestStart, SCG.latestEnd, SCG.membershipStatus)

Named = Callable[[str], Sequence[Entity]]


@dataclass(frozen=True, slots=True)
class Voice:
    """The model as an extractor: its name in rules, the confidence of what it alone states."""

    name: str
    confidence: Decimal


class Merger:
    """Puts the facts of a model into one extraction; `named` gives the registry's entities of a name."""

    def __init__(self, extraction: Extraction, voice: Voice, named: Named) -> None:
        self._extraction = extraction
        self._voice = voice
        self._named = named
        self._entities = {entity.id: entity for entity in extraction.entities}
        self._relations = list(extraction.relations)
        self._rules = len(self._relations)
        self._rejects: list[Reject] = []

    def merge(self, facts: Iterable[tuple[Grounded, object]]) -> tuple[Extraction, tuple[Reject, ...]]:
        """The extraction with the facts, and those that contradict what the rules know of an end."""
        for fact, given in facts:
            before = dict(self._entities)
            relation = self._relation(fact)
            if relation is None:
                self._entities = before
                self._rejects.append(Reject("type-against-rules", given))
            else:
                self._take(relation)
        relations = sorted(self._relations, key=lambda one: (one.start, one.end, one.relation, one.subject, one.rule))
        entities = tuple(self._entities.values())
        return replace(self._extraction, entities=entities, relations=tuple(relations)), tuple(self._rejects)

    def _take(self, relation: Relation) -> None:
        for at, known in enumerate(self._relations):
            if not self._is_same(known, relation):
                continue
            if at < self._rules and known.rule.partition("+")[0] == known.rule:
                self._relations[at] = self._agreed(known)
            return
        self._relations.append(relation)

    def _is_same(self, one: Relation, other: Relation) -> bool:
        """Whether two relations state one fact in one modality: same ends, no property of the one against the other."""
        if (one.relation, one.modality) != (other.relation, other.modality):
            return False
        ends = (one.subject, str(one.object)), (other.subject, str(other.object))
        if ends[0] != ends[1] and not (one.relation == Kind.PARTNERS_WITH and ends[0] == ends[1][::-1]):
            return False
        return self._titles_agree(one, other) and all(_agree(one, other, name) for name in _TELLING)

    def _titles_agree(self, one: Relation, other: Relation) -> bool:
        """Whether two titles are one, or one goes on with the name of what the office belongs to: "Mayor of Cebu"."""
        short, long = sorted((_value(each, SCG.title).split() for each in (one, other)), key=len)
        if not short or [w.casefold() for w in long[: len(short)]] != [w.casefold() for w in short]:
            return not short
        owner = self._entities.get(str(one.object))
        names = (owner.name, *owner.aliases) if owner is not None else ()
        known = {word.casefold() for name in names for word in name.split()}
        return all(word.casefold() in known for word in long[len(short) :] if word[0].isupper())

    def _agreed(self, known: Relation) -> Relation:
        doubt = (1 - known.confidence) * (1 - self._voice.confidence)
        sure = max(known.confidence, min(_MOST, (1 - doubt).quantize(_CENT)))
        return replace(known, confidence=sure, rule=f"{known.rule}+{self._voice.name}")

    def _relation(self, fact: Grounded) -> Relation | None:
        ends = ENDS[fact.relation]
        subject = self._entity(fact.subject, ends.subject)
        target = self._entity(fact.object, ends.object) if isinstance(fact.object, End) else fact.object
        if subject is None or (isinstance(fact.object, End) and target is None) or subject == target:
            return None
        return Relation(
            relation=fact.relation,
            subject=subject,
            object=target,
            qualifiers=tuple(self._qualifiers(fact)),
            modality=fact.modality,
            start=fact.quote.start,
            end=fact.quote.end,
            rule=self._voice.name,
            confidence=self._voice.confidence,
        )

    def _qualifiers(self, fact: Grounded) -> Iterator[Qualifier]:
        for name, span in fact.texts.items():
            yield Qualifier(name, Literal(self._words(span)), span.start, span.end)
        for name, concept in fact.concepts.items():
            if name in ENDS[fact.relation].own:
                yield Qualifier(name, concept)
        if fact.forum is not None:
            forum = self._entity(fact.forum, frozenset((segment_of(fact.forum.kind),)))
            if forum is not None:
                yield Qualifier(SCG.forum, forum, fact.forum.span.start, fact.forum.span.end)
        if fact.dates is not None:
            first, last, span = fact.dates
            yield Qualifier(SCG.dateExpression, Literal(self._words(span)), span.start, span.end)
            yield Qualifier(SCG.earliestStart, Literal(first, XSD.date), span.start, span.end)
            yield Qualifier(SCG.latestEnd, Literal(last, XSD.date), span.start, span.end)

    def _words(self, span: Span) -> str:
        return " ".join(self._extraction.document.text[span.start : span.end].split())

    def _entity(self, end: End, allowed: frozenset[str]) -> str | None:
        """The local id of an end; None where the rules know these very words as what may not stand there."""
        there = [entity for entity in self._entities.values() if _is_at(entity, end.span)]
        if there:
            fitting = next((entity for entity in there if segment_of(entity.kind) in allowed), None)
            return fitting.id if fitting is not None else None
        known = self._around(end) or self._called(end) or self._new(end)
        self._mention(known, end.span)
        return known.id

    def _around(self, end: End) -> FoundEntity | None:
        """The entity of the same sort whose mention holds these words: "Kota Bogor" for "Bogor"."""
        segment = segment_of(end.kind)
        if segment not in _WIDENED:
            return None
        holding = [
            entity
            for entity in self._entities.values()
            if segment_of(entity.kind) == segment
            and any(m.start <= end.span.start and end.span.end <= m.end for m in entity.mentions)
        ]
        return holding[0] if len(holding) == 1 else None

    def _called(self, end: End) -> FoundEntity | None:
        """The one entity of the same sort with this name."""
        name, segment = self._words(end.span).casefold(), segment_of(end.kind)
        called = [
            entity
            for entity in self._entities.values()
            if segment_of(entity.kind) == segment and name in {n.casefold() for n in (entity.name, *entity.aliases)}
        ]
        return called[0] if len(called) == 1 else None

    def _new(self, end: End) -> FoundEntity:
        name = self._words(end.span)
        segment = segment_of(end.kind)
        known = [entity for entity in self._named(name) if segment_of(entity.kind) == segment]
        entity = known[0] if len(known) == 1 and segment != "person" else None
        return FoundEntity(
            id=f"e{len(self._entities) + 1}",
            kind=entity.kind if entity is not None else end.kind,
            name=name,
            aliases=(),
            mentions=(),
            level=entity.level if entity is not None else None,
            link=entity.iri if entity is not None else None,
        )

    def _mention(self, entity: FoundEntity, span: Span) -> None:
        text = self._extraction.document.text[span.start : span.end]
        mention = Mention(span.start, span.end, text, self._voice.name)
        mentions = tuple(sorted((*entity.mentions, mention), key=lambda one: (one.start, one.end)))
        self._entities[entity.id] = replace(entity, mentions=mentions)


def _is_at(entity: FoundEntity, span: Span) -> bool:
    return any(mention.start == span.start and mention.end == span.end for mention in entity.mentions)


def _agree(one: Relation, other: Relation, name: Iri) -> bool:
    first, second = _value(one, name), _value(other, name)
    return not first or not second or first == second


def _value(relation: Relation, name: Iri) -> str:
    found = next((q.value for q in relation.qualifiers if q.name == name), "")
    return found.value if isinstance(found, Literal) else str(found)
