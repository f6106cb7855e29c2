"""Claims of one source → what its page shows: each fact once, and how many independent sources state it too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.pages.entity.cards import SECTIONS, Card, Line, card, lines, speakers
from kg.pages.entity.reading import Said, SourceNote
from kg.records import Iri, Term

Backing = Mapping[tuple[Iri, Iri, Term], Collection[Iri]]
"""The sources that state each accepted property, by node, property and value."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation that the source states.

    `independent` counts the independent sources of it, those that this one rests on among them, 0 where it is not
    accepted; it stands `alone` where there are no others; `others` are the further sources, `speakers` those whom
    this source quotes for it.
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
        """How many of them no independent source states."""
        said = [fact.alone for _, found in self.sections for fact in found]
        return sum(said) + sum(one.alone for one in self.described)

    def only_alone(self) -> Testimony:
        """Without what an independent source states too."""
        kept = ((relation, tuple(fact for fact in found if fact.alone)) for relation, found in self.sections)
        return Testimony(
            tuple((relation, found) for relation, found in kept if found),
            tuple(one for one in self.described if one.alone),
        )


def testimony(said: Iterable[Said], backing: Backing, note_of: Callable[[Iri], SourceNote], language: str) -> Testimony:
    """What a source states; `backing` tells who states it too, `note_of` what is known of a source.

    Offices are called as a reader of the language calls them.
    """
    by_node: dict[tuple[Iri, Iri], list[Said]] = defaultdict(list)
    for one in said:
        by_node[one.node, one.relation if one.relation in SECTIONS else Iri("")].append(one)
    behind = _behind(backing)
    facts: dict[Iri, list[Fact]] = defaultdict(list)
    described = []
    for (node, relation), ones in sorted(by_node.items()):
        if relation:
            facts[relation].append(_fact(ones, behind.get(node, frozenset()), note_of, language))
        else:
            described.append(_described(node, ones, backing, note_of))
    order = [relation for relation in SECTIONS if relation in facts]
    sections = ((relation, tuple(sorted(facts[relation], key=lambda fact: fact.card.order))) for relation in order)
    return Testimony(tuple(sections), tuple(one for one in described if one.lines))


def _behind(backing: Backing) -> Mapping[Iri, frozenset[Iri]]:
    found: dict[Iri, set[Iri]] = defaultdict(set)
    for (node, _, _), sources in backing.items():
        found[node] |= set(sources)
    return {node: frozenset(sources) for node, sources in found.items()}


def _fact(said: Sequence[Said], behind: frozenset[Iri], note_of: Callable[[Iri], SourceNote], language: str) -> Fact:
    own = said[0].source
    made = card(own.iri, said, language)
    others = tuple(note_of(source) for source in sorted(behind - {own.iri}))
    independent, alone = _counted(own, others) if made.accepted else (0, False)
    return Fact(made, independent, alone, others, speakers(said))


def _described(node: Iri, said: Sequence[Said], backing: Backing, note_of: Callable[[Iri], SourceNote]) -> Described:
    own = said[0].source
    behind = (backing.get((node, one.predicate, one.value), ()) for one in said)
    counts = [_counted(own, map(note_of, sources)) for sources in behind if sources]
    independent = min((count for count, _ in counts), default=0)
    return Described(node, lines(said), tuple(said), independent, any(alone for _, alone in counts))


def _counted(own: SourceNote, others: Iterable[SourceNote]) -> tuple[int, bool]:
    """How many independent sources there are, and whether all rest on the words of `own`."""
    origins = {*own.origins, *(origin for other in others for origin in other.origins)}
    return len(origins), origins == set(own.origins)
