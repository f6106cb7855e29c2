"""Publishers with a quirk: a folder each, of addresses only; whoever has none needs no folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles import canonical
from kg.articles.addresses import is_web, joined, whole
from kg.errors import TableError
from kg.sources import copied_from, load_publishers


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ("https://megapolitan.kompas.com/read/2023/01/17/12403431/x?page=2", "https://megapolitan.kompas.com/read/2023/01/17/12403431/x"),
        ("https://makassar.tribunnews.com/2019/10/20/profil?page=all#komentar", "https://makassar.tribunnews.com/2019/10/20/profil"),
        ("https://m.antaranews.com/amp/berita/4167270/ditjen", "https://www.antaranews.com/berita/4167270/ditjen"),
        ("https://jatim.antaranews.com/amp/berita/1/x", "https://jatim.antaranews.com/berita/1/x"),
        ("https://pacis.unpar.ac.id/?p=394&utm_source=x", "https://pacis.unpar.ac.id/?p=394"),
        ("https://WWW.Contoh.id:443/a?fbclid=1", "https://www.contoh.id/a"),
        ("https://contoh.id/a?page=2", "https://contoh.id/a?page=2"),
    ],
)  # fmt: skip
def test_an_article_has_one_address(given: str, known: str) -> None:
    assert canonical(given) == known
    assert canonical(known) == known


def test_the_whole_article_is_asked_for() -> None:
    assert whole("https://www.kompas.com/read/1/x") == "https://www.kompas.com/read/1/x?page=all"
    assert whole("https://contoh.id/a") == "https://contoh.id/a"


def test_a_host_that_only_looks_like_a_publisher_is_none() -> None:
    assert whole("https://notkompas.com/a") == "https://notkompas.com/a"
    assert whole("https://kompas.com.evil.example/a") == "https://kompas.com.evil.example/a"


@pytest.mark.parametrize(
    "text", ["", "a", "ftp://x/y", "http://", "https://[", "javascript:x", "http://x:99999/", "//x/y"]
)
def test_what_is_no_address_of_the_web_is_none(text: str) -> None:
    assert not is_web(text)


def test_a_link_of_a_page_becomes_whole_or_nothing() -> None:
    assert joined("https://contoh.id/a/b", "../c") == "https://contoh.id/c"
    assert joined("https://contoh.id/", "mailto:x@y.z") is None
    assert joined("https://contoh.id/", "http://[") is None


@given(st.from_regex(r"https?://[a-z0-9.]{1,20}\.(com|id)(/[a-z0-9?&=%._-]{0,40})?", fullmatch=True))
def test_the_one_address_of_an_address_is_its_own(address: str) -> None:
    assert canonical(canonical(address)) == canonical(address)


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://pipiwiki.com/wiki/X", "wikipedia.org"),
        ("https://en.wikimili.com/X", "wikipedia.org"),
        ("https://library.kiwix.org/wikipedia_en/X", "wikipedia.org"),
        ("https://library.kiwix.org/other/X", ""),
        ("https://id.wikipedia.org/wiki/X", ""),
        ("https://contoh.id/", ""),
        ("http://[", ""),
        ("pkg:pypi/x", ""),
    ],
)
def test_a_page_of_a_mirror_is_known_as_a_copy(address: str, site: str) -> None:
    assert copied_from(address) == site


def test_every_folder_is_a_publisher() -> None:
    assert [publisher.name for publisher in load_publishers()] == ["antara", "kompas_gramedia", "wikipedia"]


@pytest.mark.parametrize(
    "text",
    ["hosts = []", "hosts = ['x.id']\nnonsense = 1", "[[", "", "hosts=['x.id']\n[[same]]\npattern='('\naddress='x'"],
)
def test_a_broken_folder_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "paper").mkdir()
    (tmp_path / "paper" / "publisher.toml").write_text(text)
    with pytest.raises(TableError, match=r"sources/paper/publisher\.toml"):
        load_publishers(tmp_path)
