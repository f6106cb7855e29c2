"""Reads what Wikidata, or another endpoint with its model, says of the items that are linked to our things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.federation.asking import Peer, ask
from kg.federation.cache import Fact, read_facts, read_links, write_facts
from kg.queries import find_query
from kg.records import Iri, Literal, Term
from kg.store import bound
from kg.store.answers import table

ENTITY = "http://www.wikidata.org/entity/"
FOLDER = "wikidata"
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """What a refresh did: how many items were asked for, and how many facts came."""

    items: int
    facts: int


def refresh(peer: Peer, folder: Path, today: date) -> Reading:
    """Ask the endpoint for every linked item and put what it says in place of what the file said of that item.

    Items of which nothing came keep their facts. Raises StoreError where the endpoint does not answer (the
    file stays as it was) and InputError for an address that is not public and not among its private hosts.
    """
    items = tuple(dict.fromkeys(link.item for link in read_links(folder)))
    found = read(peer, items, today)
    renewed = {fact.item for fact in found}
    kept = [fact for fact in read_facts(folder) if fact.item not in renewed]
    write_facts(folder, [*kept, *found])
    return Reading(len(items), len(set(found)))


def read(peer: Peer, items: Iterable[str], today: date) -> tuple[Fact, ...]:
    """What the endpoint says of these items now; raises what `ask` raises, and StoreError for any other answer."""
    try:
        return tuple(fact for batch in _batches(tuple(items)) for fact in _read(peer, batch, today))
    except (SyntaxError, ValueError, TypeError, QueryError) as error:
        raise StoreError(f"the endpoint {peer.address} does not answer with rows of Wikidata: {error}") from error


def _batches(items: tuple[str, ...]) -> Iterator[tuple[Iri, ...]]:
    for start in range(0, len(items), _BATCH):
        yield tuple(Iri(f"{ENTITY}{item}") for item in items[start : start + _BATCH])


def _read(peer: Peer, items: tuple[Iri, ...], today: date) -> Iterator[Fact]:
    text = bound(find_query("statements", FOLDER).sparql, {"items": items})
    results = ox.parse_query_results(ask(peer, text), format=ox.QueryResultsFormat.JSON)
    if not isinstance(results, ox.QuerySolutions):
        raise TypeError("no rows")
    for row in table(results).rows:
        item, name, value, on, position, start, end = (_text(cell) for cell in row)
        if item and name and value:
            days = (on[:10], position, start[:10], end[:10])
            yield Fact(item.removeprefix(ENTITY), name, value, *days, peer.address, today.isoformat())


def _text(cell: Term | None) -> str:
    text = cell.value if isinstance(cell, Literal) else (cell or "")
    return text.removeprefix(ENTITY)
