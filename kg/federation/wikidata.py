"""Reads what Wikidata, or another endpoint with its model, says of the items that are linked to our things."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.articles.guarding import ForbiddenAddressError, Guard
from kg.errors import InputError
from kg.federation.cache import Fact, read_facts, read_links, write_facts
from kg.queries import find_query
from kg.records import Iri, Literal, Term
from kg.store import bound
from kg.store.answers import table
from kg.store.endpoint import Endpoint

ENTITY = "http://www.wikidata.org/entity/"
FOLDER = "wikidata"
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """What a refresh did: how many items were asked for, and how many facts came."""

    items: int
    facts: int


def refresh(endpoint: str, folder: Path, today: date, private_hosts: Collection[str] = ()) -> Reading:
    """Ask the endpoint for every linked item and put what it says in place of what the file said of that item.

    Items of which nothing came keep their facts. Raises StoreError where the endpoint does not answer (the
    file stays as it was) and InputError for an address that is not public and not among `private_hosts`.
    """
    _judge(endpoint, frozenset(private_hosts))
    items = tuple(dict.fromkeys(link.item for link in read_links(folder)))
    found = [fact for batch in _batches(items) for fact in _read(Endpoint(endpoint), batch, endpoint, today)]
    renewed = {fact.item for fact in found}
    kept = [fact for fact in read_facts(folder) if fact.item not in renewed]
    write_facts(folder, [*kept, *found])
    return Reading(len(items), len(set(found)))


def _judge(endpoint: str, allowed: frozenset[str]) -> None:
    parts = urlsplit(endpoint)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InputError(
                f"{endpoint[:80]!r} is no address of an endpoint", hint="set KG_WIKIDATA to an http(s) URL"
            )
        Guard(allowed).addresses(parts.hostname, port)
    except ForbiddenAddressError as error:
        raise InputError(str(error), hint="name it in KG_PRIVATE_HOSTS if that is meant") from error
    except (OSError, ValueError) as error:
        raise InputError(
            f"{endpoint[:80]!r} leads nowhere", hint="is there a network? The file stays as it was"
        ) from error


def _batches(items: tuple[str, ...]) -> Iterator[tuple[Iri, ...]]:
    for start in range(0, len(items), _BATCH):
        yield tuple(Iri(f"{ENTITY}{item}") for item in items[start : start + _BATCH])


def _read(endpoint: Endpoint, items: tuple[Iri, ...], origin: str, today: date) -> Iterator[Fact]:
    text = bound(find_query("statements", FOLDER).sparql, {"items": items})
    results = ox.parse_query_results(endpoint.query(text, "select").read(), format=ox.QueryResultsFormat.JSON)
    assert isinstance(results, ox.QuerySolutions)
    for row in table(results).rows:
        item, name, value, on, position, start, end = (_text(cell) for cell in row)
        if item and name and value:
            days = (on[:10], position, start[:10], end[:10])
            yield Fact(item.removeprefix(ENTITY), name, value, *days, origin, today.isoformat())


def _text(cell: Term | None) -> str:
    text = cell.value if isinstance(cell, Literal) else (cell or "")
    return text.removeprefix(ENTITY)
