"""Broken articles go through the whole path: none crashes it, none hangs, every one is accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extraction import Extractor
from kg.pipeline import Pipeline
from kg.records import Document, Extraction, Issue
from kg.settings import Settings
from robustness import ROOT, mutated, run

NUMBER = 70
SECONDS = 60  # of the slowest article, on a machine that does other things as well


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(Settings(data=ROOT / "data"))


def test_every_broken_article_is_read_or_put_aside(pipeline: Pipeline, tmp_path: Path) -> None:
    tally = run(NUMBER, pipeline, tmp_path)
    assert tally.lost == ()
    assert tally.defects == []
    assert tally.read + tally.issues.total() == NUMBER
    assert tally.slowest[0] < SECONDS


def test_the_damage_is_the_same_each_time() -> None:
    assert list(mutated(20)) == list(mutated(20))


def test_a_defect_costs_one_article_and_not_the_run(
    pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"Wali Kota Makassar membuka rapat {name} di balai kota hari ini.")
    extract = Extractor.extract

    def faulty(self: Extractor, document: Document) -> Extraction:
        if document.article.source.endswith("a.txt"):
            raise ZeroDivisionError("of ours")
        return extract(self, document)

    monkeypatch.setattr(Extractor, "extract", faulty)
    first, second = pipeline.read([str(tmp_path)])
    assert isinstance(first, Issue)
    assert (first.code, "ZeroDivisionError: of ours" in first.message) == ("defect", True)
    assert not isinstance(second, Issue)
