"""An item and what somebody decides on it → the lines that the decision files get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kg.errors import InputError
from kg.resolution import Decisions, append_identities
from kg.review.items import CLAIM, DISAGREEMENT, DUPLICATE, Item, Line
from kg.review.judgements import ACCEPT, EDIT, REJECT, SETTLE, UNDO, UNSURE, Judgement, append, now
from kg.review.values import edited
from kg.terms import BASE, PREFIXES

SAME, APART, PREFER = "same", "apart", "prefer"
ALLOWED: Final[Mapping[str, tuple[str, ...]]] = {
    CLAIM: (ACCEPT, REJECT, EDIT, UNSURE),
    DUPLICATE: (SAME, APART, UNSURE),
    DISAGREEMENT: (PREFER, UNSURE),
}
"""What can be decided on each kind of item."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody decides: `decision` of `ALLOWED`, who and why.

    An edit names the `on_property` (`scg:title`) whose value `old` (where there are several) becomes `value`; to
    prefer takes the number of a `side`, from 1.
    """

    decision: str
    who: str
    why: str = ""
    on_property: str = ""
    value: str = ""
    old: str = ""
    side: int = 0


@dataclass(slots=True)
class Written:
    """The lines that one choice became: on claims, and on who is who."""

    claims: list[dict[str, Any]] = field(default_factory=list)
    identities: list[dict[str, str]] = field(default_factory=list)


def lines_of(item: Item, choice: Choice) -> Written:
    """The lines for one choice; raises InputError where it cannot be made on this item."""
    if choice.decision not in ALLOWED[item.kind]:
        allowed = ", ".join(ALLOWED[item.kind])
        raise InputError(f"{choice.decision[:40]!r} cannot be decided on a {item.kind}", hint=allowed)
    if not choice.who.strip():
        raise InputError("nobody is named who decides", hint="--who NAME, or KG_REVIEWER")
    if item.kind == DUPLICATE:
        left, right = item.ends
        row = {"decision": choice.decision, "left": left, "right": right, "who": choice.who, "why": choice.why}
        return Written(identities=[{**row, "when": now()[:10]}])
    made = {ACCEPT: _accept, REJECT: _reject, EDIT: _edit, UNSURE: _unsure, PREFER: _settle}[choice.decision]
    head = {"when": now(), "who": choice.who}
    return Written(claims=[{**head, **line, "why": choice.why} for line in made(item, choice)])


def write(
    folder: Path, written: Iterable[Written], decisions: Decisions
) -> tuple[tuple[Judgement, ...], list[dict[str, str]]]:
    """Append all lines to the files of a folder; gives the decisions on claims as they will be read, and the others.

    Raises TableError, and writes nothing, where one does not go together with the `decisions` so far.
    """
    every = list(written)
    identities = [row for one in every for row in one.identities]
    decisions.followed_by(identities)
    claims = [line for one in every for line in one.claims]
    made = append(folder, claims) if claims else ()
    if identities:
        append_identities(folder, identities)
    return made, identities


def undone(made: Iterable[Judgement], identities: Iterable[Mapping[str, str]], who: str) -> Written:
    """The lines that take decisions back."""
    back = [{**row, "decision": UNDO, "who": who, "when": now()[:10], "why": ""} for row in identities]
    return Written([{"when": now(), "who": who, "decision": UNDO, "of": one.mark} for one in made], back)


def _lines(item: Item) -> list[Line]:
    return [line for side in item.sides for line in side.lines]


def _targets(lines: Iterable[Line]) -> list[dict[str, str]]:
    return [dict(pair) for pair in dict.fromkeys(tuple(_target(line).items()) for line in lines)]


def _target(line: Line) -> dict[str, str]:
    return {"source": line.source, "text": line.text, "claim": line.key}


def _accept(item: Item, choice: Choice) -> list[dict[str, Any]]:
    del choice
    return [{"decision": ACCEPT, "claims": _targets(_lines(item))}]


def _reject(item: Item, choice: Choice) -> list[dict[str, Any]]:
    """All that the source says of this relation, and what it says of whoever is named only there."""
    del choice
    first, *_ = lines = _lines(item)
    whole = {"source": first.source, "text": first.text, "statement": item.statement}
    return [{"decision": REJECT, "statements": [whole], "claims": _targets(line for line in lines if line.apart)}]


def _edit(item: Item, choice: Choice) -> list[dict[str, Any]]:
    """The value is replaced and all else accepted."""
    name = _whole(choice.on_property)
    lines = [
        line
        for line in _lines(item)
        if line.name == name and choice.old in ("", line.label, getattr(line.value, "value", line.value))
    ]
    if len(lines) != 1:
        raise InputError(
            f"{len(lines)} values of {choice.on_property[:60]!r} could be edited", hint="name property, and old value"
        )
    edited(lines[0].value, choice.value, "edit")
    rest = _targets(line for line in _lines(item) if line.key != lines[0].key)
    made: list[dict[str, Any]] = [{"decision": EDIT, "claims": _targets(lines), "value": choice.value.strip()}]
    return [*made, {"decision": ACCEPT, "claims": rest}] if rest else made


def _unsure(item: Item, choice: Choice) -> list[dict[str, Any]]:
    del choice
    return [{"decision": UNSURE, "claims": _targets(_lines(item))}]


def _settle(item: Item, choice: Choice) -> list[dict[str, Any]]:
    """One side is preferred; those that say the same stand, the others are deprecated."""
    if not 1 <= choice.side <= len(item.sides):
        raise InputError(f"there is no side {choice.side}", hint=f"1 to {len(item.sides)}")
    best = item.sides[choice.side - 1]
    right = {(line.name, line.value) for line in best.lines}
    ranked: dict[tuple[str, ...], dict[str, str]] = {}
    for side in item.sides:
        agrees = {(line.name, line.value) for line in side.lines} == right
        rank = "preferred" if side == best else "normal" if agrees else "deprecated"
        for line in side.lines:
            ranked.setdefault((line.source, line.key), {**_target(line), "rank": rank})
    whole = f"{BASE}id/{DISAGREEMENT}/{item.id}"
    return [{"decision": SETTLE, "disagreement": whole, "property": item.on, "claims": list(ranked.values())}]


def _whole(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else name
