"""The sample articles that a fresh clone reads: our own words on sourced facts, as the press writes them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from kg.articles import read_articles
from kg.documents import to_document
from kg.lang import load_all
from kg.records import Article, Document

DATA = Path(__file__).resolve().parents[2] / "data"
WEEKDAYS = {
    "Senin": 0, "Selasa": 1, "Rabu": 2, "Kamis": 3, "Jumat": 4, "Sabtu": 5, "Minggu": 6,
    "Monday": 0, "Tuesday": 1, "Wednesday": 2, "Thursday": 3, "Friday": 4, "Saturday": 5, "Sunday": 6,
}  # fmt: skip
ENGLISH_MONTHS = {"Apr": 4, "July": 7, "Oct": 10}
INDONESIAN_DAY = re.compile(rf"({'|'.join(WEEKDAYS)}),? \((\d+)/(\d+)(?:/(\d{{4}}))?\)")
ENGLISH_DAY = re.compile(rf"({'|'.join(WEEKDAYS)}) \(({'|'.join(ENGLISH_MONTHS)}) (\d+)\)")


def articles() -> list[Article]:
    found = list(read_articles([str(DATA / "articles")], DATA))
    assert all(isinstance(one, Article) for one in found), found
    return [one for one in found if isinstance(one, Article)]


def document(article: Article) -> Document:
    return to_document(article, load_all())


ARTICLES = articles()
EACH = pytest.mark.parametrize("article", ARTICLES, ids=lambda one: Path(one.source).stem)


def test_there_are_enough_of_them_in_both_languages() -> None:
    languages = [one.language for one in ARTICLES]
    assert len(languages) >= 16
    assert min(languages.count("id"), languages.count("en")) >= 8


def test_one_tells_the_facts_of_the_report_on_the_workshop_in_singapore() -> None:
    told = [one for one in ARTICLES if "https://www.beritajakarta.id/read/58700" in one.reports]
    assert [one.source for one in told] == ["articles/2018-05-25-dki-di-scgw.txt"]


@EACH
def test_an_article_names_the_pages_that_reported_its_facts(article: Article) -> None:
    assert article.reports
    assert article.url is None, "a text of our own has no page in a paper"
    assert article.publisher == "Smart City Governance Samples"


@EACH
def test_an_article_quotes_nobody(article: Article) -> None:
    assert not re.search("[\"“”«»„]|(?<!\\w)['‘]", article.content)


@EACH
def test_an_article_is_as_long_as_a_report_in_the_press(article: Article) -> None:
    assert 110 <= len(article.content.split()) <= 250


@EACH
def test_a_weekday_fits_its_day(article: Article) -> None:
    year = int((article.published or "")[:4])
    for name, day, month, own_year in INDONESIAN_DAY.findall(article.content):
        assert dt.date(int(own_year or year), int(month), int(day)).weekday() == WEEKDAYS[name]
    for name, word, day in ENGLISH_DAY.findall(article.content):
        assert dt.date(year, ENGLISH_MONTHS[word], int(day)).weekday() == WEEKDAYS[name]


@EACH
def test_a_document_takes_an_article_over_whole(article: Article) -> None:
    made = document(article)
    assert made.language == article.language
    assert made.published == article.published
    assert made.published_basis == "metadata"
    assert made.dateline_place is not None
    assert {paragraph.language for paragraph in made.paragraphs} == {article.language}
    body = [paragraph for paragraph in made.paragraphs if paragraph.kind == "body"]
    assert len(body) == len([one for one in article.content.split("\n\n") if one.strip()])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "2018-04-27-pilot-cities-named",
            "DKI Jakarta, a province, the city of Makassar and the regency of Banyuwangi",
        ),
        ("2018-05-25-dki-di-scgw", "Indonesia diwakili oleh Kota Makassar"),
        ("2024-06-25-ditjen-bina-adwil-rapat-ascn", "Kabupaten Sumedang bergabung dengan ASEAN Smart Cities Network"),
        ("2024-07-31-sidang-tahunan-ke-7-ascn", "Pelaksana Harian (Plh.) Direktur Jenderal"),
        ("2024-07-31-sidang-tahunan-ke-7-ascn", "periode 2023-2025"),
        ("2024-06-25-ditjen-bina-adwil-rapat-ascn", "periode 2024-2026"),
        ("2025-09-12-shepherd-lagi-di-kuala-lumpur", "periode 2025-2027"),
        ("2018-04-30-three-cities-proposed", "has proposed Jakarta, Makassar and Banyuwangi"),
        ("2025-12-11-calon-anggota-baru-ascn", "belum menjadi anggota"),
    ],
)
def test_what_the_demonstration_asks_for_can_be_quoted(name: str, words: str) -> None:
    [article] = [one for one in ARTICLES if Path(one.source).stem == name]
    assert words in document(article).text
