"""The event that a text is about: the one its clauses come back to, named early and often."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from kg.extraction.cast import Cast, Figure
from kg.extraction.chunks import BODY, DATE, EVENT
from kg.extraction.scene import Clause, Scene
from kg.terms import SCG

_NEAR: Final = 3  # sentences back, in one paragraph
_NAMED: Final = 2  # what a name of its own weighs
_DAY: Final = 10
_FAR: Final = timedelta(days=21)
_EARLY: Final = 3  # the title and the first sentences count more


def main_event(scene: Scene, cast: Cast) -> Figure | None:
    """The event mentioned most, early mentions doubled; none of long ago or in common words where there is another."""
    weights: dict[int, int] = {}
    for clause in scene.clauses:
        for chunk in clause.of(EVENT):
            if chunk.figure is not None:
                weight = 2 if clause.number < _EARLY else 1
                weights[id(chunk.figure)] = weights.get(id(chunk.figure), 0) + weight
    events = [figure for figure in cast.of_kind(EVENT) if id(figure) in weights]
    far = _far_events(scene) if len(events) > 1 else set()
    return max(
        events, key=lambda f: (id(f) not in far, weights[id(f)] + _NAMED * (not f.general), -f.first), default=None
    )


def _far_events(scene: Scene) -> set[int]:
    """Events whose sentences name days, and none that is near the day of publication."""
    published = scene.document.published or ""
    if len(published) != _DAY:
        return set()
    today, near, far = date.fromisoformat(published), set(), set()
    for clause in scene.clauses:
        figures = {id(chunk.figure) for chunk in clause.of(EVENT) if chunk.figure is not None}
        days = [chunk.dates.end for chunk in clause.of(DATE) if chunk.dates] if len(figures) == 1 else []
        told = [day for day in days if len(day) == _DAY]
        if any(abs(date.fromisoformat(day) - today) <= _FAR for day in told) or (days and not told):
            near |= figures
        elif told:
            far |= figures
    return far - near


def main_network(cast: Cast) -> Figure | None:
    """The one network that a text speaks of; None where there are several."""
    networks = [f for f in cast.of_kind(BODY) if (f.entity.kind if f.entity else f.term) == SCG.Network]
    if not networks:
        societies = [f for f in cast.of_kind(BODY) if f.term == SCG.CivilSocietyOrganisation and len(f.mentions) > 1]
        networks = societies
    return networks[0] if len(networks) == 1 else None


def focus(scene: Scene, clause: Clause) -> Figure | None:
    """The one event that a clause names or refers to, else the event of the text."""
    for number in range(clause.number, max(clause.number - _NEAR, 0) - 1, -1):
        each = scene.clauses[number]
        if each.sentence.paragraph != clause.sentence.paragraph:
            break
        here = {id(chunk.figure): chunk.figure for chunk in each.of(EVENT) if chunk.figure is not None}
        named = [figure for figure in here.values() if not figure.general]
        if len(here) == 1 or len(named) == 1:
            return named[0] if named else next(iter(here.values()))
        if here:
            break
    event = scene.event
    told = event is not None and any(mention.start < clause.sentence.end for mention in event.mentions)
    return event if event is not None and (told or not event.general) else None
