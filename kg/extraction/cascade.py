"""Patterns at work on a sentence, stage by stage: each match states, converts, fills in or reduces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Final

from kg.extraction.cast import Figure
from kg.extraction.chunks import BODY, NAME, OFFICE, PERSON, WORD, Chunk
from kg.extraction.focus import focus
from kg.extraction.patterns import FOCI, FOCUS, NETWORK, Pattern, Statement
from kg.extraction.scene import Clause, Fired, Scene, Stated
from kg.records import Iri
from kg.terms import EventRole, Modality

_MOST_ROUNDS: Final = 6
_PROPOSED = "proposed"  # "the ministry proposes that Palu joins": who is only proposed is never taken for a member
_MEMBERSHIP: Final = "memberOf"
_NOT: Final = frozenset({"denied"})  # right in front of what a pattern matches
_NOT_YET: Final = frozenset({"future", "hoped"})  # "will join", "hopes to join"
_MODALITIES: Final[tuple[tuple[str, Iri], ...]] = (
    ("denied", Modality.DENIED),
    ("absent", Modality.ABSENT),
    (_PROPOSED, Modality.PROPOSED),
    ("invited", Modality.INVITED),
    ("planned", Modality.PLANNED),
)

_ORIGIN, _FROM = "origin", 2  # chunks in front of the home of somebody: the person, "from"
_RESPECTIVE: Final = "respective"
_REFUTES: Final = "refutes"
_SPEAKERS, _NEAR = "speakers", 3  # sentences back
_ELSEWHERE: Final = "elsewhere"  # "meanwhile", "asked separately": what is said there is not said at the event
_GUESS: Final = Decimal("0.62")
_OF_TIES: Final = frozenset({"partnersWith", "memberOf"})  # those that are to come may never come
_OF_EVENTS = frozenset({"occursOn", "takesPlaceIn", "participatesIn", "addresses"})  # a planned event's are its plan


@dataclass(frozen=True, slots=True)
class Match:
    """One match of a pattern: the chunks that it covers and those of each capture."""

    pattern: Pattern
    first: int
    last: int
    captures: dict[str, list[Chunk]]
    whole: tuple[Chunk, ...]


def run_stage(scene: Scene, stage: str) -> None:
    """Apply all patterns of a stage to every clause of the body text."""
    for clause in scene.clauses:
        clause.text = None
        patterns = clause.patterns
        text = _encode(clause)
        left = patterns.candidates(stage, patterns.met(text))
        while left:
            for number, pattern in left:
                if pattern.regex.search(text) is None:
                    continue
                _apply(scene, clause, pattern)
                if _encode(clause) != text:  # other patterns may match from now on
                    text = _encode(clause)
                    left = patterns.candidates(stage, patterns.met(text), number)
                    break
            else:
                break


def _encode(clause: Clause) -> str:
    """What patterns see of the chunks as they are now."""
    if clause.text is None:
        clause.text = clause.patterns.alphabet.encode(clause.chunks, clause.patterns.literals)
    return clause.text


def _apply(scene: Scene, clause: Clause, pattern: Pattern) -> None:
    for _ in range(_MOST_ROUNDS):
        changed = False
        for match in matches(clause, pattern):
            changed = _act(scene, clause, match) or changed
            clause.text = None if changed or pattern.sets or pattern.same or pattern.widens else clause.text
            if changed and (pattern.keep or pattern.merges):
                break
        if not changed:
            return


def matches(clause: Clause, pattern: Pattern) -> Iterator[Match]:
    """The matches of a pattern in a clause, left to right."""
    text = _encode(clause)
    for found in pattern.regex.finditer(text):
        yield _match(clause, pattern, found, text)


def _match(clause: Clause, pattern: Pattern, found: re.Match[str], text: str) -> Match:
    captures = {}
    for name, chars in pattern.classes.items():
        first, last = found.span(name)
        held = range(first, last) if first >= 0 else ()
        captures[name] = [clause.chunks[at] for at in held if text[at] in chars and not _is_home(clause, at, first)]
    return Match(pattern, found.start(), found.end(), captures, tuple(clause.chunks[found.start() : found.end()]))


def _is_home(clause: Clause, at: int, first: int) -> bool:
    """Whether a body in a list only says where the person in front of it comes from: "Rosida dari Bappenas"."""
    if clause.chunks[at].kind != BODY or at - first < _FROM:
        return False
    person, word = clause.chunks[at - _FROM : at]
    return person.kind == PERSON and _ORIGIN in word.cues


def _act(scene: Scene, clause: Clause, match: Match) -> bool:
    """Do what the pattern says; tell whether the chunks have changed."""
    pattern = match.pattern
    if scene.fired is not None:
        scene.fired.append(Fired(pattern.name, clause.number, match.whole[0].start, match.whole[-1].end))
    changed = _convert(scene, match) if pattern.makes else False
    if pattern.makes or pattern.same:
        clause.named = None
    if pattern.merges:
        _merge(scene, clause, match)
        changed = True
    if pattern.sets:
        _fill(match)
    if pattern.same:
        _identify(match)
    if pattern.widens:
        _widen(scene, match)
    for state in pattern.states:
        scene.stated.extend(_states(scene, clause, match, state))
    if pattern.keep and match.last - match.first > 1 and match.captures[pattern.keep]:
        _reduce(clause, match)
        changed = True
    return changed


def _convert(scene: Scene, match: Match) -> bool:
    kind, _, capture = match.pattern.makes.partition(" ")
    chunks = [chunk for chunk in match.captures[capture or "subject"] if chunk.kind != kind]
    chunks = [chunk for chunk in chunks if chunk.kind != NAME or scene.kinds.get(chunk.name.casefold(), kind) == kind]
    for chunk in chunks:
        chunk.kind, chunk.generic, chunk.char = kind, False, ""
    return bool(chunks)


def _fill(match: Match) -> None:
    target, _, field = match.pattern.sets.partition(".")
    owner = match.captures["owner"]
    for chunk in match.captures[target] if owner else []:
        if getattr(chunk, field) is None:
            setattr(chunk, field, owner[0])
            if field == "within" and owner[0].last == chunk.first and chunk.figure is not None:
                _name_in_full(chunk.figure, owner[0])


def _merge(scene: Scene, clause: Clause, match: Match) -> None:
    """Two chunks side by side become one name: a place that begins the name of something else."""
    (first,), (second,) = (match.captures[name][:1] for name in match.pattern.merges)
    clause.chunks.remove(second)
    second.kind, second.cues, second.char = WORD, frozenset(), ""
    first.kind, first.end, first.last = NAME, second.end, second.last
    first.name = scene.document.text[first.start : first.end]
    first.candidates, first.level, first.within, first.kind_term, first.aliases = (), None, None, None, second.aliases


def _widen(scene: Scene, match: Match) -> None:
    """The name of a capture takes in what is matched behind it: "launch" of "the ASEAN Portal"."""
    chunk, last = match.captures[match.pattern.widens][0], match.whole[-1]
    if chunk.generic or match.pattern.makes:
        chunk.name, chunk.generic = scene.document.text[chunk.start : last.start] + last.name, False
        chunk.char = ""


def _name_in_full(unit: Figure, body: Chunk) -> None:
    """A unit right behind the name of its body is known by both: "the Party Central Committee"."""
    short = unit.name
    for name in (body.name, *body.aliases):
        unit.named(f"{name} {short}")


def _identify(match: Match) -> None:
    """Give the second capture the name of the first one as a further name."""
    other, named = (match.captures[name] for name in match.pattern.same)
    if other and named:
        named[0].aliases = (*named[0].aliases, other[0].name, *other[0].aliases)
        other[0].kind, other[0].char = named[0].kind, ""


def _reduce(clause: Clause, match: Match) -> None:
    kept = match.captures[match.pattern.keep]
    first, last = clause.chunks.index(kept[0]), clause.chunks.index(kept[-1]) + 1
    clause.chunks[match.first : match.last] = clause.chunks[first:last]
    for chunk in kept:
        others = (other for other in match.whole if other.kind == OFFICE and other is not chunk)
        chunk.offices = (*chunk.offices, *others)


def _states(scene: Scene, clause: Clause, match: Match, state: Statement) -> Iterator[Stated]:
    objects: Sequence[Chunk | None] = _ends(scene, clause, match, state, state.object) if state.object else [None]
    forum = next(iter(match.captures.get(state.forum, [])), None)
    office = next(iter(match.captures.get(state.office, [])), None)
    modality = state.modality or _modality(clause, match, state.relation)
    subjects = _ends(scene, clause, match, state, state.subject)
    paired = len(subjects) == len(objects) > 1 and any(_RESPECTIVE in chunk.cues for chunk in match.whole)
    for subject, target in zip(subjects, objects, strict=True) if paired else product(subjects, objects):
        if subject is target or (target is not None and subject.figure is not None and subject.figure is target.figure):
            continue
        start = min(chunk.start for chunk in match.whole)
        end = max(chunk.end for chunk in match.whole)
        yield Stated(
            state.relation, subject, target, clause, start, end, match.pattern.name, state.confidence, modality,
            role=_role(scene, clause, state), title=state.title, forum=forum, office=office,
        )  # fmt: skip


def _role(scene: Scene, clause: Clause, state: Statement) -> Iri | None:
    """The role that a statement gives; whoever is present behind "four speakers took the floor" is one of them."""
    if state.role != EventRole.PARTICIPANT or state.object != FOCUS:
        return state.role
    for each in reversed(scene.clauses[max(clause.number - _NEAR, 0) : clause.number]):
        beside = each.sentence.paragraph == clause.sentence.paragraph and not any(each.of(PERSON))
        if beside and any(_SPEAKERS in chunk.cues for chunk in each.chunks):
            return EventRole.SPEAKER
    return state.role


def _ends(scene: Scene, clause: Clause, match: Match, state: Statement, capture: str) -> list[Chunk]:
    """The chunks of a capture; for the focus the event of the clause, else the one that the text is about."""
    if capture not in FOCI:
        return [each for chunk in match.captures[capture] for each in _members(chunk)]
    figure = (
        _focus(scene, clause, state)
        if capture == FOCUS
        else scene.network
        if capture == NETWORK
        else _represented(scene)
    )
    if figure is None:
        return []
    first, last = match.whole[0], match.whole[-1]
    return [Chunk(figure.kind, first.start, last.end, match.first, match.last, figure.name, figure=figure)]


def _focus(scene: Scene, clause: Clause, state: Statement) -> Figure | None:
    """The event that a statement without one is about: named before, and by a name where the statement is a guess."""
    figure = focus(scene, clause)
    guessed = state.confidence <= _GUESS
    if figure is not None and state.kind is not None and figure.term != state.kind:
        return None
    if figure is None or (guessed and (figure.general or any(_ELSEWHERE in chunk.cues for chunk in clause.chunks))):
        return None
    return figure if figure.first < clause.sentence.end else None


def _members(chunk: Chunk) -> list[Chunk]:
    """A chunk, or one for each of those that it stands for: "both of them"."""
    if not chunk.group:
        return [chunk]
    return [
        Chunk(figure.kind, chunk.start, chunk.end, chunk.first, chunk.last, figure.name, figure=figure)
        for figure in chunk.group
    ]


def _represented(scene: Scene) -> Figure | None:
    """The country that the last statement on representation is about."""
    objects = (stated.object for stated in reversed(scene.stated) if stated.relation == "represents")
    return next((chunk.figure for chunk in objects if chunk is not None and chunk.figure is not None), None)


def _modality(clause: Clause, match: Match, relation: str) -> Iri:
    at_once = clause.chunks[match.first - 1].cues & _NOT if match.first else frozenset()
    cues = {cue for chunk in match.whole for cue in chunk.cues} | at_once
    before = {cue for chunk in clause.chunks[: match.first] for cue in chunk.cues}
    if _REFUTES in before or (relation in _OF_TIES and _REFUTES in cues):
        return Modality.DENIED
    if relation == _MEMBERSHIP and (_PROPOSED in before or cues & _NOT_YET):
        return Modality.PROPOSED if _PROPOSED in before or "hoped" in cues else Modality.PLANNED
    found = next((modality for cue, modality in _MODALITIES if cue in cues), Modality.ASSERTED)
    if found == Modality.PLANNED and relation in _OF_TIES:
        return Modality.PROPOSED
    return Modality.ASSERTED if found == Modality.PLANNED and relation in _OF_EVENTS else found
