"""The days of a fact as they are printed: what each source tells, never one of several chosen silently."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from kg.bounds import Bounds, between
from kg.pages.entity.reading import Said
from kg.records import Iri, Literal
from kg.terms import SCG, Modality

_STRETCH = re.compile(r"(\d{4}-)(\d\d-\d\d)/\1(\d\d-\d\d)")
_OPEN = ("≤", "≥")
SIDES: Final = ((SCG.earliestStart, SCG.latestStart), (SCG.earliestEnd, SCG.latestEnd))


def days_printed(said: Iterable[Said]) -> tuple[str, str]:
    """The beginning and the end of a relation by the claims on it; empty where nothing is known."""
    given: dict[tuple[Iri, str], dict[Iri, str]] = defaultdict(dict)
    for one in asserted(said):
        if isinstance(one.value, Literal):
            given[one.source.iri, one.quote][one.predicate] = one.value.value
    starts, ends = (
        {(told.get(first, ""), told.get(last, "")) for told in given.values()} - {("", "")} for first, last in SIDES
    )
    begun = {(first, last) for first, last in starts if first}
    ended = {(first, last) for first, last in ends if last}
    latest_start = min((last for _, last in starts), default="")
    earliest_end = max((first for first, _ in ends), default="")
    if not begun and not ended and latest_start > earliest_end > "":
        return _seen(earliest_end, latest_start)
    return _all(begun) or _between("", latest_start), _all(ended) or _between(earliest_end, "")


def apart(said: Iterable[Said]) -> frozenset[Iri]:
    """The bounds of a side for which no day fits all sources: a day of a year and that year do not differ."""
    given: dict[Iri, list[str]] = defaultdict(list)
    for one in said:
        if one.modality == Modality.ASSERTED and isinstance(one.value, Literal):
            given[one.predicate].append(one.value.value)
    return frozenset(
        bound
        for first, last in SIDES
        if given[first] and given[last] and max(given[first]) > min(given[last])
        for bound in (first, last)
    )


def asserted(said: Iterable[Said]) -> list[Said]:
    """The claims that say it is so; all of them where it is only planned, proposed or denied."""
    known = list(said)
    return [one for one in known if one.modality == Modality.ASSERTED] or known


def printed(known: Bounds) -> tuple[str, str]:
    """The beginning and the end of what has these bounds."""
    return (
        _between(known.earliest_start or "", known.latest_start or ""),
        _between(known.earliest_end or "", known.latest_end or ""),
    )


def spelt(start: str, end: str, words: Mapping[str, str]) -> str:
    """Printed days in the words of a reader: as of a day, since one, until one; empty where none is known."""
    if start.startswith("≤") and end.startswith("≥") and start[1:] == end[1:]:
        return words["days-on"].replace("%d", _short(start[1:].strip()))
    if start and end and start != end:
        return f"{_short(start)} – {_short(end)}"
    if start == end or (start or end).startswith(_OPEN):
        return _short(start or end)
    return words["days-since" if start else "days-until"].replace("%d", _short(start or end))


def _short(days: str) -> str:
    """Stretches of days without the year and month that their ends share: 2025-09-08/12."""
    return _STRETCH.sub(lambda found: f"{found[1]}{found[2]}/{_rest(found[2], found[3])}", days)


def _rest(first: str, last: str) -> str:
    return last[3:] if first[:2] == last[:2] else last


def reversed_day(day: str) -> str:
    """A key by which later days come first, and none at all last."""
    return "".join(chr(ord("9") - ord(c) + ord("0")) if c.isdigit() else "" for c in day) or "~"


def _seen(first: str, last: str) -> tuple[str, str]:
    """Seen at some time in a month or a year: begun by its end, not over before its beginning."""
    stretch = _between(first, last)
    return (_between("", last), _between(first, "")) if "/" in stretch else (f"≤\u00a0{stretch}", f"≥\u00a0{stretch}")


def _all(told: Iterable[tuple[str, str]]) -> str:
    """Each stretch that sources tell; a month says nothing beside a day of it."""
    made = sorted({_between(first, last) for first, last in told})
    return " · ".join(one for one in made if not any(other != one and other.startswith(one) for other in made))


def _between(first: str, last: str) -> str:
    return (between(first or None, last or None) or "").replace(" – ", "/").replace(" ", "\u00a0")
