"""The tables of verbs of a language, read into two tries: forms of verbs, and the words behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Final

from kg.errors import TableError
from kg.extraction.inflection import Inflection
from kg.extraction.phrases import Phrases
from kg.extraction.tokens import key_of
from kg.lang import Language

ACTIVE: Final = "active"
PASSIVE: Final = "passive"
START: Final = "start"  # the state before the first verb of a group
NONE: Final[frozenset[str]] = frozenset()
_PART: Final = re.compile(r"\([^)]*\)|\[[^]]*\]|\S+")
_INSIDE: Final = "inside"
_REST: Final = "rest"

Saying = tuple[str, str]
"""What an adverb says: a cue, and the voice of the groups that it says it of."""


@dataclass(frozen=True, slots=True)
class End:
    """What a verb says where it ends, in one voice: its cues, or (`then`) what has to follow an auxiliary.

    `by` are the cues of a passive with its "by", `ahead` pairs of a cue of auxiliaries and a cue that the group
    has besides it, `alone` the forms that need nothing in front (None: all).
    """

    cues: frozenset[str] = NONE
    by: frozenset[str] = NONE
    ahead: tuple[tuple[str, str], ...] = ()
    alone: frozenset[str] | None = None
    then: str = ""


@dataclass(slots=True)
class Node:
    """The words behind a verb, one a step."""

    ends: dict[str, list[End]] = field(default_factory=dict)
    behind: dict[str, Node] = field(default_factory=dict)

    def at(self, keys: Sequence[str]) -> Node:
        """The node that these words lead to, made where there is none."""
        node = self
        for key in keys:
            node = node.behind.setdefault(key, Node())
        return node

    def below(self) -> Iterator[Node]:
        """The node and all behind it."""
        yield self
        for further in self.behind.values():
            yield from further.below()


class VerbTables:
    """`forms`: word → verbs and kinds of form; `verbs`: verb → trie; `kinds`: state → kind of form → voices.

    `adverbs` may stand between two verbs, `fillers` (these and small words) between a verb and its noun;
    a group may begin with a word of `leading`.
    """

    def __init__(self, language: Language) -> None:
        self._tag = language.tag
        settings: Mapping[str, Any] = language.config.get("verbs", {})
        states = {START: settings.get("start", ()), **settings.get("after", {})}
        self.kinds = {state: _voices(rows) for state, rows in states.items()}
        self.by = frozenset(settings.get("by", ()))
        self.joins = frozenset(settings.get("joins", ()))
        self._usual = frozenset(settings.get("alone", ())) or None
        self._prefixes: tuple[str, ...] = ("", *settings.get("prefixes", ()))
        self._inflection = Inflection(language)
        self.forms: dict[str, list[tuple[str, str]]] = {}
        self.verbs: dict[str, Node] = {}
        self.adverbs: Phrases[Saying] = Phrases()
        self.fillers: Phrases[Saying] = Phrases()
        self.leading: set[str] = set()
        for row in language.tables.get("adverbs", ()):
            self._add_adverb(row)
        for row in language.tables.get("auxiliaries", ()):
            self._add_auxiliary(row)
        for row in language.tables.get("verbs", ()):
            self._add_verb(row)

    def ends(self) -> Iterator[End]:
        """Every end of every verb."""
        for node in self.verbs.values():
            for below in node.below():
                yield from (end for ends in below.ends.values() for end in ends)

    def _add_adverb(self, row: Mapping[str, str]) -> None:
        keys, says = key_of(row["form"]), (row.get("says", ""), row.get("voice", ""))
        self.fillers.add(keys, says)
        if row.get("place") != _REST:
            self.adverbs.add(keys, says)
        if row.get("place") not in (_REST, _INSIDE):
            self.leading.add(keys[0])

    def _add_auxiliary(self, row: Mapping[str, str]) -> None:
        if row["next"] not in self.kinds:
            raise TableError(f"{self._tag}/auxiliaries.tsv: {row['form']!r} has no state {row['next']!r} behind it")
        end = End(_cues(row, "says"), alone=_alone(row, None), then=row["next"])
        for base, rest in _bases(row["form"]):
            fixed = row.get("fixed", "")
            self._learn(base, [(kind, base) for kind in fixed.split()] if fixed else self._inflection.forms(base))
            self._enter(base, rest, row.get("voice") or ACTIVE, end)

    def _add_verb(self, row: Mapping[str, str]) -> None:
        ahead = tuple(_ahead(cell, f"{self._tag}/verbs.tsv") for cell in row.get("ahead", "").split())
        active, passive, by = (_cues(row, column) for column in (ACTIVE, PASSIVE, "by"))
        for base, rest in _bases(row["form"]):
            if base not in self.verbs:
                self._learn(base, self._inflection.forms(base))
            if active:
                self._enter(base, rest, ACTIVE, End(active, NONE, ahead, _alone(row, NONE if rest else self._usual)))
            if passive or by:
                self._enter(base, rest, PASSIVE, End(passive, by, ahead))

    def _enter(self, base: str, rest: Sequence[str], voice: str, end: End) -> None:
        self.verbs.setdefault(base, Node()).at(rest).ends.setdefault(voice, []).append(end)

    def _learn(self, base: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Note the forms of a verb, with every prefix that makes no new verb ("co-")."""
        for kind, form in pairs:
            for prefix in self._prefixes:
                readings = self.forms.setdefault(f"{prefix}{form}", [])
                if (base, kind) not in readings:
                    readings.append((base, kind))


def _voices(rows: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The forms of a state with the voices that they tell: "part/passive" → passive."""
    voices: dict[str, tuple[str, ...]] = {}
    for row in rows:
        kind, _, voice = row.partition("/")
        voices[kind] = (*voices.get(kind, ()), voice or ACTIVE)
    return voices


def _cues(row: Mapping[str, str], column: str) -> frozenset[str]:
    return frozenset(row.get(column, "").split())


def _alone(row: Mapping[str, str], usual: frozenset[str] | None) -> frozenset[str] | None:
    """The forms that need nothing in front of them; all where neither the row nor the language says which."""
    return frozenset(row.get("alone", "").split()) or usual or None


def _ahead(cell: str, where: str) -> tuple[str, str]:
    when, arrow, cue = cell.partition(">")
    if not (when and arrow and cue):
        raise TableError(f"{where}: {cell!r} is not written as cue>cue")
    return when, cue


def _bases(form: str) -> Iterator[tuple[str, list[str]]]:
    """The verbs of a row, each with the words behind it."""
    for words in _written_out(form):
        base, *rest = (key for word in words for key in key_of(word))
        yield base, rest


def _written_out(form: str) -> Iterator[tuple[str, ...]]:
    """The forms of "brief (all) guests|delegates": alternatives by "|", in round brackets what may be missing.

    Alternatives of several words stand in brackets, square ones where one of them must be there.
    """
    choices = []
    for part in _PART.findall(form):
        inside = part[1:-1].split("|") if part[0] in "([" else part.split("|")
        choices.append(("", *inside) if part[0] == "(" else tuple(inside))
    for choice in product(*choices):
        yield tuple(word for word in choice if word)
