"""One preferred name a language for each post, where rows of the curated tables title it differently.

Comes in: what every row says. Goes out: the same, where each title that does not name its post is marked as another
name of it (`skos:altLabel`), so that the graph, its dumps and whoever reads them see one. The rule: the name that most
independent sites give; of equals the one that a table states rather than a differing value; of equals the
earliest; of equals the first by letters. It depends on the set of rows only, not on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kg.lang import bare_title
from kg.reasoning import site_of
from kg.records import Fact, Iri, Literal, Property, SourceFacts
from kg.statements import post_of
from kg.terms import SCG, SKOS, Modality, Relation

_DIFFERING: Final = "registry/alternatives"
_DAYS: Final = (SCG.earliestStart, SCG.latestStart, SCG.earliestEnd)
_NEVER: Final = "9999"
Name = tuple[Iri, str]
"""A post and a language."""


@dataclass(slots=True)
class _Backing:
    """Who calls a post so: the sites, whether a table states it, the earliest day."""

    sites: set[str] = field(default_factory=set)
    is_stated: bool = False
    first: str = _NEVER


def one_name_a_language(said: Sequence[SourceFacts]) -> tuple[SourceFacts, ...]:
    """The same sources, with every title that does not name its post as another name of it."""
    chosen = _chosen(said)
    return tuple(replace(one, facts=tuple(_marked(fact, chosen) for fact in one.facts)) for one in said)


def _chosen(said: Sequence[SourceFacts]) -> dict[Name, str]:
    found: dict[Name, dict[str, _Backing]] = defaultdict(lambda: defaultdict(_Backing))
    for one in said:
        for fact in one.facts:
            for title, _ in _titles(fact):
                backing = found[post_of(fact), title.language or ""][title.value]
                backing.sites.update(map(site_of, one.source.primary))
                backing.is_stated |= not one.source.title.startswith(_DIFFERING)
                backing.first = min(backing.first, _day(fact))
    return {name: _best(values) for name, values in found.items()}


def _best(values: Mapping[str, _Backing]) -> str:
    return min(
        values, key=lambda text: (-len(values[text].sites), not values[text].is_stated, values[text].first, text)
    )


def _marked(fact: Fact, chosen: Mapping[Name, str]) -> Fact:
    others = [
        Property(SKOS.altLabel, title, given.evidence)
        for title, given in _titles(fact)
        if chosen[post_of(fact), title.language or ""] != title.value
    ]
    return replace(fact, properties=(*fact.properties, *others)) if others else fact


def _titles(fact: Fact) -> Iterator[tuple[Literal, Property]]:
    """The titles that name the post of a tenure, without words of capacity, with what gives them."""
    names_post = fact.relation == Relation.HOLDS_POSITION and fact.modality == Modality.ASSERTED
    if not names_post or any(given.name == SKOS.prefLabel for given in fact.properties):
        return
    for given in fact.properties:
        if given.name == SCG.title and isinstance(given.value, Literal):
            yield Literal(bare_title(given.value.value), language=given.value.language), given


def _day(fact: Fact) -> str:
    days = [given.value.value for given in fact.properties if given.name in _DAYS and isinstance(given.value, Literal)]
    return min(days, default=_NEVER)
