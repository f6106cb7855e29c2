"""What a page says of itself, its byline and its dateline; and pages that are made to cost time."""

from __future__ import annotations

import pytest

from kg.errors import ArticleError
from noisy_pages import BODY, TITLE, body_of, document, page, paragraphs


def test_the_date_of_a_page_is_never_that_of_another_article() -> None:
    popular = "<div class='popular'><time datetime='2025-09-10'>10 September 2025</time><a>Kabar lain</a></div>"
    made = document(page("<div>{h1}<p>Rabu, 7 Agustus 2024</p>{prose}</div>" + popular), "text/html")
    assert (made.published, made.published_basis) == ("2024-08-07", "dateline")


@pytest.mark.parametrize(
    "head",
    [
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": '
            '"2024-08-07T01:00:00+08:00"}</script>'
        ),
        '<meta property="article:published_time" content="2024-08-07T01:00:00+08:00">',
        '<meta itemprop="datePublished" content="2024-08-07">',
        (
            '<script type="application/ld+json">{"@graph": [{"@type": ["Report", "NewsArticle"], '
            '"datePublished": "2024-08-07"}]}</script>'
        ),
    ],
)
def test_what_a_page_says_of_itself_is_believed(head: str) -> None:
    made = document(page("<article>{h1}{prose}</article>", head).replace("{{", "{"), "text/html")
    assert (made.published, made.published_basis) == ("2024-08-07", "metadata")


@pytest.mark.parametrize(
    "json", ["{", "[" * 100_000, '{"@type": 7}', '{"@type": "NewsArticle", "datePublished": {"a": 1}}', "null"]
)
def test_metadata_that_is_broken_is_passed_over(json: str) -> None:
    head = f'<script type="application/ld+json">{json}</script>'
    body = "".join(f"<p>{one}</p>" for one in BODY)
    made = document(
        f"<html><head>{head}</head><body><article><h1>{TITLE}</h1>{body}</article></body></html>", "text/html"
    )
    assert made.title == TITLE


# --- bylines and datelines ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "published", "author"),
    [
        ("Jumat, 25 Mei 2018 Reporter: Aldi Contoh Editor: Toni Contoh 5014", "2018-05-25", "Aldi Contoh"),
        ("Minggu, 31 Mei 2015 20:05 WIB | Kota Padang", "2015-05-31", None),
        ("Laporan: Yanto | Editor: Mira Sastri", None, "Yanto"),
        ("01 Apr 2022 05:58PM (Updated: 02 Apr 2022 06:40PM)", "2022-04-01", None),
        ("By Lan Contoh | June 29, 2016", "2016-06-29", "Lan Contoh"),
        ("Published Oct 4, 2025 12:27 pm", "2025-10-04", None),
        ("Oleh: Sari Contoh - Rabu, 7/8/2024 10:00 WITA", "2024-08-07", "Sari Contoh"),
    ],
)
def test_a_byline_is_read_and_taken_out(line: str, published: str | None, author: str | None) -> None:
    body = [one.replace(", Selasa (6/8/2024)", "") for one in BODY]
    made = document("\n\n".join([TITLE, line, *body]))
    assert made.author == author
    assert made.published == published
    assert line not in made.text
    assert paragraphs(made) == [TITLE, *body]


@pytest.mark.parametrize(
    ("dateline", "place", "day"),
    [
        ("JAKARTA – ", "JAKARTA", None),
        ("JAKARTA, 7 Agustus 2024 – ", "JAKARTA", "2024-08-07"),
        ("JOHOR BAHRU, Nov 7 2024 (Agency) — ", "JOHOR BAHRU", "2024-11-07"),
        ("Jakarta (ANTARA) - ", "Jakarta", None),
        ("SINGAPORE: ", "SINGAPORE", None),
        ("kabar.example, MEDAN - ", "MEDAN", None),
        ("BANDAR SERI BEGAWAN – ", "BANDAR SERI BEGAWAN", None),
        ("", None, None),
    ],
)
def test_a_dateline_is_read_and_no_part_of_the_first_sentence(
    dateline: str, place: str | None, day: str | None
) -> None:
    sentence = "Pemerintah kota menggelar pertemuan tentang layanan digital bagi warga di balai kota hari ini."
    made = document(f"{TITLE}\n\n{dateline}{sentence}")
    first = made.sentences[1]
    assert made.text[first.start : first.end] == sentence
    assert (made.dateline_place, made.published) == (place, day)


