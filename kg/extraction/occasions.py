"""Events in common words ("the meeting", "rapat itu"): which named event each stands for, or that it is a new one."""

from __future__ import annotations

from typing import Final

from kg.extraction.cast import Cast, Figure
from kg.extraction.chunks import DATE, EVENT, Chunk
from kg.extraction.deeds import Deed, deed_before, deed_beside
from kg.extraction.focus import main_event
from kg.extraction.nominal import attached, nominal_name
from kg.extraction.scene import Clause, Scene
from kg.extraction.tokens import key_of
from kg.records import Iri
from kg.terms import EventKind

_RULE: Final = "reference"
_COMPLEMENT: Final = "complement"
_DEICTIC, _DEFINITE, _INDEFINITE, _NEXT = "deictic", "definite", "indefinite", "next"
_ANOTHER: Final = "another"  # behind a noun: "rapat sebelumnya"
_APPOSED: Final = 3  # chunks behind an event in which the name of it may stand: ", the"
_SPECIAL: Final = frozenset(
    {EventKind.SIGNING, EventKind.LAUNCH, EventKind.VISIT, EventKind.WORKSHOP}
)  # never just "the event"
_NEUTRAL = frozenset({EventKind.MEETING, EventKind.OTHER, EventKind.FORUM, EventKind.CONFERENCE, EventKind.WORKSHOP})
_LEAD: Final = 8  # clauses in which a text names its event
_HELD: Final = frozenset({"take", "held", "organised"})
_RITES: Final = frozenset({EventKind.CEREMONY, EventKind.AWARD, EventKind.SIGNING, EventKind.LAUNCH, EventKind.VISIT})


