"""Sightings → groups, each one person: the surest pairs first, never across a conflict within a group.

Deterministic: the order in which sightings come in makes no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from kg.resolution.identity.blocking import pairs
from kg.resolution.identity.names import person_name
from kg.resolution.identity.population import Population
from kg.resolution.identity.sightings import Sighting
from kg.resolution.identity.weighing import Scale, Weight

THRESHOLD = 3.5
_WEAK = 0.5
_ALONE = 1.0
_MEAN = 0.5
_MARGIN = 1.0
_CLEAR = 2.0
_MOST = 40


@dataclass(frozen=True, slots=True)
class Link:
    """Two sightings that were taken for one person, how sure (natural log-odds) and why."""

    left: str
    right: str
    weight: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One person: the keys of all sightings, sorted, and the links that hold them together."""

    keys: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Two sightings that were neither taken for one person nor kept apart by anything.

    `weight` and `reasons` are as in a link (a negative share speaks against it); `missing` says what it lacked.
    """

    left: str
    right: str
    weight: float
    reasons: tuple[tuple[str, float], ...]
    missing: str


def near_misses(
    sightings: Iterable[Sighting], threshold: float = THRESHOLD, apart: Collection[frozenset[str]] = ()
) -> tuple[Near, ...]:
    """The pairs that `group` weighs and leaves open, one for each two groups, the nearest to the threshold first."""
    merging = _prepared(sightings, threshold, apart)
    merging.groups()
    return merging.near_misses()


def group(
    sightings: Iterable[Sighting], threshold: float = THRESHOLD, apart: Collection[frozenset[str]] = ()
) -> tuple[Group, ...]:
    """Each sighting in exactly one group; sorted by the first key. Raises ValueError for a key that comes twice.

    `apart` are pairs of keys that are never grouped, whatever speaks for it.
    """
    return _prepared(sightings, threshold, apart).groups()


def _prepared(sightings: Iterable[Sighting], threshold: float, apart: Collection[frozenset[str]]) -> _Merging:
    every = sorted(sightings, key=lambda sighting: sighting.key)
    if len({sighting.key for sighting in every}) < len(every):
        raise ValueError("two sightings have the same key")
    vetoed = frozenset(key for pair in apart for key in pair)
    merged = _Merging(*_collapsed(every, vetoed), Scale(Population(every)), threshold)
    merged.forbid(apart)
    return merged


def _collapsed(every: Sequence[Sighting], alone: Collection[str]) -> tuple[list[Sighting], list[list[str]]]:
    """Sightings that say the same within a year are weighed as one, but for those of `alone`."""
    same: dict[tuple[object, ...], list[Sighting]] = defaultdict(list)
    for one in every:
        same[(one.key,) if one.key in alone else _alike(one)].append(one)
    return [_as_one(ones) for ones in same.values()], [[one.key for one in ones] for ones in same.values()]


def _alike(one: Sighting) -> tuple[object, ...]:
    """What sightings must share to be weighed as one: all but the day, where post and seat are known."""
    office = one.offices[0] if len(one.offices) == 1 else None
    if one.fixed or office is None or office.post is None or office.seat is None:
        return (one.key,)
    year = (office.first or "")[:4]
    return year, replace(one, key="", offices=(replace(office, first=None, last=None),))


def _as_one(ones: Sequence[Sighting]) -> Sighting:
    if len(ones) == 1:
        return ones[0]
    offices = [office for one in ones for office in one.offices]
    first = min((office.first for office in offices if office.first), default=None)
    last = max((office.last or office.first or "" for office in offices), default="") or None
    return replace(ones[0], offices=(replace(offices[0], first=first, last=last),))


class _Merging:
    """Nodes on their way to groups: first what an office or a seat supports, then names alone where no rival is."""

    def __init__(self, nodes: list[Sighting], keys: list[list[str]], scale: Scale, threshold: float) -> None:
        self._nodes, self._keys, self._scale, self._threshold = nodes, keys, scale, threshold
        self._root = list(range(len(nodes)))
        self._members = {index: [index] for index in range(len(nodes))}
        self._links: dict[int, list[Link]] = defaultdict(list)
        self._weights: dict[tuple[int, int], Weight] = {}
        self._near: dict[int, set[int]] = defaultdict(set)

    def forbid(self, apart: Iterable[frozenset[str]]) -> None:
        """Make a conflict of each pair of keys that is here."""
        index = {keys[0]: at for at, keys in enumerate(self._keys)}
        for pair in apart:
            both = sorted(index[key] for key in pair if key in index)
            if len(both) == 2:
                self._weights[both[0], both[1]] = Weight(float("-inf"), (), conflict="kept apart")

    def groups(self) -> tuple[Group, ...]:
        """Merge pair by pair and give what came out."""
        candidates = self._candidates()
        for left, right, weight in candidates:
            if weight.supported and weight.total >= self._threshold:
                self._merge(left, right, weight)
        for left, right, weight in candidates:
            if weight.supported or (self._is_telling(weight) and not self._single(left, right)):
                self._merge(left, right, weight, alone=True)
        made = (self._group(root) for root in self._members)
        return tuple(sorted(made, key=lambda one: one.keys))

    def near_misses(self) -> tuple[Near, ...]:
        """What was weighed and left open; ask for the groups first."""
        best: dict[tuple[int, int], Near] = {}
        for left, right, weight in self._candidates():
            one, other = sorted((self._find(left), self._find(right)))
            if one != other and (one, other) not in best and self._between(one, other) > float("-inf"):
                best[one, other] = self._near_miss(left, right, weight)
        return tuple(sorted(best.values(), key=lambda one: (abs(one.weight - self._threshold), one.left, one.right)))

    def _near_miss(self, left: int, right: int, weight: Weight) -> Near:
        alone = not (weight.supported and weight.total >= self._threshold)
        if self._is_contested(self._find(left), self._find(right), alone=alone):
            missing = "somebody else fits as well"
        elif weight.supported:
            missing = "others of the two groups do not fit"
        elif weight.moved:
            missing = "another seat, and no source tells of the move"
        elif self._single(left, right):
            missing = "a single word is no name to tell by"
        else:
            missing = "the name alone says too little"
        reasons = tuple((why, round(share, 2)) for why, share in weight.reasons)
        keys = sorted((self._keys[left][0], self._keys[right][0]))
        return Near(keys[0], keys[1], round(weight.total, 2), reasons, missing)

    def _candidates(self) -> list[tuple[int, int, Weight]]:
        found = []
        for left, right in pairs(self._nodes):
            weight = self._weigh(left, right)
            if weight.total >= _WEAK:
                found.append((left, right, weight))
                self._near[left].add(right)
                self._near[right].add(left)
        found.sort(key=lambda one: (-one[2].total, self._nodes[one[0]].key, self._nodes[one[1]].key))
        return found

    def _merge(self, left: int, right: int, weight: Weight, *, alone: bool = False) -> None:
        one, other = self._find(left), self._find(right)
        if one == other or self._between(one, other) < _MEAN or self._is_contested(one, other, alone=alone):
            return
        kept, gone = min(one, other), max(one, other)
        self._root[gone] = kept
        self._members[kept] += self._members.pop(gone)
        reasons = tuple((why, round(share, 2)) for why, share in weight.reasons)
        link = Link(self._keys[left][0], self._keys[right][0], round(weight.total, 2), reasons)
        self._links[kept] += [link, *self._links.pop(gone, [])]

    def _is_contested(self, one: int, other: int, *, alone: bool) -> bool:
        """Whether a third group fits one of the two about as well, but cannot be the other one."""
        least = max(_WEAK, self._between(one, other) - (_CLEAR if alone else _MARGIN))
        for here, there in ((one, other), (other, one)):
            around = {self._find(near) for index in self._members[here] for near in self._near[index]}
            for rival in sorted(around - {one, other}):
                if self._is_apart(there, rival) and self._between(here, rival) >= least:
                    return True
        return False

    def _is_apart(self, one: int, other: int) -> bool:
        """Whether two groups have no seat in common though both have one, or conflict."""
        seats = [
            {o.seat for index in self._members[root] for o in self._nodes[index].offices if o.seat}
            for root in (one, other)
        ]
        return (all(seats) and not seats[0] & seats[1]) or self._between(one, other) == float("-inf")

    def _between(self, one: int, other: int) -> float:
        """The mean weight between two groups; minus infinity for a conflict."""
        cross = ((left, right) for left in self._members[one][:_MOST] for right in self._members[other][:_MOST])
        weights = [self._weigh(left, right) for left, right in cross]
        return float("-inf") if any(weight.conflict for weight in weights) else fmean(w.total for w in weights)

    def _weigh(self, left: int, right: int) -> Weight:
        pair = (left, right) if left < right else (right, left)
        if pair not in self._weights:
            self._weights[pair] = self._scale.weigh(self._nodes[pair[0]], self._nodes[pair[1]])
        return self._weights[pair]

    def _find(self, index: int) -> int:
        while self._root[index] != index:
            self._root[index] = self._root[self._root[index]]
            index = self._root[index]
        return index

    def _is_telling(self, weight: Weight) -> bool:
        """Whether a name alone may do: whoever moved to another seat needs a source that says so."""
        return weight.total >= _ALONE and not weight.moved

    def _single(self, left: int, right: int) -> bool:
        return any(person_name(self._nodes[index].name).single for index in (left, right))

    def _group(self, root: int) -> Group:
        keys = sorted(key for index in self._members[root] for key in self._keys[index])
        inside = [link for index in self._members[root] for link in _said_alike(self._keys[index])]
        return Group(
            tuple(keys), tuple(sorted([*self._links[root], *inside], key=lambda link: (link.left, link.right)))
        )


def _said_alike(keys: Sequence[str]) -> list[Link]:
    return [Link(keys[0], other, float("inf"), (("same name, post, seat and year", 0.0),)) for other in keys[1:]]
