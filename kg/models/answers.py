"""The text of an answer → the facts in it, as the model wrote them; of a text that breaks off those that are whole.

Comes in: whatever a model wrote. Goes out: `Read`. Nothing raises.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from kg.errors import InputError
from kg.models.records import Reject
from kg.models.schema import forms

MOST_FACTS: Final = 300  # an article of the longest kind states fewer


@dataclass(frozen=True, slots=True)
class Read:
    """The facts of an answer, as parsed; `cut` whether it breaks off, `readable` whether it is an answer at all."""

    facts: tuple[dict[str, Any], ...] = ()
    rejects: tuple[Reject, ...] = ()
    cut: bool = False
    readable: bool = True


def check_parser() -> None:
    """Raise InputError where the library that reads broken-off JSON is not installed."""
    try:
        import jiter  # noqa: F401, PLC0415  an extra
    except ImportError as error:
        raise InputError("--with llm needs an extra", hint="pip install 'smart-city-governance[llm]'") from error


def read(content: str, *, ended: bool = True) -> Read:
    """The facts in the text of an answer; `ended` is whether the endpoint says that it is whole."""
    start = content.find("{")
    text = content[start:] if start >= 0 else ""
    whole = _whole(text)
    found = _beginning(text) if whole is None else whole
    facts = found.get("facts") if isinstance(found, dict) else None
    if not isinstance(facts, list):
        return Read(readable=False, cut=not ended)
    return _sorted(facts[:MOST_FACTS], cut=whole is None or not ended, broken=whole is None)


def _whole(text: str) -> Any:
    """The JSON that a text begins with, whatever stands behind it; None where it is broken."""
    try:
        return json.JSONDecoder(object_pairs_hook=_object).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else {}  # a key that comes twice: no fact has an empty object


def _beginning(text: str) -> Any:
    """As much of broken-off JSON as is whole: the last value is left out where it has no end."""
    from jiter import from_json  # noqa: PLC0415  an extra

    try:
        return from_json(text.encode(), partial_mode=True, allow_inf_nan=False, catch_duplicate_keys=True)
    except ValueError:
        return None


def _sorted(facts: list[Any], *, cut: bool, broken: bool) -> Read:
    kept: list[dict[str, Any]] = []
    rejects: list[Reject] = []
    for number, fact in enumerate(facts, start=1):
        if isinstance(fact, dict) and _is_whole(fact):
            kept.append({key: value and value.encode("utf-8", "replace").decode() for key, value in fact.items()})
        else:
            rejects.append(Reject("cut" if broken and number == len(facts) else "malformed", fact))
    return Read(tuple(kept), tuple(rejects), cut=cut)


def _is_whole(fact: dict[str, Any]) -> bool:
    """Whether a fact has the keys of its relation, and strings or nothing in them."""
    form = forms().get(str(fact.get("relation")))
    wanted = form.properties.keys() if form is not None else {"relation"}
    return wanted <= fact.keys() and all(value is None or isinstance(value, str) for value in fact.values())
