"""One server for all tests of pages in a process, over the small graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.pages.protocol.limited import Limited
from kg.records import Iri, Literal, Triple
from kg.store import open_store
from kg.terms import RDFS
from protocol_asking import CONNECTIONS, WIDE
from served import serving
from small_graph import small_graph


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small graph in an embedded store."""
    folder = tmp_path_factory.mktemp("served") / "store"
    with open_store(str(folder), create=True) as store:
        store.replace_all(small_graph())
        store.rebuild_labels()
    return folder


@pytest.fixture(scope="session")
def address(small_folder: Path) -> Iterator[str]:
    """The address of a running server."""
    with serving(small_folder) as found:
        yield found


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    """A client that does not follow redirects."""
    with httpx.Client(base_url=address, timeout=30) as made:
        yield made


@pytest.fixture(params=CONNECTIONS, ids=lambda kind: kind.__name__)
def connection(request: pytest.FixtureRequest) -> type[Limited]:
    """Each of the two protocols that a server may have."""
    kind: type[Limited] = request.param
    return kind


@pytest.fixture
def wide_folder(tmp_path: Path) -> Path:
    """A store whose graph is larger than what the lines between a server and its client hold."""
    folder = tmp_path / "store"
    triples = [Triple(Iri(f"urn:x:{number}"), RDFS.label, Literal("x" * 200)) for number in range(WIDE)]
    with open_store(str(folder), create=True) as store:
        store.replace(Iri("urn:x:wide"), triples)
    return folder
