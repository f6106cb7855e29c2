"""Where a place lies: a point among the points of all places of the graph, and the nearest of them in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.records import Iri

Point = tuple[float, float]
"""Latitude and longitude in degrees."""
Degree = tuple[int, str]
"""The number of a line on the map and the key of the word for its side; empty for the line between the sides."""
WIDTH: Final = 640
NEAREST: Final = 6
_EARTH = 6371.0
_ROOM = 2.0
_STEPS = (1, 2, 5, 10, 20, 30, 60)


@dataclass(frozen=True, slots=True)
class Locator:
    """A small map: `dots` is a path of all places, `here` the point of this one, lines with their degrees."""

    place: Iri
    point: Point
    width: int
    height: int
    dots: str
    here: Point
    meridians: tuple[tuple[float, Degree], ...]
    parallels: tuple[tuple[float, Degree], ...]
    nearest: tuple[tuple[Iri, int], ...]


def locator(place: Iri, points: Mapping[Iri, Point]) -> Locator | None:
    """The map of a place; None where its coordinates are not known."""
    if place not in points:
        return None
    shape = _usual(tuple(points.values()))
    frame = shape if shape.holds(points[place]) else _window(points[place])
    latitude, longitude = points[place]
    distances = ((other, kilometres(points[place], point)) for other, point in points.items() if other != place)
    near = sorted(((other, round(far)) for other, far in distances if far >= 1), key=lambda item: (item[1], item[0]))
    return Locator(
        place,
        (latitude, longitude),
        WIDTH,
        frame.height,
        _dots(frame, tuple(points.values())),
        frame.at(points[place]),
        tuple((frame.at((0, degree))[0], _named(degree, "east", "west")) for degree in frame.lines(1)),
        tuple((frame.at((degree, 0))[1], _named(degree, "north", "south")) for degree in frame.lines(0)),
        tuple(near[:NEAREST]),
    )


def kilometres(one: Point, other: Point) -> float:
    """The great-circle distance between two points."""
    radians, sin, cos = math.radians, math.sin, math.cos
    lat1, lon1, lat2, lon2 = radians(one[0]), radians(one[1]), radians(other[0]), radians(other[1])
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(min(half, 1.0)))


def _named(degree: int, above: str, below: str) -> Degree:
    return abs(degree), (above if degree > 0 else below) if degree else ""


@lru_cache(maxsize=4)
def _usual(points: tuple[Point, ...]) -> _Frame:
    """Where most places of the graph lie."""
    lats, lons = (sorted(point[axis] for point in points) for axis in (0, 1))
    cut = len(lats) // 50
    return _Frame((lats[cut] - _ROOM, lons[cut] - _ROOM), (lats[-1 - cut] + _ROOM, lons[-1 - cut] + _ROOM))


def _window(centre: Point) -> _Frame:
    """A window round a point that lies elsewhere."""
    return _Frame((centre[0] - 15, centre[1] - 25), (centre[0] + 15, centre[1] + 25))


@lru_cache(maxsize=64)
def _dots(frame: _Frame, points: tuple[Point, ...]) -> str:
    """A path with a dot for each of the points that lie inside."""
    inside = sorted({frame.at(point) for point in points if frame.holds(point)})
    return "".join(f"M{x:g} {y:g}h0" for x, y in inside)


@dataclass(frozen=True)
class _Frame:
    """The stretch of the earth that a map shows: its south-west and north-east corners."""

    _low: Point
    _high: Point

    @property
    def _scale(self) -> float:
        return WIDTH / (self._high[1] - self._low[1])

    @property
    def height(self) -> int:
        return max(round((self._high[0] - self._low[0]) * self._scale), 120)

    def holds(self, point: Point) -> bool:
        return all(low <= value <= high for low, value, high in zip(self._low, point, self._high, strict=True))

    def at(self, point: Point) -> Point:
        return round((point[1] - self._low[1]) * self._scale, 1), round((self._high[0] - point[0]) * self._scale, 1)

    def lines(self, axis: int) -> list[int]:
        low, high = self._low[axis], self._high[axis]
        step = next((step for step in _STEPS if (high - low) / step <= 6), 90)
        first = math.ceil(low / step) * step
        return [degree for degree in range(first, math.floor(high) + 1, step) if low < degree < high]
