"""Sentences as strings: every chunk becomes one character that stands for its set of labels.

So a pattern over chunks is an ordinary regular expression, and a label in it is the class of all
characters whose set holds that label. The alphabet is closed: it is made once from the tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import Final

from kg.extraction.chunks import (
    BODY,
    DATE,
    EVENT,
    KINDS,
    NAME,
    OFFICE,
    PERSON,
    PLACE,
    PROGRAMME,
    REFERENCE,
    WORD,
    Chunk,
)
from kg.records import Iri
from kg.terms import SCG, EventKind, Level

_FIRST: Final = 0xE000
_MOST: Final = 50_000  # words and names kept with their characters
_BARE: Final = frozenset({WORD})
_PLAIN: Final = frozenset({WORD, "plain"})  # a word that no table and no pattern knows
_LEVELS: Final = {
    Level.COUNTRY: "country",
    Level.PROVINCE: "province",
    Level.CITY: "city",
    Level.REGENCY: "regency",
    Level.DISTRICT: "district",
    Level.SPECIAL_REGION: "province",
    Level.CITY_STATE: "country",
}
_BODIES: Final = {
    SCG.Ministry: "ministry",
    SCG.LocalGovernment: "government",
    SCG.Network: "network",
    SCG.IntergovernmentalOrganisation: "network",
    SCG.OrganisationalUnit: "unit",
    SCG.Agency: "agency",
    SCG.PublicOrganisation: "public",
    SCG.Company: "company",
    SCG.AcademicOrganisation: "academic",
}
_SITE: Final = "site"
_ADJECTIVE: Final = frozenset({"adjective"})
_IGO: Final = "igo"
_YEAR: Final = re.compile(r" (?:19|20)\d\d$")
_SCOPES = dict.fromkeys(("city", "regency", "province", "local"), "local")  # what holds the office: a place, a body


class Alphabet:
    """The characters, and the sets of labels that they stand for; words have those alone that are `asked` for."""

    def __init__(self, words: Iterable[frozenset[str]], asked: Iterable[str]) -> None:
        self._asked = frozenset((WORD, *asked))
        self._chars: dict[frozenset[str], str] = {}
        self._words: dict[tuple[str, frozenset[str]], str] = {}
        self._named: dict[tuple[str, object], str] = {}
        seen = {labels & self._asked for labels in words}
        for labels in (*_kind_sets(), *sorted(seen, key=sorted)):
            self._chars.setdefault(labels, chr(_FIRST + len(self._chars)))
        self.words = frozenset(
            char for labels, char in self._chars.items() if WORD in labels and labels not in (_BARE, _PLAIN)
        )
        """The characters that stand for words and marks that some pattern or table names."""
        self._members: dict[str, str] = {}
        for labels, char in self._chars.items():
            for label in labels:
                self._members[label] = self._members.get(label, "") + char

    def encode(self, chunks: Iterable[Chunk], literals: frozenset[str]) -> str:
        """The chunks of a sentence as a string, one character each."""
        return "".join([chunk.char or self._char(chunk, literals) for chunk in chunks])

    def _word(self, chunk: Chunk, literals: frozenset[str]) -> str:
        char = self._words.get((chunk.name, chunk.cues))
        if char is None:
            if len(self._words) >= _MOST:
                self._words.clear()
            char = self._chars.get(labels_of(chunk, literals) & self._asked, self._chars[_BARE])
            self._words[(chunk.name, chunk.cues)] = char
        chunk.char = char
        return char

    def _char(self, chunk: Chunk, literals: frozenset[str]) -> str:
        if chunk.kind == WORD:
            return self._word(chunk, literals)
        sign = _SIGNS.get(chunk.kind)
        seen = (chunk.kind, sign(chunk) if sign is not None else None)
        known = self._named.get(seen)
        if known is None:
            if len(self._named) >= _MOST:
                self._named.clear()
            known = self._named[seen] = self._chars.get(labels_of(chunk, literals), self._chars[_BARE])
        return known

    def members(self, label: str) -> str:
        """All characters whose set of labels holds `label`; empty where none does."""
        return self._members.get(label, "")


def labels_of(chunk: Chunk, literals: frozenset[str]) -> frozenset[str]:
    """The labels that patterns may ask of a chunk."""
    if chunk.kind == WORD:
        literal = literal_label(chunk.name)
        labels = frozenset({WORD, *chunk.cues, *((literal,) if literal in literals else ())})
        return labels if len(labels) > 1 or not chunk.name[:1].isalpha() else _PLAIN
    if chunk.kind == PLACE and chunk.cues:
        return _ADJECTIVE  # "Cambodian" is no place that acts
    return frozenset({chunk.kind, *_sub_labels(chunk)})


def literal_label(word: str) -> str:
    """The label of a word or mark that patterns name as such."""
    return f"'{word.casefold()}'"


def _sub_labels(chunk: Chunk) -> tuple[str, ...]:
    labels = _LABELLERS.get(chunk.kind)
    return labels(chunk) if labels is not None else ()


def _place_labels(chunk: Chunk) -> tuple[str, ...]:
    level = _level_of(chunk)
    return (f"{PLACE}.{_LEVELS.get(level, _SITE)}",) if level else ()


def _body_labels(chunk: Chunk) -> tuple[str, ...]:
    if "event" in chunk.cues:
        return (f"{BODY}.event",)
    term = _class_of(chunk)
    wide = (f"{BODY}.{_IGO}",) if term == SCG.IntergovernmentalOrganisation else ()
    return (f"{BODY}.{_BODIES[term]}", *wide) if term in _BODIES else ()


def _level_of(chunk: Chunk) -> Iri | None:
    return chunk.level or (chunk.figure.level if chunk.figure else None)


def _class_of(chunk: Chunk) -> Iri | None:
    """The class of a body, which it takes over from its figure."""
    if chunk.kind_term is None and chunk.figure is not None:
        chunk.kind_term = chunk.figure.entity.kind if chunk.figure.entity else chunk.figure.term
    return chunk.kind_term


def _office_labels(chunk: Chunk) -> tuple[str, ...]:
    if chunk.office is None:
        return ()
    whole = chunk.office.whole and chunk.owner is None
    form = "plural" if chunk.office.plural else "whole" if whole else "plain"
    kind = "firm" if chunk.office.term else "vague"
    return (f"{OFFICE}.{form}", f"{OFFICE}.{_SCOPES.get(chunk.office.scope, 'other')}", f"{OFFICE}.{kind}")


def _name_labels(chunk: Chunk) -> tuple[str, ...]:
    if _is_short(chunk.name):
        return (f"{NAME}.short",)
    if _YEAR.search(chunk.name):
        return (f"{NAME}.dated",)
    if chunk.cues or any(letter.isdigit() for letter in chunk.name):
        return ()
    return (f"{NAME}.plain", f"{NAME}.full") if " " in chunk.name else (f"{NAME}.plain",)


def _named_labels(chunk: Chunk) -> tuple[str, ...]:
    dated = (f"{chunk.kind}.dated",) if chunk.kind == PROGRAMME and "dated" in chunk.cues else ()
    dated = (f"{EVENT}.signing",) if chunk.kind == EVENT and chunk.kind_term == EventKind.SIGNING else dated
    return (f"{chunk.kind}.{'general' if chunk.generic else 'named'}", *dated)


_LABELLERS: Final[Mapping[str, Callable[[Chunk], tuple[str, ...]]]] = {
    PLACE: _place_labels,
    DATE: lambda chunk: (f"{DATE}.{'length' if chunk.days else 'day'}",),
    BODY: _body_labels,
    EVENT: _named_labels,
    PROGRAMME: _named_labels,
    OFFICE: _office_labels,
    PERSON: lambda chunk: (f"{PERSON}.{'titled' if chunk.offices else 'bare'}",),
    REFERENCE: lambda chunk: (f"{REFERENCE}.{PROGRAMME}",) if PROGRAMME in chunk.refers else (),
    NAME: _name_labels,
}


def _body_sign(chunk: Chunk) -> object:
    return "event" in chunk.cues or _class_of(chunk)


def _office_sign(chunk: Chunk) -> object:
    office = chunk.office
    if office is None:
        return None
    return office.plural, office.whole and chunk.owner is None, office.scope, office.term is None


_SIGNS: Final[Mapping[str, Callable[[Chunk], object]]] = {
    PLACE: lambda chunk: bool(chunk.cues) or _level_of(chunk),
    DATE: lambda chunk: bool(chunk.days),
    BODY: _body_sign,
    EVENT: lambda chunk: (chunk.generic, chunk.kind_term == EventKind.SIGNING),
    PROGRAMME: lambda chunk: (chunk.generic, "dated" in chunk.cues),
    OFFICE: _office_sign,
    PERSON: lambda chunk: bool(chunk.offices),
    REFERENCE: lambda chunk: PROGRAMME in chunk.refers,
    NAME: lambda chunk: (chunk.name, bool(chunk.cues)),
}
"""What the labels of each kind hang on: chunks alike in it have the same character."""


def _is_short(name: str) -> bool:
    """Whether a name is written like an acronym: IDBC, e-KTP, G20."""
    return not any(word.isalpha() and len(word) > 1 and not word.isupper() for word in re.split(r"[^\w]+", name))


def _kind_sets() -> list[frozenset[str]]:
    subs = [f"{PLACE}.{name}" for name in (*dict.fromkeys(_LEVELS.values()), _SITE)]
    subs += [f"{BODY}.{name}" for name in dict.fromkeys(_BODIES.values())]
    subs += [f"{kind}.{name}" for kind in (EVENT, PROGRAMME) for name in ("general", "named")]
    subs += [f"{BODY}.event"]
    subs += [f"{DATE}.{name}" for name in ("day", "length")]
    subs += [f"{PERSON}.{name}" for name in ("titled", "bare")]
    subs += [f"{NAME}.{name}" for name in ("plain", "short", "dated")]
    sets = [frozenset({kind}) for kind in (*KINDS, NAME, PERSON)]
    sets += [_PLAIN, _ADJECTIVE, frozenset({REFERENCE, f"{REFERENCE}.{PROGRAMME}"})]
    sets += [frozenset({BODY, f"{BODY}.network", f"{BODY}.{_IGO}"})]
    sets += [frozenset({NAME, f"{NAME}.plain", f"{NAME}.full"})]
    sets += [frozenset({PROGRAMME, f"{PROGRAMME}.named", f"{PROGRAMME}.dated"})]
    sets += [frozenset({EVENT, f"{EVENT}.{form}", f"{EVENT}.signing"}) for form in ("general", "named")]
    forms = product(("whole", "plain", "plural"), ("local", "other"), ("firm", "vague"))
    sets += [frozenset({OFFICE, *(f"{OFFICE}.{label}" for label in labels)}) for labels in forms]
    return [*sets, *(frozenset({sub.partition(".")[0], sub}) for sub in subs)]
