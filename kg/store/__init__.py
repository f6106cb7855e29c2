"""Where the graph is kept: an embedded store in a folder, one in memory, or any SPARQL 1.1 endpoint."""

from __future__ import annotations

from pathlib import Path

from kg.store.aside import keep, kept
from kg.store.base import NO_BINDINGS, Bindings, Hit, Store
from kg.store.copies import everything, revised
from kg.store.embedded import memory_store, open_folder
from kg.store.remote import RemoteStore
from kg.store.sparql import bound, form, parameters, written

__all__ = [
    "NO_BINDINGS",
    "Bindings",
    "Hit",
    "Store",
    "bound",
    "everything",
    "form",
    "keep",
    "kept",
    "open_store",
    "parameters",
    "revised",
    "written",
]

MEMORY = ":memory:"


def open_store(where: str, *, create: bool = False, read_only: bool = False) -> Store:
    """The store at `where`: a folder, `:memory:`, or the URL of an endpoint (see `kg.store.endpoint`).

    A folder without a store is an error unless `create` is said. `read_only` lets several processes
    read one folder at a time; otherwise it belongs to one process alone. Raises StoreError where
    there is no store, it is in use, or the server does not answer.
    """
    if where == MEMORY:
        return memory_store()
    if where.startswith(("http://", "https://")):
        return RemoteStore(where)
    return open_folder(Path(where), create=create, read_only=read_only)
