"""What changed hands: each office, network role and programme with who had it before and who has it now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from kg.bounds import Bounds, span
from kg.pages.site import Site
from kg.queries.library import PAGES, find_query
from kg.records import Iri, Literal, Term
from kg.terms import Capacity


@dataclass(frozen=True, slots=True)
class Told:
    """Who tells of a holding: the source, its day of publication (ISO, or empty) and its words."""

    source: Iri
    published: str
    quote: str


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody who held or ran something: the relation, in which capacity, when, and who says so."""

    node: Iri
    holder: Iri
    capacity: Iri | None
    bounds: Bounds
    told: tuple[Told, ...] = ()

    @property
    def since(self) -> str:
        """The first day on which it may have begun, else on which it held; empty where no day is known."""
        return self.bounds.earliest_start or self.bounds.latest_start or self.bounds.earliest_end or ""


@dataclass(frozen=True, slots=True)
class Handing:
    """A change: of what (an office, a network with a role, a programme), where, from whom, to whom.

    `day` is when the new holding was reported first, or else began.
    """

    subject: Iri
    role: Iri | None
    places: tuple[Iri, ...]
    old: Holding
    new: Holding
    day: str

    @property
    def concerns(self) -> frozenset[Iri]:
        """Every thing whose feed tells of it."""
        return frozenset((self.subject, *self.places, self.old.holder, self.new.holder))


_Key = tuple[Iri, Iri | None]


@lru_cache(maxsize=4)
def handings(site: Site) -> tuple[Handing, ...]:
    """Every change of hands in the graph, the latest first."""
    held, places = _holdings(site)
    found = [_handing(key, places[key], pair) for key, all_held in held.items() for pair in changes(all_held)]
    found = _with_sources(site, found)
    found.sort(key=lambda one: (one.new.node, one.old.node))
    found.sort(key=lambda one: one.day, reverse=True)
    return tuple(found)


@lru_cache(maxsize=4)
def _by_thing(site: Site) -> Mapping[Iri, tuple[Handing, ...]]:
    found: dict[Iri, list[Handing]] = defaultdict(list)
    for handing in handings(site):
        for thing in handing.concerns:
            found[thing].append(handing)
    return {thing: tuple(changed) for thing, changed in found.items()}


def handings_of(site: Site, thing: Iri | None) -> tuple[Handing, ...]:
    """The changes that concern a thing (or all), the latest first."""
    return handings(site) if thing is None else _by_thing(site).get(thing, ())


def changes(held: Iterable[Holding]) -> Iterator[tuple[Holding, Holding]]:
    """Who followed whom, in the order of what is known; the same person in another capacity is a change too.

    Somebody who came while the other stayed, as the sources tell, took nobody's place. Where they only may have
    held it together, since the sources differ or tell no day, it is a change.
    """
    dated = sorted((one for one in held if _is_day(one.since)), key=lambda one: (one.since, one.node))
    for old, new in pairwise(_joined(dated)):
        if not (_stayed(old, new) and old.holder != new.holder and not _acting(new)):
            yield old, new


def _stayed(old: Holding, new: Holding) -> bool:
    """Whether the old one was still there on every day on which the new one may have begun."""
    left, came = old.bounds.earliest_end, new.bounds.latest_start or new.bounds.latest_end
    return left is not None and came is not None and left > came


def _joined(dated: Sequence[Holding]) -> list[Holding]:
    """Without what only goes on: the same holder in the same capacity, or in one that nobody told."""
    found: list[Holding] = []
    for one in dated:
        last = found[-1] if found else None
        if last is not None and _goes_on(last, one):
            found[-1] = replace(last, capacity=last.capacity or one.capacity, told=(*last.told, *one.told))
        else:
            found.append(one)
    return found


def _goes_on(last: Holding, one: Holding) -> bool:
    untold = last.capacity is None or one.capacity is None
    return last.holder == one.holder and (untold or last.capacity == one.capacity)


def _acting(held: Holding) -> bool:
    return held.capacity not in (None, Capacity.DEFINITIVE)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _handing(key: _Key, places: tuple[Iri, ...], pair: tuple[Holding, Holding]) -> Handing:
    old, new = pair
    return Handing(key[0], key[1], places, old, new, new.since)


def _holdings(site: Site) -> tuple[Mapping[_Key, list[Holding]], Mapping[_Key, tuple[Iri, ...]]]:
    held: dict[_Key, dict[tuple[Iri, Iri], Holding]] = defaultdict(dict)
    places: dict[_Key, set[Iri]] = defaultdict(set)
    for subject, role, place, node, holder, capacity, *days in site.store.select(
        find_query("holdings", PAGES).sparql
    ).rows:
        if not (isinstance(subject, Iri) and isinstance(node, Iri) and isinstance(holder, Iri)):
            continue
        key = (subject, _iri(role))
        bounds = Bounds(*(None if day is None else _text(day) for day in days))
        held[key][node, holder] = Holding(node, holder, _iri(capacity), bounds)
        places[key] |= {place} if isinstance(place, Iri) else set()
    return (
        {key: list(found.values()) for key, found in held.items()},
        {key: tuple(sorted(places[key])) for key in held},
    )


def _with_sources(site: Site, found: Sequence[Handing]) -> list[Handing]:
    nodes = tuple(sorted({handing.new.node for handing in found}))
    told: dict[Iri, list[Told]] = defaultdict(list)
    if nodes:
        query = find_query("told-of", PAGES).sparql
        for node, source, published, quote in site.store.select(query, {"nodes": nodes}).rows:
            if isinstance(node, Iri) and isinstance(source, Iri):
                told[node].append(Told(source, _day(_text(published)), _text(quote)))
    return [_reported(handing, told[handing.new.node]) for handing in found]


def _reported(handing: Handing, told: Sequence[Told]) -> Handing:
    """With its sources, those with words first, and the day of the first report."""
    ordered = sorted(told, key=lambda one: (not one.quote, one.published or "9999", one.source))
    reported = min((one.published for one in told if one.published), default="")
    return replace(handing, new=replace(handing.new, told=tuple(ordered)), day=reported or handing.day)


def _day(text: str) -> str:
    try:
        return span(text)[0] if text else ""
    except ValueError:
        return ""


def _iri(term: Term | None) -> Iri | None:
    return term if isinstance(term, Iri) else None


def _text(term: Term | None) -> str:
    return "" if term is None else term.value if isinstance(term, Literal) else str(term)
