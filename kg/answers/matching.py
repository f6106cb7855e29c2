"""Which query of the library a question asks for: likeness to example wordings, and what stays unexplained.

A question and a wording are bags of features: concepts of words and names of filled slots. A feature weighs
the more the fewer queries know it. A query is liked for (a) the share of the question that it knows, (b) its
most similar wording and (c) all its wordings together; what it cannot explain counts against it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.answers.pieces import Piece, Reading
from kg.answers.reading import Reader
from kg.answers.slots import Filled, fill
from kg.answers.things import LEAD, kind_of
from kg.answers.wordings import Wordings
from kg.queries import Parameter, Query

_KNOWN, _LIKE, _ALL = 0.40, 0.38, 0.22
_UNEXPLAINED = 0.6
_HARD = frozenset({"thing", "time", "unknown"})
_ASKED = frozenset({"reason", "meaning"})  # what a question wants to know: no rows answer it by leaving it aside
_GENERAL = frozenset({"thing", "date", "year"})
_CORE = 0.7
_FEW = 0.34
_WITHOUT_CORE = 0.88
_CORELESS = 0.6
_LACKING = 0.3

Bag = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Match:
    """A query that a question may ask for: how well it fits (0–1), its slots, and what it leaves unexplained.

    `strange` is the share of the question that the query does not know, `telling` the number of concepts in
    it that few queries know; `lacking` are parameters that it needs and the question does not fill, and
    `complete` how well it would fit if it did.
    """

    query: Query
    score: float
    filled: Filled
    unexplained: tuple[Piece, ...]
    strange: float
    telling: int = 0
    lacking: tuple[Parameter, ...] = ()
    complete: float = 0.0

    @property
    def whole(self) -> bool:
        """Whether nothing in the question is left that the query cannot be about."""
        return not any(piece.sort in _HARD or piece.sort == "ordinal" for piece in self.unexplained)


@dataclass(frozen=True, slots=True)
class _Profile:
    wordings: Wordings
    examples: tuple[Bag, ...]
    all: Bag
    known: frozenset[str]
    core: frozenset[str]
    special: frozenset[str]  # the slots that say something of what is asked: not those for times and things of any kind


class Matcher:
    """The wordings of all queries, learnt once."""

    def __init__(self, reader: Reader, library: Iterable[Wordings]) -> None:
        self._reader = reader
        drafts = [(wordings, self._examples(wordings)) for wordings in library]
        self._count = len(drafts)
        self._spread = Counter(f for _, examples in drafts for f in {f for bag in examples for f in bag})
        self._profiles = tuple(self._profile(wordings, examples) for wordings, examples in drafts)

    def rank(self, reading: Reading, today: date) -> tuple[Match, ...]:
        """Every query with how well it fits, best first."""
        matches = [self._match(profile, reading, today) for profile in self._profiles]
        return tuple(sorted(matches, key=lambda match: (-match.score, match.query.name)))

    def _examples(self, wordings: Wordings) -> list[Counter[str]]:
        bags = []
        for tag, texts in wordings.examples.items():
            for text in texts:
                reading = self._reader.learn(text, tag)
                filled = fill(wordings, reading, self._reader.things, date.max)
                bags.append(Counter(_features(reading.pieces, filled.slots)))
        return bags

    def _profile(self, wordings: Wordings, examples: Sequence[Counter[str]]) -> _Profile:
        together: Counter[str] = Counter()
        for bag in examples:
            together.update(dict.fromkeys(bag, 1))
        weighted = {f: self._weight(f) * math.sqrt(n / len(examples)) for f, n in together.items()}
        bags = tuple(self._weighted(bag) for bag in examples)
        core = {f for f, n in together.items() if n >= _CORE * len(examples) and f[0] != "<"}
        general = {f"<{p.name}>" for p in wordings.query.parameters if p.kind in _GENERAL}
        special = frozenset(f for f in together if f[0] == "<" and f not in general)
        return _Profile(wordings, bags, _normal(weighted), frozenset(together), frozenset(core), special)

    def _weighted(self, bag: Iterable[str]) -> Bag:
        return _normal({feature: self._weight(feature) for feature in bag})

    def _weight(self, feature: str) -> float:
        return math.log(1 + self._count / (self._spread[feature] or 0.5))

    def _match(self, profile: _Profile, reading: Reading, today: date) -> Match:
        filled = fill(profile.wordings, reading, self._reader.things, today)
        features = _features(reading.pieces, filled.slots)
        weights = {feature: self._weight(feature) for feature in features}
        known = sum(w for f, w in weights.items() if f in profile.known)
        total = sum(weights.values()) or 1.0
        bag = _normal(weights)
        like = max((_dot(bag, example) for example in profile.examples), default=0.0)
        unexplained = tuple(self._unexplained(reading.pieces, filled.slots, profile.known))
        score = _KNOWN * known / total + _LIKE * like + _ALL * min(1.0, 1.3 * _dot(bag, profile.all))
        hard = sum(piece.sort in _HARD for piece in unexplained)
        lacking = tuple(p for p in profile.wordings.query.parameters if p.required and p.name not in filled.values)
        score *= _UNEXPLAINED ** min(hard, 2)
        score *= _WITHOUT_CORE ** len(profile.core - set(features))
        telling = sum(
            self._spread[f] <= _FEW * self._count for f in features if f in profile.known and f[0] not in "<#"
        )
        if not telling and profile.core.isdisjoint(features) and not profile.special & set(features):
            score *= _CORELESS
        fits = score * (_LACKING if lacking else 1.0)
        return Match(profile.wordings.query, fits, filled, unexplained, 1 - known / total, telling, lacking, score)

    def _unexplained(self, pieces: Sequence[Piece], slots: Mapping[int, str], known: frozenset[str]) -> Iterator[Piece]:
        """What a query has no use for; a concept that no query knows is as good as an unknown word."""
        for at, piece in enumerate(pieces):
            lost = [feature for feature in _of(piece, None) if feature not in known]
            if at not in slots and (piece.sort in _HARD or lost):
                nowhere = piece.sort == "word" and (
                    piece.concept in _ASKED or not any(self._spread[feature] for feature in lost)
                )
                yield replace(piece, sort="unknown") if nowhere else piece


def _features(pieces: Sequence[Piece], slots: Mapping[int, str]) -> list[str]:
    features = [feature for at, piece in enumerate(pieces) for feature in _of(piece, slots.get(at))]
    return list(dict.fromkeys(features))


def _of(piece: Piece, slot: str | None) -> list[str]:
    if piece.sort == "slot":
        return [f"<{piece.concept}>"]
    if slot == "":
        return []
    found = [] if slot is None else [f"<{slot}>"]
    if piece.sort == "thing" and any(kind_of(thing) == LEAD for thing in piece.things):
        found.append("head")
    if piece.sort in _HARD and slot is None:
        found.append(f"!{piece.sort}")
    if piece.sort in {"number", "ordinal"} and slot is None:
        found.append(f"#{piece.number} {piece.sort}")
    if piece.sort == "word" and piece.concept and piece.concept != "subject":
        found.append(piece.concept)
    if piece.concept == "subject" and slot is None:
        found.append("subject")
    return found


def _normal(bag: Mapping[str, float]) -> Bag:
    size = math.sqrt(sum(weight * weight for weight in bag.values()))
    return {feature: weight / size for feature, weight in bag.items()} if size else {}


def _dot(one: Bag, other: Bag) -> float:
    return sum(weight * other[feature] for feature, weight in one.items() if feature in other)
