"""Documents that are made ahead: the same as those made when they are asked for, kept, and made by nobody who stops."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import httpx
import pytest
from anyio.from_thread import start_blocking_portal

from kg.pages.app import Application
from kg.pages.documents import Documents
from kg.pages.entity.reading import Reader
from kg.pages.protocol.formats import SUFFIXES
from kg.pages.site import Served
from kg.records import Iri
from kg.store import Store, open_store
from kg.terms import BASE
from small_graph import ARTICLE_GRAPH, MAKASSAR


@pytest.fixture
def folder(small_folder: Path, tmp_path: Path) -> Path:
    """A store of one's own: what is kept beside it is nobody else's."""
    shutil.copytree(small_folder, tmp_path / "store", ignore=shutil.ignore_patterns("aside"))
    return tmp_path / "store"


def documents(store: Store) -> Documents:
    return Documents(store, Reader(store))


def answers(application: Application, paths: list[str]) -> list[httpx.Response]:
    """What the application answers, in an event loop of its own: there may be one in this thread."""

    async def asked() -> list[httpx.Response]:
        transport = httpx.ASGITransport(application.pages)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            return [await client.get(path) for path in paths]

    with start_blocking_portal() as portal:
        return portal.call(asked)


def test_what_was_made_ahead_is_what_is_made_when_it_is_asked_for(folder: Path) -> None:
    with open_store(str(folder), read_only=True) as store:
        plain, ready = (Application(Served(store, folder, folder), "http://x") for _ in range(2))
        ready.site.documents.make()
        keys = [key.removeprefix(f"{BASE}id/") for key in json.loads(next((folder / "aside").iterdir()).read_bytes())]
        assert len(keys) > 5
        assert MAKASSAR.removeprefix(f"{BASE}id/") in keys
        paths = [f"/doc/{key}.{suffix}" for key in keys for suffix in SUFFIXES]
        for first, second in zip(*(answers(one, paths) for one in (plain, ready)), strict=True):
            assert (first.status_code, first.content) == (200, second.content)
            assert dict(first.headers) == dict(second.headers)
        assert plain.site.documents.get(Iri(MAKASSAR)) is None


def test_what_was_made_is_kept_until_the_store_changes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(str(folder), read_only=True) as store:
        first = documents(store)
        first.make()
        again = documents(store)
        with monkeypatch.context() as patch:
            patch.setattr(Documents, "_made", lambda *_: pytest.fail("made anew"))
            again.make()
        assert again.get(Iri(MAKASSAR)) == first.get(Iri(MAKASSAR)) is not None
    with open_store(str(folder)) as store:
        store.remove(Iri(ARTICLE_GRAPH))
        later = documents(store)
        later.make()
        assert later.get(Iri(MAKASSAR)) != first.get(Iri(MAKASSAR))


def test_sources_and_what_is_no_thing_are_not_made_ahead(folder: Path) -> None:
    with open_store(str(folder), read_only=True) as store:
        made = documents(store)
        made.make()
        assert made.get(Iri(ARTICLE_GRAPH)) is None
        assert made.get(Iri(f"{BASE}id/place/nowhere")) is None


def test_whoever_stops_makes_no_more_and_keeps_nothing(folder: Path) -> None:
    with open_store(str(folder), read_only=True) as store:
        made = documents(store)
        made.stop()
        made.make()
    assert not list((folder / "aside").glob("documents-*"))


def test_whoever_asks_goes_first_and_a_busy_server_comes_to_its_end_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pages.documents._LONGEST_WAIT", 0.0)
    with open_store(str(folder), read_only=True) as store:
        busy = documents(store)
        busy.make(lambda: 0.0)
        assert busy.get(Iri(MAKASSAR)) is not None
    (folder / "aside").rename(folder / "elsewhere")
    waited: list[float] = []
    monkeypatch.setattr("kg.pages.documents._LONGEST_WAIT", 60.0)
    with open_store(str(folder), read_only=True) as store:
        made = documents(store)
        idle = iter([0.0, 0.2, 0.4])

        def told() -> float:
            waited.append(next(idle, 9.0))
            return waited[-1]

        made.make(told)
        assert waited[:4] == [0.0, 0.2, 0.4, 9.0]
        assert made.get(Iri(MAKASSAR)) == busy.get(Iri(MAKASSAR))
