"""An article and what stands around it on a page: what tests of noise share."""

from __future__ import annotations

from kg.documents import to_document
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


def page(inside: str, head: str = "") -> str:
    prose = "".join(f"<p>{one}</p>" for one in BODY)
    body = inside.format(h1=f"<h1>{TITLE}</h1>", prose=prose)
    return f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
