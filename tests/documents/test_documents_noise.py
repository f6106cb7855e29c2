"""What stands on a page of news beside the article never reaches the document: menus, links, captions, bylines."""

from __future__ import annotations

import pytest

from kg.documents import to_document
from kg.errors import ArticleError
from kg.lang import load_all
from kg.records import Article, Document

BODY = [
    (
        "Makassar – Pemerintah Kota (Pemkot) Makassar menggelar pertemuan tentang layanan digital di Balai "
        "Kota, Selasa (6/8/2024)."
    ),
    (
        "Pertemuan dihadiri utusan dari sepuluh daerah. Mereka bertukar pengalaman tentang aplikasi aduan "
        "warga di kota masing-masing."
    ),
    "Hasilnya akan disusun menjadi panduan. Pemkot menargetkan panduan itu selesai sebelum akhir tahun, kata panitia.",
]
TITLE = "Pemkot Makassar Kumpulkan Sepuluh Daerah"
NOISE_NAMES = ("Budi Karangan", "Wati Contoh", "Bupati Antah", "Wagub Berantah", "Kepala Dinas Entah")


def document(text: str, media_type: str = "text/plain") -> Document:
    return to_document(Article("a", media_type, text), load_all())


def paragraphs(made: Document) -> list[str]:
    return [made.text[one.start : one.end] for one in made.paragraphs]


def body_of(text: str, media_type: str = "text/plain") -> list[str]:
    return [one for one in paragraphs(document(text, media_type)) if one in BODY]


def clean(made: Document) -> None:
    assert paragraphs(made) == [TITLE, *BODY]
    assert not any(name in made.text for name in NOISE_NAMES)


def test_an_article_saved_as_text_with_the_whole_page_around_it() -> None:
    page = f"""{TITLE}

Rabu, 7 Agustus 2024 Reporter: Sari Penulis Editor: Tono Penyunting 5014

 {TITLE}

(Foto: dok)

{BODY[0]}

Pertemuan dihadiri utusan dari sepuluh daerah

{BODY[1]}

Baca juga: Bupati Antah Lantik Pejabat Baru

{BODY[2]}

BERITA TERKAIT
Wagub Berantah Luncurkan Portal

Wagub Berantah Luncurkan Portal Gagasan Warga

Rabu, 23 Mei 2018 2763

 Kepala Dinas Entah Bahas Kota Cerdas

Kamis, 19 April 2018 3158

BERITA POPULER
Budi Karangan memberikan sambutan pada pembukaan pameran

Budi Karangan: Budaya Pemersatu

Sabtu, 13 September 2025 2546

Bagikan ke :
WATI CONTOH +indeks
POTRET KOTA +indeks
"""
    made = document(page)
    clean(made)
    assert (made.published, made.published_basis) == ("2024-08-07", "dateline")
    assert made.author == "Sari Penulis"


@pytest.mark.parametrize(
    "noise",
    [
        "Baca juga: Bupati Antah Lantik Pejabat",
        "BACA JUGA : Wagub Berantah di Kairo",
        "Simak juga: Budi Karangan Pulang Kampung",
        "Lihat juga Kepala Dinas Entah Berkantor di Desa",
        "Baca Juga:\nBupati Antah Lantik Pejabat\nWagub Berantah di Kairo",
        "Read also: Regent Budi Karangan opens market",
        "RELATED:\nWati Contoh wins award\nBudi Karangan visits school",
        "Foto: Budi Karangan (kiri) dan Wati Contoh. (Dok. Humas)",
        "Keterangan foto: Wati Contoh bersama panitia",
        "Budi Karangan saat membuka acara. (Foto: Istimewa)",
        "Editor: Wati Contoh",
        "Tags: Budi Karangan, Makassar",
        "Copyright © 2024 Wati Contoh",
        "ADVERTISEMENT",
        "Scroll untuk melanjutkan membaca",
    ],
)
def test_a_line_of_noise_between_two_paragraphs_goes(noise: str) -> None:
    clean(document("\n\n".join([TITLE, BODY[0], noise, BODY[1], BODY[2]])))


@pytest.mark.parametrize(
    "noise",
    [
        "BERITA POPULER\nBudi Karangan Wisuda\nWati Contoh Menang",
        "Komentar (3)\nBudi Karangan: bagus sekali pak wali kota.",
        "MOST READ\nWati Contoh wins award",
        "Berita Lainnya\nBupati Antah Lantik Pejabat",
        "Bagikan ke Facebook Twitter WhatsApp\nWati Contoh",
    ],
)
def test_what_follows_the_article_goes(noise: str) -> None:
    clean(document("\n\n".join([TITLE, *BODY, noise])))


def test_a_sentence_that_begins_like_noise_stays() -> None:
    sentence = (
        "Foto Wali Kota Makassar terpasang di setiap kantor kelurahan. "
        "Pemkot memasang ulang foto itu tahun lalu di kota."
    )
    assert sentence in paragraphs(document("\n\n".join([TITLE, BODY[0], sentence])))


def page(inside: str, head: str = "") -> str:
    prose = "".join(f"<p>{one}</p>" for one in BODY)
    body = inside.format(h1=f"<h1>{TITLE}</h1>", prose=prose)
    return f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "inside",
    [
        "<nav><ul><li>Budi Karangan</li></ul></nav><article>{h1}{prose}</article><footer>Wati Contoh</footer>",
        (
            "<div id='menu'><a href='/'>Beranda</a></div><div>{h1}{prose}</div><aside><p>Wati Contoh menang "
            "lomba.</p></aside>"
        ),
        (
            "<article>{h1}{prose}</article><div class='berita-terkait'><h3>Berita Terkait</h3><ul><li>Budi "
            "Karangan pulang</li></ul></div>"
        ),
        (
            "<article>{h1}{prose}<div class='related'><p>Bupati Antah melantik pejabat baru di kantornya hari "
            "ini.</p></div></article>"
        ),
        (
            "<article>{h1}<figure><img><figcaption>Budi Karangan tersenyum. (Foto: "
            "dok)</figcaption></figure>{prose}</article>"
        ),
        "<article>{h1}{prose}</article><section class='popular'><h4>Terpopuler</h4><p>Wati Contoh Menang</p></section>",
        (
            "<article>{h1}{prose}</article><div id='comments'><p>Budi Karangan: mantap sekali pak wali, "
            "lanjutkan terus.</p></div>"
        ),
        "<article>{h1}{prose}</article><script>var x = 'Budi Karangan membuka acara di kota.';</script>",
        "<article>{h1}{prose}</article><div style='display:none'><form><p>Wati Contoh</p></form></div>",
    ],
)
def test_what_stands_beside_the_article_of_a_page_goes(inside: str) -> None:
    made = document(page(inside), "text/html")
    assert [one for one in paragraphs(made) if one in BODY] == BODY
    assert not any(name in made.text for name in NOISE_NAMES)


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
