"""Chunks → figures: full names first, then the short forms that belong to exactly one of them."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from kg.extraction.cast import Cast, Figure, all_names, contains
from kg.extraction.chunks import BODY, EVENT, NAME, OFFICE, PERSON, PLACE, PROGRAMME, THINGS, WORD, Chunk
from kg.extraction.scene import Clause, Scene
from kg.extraction.tokens import key_of
from kg.terms import EventKind, Level

_FEWEST_INITIALS: Final = 3
_SMALL = frozenset({"complement", "article", "definite"})  # words between an office and what it belongs to: "of the"
_SHORTEST_NICK: Final = 4
_SHORTEST_PLACE: Final = 5
_FULL, _SHORT, _KNOWN, _ALIAS = "full-name", "short-name", "registry-name", "defined-short-form"


_BODY_TEXT: Final = "body"
_GOVERNED: Final = frozenset({Level.CITY, Level.REGENCY, Level.PROVINCE})


def cast_names(scene: Scene, cast: Cast) -> None:
    """Settle every chunk that has a name of its own on a figure."""
    _bodies_with_offices(scene)
    places = list(scene.chunks(PLACE))
    for chunk in sorted(places, key=_is_unknown_place):
        _settle_place(cast, chunk)
    for chunk in scene.chunks(OFFICE):
        if chunk.owner is not None and chunk.owner.figure is None and chunk.owner.kind in THINGS:
            _settle(cast, chunk.owner)
    named = [chunk for chunk in scene.chunks(BODY, EVENT, PROGRAMME) if not chunk.generic]
    for chunk in sorted(named, key=lambda chunk: chunk.within is None):
        _settle(cast, chunk)
    _settle_nominal(scene, cast)
    for chunk in scene.chunks(PROGRAMME):
        if chunk.generic:
            cast.settle(chunk, _FULL)
    persons = list(scene.chunks(PERSON))
    for chunk in sorted(persons, key=lambda chunk: (-len(key_of(chunk.name)), not chunk.aliases)):
        _settle_person(cast, chunk)
    unknown = list(scene.chunks(NAME))
    for chunk in sorted(unknown, key=lambda chunk: not chunk.aliases):
        _settle_unknown(cast, chunk)


def _bodies_with_offices(scene: Scene) -> None:
    """What is named like an event, without a number, and has an office is a body: "chair of the Port Cities Forum"."""
    named = [chunk for chunk in scene.chunks(EVENT) if not (chunk.generic or chunk.candidates)]
    if not named:
        return
    ruled = {
        name
        for clause in scene.clauses
        for office, event in pairwise(_without_small(clause))
        if office.kind == OFFICE and event in named and _is_countless(event)
        for name in (event.name, *event.aliases)
    }
    for chunk in named:
        if chunk.name in ruled:
            chunk.kind, chunk.kind_term, chunk.char = BODY, None, ""


def _without_small(clause: Clause) -> list[Chunk]:
    return [chunk for chunk in clause.everything if chunk.kind != WORD or chunk.cues.isdisjoint(_SMALL)]


def _is_countless(event: Chunk) -> bool:
    return not any(character.isdigit() for character in event.name)


def _is_unknown_place(chunk: Chunk) -> bool:
    return chunk.level is None and not chunk.candidates and chunk.within is None


def _settle_place(cast: Cast, chunk: Chunk) -> None:
    """A place of which no more is known than its name may be the short form of another: "Naga" for Naga City."""
    longer = _place(cast, chunk.name) if _is_unknown_place(chunk) and cast.get(PLACE, chunk.name) is None else None
    if longer is None:
        _settle(cast, chunk)
    else:
        _mention(cast, longer, chunk, _SHORT)


def _settle(cast: Cast, chunk: Chunk) -> None:
    if chunk.within is not None and chunk.within.figure is None:
        cast.settle(chunk.within, _KNOWN if chunk.within.candidates else _FULL)
    cast.settle(chunk, _KNOWN if chunk.candidates else _FULL)


def _settle_nominal(scene: Scene, cast: Cast) -> None:
    """An event in several common words is one of its own where none of its kind has a name."""
    named = {figure.term for figure in cast.of_kind(EVENT)}
    part = {EventKind.CEREMONY} if named else set()
    for clause in scene.clauses:
        for chunk in clause.of(EVENT) if not named or clause.kind == _BODY_TEXT else ():
            whole = not clause.patterns.is_part(key_of(chunk.name))
            if whole and chunk.generic and chunk.last - chunk.first > 1 and chunk.kind_term not in named | part:
                cast.settle(chunk, _FULL)


def _settle_person(cast: Cast, chunk: Chunk) -> None:
    persons = cast.of_kind(PERSON)
    owner = None if chunk.candidates else _longer(persons, chunk.name)
    if owner is None and not chunk.candidates and " " not in chunk.name:
        owner = _shortened(persons, chunk.name)
    if owner is None:
        cast.settle(chunk, _KNOWN if chunk.candidates else _FULL)
        return
    _mention(cast, owner, chunk, _SHORT)


def _longer(figures: list[Figure], name: str) -> Figure | None:
    """The one figure whose name holds `name`; None where none or several do."""
    for figure in figures:
        if name == figure.name or name in figure.aliases:
            return figure
    found = [figure for figure in figures if contains(figure.name, name)]
    return found[0] if len(found) == 1 else None


def _settle_unknown(cast: Cast, chunk: Chunk) -> None:
    """A name of unknown kind is what a figure is called, in full, in short or by a defined short form."""
    named = all_names(cast).get(" ".join(key_of(chunk.name)), [])
    persons = cast.of_kind(PERSON)
    figure = named[0] if len(named) == 1 else None
    figure = figure or _longer(persons, chunk.name) or _shortened(persons, chunk.name) or _place(cast, chunk.name)
    if figure is None:
        return
    chunk.kind, chunk.generic = figure.kind, False
    _mention(cast, figure, chunk, _ALIAS if named else _SHORT)


def _place(cast: Cast, name: str) -> Figure | None:
    """The one place whose name is this one with a word for its level: "Iloilo" for Iloilo City."""
    front = key_of(name)
    begun = [f for f in cast.of_kind(PLACE) if len(name) >= _SHORTEST_PLACE and _is_begun(f.name, name)]
    if len(begun) == 1:
        return begun[0]
    found = [f for f in cast.of_kind(PLACE) if f.level in _GOVERNED and _is_front(front, key_of(f.name))]
    return found[0] if len(found) == 1 else None


def _is_begun(name: str, short: str) -> bool:
    """Whether a short form is the beginning of a name in one word: "Higashi" of Higashimatsushima."""
    return " " not in name and name.startswith(short) and len(name) > len(short)


def _is_front(front: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return len(whole) == len(front) + 1 and front in (whole[:-1], whole[1:])


def _shortened(figures: list[Figure], name: str) -> Figure | None:
    """The one person whom initials or the beginning of a name stand for: "BTM", "Jefri" for Jefrison."""
    found = [f for f in figures if any(word.startswith(name) and word != name for word in f.name.split())]
    if len(name) >= _SHORTEST_NICK and len(found) == 1:
        return found[0]
    return _by_initials(figures, name)


def _by_initials(figures: list[Figure], name: str) -> Figure | None:
    """The one person whose initials a short form is: "BTM"."""
    if not (name.isupper() and len(name) >= _FEWEST_INITIALS):
        return None
    found = [figure for figure in figures if "".join(word[0] for word in figure.name.split()).upper() == name]
    return found[0] if len(found) == 1 else None


def _mention(cast: Cast, figure: Figure, chunk: Chunk, rule: str) -> None:
    cast.mention(figure, chunk, rule)
    for name in (chunk.name, *chunk.aliases):
        cast.name(figure, name)
        figure.named(name)


def is_settled(chunk: Chunk) -> bool:
    """Whether a chunk stands for a figure."""
    return chunk.kind in THINGS and chunk.figure is not None
