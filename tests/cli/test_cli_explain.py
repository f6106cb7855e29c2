"""`kg explain`: the same reading as `kg extract`, with its reasons, for the eye, as a page and as data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import main
from kg.cli.explain import WORDS
from kg.extraction.explaining import Fate, explain
from kg.pipeline import Pipeline, Reading
from kg.settings import read_settings

SAMPLES = sorted((Path(__file__).resolve().parents[1] / "samples" / "gold").glob("*-d0[1-4].txt"))
ARTICLE = """Bupati Banyuwangi Buka Forum Kota Cerdas

Banyuwangi, 4 Mei 2019 - Bupati Banyuwangi Abdullah Azwar Anas membuka Forum Kota Cerdas di Banyuwangi, Jawa Timur.
Bupati Abdullah Azwar Anas hadir. Sekretaris Umum Rudi Hartono ikut datang.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return file


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_an_explained_article_is_read_as_any_other_and_every_fact_has_its_statement(sample: Path) -> None:
    pipeline = Pipeline(read_settings({}))
    (reading,) = pipeline.read([str(sample)])
    assert isinstance(reading, Reading)
    found, sentences = explain(pipeline.extractor, reading.extraction.document)
    assert found == reading.extraction
    kept = [claim for sentence in sentences for claim in sentence.claims if claim.fate == Fate.KEPT]
    stated = sorted((str(r.relation).rpartition("-")[2], r.rule, r.confidence) for r in found.relations)
    assert sorted((claim.relation, claim.rule, claim.confidence) for claim in kept) == stated
    for sentence in sentences:
        text = reading.extraction.document.text
        assert text[sentence.start : sentence.end] == sentence.text
        assert all(text[part.start : part.end] == part.text for part in sentence.parts)


def test_a_statement_that_was_dropped_is_shown_with_the_reason(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(article), "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "+ holdsPosition: Abdullah Azwar Anas > Bupati" in shown
    assert WORDS["en"][Fate.NO_OWNER] in shown
    assert WORDS["en"][Fate.DOUBLE] in shown
    assert "patterns: id/" in shown


def test_the_words_are_in_the_language_that_was_asked_for(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(article), "--lang", "id"]) == 0
    assert WORDS["id"][Fate.KEPT] in capsys.readouterr().out


def test_every_fate_has_words_in_every_language() -> None:
    assert all(set(Fate) <= set(words) for words in WORDS.values())
    assert len({frozenset(words) for words in WORDS.values()}) == 1


def test_as_data_each_sentence_is_one_line(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(article), "--format", "json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[0]["kind"] == "title"
    claims = [claim for row in rows for claim in row["claims"]]
    assert {"relation", "subject", "object", "rule", "confidence", "modality", "fate"} == set(claims[0])


def test_the_page_is_written_and_markup_in_an_article_is_inert(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, page = tmp_path / "hostile.txt", tmp_path / "page.html"
    file.write_text(
        ARTICLE + "\nWali Kota <script>alert(1)</script> [red]Ann\x1b[31m Lee[/red] hadir.\n", encoding="utf-8"
    )
    assert main(["explain", str(file), "--html", str(page)]) == 0
    assert "\x1b" not in capsys.readouterr().out
    written = page.read_text(encoding="utf-8")
    assert "Abdullah Azwar Anas" in written
    assert "<script" not in written.lower()


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_explained(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(article), str(article.with_name("none.txt"))]) != 0
    captured = capsys.readouterr()
    assert "Abdullah Azwar Anas" in captured.out
    assert "none.txt" in captured.err
