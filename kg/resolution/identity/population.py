"""How common each part of a name, each post and each seat is among the sightings: what a coincidence weighs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log

from kg.resolution.identity.names import person_name
from kg.resolution.identity.sightings import Sighting

_RAREST = 0.5


class Population:
    """Counts over all sightings; every answer is a natural logarithm of how unlikely a chance match is."""

    def __init__(self, sightings: Iterable[Sighting]) -> None:
        every = list(sightings)
        names = {person_name(name).parts for one in every for name in (one.name, *one.aliases)}
        self._parts = Counter(part for parts in names for part in set(parts))
        self._initials = Counter(part[0] for parts in names for part in set(parts))
        self._names = max(len(names), 1)
        self._posts = Counter(office.post for one in every for office in one.offices if office.post)
        self._seats = Counter(office.seat for one in every for office in one.offices if office.seat)
        self.size = self._names

    def part(self, part: str) -> float:
        """How telling it is that two names share this part."""
        return log(self._names / max(self._parts[part], _RAREST))

    def initial(self, part: str) -> float:
        """How telling it is that an initial fits this part."""
        return log(self._names / max(self._initials[part[0]], _RAREST))

    def post(self, post: str) -> float:
        """How telling a shared kind of post is."""
        return log(max(self._posts.total(), 2) / max(self._posts[post], _RAREST))

    def seat(self, seat: str) -> float:
        """How telling a shared seat is."""
        return log(max(self._seats.total(), 2) / max(self._seats[seat], _RAREST))
