"""The curated events: which of them an article means, by name, number, body, days and place.

Reports rarely print the name that a table has. What tells an event is whose it is and which of a row, or which year's;
a name without either needs the very days, or the network that the text is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from kg import iris
from kg.bounds import span
from kg.records import Entity, Iri
from kg.resolution.eventnames import EventName, EventNames
from kg.terms import SCG

_MONTH: Final = len("2024-07")
_DAY: Final = len("2024-07-30")


@dataclass(frozen=True, slots=True)
class Asked:
    """An event as an article tells it: its names, its days, where it was with all that lies around, what is near.

    `network` is the one network that the text speaks of, `published` the day of the report.
    """

    names: tuple[str, ...]
    days: tuple[str, str] | None = None
    places: frozenset[Iri] = frozenset()
    network: Iri | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    entity: Entity
    names: tuple[EventName, ...]

    @property
    def start(self) -> str:
        return self.entity.start or ""


_Rule = Callable[[Asked, EventName, _Known, EventName], bool]


class Events:
    """All events of the registry; made once, asked for every document."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        every = tuple(entities)
        self.names = EventNames(every)
        self._known = tuple(
            _Known(one, tuple(self.names.read(name.text) for name in one.names))
            for one in every
            if one.kind == SCG.Event
        )

    def find(self, asked: Asked) -> tuple[Iri, str] | None:
        """The one event that is meant and what tells it; None where none or several fit."""
        by_words = _only(one for one in self._known if _meets(asked.days, one) and _holds_words(asked, one))
        if by_words is not None:
            return by_words, "name and days in the registry"
        told = [self.names.read(name) for name in asked.names]
        alike = [one for one in self._known if not _elsewhen(asked, one)]
        for rule, reason in _RULES:
            found = _only(
                one
                for one in alike
                if any(name.fits(known) and rule(asked, name, one, known) for name in told for known in one.names)
            )
            if found is not None:
                return found, reason
        return None


def _same_days(asked: Asked, name: EventName, one: _Known, _: EventName) -> bool:
    return bool(name.bodies) and _meets(asked.days, one)


def _same_number(asked: Asked, name: EventName, one: _Known, _: EventName) -> bool:
    return name.is_numbered and (asked.days is not None or not _is_elsewhere(asked, one))


def _same_year(asked: Asked, name: EventName, one: _Known, known: EventName) -> bool:
    years = {*name.years, *([asked.days[0][:4]] if asked.days else ())}
    return name.is_yearly and known.is_yearly and years == {one.start[:4]}


def _near(asked: Asked, name: EventName, one: _Known, known: EventName) -> bool:
    """A number without a body: that of the month and the place, or of the one network of the text."""
    if name.number is None or not known.bodies:
        return False
    if asked.days is not None and len(asked.days[0]) >= _MONTH:
        return one.entity.parent in asked.places and _overlap(asked.days, one)
    past = bool(asked.published) and span(one.start or "9999")[0] <= span(asked.published or "0001")[1]
    return asked.network in known.bodies and past and not _is_elsewhere(asked, one)


_RULES: Final[tuple[tuple[_Rule, str], ...]] = (
    (_same_days, "body, kind and days in the registry"),
    (_same_number, "body, kind and number in the registry"),
    (_same_year, "body, kind and year in the registry"),
    (_near, "number, and month and place or the network of the text"),
)


def _only(found: Iterable[_Known]) -> Iri | None:
    iris_found = {one.entity.iri for one in found}
    return iris_found.pop() if len(iris_found) == 1 else None


def _holds_words(asked: Asked, one: _Known) -> bool:
    """Whether a name of the event holds every word, of which there are two at least."""
    words = set(iris.folded(asked.names[0]).split("-"))
    return len(words) > 1 and any(words <= set(iris.folded(name.text).split("-")) for name in one.entity.names)


def _meets(days: tuple[str, str] | None, one: _Known) -> bool:
    """Whether the days, to the month at least, fall within those of the event."""
    if days is None or len(days[0]) < _MONTH or len(one.start) < _DAY:
        return False
    return _overlap(days, one) and len(days[0]) == len(one.start)


def _overlap(days: tuple[str, str], one: _Known) -> bool:
    first, last = span(days[0])[0], span(days[1])[1]
    return bool(one.start) and first <= span(one.entity.end or one.start)[1] and last >= span(one.start)[0]


def _elsewhen(asked: Asked, one: _Known) -> bool:
    """Whether the event was in another year than the article has it."""
    return bool(asked.days and one.start) and asked.days is not None and asked.days[0][:4] != one.start[:4]


def _is_elsewhere(asked: Asked, one: _Known) -> bool:
    near = {one.entity.parent, one.entity.country}
    return bool(asked.places and one.entity.parent) and not near & asked.places
