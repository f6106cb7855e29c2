"""The small hand-made graph that the tests of queries share, in a store of its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.finishing import ORIGINS, origins
from kg.queries import StoreNames
from kg.records import Iri
from kg.store import Store, open_store
from kg.store.converter import triple_from

FILE = Path(__file__).parent / "queries" / "sample.ttl"
ID = "https://w3id.org/smart-city-governance/id/"


@cache
def sample_store() -> Store:
    """The sample in memory; read it only."""
    store = open_store(":memory:")
    quads = ox.parse(path=str(FILE), format=ox.RdfFormat.TURTLE)
    store.replace(Iri(f"{ID}graph/registry-sample"), sorted({triple_from(quad) for quad in quads}))
    store.replace(ORIGINS, origins(store))
    return store


@cache
def sample_names() -> StoreNames:
    """The names of the sample."""
    return StoreNames(sample_store())
