"""What an event in common words is called: its noun with the words beside it that say what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Final

from kg.extraction.chunks import BODY, NAME, OFFICE, PERSON, PLACE, PROGRAMME, REFERENCE, TOPIC, WORD, Chunk
from kg.extraction.scene import Clause
from kg.terms import EventKind

_LONGEST_NOMINAL: Final = 5
_LONGEST_MATTER: Final = 10  # chunks
_SHAPED: Final = frozenset({"participle", "adjective"})  # what the form of a word alone shows, or what describes
_SMALL: Final = frozenset({"article", "definite", "indefinite", "list", "concerns", "complement", "possessor"})
_PREDICATES: Final = frozenset({  # cues of verbs that tell what becomes of an event, and end what it is about
    "attend", "attended-by", "be", "behalf", "chair", "chaired-by", "ending", "future", "gave", "held", "host",
    "hosted-by", "in", "is", "join", "joined", "meet", "open", "opened-by", "organise", "organised-by", "present",
    "quoth", "relative", "say", "sign", "speak", "spoke", "spoken-by", "tells", "was",
})  # fmt: skip
_LIKE_NOUNS: Final = frozenset({  # cues of words that stand in what an event is about where that follows it at once
    "thing", "progword", "focus", "address", "concerns", "list", "and", "agreement", "cooperation", "orgnoun",
    "subsidiary", "govt", "support", "with", "between", "pilot", "pact", "appword",
})  # fmt: skip
_OF_PARTIES: Final = frozenset({"between", "with", "alongside", "with-word"})
_OF_GUESTS: Final = frozenset({EventKind.VISIT, EventKind.MEETING})  # "kunjungan duta besar"
_ACTING: Final = frozenset({PERSON, BODY, PLACE})
_LINKS: Final = frozenset({"concerns", "focus", "address", "list", "and", "with", "between"})
_ARTICLE: Final = "article"
_POSSESSIVE: Final = "possessive"
_MATTERS: Final = frozenset({WORD, TOPIC, NAME, BODY, PROGRAMME, PLACE, REFERENCE})
_OWNERS: Final = frozenset({NAME, BODY, PROGRAMME, PLACE})


def nominal_name(clause: Clause, chunk: Chunk) -> str:
    """An event in common words with the words beside it that say what it is about, where the language has them."""
    at = clause.everything.index(chunk)
    if clause.patterns.adjectives == "before":
        front = clause.everything[max(at - _LONGEST_NOMINAL, 0) : at]
        before = [*reversed(_plain_names(reversed(front)))]
        article = front[-len(before) - 1] if len(front) > len(before) else None  # "the regional"
        described = article.name.split()[1:] if article is not None and _ARTICLE in article.cues else []
        return " ".join([*described, *before, chunk.name])
    return " ".join([chunk.name, *_plain_names(clause.everything[at + 1 :][:_LONGEST_NOMINAL])])


def name_by_matter(text: str, clause: Clause, chunk: Chunk) -> None:
    """An event in common words is called by what stands behind it: "forum", "forum on flood resilience"."""
    at, event = clause.everything.index(chunk), chunk.figure
    if event is None or not event.general:
        return
    bare = event.name
    front = clause.patterns.adjectives == "before"
    nouns = tuple(dict.fromkeys((*((nominal_name(clause, chunk),) if front else ()), text[chunk.start : chunk.end])))
    matters = [*_matters(text, clause, at), *_parties(text, clause, at)]
    names = [f"{noun}{matter}" for matter in matters for noun in nouns]
    if names and " " not in bare.removeprefix(chunk.name).strip():
        event.name = names[0]
        event.named(bare)
    owner = _owner(clause, at)
    for name in (*names, *nouns, *([f"{owner} {chunk.name}"] if owner else ())):
        event.named(name)


def _matters(text: str, clause: Clause, at: int) -> Iterator[str]:
    """What stands behind a word such as "on" and tells what an event is about, the longest first."""
    behind = clause.everything[at + 1 : at + 1 + _LONGEST_MATTER]
    linked = bool(behind) and behind[0].kind == WORD and clause.patterns.concerns(behind[0].name)
    if clause.patterns.adjectives != "before":  # what it is about follows at once: "rapat penanganan banjir"
        told = list(takewhile(is_attached, behind))
        while told and told[-1].kind == WORD and not _LINKS.isdisjoint(told[-1].cues):
            told.pop()
    elif linked:
        told = list(takewhile(_is_matter, behind[1:]))
        while told and _is_small(told[-1]):
            told.pop()
    else:
        return
    for length in range(len(told), 0, -1):
        if length == len(told) or (_is_small(told[length]) and not _is_small(told[length - 1])):
            yield " " + " ".join(text[clause.everything[at].end : told[length - 1].end].split())


def _parties(text: str, clause: Clause, at: int) -> Iterator[str]:
    """Between whom an event in common words is, or with whom: "meeting | between the mayor, A, and B"."""
    behind = clause.everything[at + 1 : at + 1 + _LONGEST_MATTER]
    linked = bool(behind) and behind[0].kind == WORD and not behind[0].cues.isdisjoint(_OF_PARTIES)
    direct = clause.everything[at].kind_term in _OF_GUESTS and clause.patterns.adjectives != "before"
    if not (linked or (direct and behind and behind[0].kind in (OFFICE, PERSON))):
        return
    told = [*takewhile(_is_party, behind[linked:])]
    while told and told[-1].kind not in _ACTING:
        told.pop()
    if told and any(chunk.figure is not None for chunk in told):
        yield " " + " ".join(text[behind[0].start : told[-1].end].split())


def _is_party(chunk: Chunk) -> bool:
    small = chunk.kind == WORD and (_is_small(chunk) or not chunk.name[0].isalnum())
    return small or chunk.kind in _ACTING or chunk.kind == OFFICE


def _is_small(chunk: Chunk) -> bool:
    return not _SMALL.isdisjoint(chunk.cues)


def _is_matter(chunk: Chunk) -> bool:
    """Whether a chunk may be part of what an event is about: a name or a word, no verb and no mark."""
    if chunk.kind not in _MATTERS:
        return False
    if _POSSESSIVE in chunk.cues or _is_small(chunk):
        return True
    return chunk.name[0].isalnum() and _PREDICATES.isdisjoint(chunk.cues)


def attached(text: str, clause: Clause, chunk: Chunk) -> str:
    """The words right behind a chunk that tell what it is about, where no small word need lead to them."""
    at = clause.everything.index(chunk)
    told = list(takewhile(is_attached, clause.everything[at + 1 : at + 1 + _LONGEST_MATTER]))
    return " ".join(text[told[0].start : told[-1].end].split()) if told else ""


def is_attached(chunk: Chunk) -> bool:
    """Whether a chunk may be part of what an event is about where no small word need lead to it."""
    if chunk.kind not in _MATTERS or chunk.kind == REFERENCE:
        return False
    return chunk.kind != WORD or (chunk.name[0].isalnum() and chunk.cues <= _LIKE_NOUNS)


def _owner(clause: Clause, at: int) -> str:
    """Whose event it is, right in front of it: "the ministry's | meeting"."""
    before = clause.everything[max(at - 2, 0) : at]
    if before and _POSSESSIVE in before[-1].cues:
        before = before[:-1]
    return before[-1].name if before and before[-1].kind in _OWNERS else ""


def _plain_names(chunks: Iterable[Chunk]) -> list[str]:
    """The words that come first, up to one that a table knows."""
    return [
        chunk.name
        for chunk in takewhile(
            lambda chunk: chunk.kind in (WORD, TOPIC) and chunk.cues <= _SHAPED and chunk.name[0].isalpha(), chunks
        )
    ]