class Occasions:
    """Settles general events, one after the other in the order of the text."""

    def __init__(self, scene: Scene, cast: Cast) -> None:
        self._scene = scene
        self._cast = cast
        self._events = [figure for figure in cast.of_kind(EVENT) if not figure.general]
        self._nominal = [figure for figure in cast.of_kind(EVENT) if figure.general]
        self._main = main_event(scene, cast)

    def settle(self, clause: Clause, chunk: Chunk) -> None:
        """A general noun stands for the one named event of its kind, else for the main one, else for a new one."""
        figure = _named_beside(clause, chunk) or self._whole(clause, chunk)
        if figure is None and not self._is_another(clause, chunk):
            figure = self._figure(clause, chunk)
        if figure is not None:
            self._cast.mention(figure, chunk, _RULE)

    def _whole(self, clause: Clause, chunk: Chunk) -> Figure | None:
        """The event named last before, which "the opening session" or "a panel" is a part of."""
        if not clause.patterns.is_part(key_of(chunk.name)) or _has_cue(clause, chunk, _COMPLEMENT, step=1):
            return None
        before = [figure for figure in self._events or self._nominal if figure.first < chunk.start and figure.mentions]
        if not before:
            return self._main if self._main is not None and self._main.first < chunk.start else None
        return max(before, key=lambda f: max(m.start for m in f.mentions if m.start < chunk.start))

    def _figure(self, clause: Clause, chunk: Chunk) -> Figure | None:
        special = chunk.kind_term in _SPECIAL and not _has_cue(clause, chunk, _DEICTIC, step=1)
        fresh = _has_cue(clause, chunk, _INDEFINITE) or special
        rite = chunk.kind_term in _RITES and " " in chunk.name
        deed = self._deed(clause, chunk)
        if deed is not None:
            return deed
        figure = self._known(clause, chunk, fresh=fresh or rite)
        if figure is None and not fresh and not rite and _has_cue(clause, chunk, _DEFINITE):
            figure = self._main if self._main is not None and self._main.first < chunk.start else None
        if figure is None and (fresh or not self._events or rite):
            figure = self._cast.add(Figure(EVENT, nominal_name(clause, chunk), None, chunk.kind_term, general=True))
            self._nominal.append(figure)
        return figure

    def _deed(self, clause: Clause, chunk: Chunk) -> Figure | None:
        """The event that a verb has told before: "meresmikan terminal …. Peresmian itu …"."""
        keys = key_of(chunk.name)
        deed = deed_before(self._scene, clause, chunk, keys) if chunk.generic else None
        if deed is None and chunk.generic and len(keys) == 1 and chunk.kind_term == EventKind.CEREMONY:
            deed = deed_beside(clause, chunk)  # "signed it at a ceremony"
        if deed is None or any(figure.first < chunk.start for figure in self._sharing(clause, chunk)):
            return None
        known = next((figure for figure, other in self._scene.deeds if other.verb is deed.verb), None)
        noun = chunk.name if deed.told.noun in keys else deed.told.noun
        figure = known or self._told(deed, noun, deed.told.kind or chunk.kind_term)
        if figure is not None and noun != chunk.name:
            before = clause.patterns.adjectives == "before"
            figure.named(
                f"{noun} {chunk.name}"
                if before
                else deed.name(f"{chunk.name} {noun}", deed.matter(self._scene.document.text))
            )
        return figure

    def untold(self, clause: Clause, chunk: Chunk) -> Figure | None:
        """What "that occasion" stands for where no event is named: what a verb told, else what words behind tell."""
        return self._done(clause, chunk) or self._activity(clause, chunk)

    def _done(self, clause: Clause, chunk: Chunk) -> Figure | None:
        """What "that occasion" stands for where only a verb has told of one."""
        deed = deed_before(self._scene, clause, chunk) if not self._events and not self._nominal else None
        return self._told(deed, deed.told.noun, deed.told.kind) if deed else None

    def _activity(self, clause: Clause, chunk: Chunk) -> Figure | None:
        """What "kegiatan" in front of common words stands for where it takes place: "kegiatan tanam pohon"."""
        matter = attached(self._scene.document.text, clause, chunk)
        held = any(not _HELD.isdisjoint(other.cues) for other in clause.everything)
        if not held or " " not in matter or len(key_of(chunk.name)) > 1:
            return None
        figure = self._cast.add(Figure(EVENT, matter, None, EventKind.OTHER, general=True))
        figure.named(f"{chunk.name} {matter}")
        self._nominal.append(figure)
        return figure

    def _told(self, deed: Deed, noun: str, term: Iri | None) -> Figure | None:
        name = deed.name(noun, deed.matter(self._scene.document.text))
        figure = self._cast.add(Figure(EVENT, name, None, term, general=True))
        self._nominal.append(figure)
        self._scene.deeds.append((figure, deed))
        return figure

    def _known(self, clause: Clause, chunk: Chunk, *, fresh: bool) -> Figure | None:
        """The event spoken of before that a general noun may stand for: of its word, of its kind, or the only one."""
        alike = [figure for figure in self._nominal if figure.term == chunk.kind_term]
        firm = _has_cue(clause, chunk, _DEICTIC, step=1) or _has_cue(clause, chunk, _DEFINITE)
        only = len(self._events) == 1 and not fresh and (firm or chunk.kind_term in _NEUTRAL)
        sets = (self._same(clause, chunk), alike, self._events if only else [])
        told = ([f for f in figures if f.first < chunk.start or self._is_early(f)] for figures in sets)
        return next((figures[0] for figures in told if figures), None)

    def _is_early(self, figure: Figure) -> bool:
        """Whether a figure is the event of the text, named early enough to be meant by a noun in front of it."""
        clauses = self._scene.clauses
        return figure is self._main and figure.first < clauses[min(_LEAD, len(clauses)) - 1].sentence.end

    def _same(self, clause: Clause, chunk: Chunk) -> list[Figure]:
        """The named events of the noun or of the kind, those that are counted otherwise left out."""
        same = self._sharing(clause, chunk) or [f for f in self._events if f.term == chunk.kind_term]
        return [figure for figure in same if not _counted_apart(clause, chunk, figure)]

    def _sharing(self, clause: Clause, chunk: Chunk) -> list[Figure]:
        """The named event mentioned last whose name holds the general noun: "the meeting", "Annual Meeting"."""
        noun = key_of(chunk.name)[-1 if clause.patterns.adjectives == "before" else 0]
        sharing = [figure for figure in self._events if noun in key_of(figure.name)]
        before = [figure for figure in sharing if figure.first < chunk.start]
        if not before:
            return sharing[:1]
        return [max(before, key=lambda f: max(m.start for m in f.mentions if m.start < chunk.start))]

    def _is_another(self, clause: Clause, chunk: Chunk) -> bool:
        """Whether a general event is one of another time: "next year's meeting", or "a second" beside no second one."""
        at = clause.everything.index(chunk)
        before = clause.everything[max(at - 2, 0) : at]
        if _has_cue(clause, chunk, _ANOTHER, step=1):
            return True
        later = any(_NEXT in other.cues for other in before[-1:]) or (len(before) == 2 and before[0].kind == DATE)
        counted = bool(self._events) and clause.patterns.is_ordinal(key_of(chunk.name)[0])
        return later or (counted and not self._same(clause, chunk))


def _named_beside(clause: Clause, chunk: Chunk) -> Figure | None:
    """The event whose name stands beside a general one, on either side: "A first workshop, the Clean Air Workshop"."""
    at = clause.everything.index(chunk)
    before = clause.everything[max(at - 3, 0) : at]
    apposed = len(before) > 2 and before[1].name == "," and _INDEFINITE in before[2].cues
    if apposed and before[0].kind == EVENT and before[0].figure is not None and not before[0].figure.general:
        return before[0].figure
    behind = clause.everything[at + 1 : at + 1 + _APPOSED]
    if not behind or behind[0].name != ",":
        return None
    event = next((other for other in behind[1:] if not other.cues or other.kind == EVENT), None)
    named = event is not None and event.kind == EVENT and event.figure is not None and not event.figure.general
    return event.figure if named and event is not None else None


def _counted_apart(clause: Clause, chunk: Chunk, figure: Figure) -> bool:
    """Whether a number in front of a general event is none of a figure's: "a second seminar" is another one."""
    number = key_of(chunk.name)[0]
    if not clause.patterns.is_ordinal(number):
        return False
    return not any(number in key_of(name) for name in (figure.name, *figure.aliases))


def _has_cue(clause: Clause, chunk: Chunk, cue: str, step: int = -1) -> bool:
    """Whether a word with this cue, such as an article, stands right before (or, with a step of 1, behind) a chunk."""
    at = clause.everything.index(chunk) + step
    return 0 <= at < len(clause.everything) and cue in clause.everything[at].cues
