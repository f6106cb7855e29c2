"""The patterns of a language: read from `patterns.toml`, compiled to expressions over the alphabet.

How a pattern is written stands in docs/languages.md. Whatever is not understood (a key, a stage, an
unknown label, a capture that is used but not made) raises TableError.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Any, Final

from kg.errors import TableError
from kg.extraction.alphabet import Alphabet, literal_label
from kg.extraction.deedtables import DeedTable
from kg.extraction.lexicon import Lexicon
from kg.extraction.notation import expression, labels_asked, labels_in
from kg.extraction.tokens import key_of
from kg.lang import resolve_term
from kg.records import Iri

FOCUS: Final = "@event"  # instead of a capture: the event that the text is about
NETWORK: Final = "@network"  # … the one network or membership programme that the text speaks of
COUNTRY: Final = "@country"  # instead of a capture: the country that somebody was said to represent before
FOCI: Final = (FOCUS, NETWORK, COUNTRY)
_COMING, _PART, _CONCERNS = "coming", "part", "concerns"  # cues
STAGES: Final = ("names", "owners", "appositions", "clauses")
_KEYS: Final = frozenset({
    "name", "stage", "match", "keep", "makes", "sets", "states", "example", "finds", "note", "same", "widens", "merges",
})  # fmt: skip
_NUMBER: Final = itemgetter(0)
_MOST: Final = 4096  # sentences kept with what they meet: most look the same to one stage as to the next
_STATE_KEYS: Final = frozenset(
    {"relation", "subject", "object", "role", "modality", "confidence", "forum", "date", "office", "title", "kind"}
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a match states: captures for the ends, and what the pattern says of them."""

    relation: str
    subject: str
    object: str
    confidence: Decimal
    role: Iri | None = None
    modality: Iri | None = None
    forum: str = ""
    office: str = ""
    title: str = ""
    kind: Iri | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """One compiled pattern.

    `needs` are the classes of characters (as bits, see `Patterns.met`) each of which a sentence must hold for the
    pattern to match at all; `classes` the characters that each capture is about; `keep` the capture that stays when the
    match is reduced, `makes` the kind that it becomes, `sets` what of it the other capture fills, `same` two captures
    that name one figure, `widens` the capture whose name takes in all that is matched behind it, `merges` two
    captures side by side that are one name.
    """

    name: str
    stage: str
    regex: re.Pattern[str]
    needs: int
    classes: Mapping[str, frozenset[str]]
    states: tuple[Statement, ...]
    keep: str = ""
    makes: str = ""
    sets: str = ""
    same: tuple[str, ...] = ()
    widens: str = ""
    merges: tuple[str, ...] = ()
    example: str = ""
    finds: tuple[str, ...] = ()


class _Index:
    """The patterns of a stage by the need of theirs that the fewest sentences meet."""

    def __init__(self, patterns: Iterable[Pattern], rarest: Callable[[int], int]) -> None:
        self.keys = 0
        self.always: list[tuple[int, Pattern]] = []
        self.by_need: dict[int, list[tuple[int, tuple[int, Pattern]]]] = {}
        for one in enumerate(patterns):
            if not one[1].needs:
                self.always.append(one)
                continue
            key = rarest(one[1].needs)
            self.keys |= key
            self.by_need.setdefault(key, []).append((one[1].needs, one))


