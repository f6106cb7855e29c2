"""Copies of a store that take no room, and what a store holds, as lines that can be compared."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pyoxigraph as ox

from kg.store import open_store
from kg.store.embedded import EmbeddedStore


def copied(store: Path | str, folder: Path) -> str:
    """A store of its own in `folder`: the engine's tables, which it never changes, are linked, the rest is copied."""
    shutil.copytree(store, folder, copy_function=_linked_or_copied)
    return str(folder)


def _linked_or_copied(source: str, target: str) -> str:
    if source.endswith(".sst"):
        try:
            os.link(source, target)
        except OSError:  # another file system
            pass
        else:
            return target
    return str(shutil.copy2(source, target))


def lines_of(store: str) -> dict[str, list[bytes]]:
    """The sorted lines of N-Triples of each named graph, in half the time that our records of them take."""
    with open_store(store, read_only=True) as opened:
        assert isinstance(opened, EmbeddedStore)
        return {graph: _lines(opened._quads, graph) for graph in opened.graphs()}


def _lines(quads: ox.Store, graph: str) -> list[bytes]:
    return sorted((quads.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b"").splitlines())
