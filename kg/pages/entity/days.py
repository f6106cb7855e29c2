"""The four bounds of a thing as one property: its days as each source gives them, with their claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from kg.pages.entity.cards import Line, values
from kg.pages.entity.printing import SIDES, days_printed
from kg.pages.entity.reading import Said
from kg.records import Literal
from kg.terms import SCHEMA

_NAMED: Final = tuple(zip(SIDES, (SCHEMA.startDate, SCHEMA.endDate), strict=True))


def in_days(found: Iterable[Line]) -> list[Line]:
    """Properties as a reader sees them: "begins" and "ends" first, in place of the bounds that data have for them."""
    known = {line.predicate: line for line in found}
    bounds = [known.pop(bound) for side in SIDES for bound in side if bound in known]
    told = _told([one for line in bounds for value in line.values for one in value.said])
    made = []
    for side, name in _NAMED:
        said = [one for one in told if one.predicate == name]
        if said:
            made.append(Line(name, values(said), any(line.differs for line in bounds if line.predicate in side)))
    return [*made, *known.values()]


def _told(said: Sequence[Said]) -> list[Said]:
    """The days that each source gives in the same words, a claim for each side."""
    given: dict[tuple[object, ...], list[Said]] = defaultdict(list)
    for one in said:
        given[one.source.iri, one.quote, one.modality, one.review].append(one)
    made = []
    for ones in given.values():
        for (side, name), days in zip(_NAMED, days_printed(ones), strict=True):
            here = [one for one in ones if one.predicate in side]
            if days and here:
                made.append(replace(here[0], predicate=name, value=Literal(days)))
    return made
