"""What waits for a decision, as records: an item, its sides, and how much a decision would tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log2

from kg.records import Iri, Term
from kg.review.judgements import Judgement

CLAIM, DUPLICATE, DISAGREEMENT = "claim", "duplicate", "disagreement"
KINDS = (CLAIM, DUPLICATE, DISAGREEMENT)


@dataclass(frozen=True, slots=True)
class Line:
    """One property with its value, `label` in words; `key` names the claim, `source` and `text` where it stands.

    `apart` says that it is told of somebody or something that the source names nowhere else.
    """

    name: Iri
    value: Term
    label: str
    key: str = ""
    source: str = ""
    text: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One panel: what one source says (or one person is, by several), and in which words."""

    title: str
    where: str
    quotes: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """Something to decide on.

    `id` is stable over builds; `score` the bits that a decision is expected to give, times the reach of the things
    named; `things` those things; `why` what is doubtful; `before` the decision that no longer or not quite holds.
    `statement` is the key of a candidate statement, `ends` the two people of a duplicate, `on` the property of a
    disagreement.
    """

    id: str
    kind: str
    title: str
    why: str
    score: float
    sides: tuple[Side, ...]
    things: frozenset[Iri]
    before: Judgement | None = None
    statement: str = ""
    ends: tuple[str, ...] = ()
    on: str = ""


def entropy(shares: Iterable[float]) -> float:
    """The bits that it tells which of several is true, given how likely each is (in any unit)."""
    given = [share for share in shares if share > 0]
    whole = sum(given)
    return -sum(share / whole * log2(share / whole) for share in given) if whole else 0.0


def score(bits: float, sources: int) -> float:
    """What a decision is worth: its bits, times 1 + log2(1 + sources that speak of the things named)."""
    return round(bits * (1 + log2(1 + sources)), 4)