class Patterns:
    """All patterns of one language by stage, with the alphabet that they are written in."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.tag = lexicon.tag
        self.adjectives = lexicon.language.config.get("grammar", {}).get("adjectives", "behind")
        self._agents = frozenset(lexicon.language.config.get("verbs", {}).get("by", ()))
        self._ordinals = frozenset(
            form for form, heads in lexicon.events.items() if any(head.position == "ordinal" for head in heads)
        )
        self._part_heads = frozenset(
            form for form, heads in lexicon.events.items() if any(head.has(_PART) for head in heads)
        )
        self.deeds = DeedTable(lexicon)
        self._cued = lexicon.cued
        self._done = lexicon.groups.done_by
        self._topics = lexicon.topics
        self._concerns = frozenset(form for form, cues in lexicon.cues.items() if _CONCERNS in cues)
        self._coming = tuple(f"{form} " for form, cues in lexicon.cues.items() if _COMING in cues)
        rows = lexicon.language.patterns.get("pattern", ())
        self.literals = frozenset(label for row in rows for label in labels_in(row["match"]) if label[0] == "'")
        asked = {label for row in rows for label in labels_asked(row["match"])}
        self.alphabet = Alphabet(_word_sets(lexicon, self.literals), asked)
        self._needs: dict[frozenset[str], int] = {}
        self._meets: dict[str, int] = {}
        self._met: dict[str, int] = {}
        self._all = tuple(self._compiled(row) for row in rows)
        self._stages = {stage: tuple(p for p in self._all if p.stage == stage) for stage in STAGES}
        self._indexes = {stage: _Index(patterns, self._rarest) for stage, patterns in self._stages.items()}
        _refuse_doubles(self.tag, self._all)

    def looks_ahead(self, words: str) -> bool:
        """Whether words begin like what is to come: "will be held"."""
        return f"{words.casefold()} ".startswith(self._coming)

    def concerns(self, words: str) -> bool:
        """Whether words begin like what an event is about: "on", "to discuss"."""
        return words.casefold().split()[0] in self._concerns

    def is_agent(self, word: str) -> bool:
        """Whether a word names by whom something is done: "by"."""
        return word in self._agents

    def tied(self, verb: str, by: str) -> frozenset[str]:
        """The cues of a verb and its "by" where nothing stands between them; none where they are no phrase."""
        length, cues = self._cued(keys := key_of(f"{verb} {by}"), 0)
        return frozenset(cues if length == len(keys) else ())

    def is_done_by(self, cues: frozenset[str]) -> bool:
        """Whether cues are those of a verb that says what somebody does, as its passive says by whom."""
        return not self._done.isdisjoint(cues)

    def is_ordinal(self, word: str) -> bool:
        """Whether a word counts events: "second"."""
        return word in self._ordinals

    def is_part(self, keys: tuple[str, ...]) -> bool:
        """Whether an event in common words is rather part of another one: "the opening session", "a panel"."""
        return " ".join(keys) in self._part_heads or (
            keys[:1] != keys and self.is_ordinal(keys[0]) and self.is_part(keys[1:])
        )

    def topics_in(self, keys: Sequence[str]) -> tuple[Iri, ...]:
        """The topics that words of a name speak of, the longest phrases first."""
        found: dict[Iri, None] = {}
        at = 0
        while at < len(keys):
            length, heads = self._topics.longest(keys, at) if self._topics.begins(keys[at]) else (0, [])
            found |= {head.term: None for head in heads[:1] if head.term is not None}
            at += max(length, 1)
        return tuple(found)

    def stage(self, name: str) -> tuple[Pattern, ...]:
        """The patterns of one stage, in the order of the file."""
        return self._stages[name]

    def candidates(self, stage: str, met: int, after: int = -1) -> list[tuple[int, Pattern]]:
        """The patterns of a stage behind a number that may match where these needs are met, with their numbers."""
        index = self._indexes[stage]
        found = [one for one in index.always if one[0] > after]
        hits = index.keys & met
        while hits:
            key = hits & -hits
            hits ^= key
            for needs, one in index.by_need[key]:
                if needs & met == needs and one[0] > after:
                    found.append(one)
        found.sort(key=_NUMBER)
        return found

    def met(self, text: str) -> int:
        """The needs, as bits, that the characters of a sentence meet."""
        met = self._met.get(text)
        if met is None:
            if len(self._met) >= _MOST:
                self._met.clear()
            met = self._met[text] = self._found(text)
        return met

    def _found(self, text: str) -> int:
        met, meets = 0, self._meets
        for char in set(text):
            met |= meets.get(char, 0)
        return met

    def __iter__(self) -> Iterator[Pattern]:
        return iter(self._all)

    def _rarest(self, needs: int) -> int:
        """The bit of the need that asks for certain words, else of the one that the fewest characters meet."""
        met = ((need, bit) for need, bit in self._needs.items() if bit & needs)
        return min(met, key=lambda one: (not one[0] <= self.alphabet.words, len(one[0]), one[1]))[1]

    def _needed(self, needs: Iterable[frozenset[str]]) -> int:
        bits = 0
        for need in needs:
            bit = self._needs.setdefault(need, 1 << len(self._needs))
            bits |= bit
            for char in need:
                self._meets[char] = self._meets.get(char, 0) | bit
        return bits

    def _compiled(self, row: Mapping[str, Any]) -> Pattern:
        where = f"{self.tag}/patterns.toml, {row.get('name', row.get('match'))!r}"
        _check_keys(where, row, _KEYS)
        notation = expression(row["match"], self.alphabet, where)
        states = tuple(_statement(where, state, notation.classes) for state in row.get("states", ()))
        keep = row.get("keep", "")
        if keep and keep not in notation.classes:
            raise TableError(f"{where}: keeps {keep!r}, which it does not capture")
        if row.get("stage", "clauses") not in STAGES:
            raise TableError(f"{where}: no stage {row['stage']!r}", hint=f"one of {', '.join(STAGES)}")
        return Pattern(
            name=f"{self.tag}/{row['name']}",
            stage=row.get("stage", "clauses"),
            regex=re.compile(notation.regex),
            needs=self._needed(notation.needs),
            classes=notation.classes,
            states=states,
            keep=keep,
            makes=row.get("makes", ""),
            sets=row.get("sets", ""),
            same=_pair(where, row, "same", notation.classes),
            merges=_pair(where, row, "merges", notation.classes),
            widens=row.get("widens", ""),
            example=row.get("example", ""),
            finds=tuple(row.get("finds", ())),
        )


def _pair(where: str, row: Mapping[str, Any], key: str, captures: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    names = tuple(row.get(key, "").split())
    if names and (len(names) != 2 or not set(names) <= set(captures)):
        raise TableError(f"{where}: {key} = {row[key]!r} is no pair of captures")
    return names


def _check_keys(where: str, row: Mapping[str, Any], known: frozenset[str]) -> None:
    unknown = sorted(set(row) - known)
    if unknown:
        raise TableError(f"{where}: unknown key {unknown[0]!r}", hint=f"one of {', '.join(sorted(known))}")


def _statement(where: str, state: Mapping[str, Any], captures: Mapping[str, frozenset[str]]) -> Statement:
    _check_keys(where, state, _STATE_KEYS)
    ends = {key: state.get(key, "") for key in ("subject", "object", "forum", "office")}
    ends["subject"] = ends["subject"] or "subject"
    ends["object"] = ends["object"] or ("object" if "object" in captures else "")
    for capture in ends.values():
        if capture and capture not in captures and capture not in FOCI:
            raise TableError(f"{where}: uses {capture!r}, which it does not capture")
    return Statement(
        relation=state["relation"],
        confidence=Decimal(str(state["confidence"])),
        role=resolve_term(f"eventrole:{state['role']}") if "role" in state else None,
        modality=resolve_term(f"modality:{state['modality']}") if "modality" in state else None,
        title=state.get("title", ""),
        kind=resolve_term(f"eventkind:{state['kind']}") if "kind" in state else None,
        **ends,
    )


def _word_sets(lexicon: Lexicon, literals: frozenset[str]) -> list[frozenset[str]]:
    sets = {frozenset({"word", literal}) for literal in literals}
    sets |= {frozenset({"word", literal, *lexicon.shape_cues(literal[1:-1])}) for literal in literals}
    for phrase, cues in lexicon.cues.items():
        sets.add(frozenset({"word", *cues}))
        label = literal_label(phrase)
        sets.add(frozenset({"word", *cues, *((label,) if label in literals else ())}))
    sets.update(frozenset({"word", *cues}) for cues in lexicon.groups.labels)
    for literal in literals:
        sets.add(frozenset({"word", literal, *lexicon.cues_of(literal.strip("'"))}))
    return list(sets)


def _refuse_doubles(tag: str, patterns: Iterable[Pattern]) -> None:
    seen: set[str] = set()
    for pattern in patterns:
        if pattern.name in seen:
            raise TableError(f"{tag}/patterns.toml: two patterns are called {pattern.name!r}")
        seen.add(pattern.name)
