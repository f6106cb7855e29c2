"""Who is meant by a name of unknown kind: told by given names, by "he" and by the short forms used later.

Comes in: a scene whose patterns for names have run. Goes out: the same chunks, some of them persons now. Names
that the text or a table shows to be something else are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from kg.extraction.chunks import BODY, EVENT, NAME, PERSON, PLACE, PROGRAMME, REFERENCE, WORD, Chunk
from kg.extraction.scene import Clause, Scene

_FEWEST, _MOST = 2, 5  # words of a full name
_SHORTEST: Final = 3  # letters of a short form
_OF_PLACES = frozenset({"located", "at", "origin", "to", "with"})  # what stands before a place, not before a person
_OPENS: Final = "("
_SHORTEST_SHAPED: Final = 5  # letters
_INSIDE: Final = re.compile(r"[.'’/-]")  # marks inside the words of a name


def tell_persons(scene: Scene, given: frozenset[str]) -> list[Chunk]:
    """Make persons of the names that begin with a given name, or whose short form the text uses; those chunks.

    `given` holds, besides given names, the particles between a name and the father's ("bin"), and family names in
    front of a name of two syllables ("kim-").
    """
    told: list[Chunk] = []
    endings = _endings(given)
    short = {chunk.name for chunk in scene.chunks(PERSON) if _is_short(chunk.name)}
    for clause in scene.clauses:
        for chunk in clause.of(NAME):
            if (
                _is_full(chunk)
                and _is_open(scene, chunk)
                and (_begins(chunk, given) or _is_shortened(chunk, short) or _is_shaped(chunk, endings))
            ):
                chunk.kind, chunk.generic, chunk.char, clause.text = PERSON, False, "", None
                told.append(chunk)
    told.extend(_tell_from_pronouns(scene))
    _tell_from_places(scene)
    _tell_from_events(scene)
    return told


@lru_cache(maxsize=8)
def _endings(given: frozenset[str]) -> tuple[str, ...]:
    """What names of a kind end in: "-wati"."""
    return tuple(sorted(form[1:] for form in given if form.startswith("-")))


def _tell_from_pronouns(scene: Scene) -> Iterator[Chunk]:
    """Whom "she" at the beginning of a sentence means: the one unknown full name of the sentence before."""
    for before, clause in pairwise(scene.clauses):
        first = next((chunk for chunk in clause.chunks[:2] if chunk.kind != WORD or chunk.name.isalpha()), None)
        if first is None or first.kind != REFERENCE or PERSON not in first.refers or any(before.of(PERSON)):
            continue
        names = [chunk for chunk in before.of(NAME) if _is_full(chunk) and _is_open(scene, chunk)]
        if len(names) == 1 and before.sentence.paragraph == clause.sentence.paragraph:
            names[0].kind, names[0].generic, names[0].char, before.text = PERSON, False, "", None
            before.named = None
            yield names[0]


def _tell_from_events(scene: Scene) -> None:
    """What a pattern has found to be an event is one wherever the text names it."""
    named = {name for chunk in scene.chunks(EVENT) if not chunk.generic for name in (chunk.name, *chunk.aliases)}
    for clause in scene.clauses if named else ():
        for chunk in clause.of(PROGRAMME, NAME, BODY):
            if chunk.kind == BODY and EVENT not in chunk.cues:
                continue
            if chunk.name in named or not named.isdisjoint(chunk.aliases):
                chunk.kind, chunk.generic, chunk.char, clause.text = EVENT, False, "", None


def _tell_from_places(scene: Scene) -> None:
    """A place that is called like somebody whom the text names in full, and stands where no place does."""
    words = {word for chunk in scene.chunks(PERSON) for word in chunk.name.split() if " " in chunk.name}
    for clause in scene.clauses if words else ():
        for at, chunk in _places(clause):
            if chunk.name in words and _is_bare(clause, at):
                chunk.kind, chunk.candidates, chunk.level, chunk.char = PERSON, (), None, ""
                chunk.within, clause.text, clause.named = None, None, None


def _places(clause: Clause) -> Iterator[tuple[int, Chunk]]:
    return ((at, chunk) for at, chunk in enumerate(clause.chunks) if chunk.kind == PLACE and chunk.within is None)


def _is_bare(clause: Clause, at: int) -> bool:
    """Whether nothing in front of a chunk says that it is a place: no preposition, no office, no other place."""
    before = clause.chunks[at - 1] if at else None
    if before is None:
        return at + 1 < len(clause.chunks) and clause.chunks[at + 1].kind == WORD
    if before.kind != WORD or before.name == _OPENS:
        return False
    return before.cues.isdisjoint(_OF_PLACES)


def _is_open(scene: Scene, chunk: Chunk) -> bool:
    return scene.kinds.get(chunk.name.casefold(), PERSON) == PERSON and not chunk.cues and chunk.office is None


def _is_full(chunk: Chunk) -> bool:
    words = chunk.name.split()
    return _FEWEST <= len(words) <= _MOST and all(_INSIDE.sub("", word).isalpha() for word in words)


def _is_short(name: str) -> bool:
    return " " not in name and len(name) >= _SHORTEST and not name.isupper()


def _begins(chunk: Chunk, given: frozenset[str]) -> bool:
    """Whether a name begins with a given name or with the initial of one."""
    if chunk.name[1:3] == ". " or not given.isdisjoint(_inner(chunk.name)):
        return True
    family, _, own = chunk.name.partition(" ")
    if "-" in own and f"{family.casefold()}-" in given:
        return True
    first = next((word for word in chunk.name.split() if len(word.rstrip(".")) > 1 and not word.endswith(".")), "")
    return not first.isupper() and not given.isdisjoint((first.casefold(), _unaccented(first.casefold())))


def _is_shortened(chunk: Chunk, short: set[str]) -> bool:
    return any(word in short for word in chunk.name.split())


def _is_shaped(chunk: Chunk, endings: tuple[str, ...]) -> bool:
    """Whether a word of a name ends as given names do and words of no other kind: "Sulastrowati", "Haryawanto"."""
    words = (word.casefold() for word in chunk.name.split() if not word.isupper())
    return bool(endings) and any(len(word) > _SHORTEST_SHAPED and word.endswith(endings) for word in words)


def _inner(name: str) -> list[str]:
    """The small words inside a name: "Siti Rahmah | binti | Yusof"."""
    return [word for word in name.split()[1:-1] if word.islower()]


def _unaccented(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
