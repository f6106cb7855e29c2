"""What holds for every document: offsets, sentences, hashes, languages; and how one article becomes one."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.articles import read_articles
from kg.documents import to_document
from kg.errors import ArticleError
from kg.lang import load_all
from kg.records import Article, Document

GOLD = Path(__file__).resolve().parents[1] / "samples" / "gold"
LEAD = "MAKASSAR – Wali Kota Makassar membuka rapat kota cerdas di Balai Kota, Kamis (27/2/2020), bersama para tamu."
SECOND = "Rapat itu dihadiri kepala dinas dari sejumlah daerah. Mereka membahas layanan publik, kata panitia acara."


def document(text: str, media_type: str = "text/plain", **given: str) -> Document:
    return to_document(Article("a.txt", media_type, text, **given), load_all())  # type: ignore[arg-type]


def check(made: Document) -> None:
    """The laws of a document."""
    assert made.text
    assert unicodedata.is_normalized("NFC", made.text)
    assert made.text_hash == hashlib.sha256(made.text.encode()).hexdigest()
    previous = 0
    for paragraph in made.paragraphs:
        assert made.text[previous : paragraph.start].strip() == ""
        assert paragraph.start < paragraph.end <= len(made.text)
        assert "\n" not in made.text[paragraph.start : paragraph.end]
        previous = paragraph.end
    assert previous == len(made.text)
    end = 0
    for sentence in made.sentences:
        paragraph = made.paragraphs[sentence.paragraph]
        assert end <= sentence.start < sentence.end
        assert paragraph.start <= sentence.start
        assert sentence.end <= paragraph.end
        words = made.text[sentence.start : sentence.end]
        assert words == words.strip()
        end = sentence.end
    assert made.published_basis in {"metadata", "dateline", "text", "none"}
    assert (made.published is None) == (made.published_basis == "none")


@pytest.mark.parametrize("path", sorted([*GOLD.glob("*.txt"), *GOLD.glob("*.html")]), ids=lambda path: path.name)
def test_an_article_of_the_press_obeys_the_laws(path: Path) -> None:
    [article] = read_articles([str(path)])
    assert isinstance(article, Article)
    made = to_document(article, load_all())
    check(made)
    assert made.language == path.name[:2]
    assert made.title
    assert made == to_document(article, load_all())


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_a_document_or_is_refused(text: str) -> None:
    try:
        made = document(text)
    except ArticleError as error:
        assert str(error)  # noqa: PT017  a text may be either
    else:
        check(made)


PIECES = st.sampled_from(
    [LEAD, SECOND, "Baca juga: Kabar lain", "BERITA TERKAIT", "\u202e", "\ufeff", "\x00", "😀", "(", "“", "A. ",
     "25/5/2018", "\n", "\r\n", "Jumat, 25 Mei 2018 Reporter: A Editor: B 5014", "\u2028", "e\u0301",
     "مكة", "1. ", "| ", "…", "Dr. ", "<p>", "&amp;"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30).map("\n".join))
def test_any_mixture_of_what_the_press_prints_is_a_document_or_is_refused(text: str) -> None:
    try:
        made = document(text)
    except ArticleError:
        return
    check(made)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=20).map(" ".join))
def test_any_page_is_a_document_or_is_refused(text: str) -> None:
    try:
        made = document(f"<html><body><article><p>{text}</p><p>{LEAD}</p></article></body></html>", "text/html")
    except ArticleError:
        return
    check(made)


@given(st.lists(st.sampled_from([LEAD, SECOND]), min_size=1, max_size=4, unique=True))
def test_every_letter_of_a_clean_paragraph_is_in_a_sentence(paragraphs: list[str]) -> None:
    made = document("\n\n".join(paragraphs))
    said = "".join(made.text[one.start : one.end] for one in made.sentences)
    dateline = "MAKASSAR – " if paragraphs[0] == LEAD else ""  # further down it is part of the sentence
    whole = "".join(made.text.replace(dateline, "").split())
    assert "".join(said.split()) == whole


def test_the_title_comes_first_and_is_a_sentence_of_its_own() -> None:
    made = document(f"Makassar Gelar Rapat Kota Cerdas\n\n{LEAD}\n\n{SECOND}")
    assert made.title == "Makassar Gelar Rapat Kota Cerdas"
    assert made.text.startswith("Makassar Gelar Rapat Kota Cerdas\n\nMAKASSAR – ")
    assert [paragraph.kind for paragraph in made.paragraphs] == ["title", "body", "body"]
    assert made.text[made.sentences[0].start : made.sentences[0].end] == made.title


def test_a_title_that_is_given_is_not_said_twice() -> None:
    made = document(f"Makassar Gelar Rapat\n\n{LEAD}", title="Makassar gelar rapat")
    assert made.text.count("elar") + made.text.count("elar".upper()) == 1


def test_the_first_sentence_begins_after_the_dateline() -> None:
    made = document(LEAD)
    first = made.sentences[0]
    assert made.text[first.start : first.end].startswith("Wali Kota Makassar membuka")
    assert (made.dateline_place, made.published, made.published_basis) == ("MAKASSAR", "2020-02-27", "text")


def test_a_text_of_wrapped_lines_has_whole_sentences() -> None:
    words = f"{LEAD} {SECOND}".split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 70:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    made = document("\n".join([*lines, line]))
    assert [paragraph.kind for paragraph in made.paragraphs] == ["body"]
    assert len(made.sentences) == 3


@pytest.mark.parametrize("text", ["", " \n ", "\x00\x01", "----", "12345 67890", "\u200b\u200b"])
def test_what_holds_no_word_is_refused(text: str) -> None:
    with pytest.raises(ArticleError, match="no text"):
        document(text)


def test_control_and_format_characters_are_gone() -> None:
    made = document("Wali\u200b Kota\u202e Makas\xadsar\x07 membuka\u2028rapat\u00a0besar di kota itu.")
    assert "\n\n".join(made.text.split("\n\n")) == "Wali Kota Makassar membuka\n\nrapat besar di kota itu."


def test_letters_are_composed() -> None:
    assert document("Cafe\u0301 Makassar dibuka di kota itu hari ini.").text.startswith("Café")


# --- languages ---------------------------------------------------------------------------------------------

ENGLISH = "The mayor opened the meeting on smart cities at the town hall on Thursday, together with guests from Japan."


@pytest.mark.parametrize(("text", "language"), [(f"{LEAD}\n\n{SECOND}", "id"), (ENGLISH, "en")])
def test_the_language_of_an_article_is_told(text: str, language: str) -> None:
    made = document(text)
    assert {paragraph.language for paragraph in made.paragraphs} == {made.language} == {language}


def test_a_paragraph_in_another_language_keeps_its_own() -> None:
    made = document(
        f"{LEAD}\n\n{SECOND}\n\n{ENGLISH} It was the second such meeting in the city this year, officials said."
    )
    assert [paragraph.language for paragraph in made.paragraphs] == ["id", "id", "en"]


def test_a_lead_full_of_foreign_names_stays_in_the_language_of_the_article() -> None:
    lead = (
        "SINGAPORE – Indonesia has proposed Jakarta, Makassar and Banyuwangi as its members of the ASEAN Smart Cities "
        "Network (ASCN), Foreign Minister Retno LP Marsudi told reporters on the sidelines of the 32nd ASEAN Summit."
    )
    made = document(f"{lead}\n\n{ENGLISH}\n\nEvery member state could hand in three names, she said in the evening.")
    assert {paragraph.language for paragraph in made.paragraphs} == {"en"}


@pytest.mark.parametrize("tag", ["id", "ID", "id-ID", "id_ID", " id "])
def test_a_language_that_is_given_is_believed(tag: str) -> None:
    assert document(ENGLISH, language=tag).language == "id"


@pytest.mark.parametrize("tag", ["Bahasa Indonesia", "", "x", "../../etc"])
def test_a_language_that_is_no_tag_is_told_by_the_words(tag: str) -> None:
    assert document(ENGLISH, language=tag).language == "en"
