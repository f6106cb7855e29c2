"""What stands on a page of news beside the article never reaches the document: menus, links, captions, bylines."""

from __future__ import annotations

import pytest

from noisy_pages import BODY, NOISE_NAMES, TITLE, clean, document, page, paragraphs

WHOLE = f"""{TITLE}

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


def test_an_article_saved_as_text_with_the_whole_page_around_it() -> None:
    made = document(WHOLE)
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


def test_headlines_below_the_last_paragraph_go_whatever_their_label_says() -> None:
    text = f"""{TITLE}

{BODY[0]}

{BODY[1]}

DARI DAERAH LAIN
• Rektor Universitas Antah Lepas Mahasiswa Berprestasi
• Wabup Berantah Tanam Kopi di Lereng Gunung
"""
    assert "Berantah" not in document(text).text


def test_a_numbered_list_below_the_last_paragraph_stays() -> None:
    text = f"""{TITLE}

{BODY[0]}

Mereka yang dilantik
1. Ismail Karangan sebagai Sekretaris Daerah
2. Wati Contoh sebagai Kepala Dinas Sosial
"""
    assert "Wati Contoh" in document(text).text


@pytest.mark.parametrize(
    "block",
    [
        "JUGA DI EDISI INI\nMengapa Pasar Berantah Sepi Pembeli\nWawancara: Wabup Berantah Soal Kopi",
        "SIAPA SAJA DI ANTARA PARA TAMU (DARI ARSIP)\n> Wabup Berantah Tanam Kopi\n> Rektor Berantah Lepas Peserta",
        "BACA LAGI\n1) Simak Jadwal Seleksi Berantah\n2) Wabup Berantah Tanam Kopi di Lereng",
        "| Juga di halaman ini |\nWabup Berantah Tanam Kopi |\nRektor Berantah Ganti Nama Kampus |",
        "Kabar Daerah: Wabup Berantah Sidak Pasar // Jalan Berantah Ditutup // Kopi Berantah Naik Kelas",
    ],
)
def test_blocks_of_links_below_the_last_paragraph_go_in_all_their_shapes(block: str) -> None:
    made = document(f"{TITLE}\n\n{BODY[0]}\n\n{BODY[1]}\n\n{block}\n").text
    assert "Berantah" not in made
    assert BODY[1] in made
