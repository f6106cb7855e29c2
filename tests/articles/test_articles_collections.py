"""Files that hold many articles or wrap one: JSON lines, web archives, PDF documents."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from kg.articles import read_articles
from kg.articles.archives import read_pdf
from kg.articles.feeds import day_of, read_listing, unpacked
from kg.articles.rows import read_rows
from kg.records import Article, Issue
from local_site import ARTICLE

ROW = {
    "url": "https://Contoh.id/a?utm_source=x",
    "title": "Rapat",
    "date": "2024-07-31",
    "text": "Wali Kota membuka rapat.",
}


def read(path: Path) -> list[Article | Issue]:
    return list(read_articles([str(path)]))


def codes(found: list[Article | Issue]) -> list[str]:
    return [one.code if isinstance(one, Issue) else "article" for one in found]


# --- JSON lines --------------------------------------------------------------------------------------------


def test_a_line_is_an_article(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(
        json.dumps({**ROW, "publisher": "Kabar", "language": "id", "other": 1}) + "\n\n"
    )
    [found] = read(tmp_path)
    assert isinstance(found, Article)
    assert found.source == found.url == "https://contoh.id/a"
    assert (found.title, found.published, found.publisher, found.language) == ("Rapat", "2024-07-31", "Kabar", "id")
    assert found.content == ROW["text"]


def test_a_line_without_an_address_is_known_by_its_number(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps({"text": "Isi."}) + "\n" + json.dumps({"text": "Isi lain.", "url": "bukan alamat"}))
    assert [one.source for one in read(file)] == [f"{file.as_posix()}#line-1", f"{file.as_posix()}#line-2"]


def test_a_page_in_a_line_is_a_page() -> None:
    [found] = read_rows(json.dumps({"html": "<p>Isi</p>"}), "x")
    assert isinstance(found, Article)
    assert found.media_type == "text/html"


@pytest.mark.parametrize("line", ["{", "[1]", '"text"', "null", "{}", '{"text": ""}', '{"text": 7}', "[" * 100_000])
def test_a_broken_line_is_an_issue_and_the_next_is_read(line: str) -> None:
    found = list(read_rows(f"{line}\n{json.dumps(ROW)}", "x"))
    assert codes(found) == ["json", "article"]
    assert found[0].source == "x#line-1"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024", "2024"),
        ("2024-07", "2024-07"),
        ("2024-07-31T02:30:00+07:00", "2024-07-31"),
        ("Wed, 31 Jul 2024 02:30:00 +0700", "2024-07-31"),
        ("kemarin", None),
        ("2024-13-01", None),
    ],
)
def test_a_date_is_read_in_the_usual_forms(written: str, day: str | None) -> None:
    [found] = read_rows(json.dumps({**ROW, "date": written}), "x")
    assert isinstance(found, Article)
    assert found.published == day


def test_standard_input_of_json_lines_is_told_by_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((json.dumps(ROW) + "\n").encode() * 2)))
    assert codes(list(read_articles(["-"]))) == ["article", "article"]


@given(st.text(max_size=300))
def test_any_line_is_an_article_or_an_issue(line: str) -> None:
    for found in read_rows(line, "x"):
        assert isinstance(found, Article | Issue)


# --- web archives ------------------------------------------------------------------------------------------


def record(kind: str, address: str, block: bytes) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-07-31T00:00:00Z\r\n"
    about = "application/http; msgtype=response" if kind == "response" else "application/warc-fields"
    return f"{head}Content-Type: {about}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def archive(path: Path) -> Path:
    """A web archive of an information record and five answers."""
    records = [record("warcinfo", "", b"software: none\r\n")]
    for number, (status, kind, body) in enumerate(
        [
            ("200 OK", "text/html; charset=utf-8", ARTICLE.format(title="Kota Satu").encode()),
            ("404 Not Found", "text/html", b"<html><body>Tidak ada</body></html>"),
            ("200 OK", "image/png", b"\x89PNG\r\n\x1a\n"),
            ("200 OK", "text/html; charset=windows-1252", "<html><body><p>Café</p></body></html>".encode("cp1252")),
            ("200 OK", "text/html", b"<html><body>\x00\x01</body></html>"),
        ]
    ):
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        records.append(record("response", f"https://contoh.id/{number}?utm_medium=x", answer))
    path.write_bytes(b"".join(map(gzip.compress, records)) if path.suffix == ".gz" else b"".join(records))
    return path


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_the_pages_of_a_web_archive_are_articles(tmp_path: Path, name: str) -> None:
    file = archive(tmp_path / name)
    first, latin, binary = read(file)
    assert isinstance(first, Article)
    assert isinstance(latin, Article)
    assert (first.source, first.media_type) == ("https://contoh.id/0", "text/html")
    assert "Café" in latin.content
    assert codes([binary]) == ["binary"]
    assert read(tmp_path) == [first, latin, binary]


def test_a_web_archive_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    file = archive(tmp_path / "a.warc.gz")
    data = file.read_bytes()
    for length in range(0, len(data), 97):
        file.write_bytes(data[:length])
        assert all(isinstance(one, Article | Issue) for one in read(file))


@pytest.mark.parametrize(
    "data", [b"", b"WARC/1.0\r\n\r\n", b"WARC/1.0\nnonsense", b"\x1f\x8b\x08nonsense", b"WARC/" + b"x" * 10_000]
)
def test_a_broken_web_archive_is_an_issue(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.warc").write_bytes(data)
    found = read(tmp_path / "a.warc")
    assert found
    assert "article" not in codes(found)


# --- PDF ---------------------------------------------------------------------------------------------------


def pdf(lines: list[str], title: str = "") -> bytes:
    """A PDF document of one page with these lines, written by hand."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET".encode("latin-1")
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Title ({title}) >>".encode("latin-1"),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(bodies) + 1, table)
    return out + b"trailer << /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, start)


