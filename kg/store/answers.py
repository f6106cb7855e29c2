"""What an engine answers, as our records. Results are pulled one by one; only what is asked for is kept.

Results of the engine may be dropped only in the thread that made them, and an error lives on with the frames
that it passed through, often in another thread: so every function here lets go of them however it ends.
"""

from __future__ import annotations

import http.client
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pyoxigraph as ox

from kg.errors import QueryError
from kg.records import Iri, Table, Triple
from kg.store.converter import from_engine, iri_from, triple_from


def table(solutions: object) -> Table:
    """The rows of a SELECT; raises QueryError where evaluation breaks off."""
    assert isinstance(solutions, ox.QuerySolutions)
    columns = tuple(variable.value for variable in solutions.variables)
    try:
        with _evaluating():
            rows = tuple(tuple(None if cell is None else from_engine(cell) for cell in row) for row in solutions)
    finally:
        del solutions
    return Table(columns, rows)


def verdict(answer: object) -> bool:
    """The answer of an ASK."""
    assert isinstance(answer, ox.QueryBoolean)
    return bool(answer)


def triples_of(found: object) -> tuple[Triple, ...]:
    """The distinct triples of a CONSTRUCT, sorted; raises QueryError where evaluation breaks off."""
    assert isinstance(found, Iterable)
    try:
        with _evaluating():
            return tuple(sorted({triple_from(triple) for triple in found}))
    finally:
        del found


def lines_of(found: object) -> frozenset[bytes]:
    """The distinct triples of a CONSTRUCT as lines of N-Triples; raises QueryError where evaluation breaks off."""
    assert isinstance(found, Iterable)
    try:
        with _evaluating():
            text = ox.serialize(found, format=ox.RdfFormat.N_TRIPLES)
    finally:
        del found
    return frozenset((text or b"").splitlines(keepends=True))


def quads_of(solutions: object) -> Iterator[tuple[Iri, Triple]]:
    """The rows (graph, subject, predicate, object) of a SELECT as quads, one by one."""
    assert isinstance(solutions, ox.QuerySolutions)
    try:
        with _evaluating():
            for graph, subject, predicate, value in solutions:
                yield iri_from(graph), Triple(iri_from(subject), iri_from(predicate), from_engine(value))
    finally:
        del solutions


@contextmanager
def _evaluating() -> Iterator[None]:
    try:
        yield
    except QueryError as error:
        traceback.clear_frames(error.__traceback__)
        raise
    except (OSError, ValueError, SyntaxError, http.client.HTTPException) as error:
        traceback.clear_frames(error.__traceback__)
        raise QueryError(f"the query cannot be evaluated: {error}", hint="ask for less, or ask again") from error
