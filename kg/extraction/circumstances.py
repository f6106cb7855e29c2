"""What surrounds a relation in its text: the circumstances on which it depends how often such readings are right.

Comes in: the entities and relations of one document. Goes out: for each relation a set of short phrases
("object outside the sentence", "subject in one word"), which the calibration weighs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Final

from kg.records import Document, FoundEntity, Iri, Literal, Mention, Relation
from kg.terms import SCG, Modality

Marks = Collection[str]

_BEFORE: Final = re.compile(r"(\w+)[ -]$")
_BEHIND: Final = re.compile(r"(?: |, |[-/]| & | [^\W\d_]{1,3} )(\w)")
_START: Final = attrgetter("start")
_NEAR: Final = 25  # characters beside a span that are looked at
_DAY: Final = 10
_FORMS: Final = (  # how a day is told, the most exact first
    ("a day with its year", re.compile(r"(?:19|20)\d\d")),
    ("a day with its number", re.compile(r"\d")),
    ("a day by its name", re.compile("")),
)
_TOLD: Final = frozenset({SCG.title, SCG.dateExpression})
_MANY: Final = 3  # relations that one pattern finds in one sentence: a list
_READINGS: Final = (  # how an end is written in the sentence, the plainest first
    ("registry-name", "known"),
    ("full-name", "named"),
    ("defined-short-form", "by its short form"),
    ("short-name", "by a part of its name"),
    ("known-holder", "as known of its holder"),
    ("homeland", "as the country of the press"),
)
_WIDTHS: Final = ((50, "narrow"), (100, "middling"), (180, "wide"))


class Circumstances:
    """The circumstances of the relations of one document."""

    def __init__(self, document: Document, entities: Sequence[FoundEntity], relations: Sequence[Relation]) -> None:
        self._document = document
        self._entities = {entity.id: entity for entity in entities}
        self._lists = Counter((relation.rule, relation.start) for relation in relations)

    def of(self, relation: Relation) -> Marks:
        """The phrases that hold for a relation."""
        marks = {f"relation {_name(relation.relation)}", f"rule {relation.rule}"}
        marks.add(f"language {self._document.language}")
        marks.update(self._surroundings(relation))
        subject = self._end("subject", relation.subject, relation, marks)
        target = self._end("object", relation.object, relation, marks)
        if subject and target and min(s.start for s in target) < min(s.start for s in subject):
            marks.add("object first")
        marks.update(_office_and_role(relation))
        marks.update(_day(relation))
        marks.update(self._stretch(relation, (subject, target)))
        return marks

    def _surroundings(self, relation: Relation) -> Iterator[str]:
        if self._lists[relation.rule, relation.start] >= _MANY:
            yield "in a list"
        if relation.modality != Modality.ASSERTED:
            yield _name(relation.modality)

    def _end(self, end: str, local: object, relation: Relation, marks: set[str]) -> Sequence[Mention]:
        """The mentions of an end inside the evidence; what they tell goes into `marks`."""
        entity = self._entities.get(local) if isinstance(local, str) and not isinstance(local, Iri) else None
        if entity is None:
            return []
        first = bisect_left(entity.mentions, relation.start, key=_START)
        last = bisect_left(entity.mentions, relation.end, first, key=_START)
        spans = [mention for mention in entity.mentions[first:last] if mention.end <= relation.end]
        rules = {span.rule for span in spans}
        reading = next((told for rule, told in _READINGS if rule in rules), "by reference")
        marks.add(f"{end} {reading if spans else 'outside the sentence'}")
        if " " not in entity.name and (end == "object" or entity.link is None):
            marks.add(f"{end} in one word")
        if len(entity.mentions) == 1:
            marks.add(f"{end} mentioned once")
        if end == "object":
            marks.add(f"object a {_name(entity.kind)}")
        if spans:
            marks.update(f"{end} {told}" for told in self._beside(spans[0]))
        return spans

    def _beside(self, span: Mention) -> Iterator[str]:
        """Whether a name goes on, perhaps, beyond what was read of it."""
        text = self._document.text
        if _is_capital(_BEFORE.search(text, max(span.start - _NEAR, 0), span.start)):
            yield "behind a capital"
        if _is_capital(_BEHIND.match(text, span.end)):
            yield "before a capital"

    def _stretch(self, relation: Relation, ends: tuple[Sequence[Mention], Sequence[Mention]]) -> Iterator[str]:
        """How wide the stretch is that the statement rests on, and what stands in front of it."""
        title = _told_span(relation)
        parts = [[(span.start, span.end) for span in spans] for spans in ends if spans]
        parts += [[title]] if title else []
        if len(parts) < 2:
            return
        anchor = title or parts[0][0]
        core = [min(part, key=lambda span: max(span[0] - anchor[1], anchor[0] - span[1])) for part in parts]
        start, end = min(span[0] for span in core), max(span[1] for span in core)
        yield f"{next((told for most, told in _WIDTHS if end - start < most), 'very wide')} stretch"
        text = self._document.text
        if _is_capital(_BEFORE.search(text, max(start - _NEAR, 0), start)):
            yield "stretch behind a capital"


def _is_capital(found: re.Match[str] | None) -> bool:
    return found is not None and found.group(1)[0].isupper()


def _told_span(relation: Relation) -> tuple[int, int] | None:
    """Where the title of an office or the day of an event is told."""
    for qualifier in relation.qualifiers:
        if qualifier.start is not None and qualifier.end is not None and qualifier.name in _TOLD:
            return qualifier.start, qualifier.end
    return None


def _day(relation: Relation) -> Iterator[str]:
    """How exact the day of an event is, and in how many words it is told."""
    for qualifier in relation.qualifiers:
        if qualifier.name == SCG.dateExpression and isinstance(qualifier.value, Literal):
            yield next(form for form, told in _FORMS if told.search(qualifier.value.value))
        if qualifier.name == SCG.earliestStart and isinstance(qualifier.value, Literal):
            yield "of one day" if len(qualifier.value.value) == _DAY else "of a month or a year"


def _office_and_role(relation: Relation) -> Iterator[str]:
    for qualifier in relation.qualifiers:
        if qualifier.name in (SCG.postKind, SCG.eventRole) and isinstance(qualifier.value, Iri):
            yield f"as {_name(qualifier.value)}"


@lru_cache(maxsize=1024)
def _name(term: str) -> str:
    """The name of a term without its scheme: `holdsPosition`, `Ministry`, `speaker`."""
    local = term.rpartition("#")[2]
    return local.partition("-")[2] or local
