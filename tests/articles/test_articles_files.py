"""Text and HTML files: heads, encodings, folders, patterns, and every way in which a file can be none."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from kg.articles import frontmatter, read_articles
from kg.articles.decoding import UndecodableError, decode
from kg.records import Article, Issue

TEXT = "Wali Kota Makassar membuka rapat “Sombere” di Balai Kota, kata Café."


def read(*paths: Path | str, base: Path | None = None) -> list[Article | Issue]:
    return list(read_articles([str(path) for path in paths], base))


def one(folder: Path, data: bytes, name: str = "a.txt") -> Article | Issue:
    (folder / name).write_bytes(data)
    [found] = read(folder / name)
    return found


def article(found: Article | Issue) -> Article:
    assert isinstance(found, Article), found
    return found


def issue(found: Article | Issue) -> Issue:
    assert isinstance(found, Issue), found
    assert "\n" not in found.message
    return found


# --- what a file holds -------------------------------------------------------------------------------------


def test_a_text_is_taken_as_it_stands(tmp_path: Path) -> None:
    found = article(one(tmp_path, TEXT.encode()))
    assert (found.content, found.media_type, found.source) == (TEXT, "text/plain", (tmp_path / "a.txt").as_posix())


def test_a_head_describes_the_text_below_it(tmp_path: Path) -> None:
    head = (
        "title: Rapat\npublished: 2024-07\npublisher: Kabar\nauthor: Sari\nlang: id\nurl: https://contoh.id/a\n"
        "reports: https://contoh.id/b\nreports: https://contoh.id/c\n---\n"
    )
    found = article(one(tmp_path, (head + TEXT).encode()))
    assert found.content == TEXT
    assert (found.title, found.published, found.publisher, found.author) == ("Rapat", "2024-07", "Kabar", "Sari")
    assert (found.language, found.url) == ("id", "https://contoh.id/a")
    assert found.reports == ("https://contoh.id/b", "https://contoh.id/c")


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("titel: Rapat\n---\n", "unknown key 'titel'"),
        ("title: A\ntitle: B\n---\n", "comes twice"),
        ("published: kemarin\n---\n", "not an ISO day"),
        ("published: 2024-02-30\n---\n", "no such day"),
        ("lang: Indonesian\n---\n", "no language tag"),
        ("url: contoh.id\n---\n", "not a web address"),
        ("reports: javascript:alert(1)\n---\n", "not a web address"),
    ],
)
def test_a_malformed_head_is_an_issue(tmp_path: Path, head: str, message: str) -> None:
    found = issue(one(tmp_path, (head + TEXT).encode()))
    assert found.code == "front-matter"
    assert message in found.message


@pytest.mark.parametrize(
    "text", ["Jakarta: ibu kota\n\nKota itu besar.", "Catatan: ini\n---", "a\n---\nb", "---\n---\nx"]
)
def test_a_text_that_begins_with_a_colon_is_no_head(text: str) -> None:
    head, _body = frontmatter.split(text)
    assert head == frontmatter.FrontMatter()


def test_a_head_may_be_opened_by_dashes_and_end_in_carriage_returns(tmp_path: Path) -> None:
    found = article(one(tmp_path, b"---\r\ntitle: Rapat\r\n---\r\nIsi."))
    assert (found.title, found.content) == ("Rapat", "Isi.")


def test_markup_without_a_name_that_says_so_is_a_page(tmp_path: Path) -> None:
    found = article(one(tmp_path, b"<!DOCTYPE html><html><body><p>Isi</p></body></html>", "halaman"))
    assert found.media_type == "text/html"


def test_a_text_that_only_mentions_markup_is_a_text(tmp_path: Path) -> None:
    assert article(one(tmp_path, b"Tag <html> membuka halaman.")).media_type == "text/plain"


# --- encodings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "utf-16-le-bom", "utf-16-be-bom"]
)
def test_an_encoding_that_can_be_told_is_read(tmp_path: Path, encoding: str) -> None:
    marks = {"utf-16-le-bom": (b"\xff\xfe", "utf-16-le"), "utf-16-be-bom": (b"\xfe\xff", "utf-16-be")}
    mark, codec = marks.get(encoding, (b"", encoding))
    assert article(one(tmp_path, mark + TEXT.encode(codec))).content == TEXT


def test_a_page_in_the_encoding_that_it_declares_is_read(tmp_path: Path) -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Город</p></body></html>'
    assert "Город" in article(one(tmp_path, page.encode("cp1251"), "a.html")).content


@pytest.mark.parametrize("name", ["punycode", "rot13", "zlib", "idna", "unicode_escape", "utf-7", "nonsense"])
def test_an_encoding_that_is_none_of_text_is_not_believed(name: str) -> None:
    data = f'<meta charset="{name}"><p>Caf'.encode() + b"\xe9 di Jakarta, kota yang besar sekali.</p>"
    assert "Café" in decode(data)
    assert "Café" in decode(data, name)
    assert "Café" in decode(data, "\x00")


def test_damaged_utf8_is_an_issue_rather_than_a_guess(tmp_path: Path) -> None:
    damaged = TEXT.encode() + b"\xe2\x80 dan \xc3\xa9"
    assert issue(one(tmp_path, damaged)).code == "encoding"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"title: A\n---\n \n", "empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"\x7fELF\x02\x01\x01\x00" + bytes(100), "binary"),
        (b"teks\x00teks", "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (b"\xff\xfe\x00", "encoding"),
    ],
)
def test_what_is_no_text_is_an_issue(tmp_path: Path, data: bytes, code: str) -> None:
    assert issue(one(tmp_path, data)).code == code


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_are_refused(data: bytes) -> None:
    try:
        assert isinstance(decode(data), str)
    except UndecodableError:
        event("refused")


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=200))
def test_utf8_is_read_as_it_was_written(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


# --- size --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", [b"a", b"kata ini. ", b"\xc3\xa9", b"<b>"])
def test_fifty_megabytes_of_one_line_are_refused_in_a_moment(tmp_path: Path, unit: bytes) -> None:
    data = unit * (50_000_000 // len(unit))
    for name in ("a.txt", "a.html", "a"):
        started = time.perf_counter()
        assert issue(one(tmp_path, data, name)).code == "too-large"
        assert time.perf_counter() - started < 5


def test_a_line_of_more_than_a_million_characters_is_no_article(tmp_path: Path) -> None:
    assert issue(one(tmp_path, b"kata " * 220_000)).code == "too-large"
    assert article(one(tmp_path, b"kata " * 190_000)).content


# --- where files lie ---------------------------------------------------------------------------------------


def test_a_folder_gives_its_articles_in_order_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "sub/c.md", "README.md", ".hidden.txt", ".git/x.txt", "data.csv", "page.xml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<html><body>Isi</body></html>")
    found = [one.source.removeprefix(f"{tmp_path.as_posix()}/") for one in read(tmp_path)]
    assert found == ["a.html", "b.txt", "sub/c.md"]


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Isi.")
    assert len(read(tmp_path, tmp_path / "a.txt", f"{tmp_path}/*.txt")) == 1


def test_a_pattern_gives_what_matches_it(tmp_path: Path) -> None:
    for name in ("a1.txt", "a2.txt", "b.txt"):
        (tmp_path / name).write_text("Isi.")
    assert len(read(f"{tmp_path}/a*.txt")) == 2
    assert issue(read(f"{tmp_path}/z*.txt")[0]).code == "missing"


def test_an_address_is_relative_to_the_base(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("Isi.")
    [found] = read(tmp_path / "articles", base=tmp_path)
    assert found.source == "articles/a.txt"


def test_a_file_that_is_not_there_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Isi.")
    missing, there = read(tmp_path / "a.txt", tmp_path / "b.txt")
    assert issue(missing).code == "missing"
    assert article(there).content == "Isi."


@pytest.mark.parametrize("name", ["a.docx", "a.zip", "a.csv"])
def test_a_kind_that_is_not_read_is_an_issue(tmp_path: Path, name: str) -> None:
    assert issue(one(tmp_path, b"PK whatever", name)).code == "unsupported"


@pytest.mark.parametrize("given", ["a\x00b.txt", "x" * 5000, "foo://bar", "https://", "http://[", "https://x:port/"])
def test_an_impossible_name_is_an_issue(given: str) -> None:
    [found] = read(given)
    assert issue(found).code in {"missing", "unreadable"}


def test_standard_input_is_read_by_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, kind in ((b"<html><body><p>Isi</p>", "text/html"), (b"Isi.", "text/plain")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        [found] = read("-")
        assert (found.source, article(found).media_type) == ("-", kind)