@pytest.mark.parametrize("opening", ["Wali Kota – ", "Rapat: ", "Ia berkata - ", "Jakarta "])
def test_a_sentence_with_a_dash_is_no_dateline(opening: str) -> None:
    made = document(
        f"{TITLE}\n\n{opening}pertemuan tentang layanan digital bagi warga digelar di balai kota hari ini juga."
    )
    assert made.dateline_place is None


# --- pages made to cost time -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "x",
        "<p " + " ".join(f"a{number}='x'" for number in range(50_000)) + ">x</p>",
        "<" * 500_000,
        "<b>" * 200_000,
        "<p>x</p>" * 40_000,
        "<table><tr><td>" * 5_000,
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><body>&b;</body>',
        "<html></html>",
        "<!--" + "-" * 500_000,
    ],
    ids=lambda text: text[:20],
)
def test_a_page_that_is_made_to_cost_time_is_refused_or_done_in_a_moment(html: str) -> None:
    try:
        made = document(html, "text/html")
    except ArticleError:
        return
    assert len(made.text) <= len(html)


def test_a_huge_attribute_costs_nothing() -> None:
    prose = "".join(f"<p>{one}</p>" for one in BODY)
    assert (
        body_of(f"<html><body><article data-x='{'y' * 2_000_000}'>{prose}</article></body></html>", "text/html") == BODY
    )


@pytest.mark.parametrize(
    "sign", ["\x01", "\x0c", "\ufffe", "&#1;", "&#x1f;", "&#0;", "&#xFFFE;", "&#xD800;", "&#99999999;", "&#X8"]
)
def test_a_character_that_no_page_may_hold_is_a_blank(sign: str) -> None:
    prose = "".join(f"<p>{one}</p>" for one in BODY)
    made = document(
        f"<html><body><article><p>Rapat{sign}besar</p>{prose}<b>{sign}</b>{sign}</article></body></html>", "text/html"
    )
    assert [one for one in paragraphs(made) if one in BODY] == BODY
    assert sign not in made.text


def test_a_reference_to_a_letter_is_that_letter() -> None:
    prose = "".join(f"<p>{one}</p>" for one in BODY)
    made = document(
        f"<html><body><article>{prose}<p>Caf&#233; &#x201C;Kota&#x201D; dibuka di kota itu.</p></article>", "text/html"
    )
    assert "Café “Kota” dibuka" in made.text


def test_a_text_as_long_as_a_book_is_refused() -> None:
    with pytest.raises(ArticleError, match="more than 300000 characters"):
        document(" ".join(BODY) * 1000)


@pytest.mark.parametrize("head", ["PEMERINTAH KOTA PALU", "WAWANCARA", "PEMERINTAH KOTA PALU\nRabu, 7 Agustus 2024"])
def test_a_letterhead_in_capitals_is_no_title_where_one_stands_below(head: str) -> None:
    made = document(f"{head}\n\nPalu Membuka Pusat Data Bersama Warga\n\n{BODY[0]}\n", "text/plain")
    assert made.title == "Palu Membuka Pusat Data Bersama Warga"
    assert "PEMERINTAH KOTA PALU" not in made.text


def test_a_title_in_capitals_above_a_plain_first_sentence_stays_the_title() -> None:
    made = document(f"PALU MEMBUKA PUSAT DATA BERSAMA WARGA\n\n{BODY[0]}\n", "text/plain")
    assert made.title == "PALU MEMBUKA PUSAT DATA BERSAMA WARGA"


def test_a_day_as_the_first_sentence_is_that_of_the_news() -> None:
    text = "JAKARTA, KABAR RAKYAT – Kamis, 7 Maret 2024. Enam belas daerah serentak mempunyai mal pelayanan publik.\n"
    assert document(text * 2, "text/plain").published == "2024-03-07"
