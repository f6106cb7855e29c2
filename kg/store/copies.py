"""A copy of what queries see, revised: without some things, with some triples more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from kg.records import Iri, Triple
from kg.store.base import Store
from kg.store.converter import ToEngine
from kg.store.embedded import EmbeddedStore, memory_store

_ANY = Iri("urn:graph")


def revised(store: Store, gone: AbstractSet[Iri], more: Iterable[Triple]) -> Store:
    """A store in memory that holds the triples of `store` but those of the subjects `gone`, and `more`.

    It serves SELECT, ASK and CONSTRUCT over the union; it has no named graphs.
    """
    subjects = {f"<{iri}>".encode() for iri in gone}
    kept = (line for line in everything(store) if line.partition(b" ")[0] not in subjects)
    return memory_store(b"\n".join([*kept, *_written(more), b""]))


def everything(store: Store) -> Iterable[bytes]:
    """What queries see as lines of N-Triples, each once, in no order."""
    if isinstance(store, EmbeddedStore):
        return store.lines().splitlines()
    return sorted({line for _, triple in store.quads() for line in _written([triple])})


def _written(triples: Iterable[Triple]) -> Iterator[bytes]:
    for quad in ToEngine().quads(_ANY, triples):
        yield f"{quad.subject} {quad.predicate} {quad.object} .".encode()
