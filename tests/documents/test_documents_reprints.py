"""A text that is printed twice is noticed, however its first words and its letters were changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import iris
from kg.articles import read_articles
from kg.documents import Reprints, to_document
from kg.documents.reprints import ALIKE, fingerprint, likeness
from kg.lang import load_all
from kg.pipeline import Pipeline, Reading
from kg.records import Article, Document, Triple
from kg.settings import Settings
from kg.statements import to_triples
from kg.terms import PROV

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = [ROOT / "tests" / "samples" / "gold", ROOT / "data" / "articles"]
TEXT = (
    (ROOT / "data" / "articles" / "2024-07-31-sidang-tahunan-ke-7-ascn.txt")
    .read_text(encoding="utf-8")
    .split("---\n")[2]
)


WORDS = ["kota", "cerdas", "wali", "rapat", "balai", "warga", "layanan", "digital", "program", "data"]


def document(source: str, text: str) -> Document:
    return to_document(Article(source, "text/plain", text), load_all())


def alike(one: str, other: str) -> float:
    marks = fingerprint(one), fingerprint(other)
    assert marks[0] is not None
    assert marks[1] is not None
    return likeness(marks[0], marks[1])


@pytest.mark.parametrize(
    "other",
    [
        TEXT,
        TEXT.upper(),
        TEXT.replace("LUANG PRABANG – ", "Kabar.example, Jakarta - "),
        TEXT.replace(", ", " , ").replace("\n\n", "\n"),
        TEXT[: len(TEXT) * 4 // 5],
        f"Redaksi menerima siaran pers berikut dari kementerian.\n\n{TEXT}\n\nDemikian siaran pers itu ditutup.",
        TEXT.replace("Amran", "Pak Amran"),
    ],
)
def test_a_reworked_copy_is_a_reprint(other: str) -> None:
    reprints = Reprints()
    assert reprints.earlier(document("a", TEXT)) is None
    assert reprints.earlier(document("b", other)) == "a"


def test_no_two_samples_are_taken_for_one() -> None:
    reprints = Reprints()
    articles = [one for one in read_articles(map(str, SAMPLES)) if isinstance(one, Article)]
    assert len(articles) > 40
    assert [one.source for one in articles if reprints.earlier(to_document(one, load_all()))] == []


def test_texts_on_the_same_facts_in_other_words_are_two() -> None:
    told = (ROOT / "tests" / "samples" / "gold" / "id-d15.html").read_text(encoding="utf-8")
    assert alike(TEXT, told) < ALIKE / 3


def test_a_text_of_few_words_is_never_a_reprint() -> None:
    reprints = Reprints()
    for name in ("a", "b"):
        assert reprints.earlier(document(name, "Wali Kota Makassar membuka rapat di balai kota.")) is None


def test_the_most_alike_of_several_is_named() -> None:
    reprints = Reprints()
    for name, text in (("a", TEXT[: len(TEXT) * 3 // 4]), ("b", TEXT)):
        reprints.earlier(document(name, text))
    assert reprints.earlier(document("c", TEXT.lower())) == "b"


@given(st.lists(st.sampled_from(WORDS), min_size=60))
def test_likeness_is_a_share_and_the_same_both_ways(words: list[str]) -> None:
    one, other = " ".join(words), " ".join(reversed(words))
    assert 0 <= alike(one, other) == alike(other, one) <= 1
    assert alike(one, one) == 1


def test_the_later_source_points_to_the_earlier_one(tmp_path: Path) -> None:
    for name, text in (("a.txt", TEXT), ("b.txt", TEXT.replace("Laos", "Republik Laos")), ("c.txt", TEXT[::-1])):
        (tmp_path / name).write_text(text, encoding="utf-8")
    pipeline = Pipeline(Settings(data=ROOT / "data"))
    found = [one for one in pipeline.read([str(tmp_path)], tmp_path) if isinstance(one, Reading)]
    triples = {t for one in found for t in to_triples(one.resolved.source_facts) if t.predicate == PROV.alternateOf}
    assert triples == {Triple(iris.source("b.txt"), PROV.alternateOf, iris.source("a.txt"))}
