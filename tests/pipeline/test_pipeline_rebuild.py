"""A rebuild from nothing keeps what people have withdrawn: the tombstone stays until the source is read again."""

from __future__ import annotations

from pathlib import Path

from kg import iris
from kg.pipeline import build, forget, ingest
from kg.records import Literal
from kg.settings import Settings
from kg.store import open_store
from kg.terms import DCT, SCG
from kg.tombstones import GRAPH, Withdrawal
from small_registry import write_small_registry

ARTICLE = """Bupati Banyuwangi Buka Forum Kota Cerdas

Banyuwangi, 4 Mei 2019 - Bupati Banyuwangi Abdullah Azwar Anas membuka Forum Kota Cerdas di Banyuwangi, Jawa Timur.
"""


def made(folder: Path) -> Settings:
    write_small_registry(folder / "data" / "registry")
    return Settings(store=str(folder / "store"), data=folder / "data")


def stones(settings: Settings) -> set[object]:
    with open_store(settings.store, read_only=True) as store:
        return {t.object for graph, t in store.quads() if graph == GRAPH and t.predicate == SCG.reason}


def test_the_tombstone_of_a_source_outlives_a_rebuild_until_the_source_is_read_again(tmp_path: Path) -> None:
    settings = made(tmp_path)
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    build(settings)
    ingest(settings, [str(article)])
    assert forget(settings, article.as_posix(), Withdrawal("2026-11-25", "taken back"))
    build(settings)
    assert stones(settings) == {Literal("taken back")}
    with open_store(settings.store, read_only=True) as store:
        assert iris.source(article.as_posix()) not in {t.object for _, t in store.quads() if t.predicate == DCT.source}
    ingest(settings, [str(article)])
    assert stones(settings) == set()


def test_a_store_that_cannot_be_read_does_not_stop_the_next_build(tmp_path: Path) -> None:
    settings = made(tmp_path)
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("no database", encoding="utf-8")
    assert build(settings).sources > 0
