"""Which pairs of sightings are worth weighing: those that share a key which few others share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from kg.resolution.identity.names import person_name, sound
from kg.resolution.identity.sightings import Sighting

_LARGEST = 60


def pairs(sightings: Sequence[Sighting]) -> Iterator[tuple[int, int]]:
    """Index pairs, each once, in order; a key that more than 60 sightings share is too common to tell."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, sighting in enumerate(sightings):
        for key in _keys(sighting):
            blocks[key].append(index)
    found = {pair for block in blocks.values() if len(block) <= _LARGEST for pair in combinations(block, 2)}
    return iter(sorted(found))


def _keys(sighting: Sighting) -> Iterable[tuple[str, ...]]:
    keys: set[tuple[str, ...]] = set()
    for text in (sighting.name, *sighting.aliases):
        sounds = sorted({sound(part) for part in person_name(text).parts if len(part) > 1})
        keys.update(combinations(sounds, 2))
        for heard in sounds:
            keys.add((heard,))
            keys.update((heard, "seat", office.seat) for office in sighting.offices if office.seat)
            keys.update((heard, "post", office.post) for office in sighting.offices if office.post)
    return keys
