"""A document → why the rules read what they read: sentence by sentence the chunks, the patterns, the statements.

Comes in: a document and the extractor. Goes out: the same extraction, and an account of it: what each sentence
was cut into, which patterns matched, what was stated, and which of it was dropped, by which step and why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kg.extraction.cast import Figure
from kg.extraction.chunks import DATE, THINGS, TOPIC, WORD, Chunk
from kg.extraction.extractor import Extractor
from kg.extraction.scene import Clause, Scene, Stated
from kg.records import Document, Extraction, Iri


class Fate(StrEnum):
    """What became of a statement."""

    KEPT = "kept"
    NO_EVENT_DAY = "timing"  # a deadline, the day of a statement, or another time of the event is more exact
    SENSELESS = "sense"  # its ends cannot go together by kind, level or country
    NOBODY = "nobody"  # an end stands for nobody in the text
    UNMENTIONED = "unmentioned"  # an end is vague or only known from outside the text
    NO_OWNER = "no-owner"  # what the office belongs to is not told
    DOUBLE = "double"  # another statement says the same, better


@dataclass(frozen=True, slots=True)
class Part:
    """One chunk: kind, characters of the text, and the name of what it stands for in the whole document."""

    kind: str
    start: int
    end: int
    text: str
    stands_for: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """One statement in words: relation, its ends, the rule, and what became of it."""

    relation: str
    subject: str
    object: str
    rule: str
    confidence: Decimal
    modality: Iri
    fate: Fate


@dataclass(frozen=True, slots=True)
class Explained:
    """One sentence: its characters, what kind of paragraph it stands in, chunks, names of patterns, statements."""

    start: int
    end: int
    kind: str
    text: str
    parts: tuple[Part, ...]
    patterns: tuple[str, ...]
    claims: tuple[Claimed, ...]


def explain(extractor: Extractor, document: Document) -> tuple[Extraction, tuple[Explained, ...]]:
    """What a document says, and sentence by sentence why. Never raises for what a text contains."""
    watch = _Watch()
    found = extractor.extract(document, watch.look)
    return found, tuple(watch.sentences(found))


class _Watch:
    """Remembers each statement when it is made, and the step after which it was gone."""

    def __init__(self) -> None:
        self._scene: Scene | None = None
        self._stated: dict[tuple[object, ...], Stated] = {}
        self._gone: dict[tuple[object, ...], str] = {}

    def look(self, step: str, scene: Scene) -> None:
        """What stands after a step."""
        self._scene = scene
        now = {_key(stated): stated for stated in scene.stated}
        for key in self._stated.keys() - now.keys() - self._gone.keys():
            self._gone[key] = step
        for key in now:
            self._gone.pop(key, None)
        self._stated.update(now)

    def sentences(self, found: Extraction) -> Iterable[Explained]:
        """The account of each sentence, in the order of the text; what was kept is as sure as the record says."""
        scene = self._scene
        kept = zip(scene.kept, found.relations, strict=True) if scene is not None else ()
        sure = {id(stated): relation.confidence for stated, relation in kept}
        for clause in scene.clauses if scene is not None else ():
            said = [(key, stated) for key, stated in self._stated.items() if stated.clause is clause]
            claims = [
                _claimed(stated, self._fate(key, stated), sure.get(id(stated), stated.confidence))
                for key, stated in said
            ]
            yield _explained(self._text, clause, self._patterns(clause), claims)

    @property
    def _text(self) -> str:
        return self._scene.document.text if self._scene is not None else ""

    def _patterns(self, clause: Clause) -> tuple[str, ...]:
        fired = (self._scene.fired if self._scene is not None else None) or ()
        return tuple(dict.fromkeys(each.pattern for each in fired if each.clause == clause.number))

    def _fate(self, key: tuple[object, ...], stated: Stated) -> Fate:
        if self._scene is None or key in self._gone:
            return Fate.NO_EVENT_DAY if self._gone.get(key) == "implied" else Fate.SENSELESS
        if any(other is stated for other in self._scene.kept):
            return Fate.KEPT
        if any(other is stated for other in self._scene.placed):
            return Fate.DOUBLE
        return _unplaced(stated)


def _unplaced(stated: Stated) -> Fate:
    """Why a statement that stands has no ends in the text."""
    target = stated.object
    if stated.subject.figure is None:
        return Fate.NOBODY
    if target is not None and target.office is not None and stated.relation == "holdsPosition":
        return Fate.NO_OWNER if target.owner is None else Fate.UNMENTIONED
    if target is not None and target.figure is None and target.kind not in (DATE, TOPIC):
        return Fate.NOBODY
    return Fate.UNMENTIONED


def _key(stated: Stated) -> tuple[object, ...]:
    """What makes two statements the same one, even where a step has replaced the record."""
    target = stated.object
    place = (target.start, target.end) if target is not None else None
    return (stated.relation, stated.subject.start, stated.subject.end, place, stated.rule, stated.clause.number)


def _claimed(stated: Stated, fate: Fate, confidence: Decimal) -> Claimed:
    target = stated.object
    return Claimed(
        stated.relation, _called(stated.subject), "" if target is None else _called(target), stated.rule,
        confidence, stated.modality, fate,
    )  # fmt: skip


def _called(chunk: Chunk) -> str:
    """How an end is told: the office with what it belongs to, the days of a date, else the name of the figure."""
    if chunk.office is not None:
        owner = chunk.owner
        place = "" if owner is None else _called(owner)
        return f"{chunk.office.title} ({place})" if place else chunk.office.title
    if chunk.dates is not None:
        same = chunk.dates.start == chunk.dates.end
        return chunk.dates.start if same else f"{chunk.dates.start} – {chunk.dates.end}"
    return _name(chunk.figure) or chunk.name


def _name(figure: Figure | None) -> str:
    return "" if figure is None else figure.name


def _explained(text: str, clause: Clause, patterns: tuple[str, ...], claims: Iterable[Claimed]) -> Explained:
    start, end = clause.sentence.start, clause.sentence.end
    parts = [
        Part(chunk.kind, chunk.start, chunk.end, text[chunk.start : chunk.end], _stands_for(chunk))
        for chunk in clause.everything
        if chunk.kind != WORD
    ]
    return Explained(start, end, clause.kind, text[start:end], tuple(parts), patterns, tuple(claims))


def _stands_for(chunk: Chunk) -> str:
    if chunk.group:
        return ", ".join(figure.name for figure in chunk.group)
    return _name(chunk.figure) if chunk.figure is not None or chunk.kind not in THINGS else ""