def test_a_pdf_is_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(["Siaran Pers", "Wali Kota Makassar membuka rapat."], "Rapat Kota Cerdas"))
    [found] = read(tmp_path)
    assert isinstance(found, Article)
    assert found.title == "Rapat Kota Cerdas"
    assert "Wali Kota Makassar membuka rapat." in found.content


@pytest.mark.parametrize("title", ["", "Microsoft Word - rilis.docx", "untitled", "rilis.pdf"])
def test_a_title_that_is_none_is_left_out(title: str) -> None:
    found = read_pdf(pdf(["Isi."], title), "a.pdf")
    assert isinstance(found, Article)
    assert found.title is None


def test_a_pdf_without_text_is_an_issue() -> None:
    assert codes([read_pdf(pdf([]), "a.pdf")]) == ["empty"]


@given(st.data())
def test_a_damaged_pdf_is_an_article_or_an_issue(data: st.DataObject) -> None:
    whole = bytearray(pdf(["Wali Kota Makassar membuka rapat."]))
    for place in data.draw(st.lists(st.integers(8, len(whole) - 1), max_size=20)):
        whole[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(8, len(whole)))
    assert isinstance(read_pdf(bytes(whole[:cut]), "a.pdf"), Article | Issue)


def test_without_the_extra_libraries_the_issue_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = archive(tmp_path / "a.warc")
    for name in ("pypdf", "warcio.archiveiterator"):
        monkeypatch.setitem(sys.modules, name, None)
    found = [read_pdf(pdf(["Isi."]), "a.pdf"), *read(file)]
    assert codes(found) == ["unsupported", "unsupported"]
    assert all("[archives]" in one.message for one in found if isinstance(one, Issue))


# --- lists -------------------------------------------------------------------------------------------------


@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_are_refused(data: bytes) -> None:
    try:
        read_listing(data, "https://contoh.id/feed")
    except ValueError:
        event("refused")


def test_a_gzip_that_grows_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        unpacked(gzip.compress(b"x" * 2_000_000), most=1_000_000)


@given(st.text(max_size=40))
def test_a_time_stamp_is_a_day_or_nothing(text: str) -> None:
    day = day_of(text)
    assert day is None or len(day) == 10
