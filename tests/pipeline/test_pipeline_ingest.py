"""The main path on real files: whole sources in, whole sources out, whatever else lies in the folder."""

from __future__ import annotations

from pathlib import Path

from kg import iris, pipeline, tombstones
from kg.pipeline import Outcome
from kg.records import Iri, Literal, Triple
from kg.settings import Settings
from kg.store import open_store
from kg.terms import PROV, RDF, SCG, XSD
from kg.tombstones import Withdrawal

ROOT = Path(__file__).resolve().parent.parent.parent
GONE = Withdrawal("2026-11-25", "taken back by the publisher")
FIRST = """Makassar Menjadi Tuan Rumah Lokakarya Kota Cerdas

Makassar, 12 Maret 2019 - Wali Kota Makassar Mohammad Ramdhan Pomanto membuka lokakarya kota cerdas
di Kota Makassar, Sulawesi Selatan, Selasa (12/3).
"""


def settings(store: str) -> Settings:
    return Settings(store=store, data=ROOT / "data")


def quads(store: str) -> list[tuple[Iri, Triple]]:
    with open_store(store) as opened:
        return sorted(opened.quads())


def test_the_build_reads_every_table_and_article_without_an_issue(outcome: Outcome) -> None:
    assert outcome.issues == []
    assert outcome.sources >= 1700
    assert outcome.facts >= 3000


def test_an_article_ingested_twice_changes_nothing(scratch_store: str, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(FIRST, encoding="utf-8")
    pipeline.ingest(settings(scratch_store), [str(article)])
    once = quads(scratch_store)
    pipeline.ingest(settings(scratch_store), [str(article)])
    assert quads(scratch_store) == once


def test_forgetting_a_source_leaves_what_was_there_before(scratch_store: str, tmp_path: Path) -> None:
    before = quads(scratch_store)
    article = tmp_path / "a.txt"
    article.write_text(FIRST, encoding="utf-8")
    pipeline.ingest(settings(scratch_store), [str(article)])
    assert quads(scratch_store) != before
    assert pipeline.forget(settings(scratch_store), article.as_posix(), GONE)
    after = quads(scratch_store)
    assert [quad for quad in after if quad[0] != tombstones.GRAPH] == before
    stone = {
        triple.predicate: triple.object for _, triple in after if triple.subject == iris.source(article.as_posix())
    }
    assert stone == {
        RDF.type: SCG.WithdrawnSource,
        PROV.invalidatedAtTime: Literal("2026-11-25T00:00:00Z", XSD.dateTime),
        SCG.reason: Literal("taken back by the publisher"),
    }
    assert not pipeline.forget(settings(scratch_store), article.as_posix(), GONE)


def test_reading_a_withdrawn_source_again_takes_its_tombstone_away(scratch_store: str, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(FIRST, encoding="utf-8")
    pipeline.ingest(settings(scratch_store), [str(article)])
    once = quads(scratch_store)
    pipeline.forget(settings(scratch_store), article.as_posix(), GONE)
    pipeline.ingest(settings(scratch_store), [str(article)])
    assert quads(scratch_store) == once


def test_a_changed_article_replaces_its_own_facts(scratch_store: str, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(FIRST, encoding="utf-8")
    pipeline.ingest(settings(scratch_store), [str(article)])
    graph = iris.source_graph(article.as_posix())
    article.write_text(FIRST.replace("Makassar", "Banyuwangi"), encoding="utf-8")
    pipeline.ingest(settings(scratch_store), [str(article)])
    with open_store(scratch_store) as store:
        assert [g for g in store.graphs() if g == graph] == [graph]
        quotes = " ".join(str(t.object) for g, t in store.quads() if g == graph)
    assert "Banyuwangi" in quotes
    assert "Makassar" not in quotes


def test_a_broken_file_never_stops_the_run(scratch_store: str, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "bomb.html").write_text("<html><body>" + "<div>" * 200_000, encoding="utf-8")
    with (tmp_path / "line.txt").open("wb") as line:
        line.truncate(50_000_000)
    outcome = pipeline.ingest(settings(scratch_store), [str(tmp_path)])
    assert outcome.sources == 1
    assert {Path(issue.source).name for issue in outcome.issues} == {
        "empty.txt",
        "binary.txt",
        "bomb.html",
        "line.txt",
    }
