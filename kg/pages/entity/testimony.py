"""Claims of one source → what its page shows: each fact once, and how many independent sources state it too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.pages.entity.cards import SECTIONS, Card, Line, card, is_accepted, joins, lines, speakers, stating, supported
from kg.pages.entity.reading import Said, SourceNote
from kg.records import Iri

Backing = Mapping[Iri, Sequence[Said]]
"""What all sources say, this one among them, by node."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation that the source states.

    `independent` counts its independent sources as everywhere (docs/evidence.md); it stands `alone` where that is
    one, this source; `others` are the further sources of what is accepted, `speakers` those whom this source quotes
    for it.
    """

    card: Card
    independent: int
    alone: bool
    others: tuple[SourceNote, ...]
    speakers: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """What the source says of a thing itself; `independent` and `alone` are those of the weakest property."""

    thing: Iri
    lines: tuple[Line, ...]
    said: tuple[Said, ...]
    independent: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Testimony:
    """All that one source states: facts by relation, and things described."""

    sections: tuple[tuple[Iri, tuple[Fact, ...]], ...]
    described: tuple[Described, ...]

    @property
    def facts(self) -> int:
        """How many facts and things there are."""
        return sum(len(found) for _, found in self.sections) + len(self.described)

    @property
    def alone(self) -> int:
        """How many of them have this source for their only independent one."""
        said = [fact.alone for _, found in self.sections for fact in found]
        return sum(said) + sum(one.alone for one in self.described)

    def only_alone(self) -> Testimony:
        """Without what has more independent sources than this one."""
        kept = ((relation, tuple(fact for fact in found if fact.alone)) for relation, found in self.sections)
        return Testimony(
            tuple((relation, found) for relation, found in kept if found),
            tuple(one for one in self.described if one.alone),
        )


def testimony(said: Iterable[Said], backing: Backing, language: str) -> Testimony:
    """What a source states; `backing` tells who states it too.

    Offices are called as a reader of the language calls them.
    """
    by_node: dict[tuple[Iri, Iri], list[Said]] = defaultdict(list)
    for one in said:
        by_node[one.node, one.relation if one.relation in SECTIONS else Iri("")].append(one)
    facts: dict[Iri, list[Fact]] = defaultdict(list)
    described = []
    for (node, relation), ones in sorted(by_node.items()):
        if relation and joins((*ones, *backing.get(node, ()))):
            facts[relation].append(_fact(ones, backing.get(node, ()), language))
        else:
            described.append(_described(node, ones, backing.get(node, ())))
    order = [relation for relation in SECTIONS if relation in facts]
    sections = ((relation, tuple(sorted(facts[relation], key=lambda fact: fact.card.order))) for relation in order)
    return Testimony(tuple(sections), tuple(one for one in described if one.lines))


def _fact(said: Sequence[Said], behind: Sequence[Said], language: str) -> Fact:
    own = said[0].source
    independent, alone = _counted(own, behind)
    others = {one.source.iri: one.source for one in behind if is_accepted(one) and one.source.iri != own.iri}
    told = tuple(note for _, note in sorted(others.items()))
    return Fact(card(own.iri, said, language), independent, alone, told, speakers(said))


def _described(node: Iri, said: Sequence[Said], behind: Sequence[Said]) -> Described:
    by_property: dict[object, list[Said]] = defaultdict(list)
    for one in behind:
        by_property[one.predicate, one.value].append(one)
    counts = [_counted(said[0].source, found) for one in said if (found := by_property[one.predicate, one.value])]
    independent = min((count for count, _ in counts), default=0)
    return Described(node, lines(said), tuple(said), independent, any(alone for _, alone in counts))


def _counted(own: SourceNote, behind: Sequence[Said]) -> tuple[int, bool]:
    """How many independent sources there are, and whether that is one, the one behind `own`."""
    independent = supported(behind).independent
    origins = {origin for one in stating(behind) for origin in one.source.origins}
    return independent, independent == 1 and origins <= set(own.origins)
