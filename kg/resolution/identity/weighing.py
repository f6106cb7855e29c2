"""Two sightings → how much speaks for one person, in natural log-odds, and every reason with its share.

The measure of Fellegi and Sunter (1969): what agrees counts by how rarely it agrees by chance, what
differs by how rarely it differs for one person. A conflict is not weighed, it forbids.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import exp, log

from kg.resolution.identity.names import Alignment, Fit, align, person_name
from kg.resolution.identity.population import Population
from kg.resolution.identity.sightings import Office, Sighting

_LOSS = {Fit.EQUAL: 0.0, Fit.SOUND: 0.7, Fit.TYPO: 1.6}
_OVER = 0.5
_YEARS_IN_OFFICE = 5.0
_SLIP = 0.02
_SAME_TIME = 45
_DAYS = 365.25
_UNKNOWN_YEARS = 3.0


@dataclass(frozen=True, slots=True)
class Weight:
    """How much speaks for one person (`total`); why; and the conflict that forbids it, if one does."""

    total: float
    reasons: tuple[tuple[str, float], ...]
    supported: bool = False
    moved: bool = False
    conflict: str = ""


class Scale:
    """Weighs pairs of sightings of one population."""

    def __init__(self, population: Population) -> None:
        self._population = population
        self._prior = -log(population.size)
        self._name = lru_cache(maxsize=1 << 18)(self._weigh_names)

    def weigh(self, left: Sighting, right: Sighting) -> Weight:
        """What speaks for and against the two being one person."""
        conflict = conflict_of(left, right)
        if conflict:
            return Weight(float("-inf"), (), conflict=conflict)
        named = self._best_name(left, right)
        if named is None:
            return Weight(float("-inf"), (), conflict="names that do not fit")
        reasons = [("name", named), *self._offices(left, right)]
        supported = any(why == "same seat" for why, _ in reasons)
        moved = any(why == "other seat" for why, _ in reasons)
        return Weight(self._prior + sum(share for _, share in reasons), tuple(reasons), supported, moved)

    def _best_name(self, left: Sighting, right: Sighting) -> float | None:
        found = [
            self._name(*sorted((one, other)))
            for one in (left.name, *left.aliases)
            for other in (right.name, *right.aliases)
        ]
        fitting = [weight for weight in found if weight is not None]
        return max(fitting, default=None)

    def _weigh_names(self, left: str, right: str) -> float | None:
        one, other = person_name(left), person_name(right)
        aligned = align(one, other)
        if aligned is None or not _telling(aligned):
            return None
        return sum(self._part(*pair) for pair in aligned.pairs) - _OVER * len(aligned.over)

    def _part(self, left: str, right: str, how: Fit) -> float:
        if how is Fit.INITIAL:
            return self._population.initial(left)
        return max(min(self._population.part(left), self._population.part(right)) - _LOSS[how], 0.1)

    def _offices(self, left: Sighting, right: Sighting) -> list[tuple[str, float]]:
        """What the two offices that go together best say."""
        found = [self._office(one, other) for one in left.offices for other in right.offices]
        return max(found, key=lambda reasons: sum(share for _, share in reasons), default=[])

    def _office(self, left: Office, right: Office) -> list[tuple[str, float]]:
        years = _apart(left, right)
        shared = self._shared("post", left.post, right.post, years)
        return shared + self._shared("seat", left.seat, right.seat, years)

    def _shared(self, what: str, left: str | None, right: str | None, years: float) -> list[tuple[str, float]]:
        if left is None or right is None:
            return []
        changed = _SLIP + (1 - _SLIP) * (1 - exp(-years / _YEARS_IN_OFFICE))
        if left != right:
            return [(f"other {what}", log(changed))]
        rarity = self._population.post(left) if what == "post" else self._population.seat(left)
        return [(f"same {what}", max(rarity + log(max(1 - changed, 0.2)), 0.1))]


def _telling(aligned: Alignment) -> bool:
    """Whether at least one whole word fits: initials alone tell nothing."""
    return any(how is not Fit.INITIAL for *_, how in aligned.pairs)


def conflict_of(left: Sighting, right: Sighting) -> str:
    """What forbids that two sightings are one person; empty where nothing does."""
    if left.fixed and right.fixed:
        return "two people of the curated tables"
    if left.country and right.country and left.country != right.country:
        return "different countries"
    both = [(one, other) for one in left.offices for other in right.offices]
    if any(one.seat is not None and one.seat == other.seat for one, other in both):
        return ""
    return "two definitive posts at the same time" if any(_exclude(*pair) for pair in both) else ""


def _exclude(left: Office, right: Office) -> bool:
    """Whether one person can hardly hold both: definitive, of different seats, within weeks."""
    known = left.post and right.post and left.seat and right.seat
    return bool(known and left.definitive and right.definitive and _together(left, right))


def _together(left: Office, right: Office) -> bool:
    gap = _gap(left, right)
    return gap is not None and gap <= _SAME_TIME


def _apart(left: Office, right: Office) -> float:
    gap = _gap(left, right)
    return _UNKNOWN_YEARS if gap is None else gap / _DAYS


@lru_cache(maxsize=1 << 16)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _gap(left: Office, right: Office) -> int | None:
    """Days between the two stretches; 0 where they overlap, None where a date is missing."""
    if left.first is None or right.first is None:
        return None
    spans = [(_ordinal(one.first or ""), _ordinal(one.last or one.first or "")) for one in (left, right)]
    return max(spans[0][0], spans[1][0]) - min(spans[0][1], spans[1][1]) if not _overlap(spans) else 0


def _overlap(spans: list[tuple[int, int]]) -> bool:
    return spans[0][0] <= spans[1][1] and spans[1][0] <= spans[0][1]
