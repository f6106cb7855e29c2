"""The graph as somebody wants to see it: as of a day, only what enough sources support, with candidates.

A view is a store like any other, so that every query works on it as it stands, aggregates too: what is
out of view is left out before anything is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from kg.errors import QueryError
from kg.queries.headers import Query
from kg.queries.library import find_query
from kg.queries.names import Names, StoreNames
from kg.queries.running import Answered, run
from kg.queries.values import read_day
from kg.records import Iri, Literal, Table, Triple
from kg.store import Store, revised
from kg.terms import RDFS, SCG, SKOS, XSD, Review

VIEWS = "views"
DAY = "date"


@dataclass(frozen=True, slots=True)
class View:
    """What is wanted: facts that may hold on `as_of` (ISO), of at least `min_sources` independent sources.

    `candidates` takes in what the policy has not accepted.
    """

    as_of: str | None = None
    min_sources: int = 1
    candidates: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """An answer over a view; `tentative` are the indexes of rows that stand only because of candidates."""

    answered: Answered
    tentative: frozenset[int]

    def marked(self) -> Table:
        """The rows with a last column `candidate` that says whether they stand only because of candidates."""
        table = self.answered.table
        marks = (Literal(str(index in self.tentative).lower(), XSD.boolean) for index in range(len(table.rows)))
        return Table(
            (*table.columns, "candidate"), tuple((*row, mark) for row, mark in zip(table.rows, marks, strict=True))
        )


class Viewer:
    """Asks questions of a store as a view wants it; `names` tell what a name stands for, else those of the view.

    `make` gives the store of a view, `seen_as` where it is not given: whoever asks often keeps what it made, and
    `own`, the names of the whole store.
    """

    def __init__(
        self,
        store: Store,
        view: View,
        names: Names | None = None,
        make: Callable[[View], Store] | None = None,
        own: Names | None = None,
    ) -> None:
        self._store, self._view, self._names, self._own = store, view, names, own
        self._make = make or partial(seen_as, store)

    def run(self, name: str, values: Mapping[str, str], language: str = "en") -> Seen:
        """`run` over the view; a query that takes a day itself is given that of the view.

        Raises what `run` raises, and QueryError for a malformed day or number.
        """
        values = _with_day(find_query(name), values, self._view)
        asked = View(None if DAY in values else self._view.as_of, self._view.min_sources)
        plain = self._make(asked)
        answered = run(plain, name, values, language, self._names or self._names_of(plain))
        if not self._view.candidates:
            return Seen(answered, frozenset())
        wide = self._make(replace(asked, candidates=True))
        known = set(answered.table.rows)
        widened = run(wide, name, values, language, self._names)
        return Seen(widened, frozenset(i for i, row in enumerate(widened.table.rows) if row not in known))

    def _names_of(self, plain: Store) -> Names | None:
        """What a name stands for does not depend on the view: who is not in it yet is known all the same."""
        if self._own is not None:
            return self._own
        return None if plain is self._store else StoreNames(self._store)


def run_in_view(store: Store, name: str, values: Mapping[str, str], view: View, language: str = "en") -> Seen:
    """`run` over the graph as `view` wants it; see `Viewer`."""
    return Viewer(store, view).run(name, values, language)


def _with_day(query: Query, values: Mapping[str, str], view: View) -> Mapping[str, str]:
    takes = query.parameter(DAY) is not None and view.as_of is not None
    return {DAY: str(view.as_of), **values} if takes else values


def seen_as(store: Store, view: View) -> Store:
    """The graph as a view wants it: the store itself where nothing is left out or added, else a copy in memory.

    Raises QueryError for a malformed day or number.
    """
    if view.candidates:
        store = with_candidates(store)
    gone: set[Iri] = set()
    if view.as_of is not None:
        gone |= _column(store.select(find_query("outside", VIEWS).sparql, {"day": read_day(view.as_of)}))
    if view.min_sources < 1:
        raise QueryError(f"{view.min_sources} is no number of sources", hint="1 or more")
    if view.min_sources > 1:
        least = Literal(str(view.min_sources), XSD.integer)
        gone |= _column(store.select(find_query("thin", VIEWS).sparql, {"least": least}))
    return revised(store, gone, ()) if gone else store


def with_candidates(store: Store) -> Store:
    """The graph with what its candidates would add, each claim of theirs counted as unreviewed.

    A thing that only candidates name gets one of its names as its label.
    """
    rows = store.select(find_query("candidates", VIEWS).sparql).rows
    if not rows:
        return store
    more: list[Triple] = []
    names: dict[Iri, str] = {}
    for claim, subject, predicate, value in rows:
        assert isinstance(claim, Iri)
        assert isinstance(subject, Iri)
        assert isinstance(predicate, Iri)
        assert value is not None
        more += [Triple(subject, predicate, value), Triple(claim, SCG.reviewStatus, Review.UNREVIEWED)]
        if predicate == SKOS.prefLabel and isinstance(value, Literal):
            names[subject] = min(value.value, names.get(subject, value.value))
    labelled = StoreNames(store).things
    more += [Triple(iri, RDFS.label, Literal(name)) for iri, name in sorted(names.items()) if iri not in labelled]
    return revised(store, frozenset(), more)


def _column(table: Table) -> set[Iri]:
    return {cell for (cell,) in table.rows if isinstance(cell, Iri)}
