"""The parts of a body as a tree, and who held which office in each, or was a member of it, on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kg.bounds import Bounds
from kg.pages.about import certain, days_of, possible
from kg.pages.offices import office
from kg.pages.site import Site
from kg.queries.library import PAGES, find_query
from kg.records import Iri, Literal, Term
from kg.terms import Relation

MOST: Final = 300
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in an office, or a member of a network; `sure` where the sources leave no doubt about the day.

    `post` is the office, a role in a network, or the relation of a member, `title` what the office is called in the
    reader's language; `capacity` may be a member's status.
    """

    tenure: Iri
    person: Iri
    post: Iri | None
    title: str
    capacity: Iri | None
    sure: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A body, its office holders and its parts."""

    body: Iri
    holders: tuple[Holder, ...]
    parts: tuple[Unit, ...]


def tree(site: Site, body: Iri, day: str, language: str) -> Unit:
    """The body with its parts and holders on a day; parts that had not begun or had ended are left out."""
    rows = site.store.select(find_query("parts-tree", PAGES).sparql, {"thing": body}).rows[:MOST]
    below: dict[Iri, set[Iri]] = defaultdict(set)
    for part, whole in rows:
        if isinstance(part, Iri) and isinstance(whole, Iri):
            below[whole].add(part)
    bodies = {body, *(part for parts in below.values() for part in parts)}
    days = days_of(site, bodies)
    offices, members = _holders(site, bodies, day, language), _members(site, bodies, day)
    holders = {one: (*offices.get(one, ()), *members.get(one, ())) for one in bodies}

    def named(part: Iri) -> tuple[str, Iri]:
        return site.labels.of(part, language).text.casefold(), part

    def unit(whole: Iri, above: frozenset[Iri]) -> Unit:
        parts = () if len(above) > _DEEPEST else below.get(whole, set()) - above
        standing = sorted((part for part in parts if possible(days.get(part, Bounds()), day)), key=named)
        return Unit(whole, holders.get(whole, ()), tuple(unit(part, above | {part}) for part in standing))

    return unit(body, frozenset((body,)))


def _holders(site: Site, bodies: set[Iri], day: str, language: str) -> Mapping[Iri, tuple[Holder, ...]]:
    found: dict[Iri, list[tuple[tuple[bool, str, Iri], Holder]]] = defaultdict(list)
    for row, titles in _held(site, bodies):
        body, tenure, person, post, _, capacity, kind, *days = row
        known = Bounds(*(None if end is None else _text(end) for end in days))
        if not (isinstance(body, Iri) and isinstance(tenure, Iri) and isinstance(person, Iri)):
            continue
        if possible(known, day):
            title = office(site.labels, _iri(post), titles, language)
            holder = Holder(tenure, person, _iri(post), title, _iri(capacity), sure=certain(known, day))
            found[body].append(((kind is None, title, tenure), holder))
    return {body: tuple(holder for _, holder in sorted(held, key=lambda one: one[0])) for body, held in found.items()}


def _held(site: Site, bodies: set[Iri]) -> Iterator[tuple[tuple[Term | None, ...], tuple[Literal, ...]]]:
    """Each tenure once, with the titles that sources print for it."""
    query = find_query("holders", PAGES).sparql
    rows = site.store.select(query, {"bodies": tuple(sorted(bodies))}).rows
    site.labels.prepare(row[3] for row in rows if isinstance(row[3], Iri))
    for _, lines in groupby(rows, key=lambda row: row[:3]):
        same = tuple(lines)
        yield same[0], tuple(row[4] for row in same if isinstance(row[4], Literal))


def _members(site: Site, bodies: set[Iri], day: str) -> Mapping[Iri, tuple[Holder, ...]]:
    """Members and roles of the networks among some bodies; what was only proposed, or left, is none."""
    found: dict[Iri, list[Holder]] = defaultdict(list)
    for row in site.store.select(find_query("members", PAGES).sparql, {"bodies": tuple(sorted(bodies))}).rows:
        body, node, member, role, status, *days = row
        known = Bounds(*(None if end is None else _text(end) for end in days))
        if not (isinstance(body, Iri) and isinstance(node, Iri) and isinstance(member, Iri)):
            continue
        if possible(known, day):
            post = _iri(role) or Relation.MEMBER_OF
            found[body].append(Holder(node, member, post, "", _iri(status), sure=certain(known, day)))
    return {body: tuple(held) for body, held in found.items()}


def _iri(term: Term | None) -> Iri | None:
    return term if isinstance(term, Iri) else None


def _text(term: Term | None) -> str:
    return "" if term is None else str(term) if isinstance(term, Iri) else term.value
