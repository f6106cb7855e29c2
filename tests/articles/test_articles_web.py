"""Pages, feeds, sitemaps, lists and archives over HTTP, politely: against a real server on this machine."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from kg.articles import WebLimits, read_articles
from kg.records import Article, Issue
from local_site import Answer, Site, local_site, page


@pytest.fixture
def site() -> Iterator[Site]:
    with local_site() as running:
        yield running


def limits(site: Site, **given: object) -> WebLimits:
    usual: dict[str, object] = {"delay": 0.0, "retries": 0, "seconds": 5.0, "private_hosts": frozenset({site.host})}
    return WebLimits(**{**usual, **given})  # type: ignore[arg-type]


def read(site: Site, *paths: str, **given: object) -> list[Article | Issue]:
    return list(read_articles([site.address(path) for path in paths], web=limits(site, **given)))


def codes(found: list[Article | Issue]) -> list[str]:
    return [one.code if isinstance(one, Issue) else "article" for one in found]


def test_a_page_is_an_article_known_by_its_address(site: Site) -> None:
    site.answers["/read/1"] = page("Kota Cerdas")
    [article] = read(site, "/read/1")
    assert isinstance(article, Article)
    assert (article.source, article.url, article.media_type) == (site.address("/read/1"),) * 2 + ("text/html",)
    assert "Sombere dan Smart City" in article.content


def test_an_address_with_tracking_parameters_is_the_same_article(site: Site) -> None:
    site.answers["/read/1"] = page("Kota Cerdas")
    found = read(site, "/read/1?utm_source=feed&utm_medium=rss#komentar", "/read/1")
    assert [one.source for one in found] == [site.address("/read/1")]
    assert site.paths.count("/read/1") == 1


def test_robots_txt_is_asked_for_first_and_obeyed(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /internal/\n")
    site.answers["/internal/1"] = page("Rahasia")
    site.answers["/read/1"] = page("Kota Cerdas")
    found = read(site, "/internal/1", "/read/1")
    assert codes(found) == ["robots", "article"]
    assert site.paths == ["/robots.txt", "/read/1"]


def test_a_host_whose_robots_txt_fails_is_left_alone(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(b"", 503)
    site.answers["/read/1"] = page("Kota Cerdas")
    assert codes(read(site, "/read/1")) == ["robots"]


def test_requests_to_a_host_are_spaced_out(site: Site) -> None:
    for number in range(3):
        site.answers[f"/read/{number}"] = page(f"Kota {number}")
    read(site, "/read/0", "/read/1", "/read/2", delay=0.15)
    times = [moment for _, moment, _ in site.asked]
    assert len(times) == 4
    assert all(later - earlier >= 0.14 for earlier, later in pairwise(times))


def test_a_longer_delay_that_robots_txt_asks_for_is_kept(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 0.3\n")
    for number in range(2):
        site.answers[f"/read/{number}"] = page(f"Kota {number}")
    read(site, "/read/0", "/read/1", delay=0.01)
    times = [moment for path, moment, _ in site.asked if path != "/robots.txt"]
    assert times[1] - times[0] >= 0.29


def test_the_client_says_who_it_is(site: Site) -> None:
    site.answers["/read/1"] = page("Kota Cerdas")
    read(site, "/read/1")
    assert all("smart-city-governance" in headers["user-agent"] for _, _, headers in site.asked)


def test_a_failing_host_is_asked_again(site: Site) -> None:
    answers = iter([Answer(b"", 503), page("Kota Cerdas")])
    site.answers["/read/1"] = lambda _headers: next(answers)
    assert codes(read(site, "/read/1", retries=2)) == ["article"]


def test_a_page_that_is_not_there_is_an_issue(site: Site) -> None:
    [issue] = read(site, "/read/404")
    assert isinstance(issue, Issue)
    assert (issue.code, issue.source) == ("http", site.address("/read/404"))
    assert "404" in issue.message


def test_a_host_that_is_not_there_is_an_issue() -> None:
    with local_site() as gone:
        pass
    [issue] = read(gone, "/read/1")
    assert isinstance(issue, Issue)
    assert issue.code == "unreachable"
    assert "\n" not in issue.message


def test_a_redirect_is_followed_and_the_article_known_by_its_end(site: Site) -> None:
    site.answers["/old"] = Answer(b"", 301, {"Location": "/new"})
    site.answers["/new"] = page("Kota Cerdas")
    found = read(site, "/old", "/new")
    assert [one.source for one in found] == [site.address("/new")]


def test_redirects_in_a_circle_end(site: Site) -> None:
    site.answers["/a"] = Answer(b"", 302, {"Location": "/b"})
    site.answers["/b"] = Answer(b"", 302, {"Location": "/a"})
    assert codes(read(site, "/a")) == ["http"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://x/", "", "http://"])
def test_a_redirect_out_of_the_web_is_refused(site: Site, target: str) -> None:
    site.answers["/a"] = Answer(b"", 302, {"Location": target})
    assert codes(read(site, "/a")) == ["http"]


def test_a_redirect_to_a_private_address_is_refused(site: Site) -> None:
    with local_site() as inside:
        inside.answers["/secret"] = page("Rahasia")
        site.answers["/a"] = Answer(b"", 302, {"Location": inside.address("/secret")})
        assert codes(read(site, "/a")) == ["forbidden-address"]
        assert inside.asked == []


def test_a_page_that_drips_is_given_up(site: Site) -> None:
    site.answers["/slow"] = Answer(b"x" * 10_000, headers={"Content-Type": "text/html"}, drip=0.05)
    [issue] = read(site, "/slow", seconds=0.5)
    assert isinstance(issue, Issue)
    assert issue.code == "timeout"


def test_a_page_that_is_cut_short_is_an_issue_and_not_kept(site: Site, tmp_path: Path) -> None:
    site.answers["/cut"] = Answer(page("Kota Cerdas").body, headers={"Content-Type": "text/html"}, cut=100)
    assert codes(read(site, "/cut", cache=tmp_path)) == ["unreachable"]
    site.answers["/cut"] = page("Kota Cerdas")
    assert codes(read(site, "/cut", cache=tmp_path)) == ["article"]


def test_a_page_that_is_too_large_is_an_issue(site: Site) -> None:
    site.answers["/big"] = Answer(b"<p>" + b"x" * 200_000, headers={"Content-Type": "text/html"})
    assert codes(read(site, "/big", most_bytes=100_000)) == ["too-large"]


def test_a_page_that_grows_when_unpacked_is_too_large(site: Site) -> None:
    bomb = gzip.compress(b"x" * 20_000_000)
    site.answers["/bomb"] = Answer(bomb, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    assert codes(read(site, "/bomb", most_bytes=1_000_000)) == ["too-large"]


def test_a_picture_is_an_issue(site: Site) -> None:
    site.answers["/a.png"] = Answer(b"\x89PNG\r\n\x1a\n", headers={"Content-Type": "image/png"})
    assert codes(read(site, "/a.png")) == ["unsupported"]


def test_the_encoding_of_the_header_is_believed(site: Site) -> None:
    body = "<html><body><p>Ketua Tran Văn, Hà Nội.</p></body></html>".encode("cp1258", "replace")
    site.answers["/vn"] = Answer(body, headers={"Content-Type": "text/html; charset=windows-1258"})
    [article] = read(site, "/vn")
    assert isinstance(article, Article)
    assert "Hà" in article.content


def test_what_was_got_is_kept_and_not_asked_for_again(site: Site, tmp_path: Path) -> None:
    site.answers["/read/1"] = page("Kota Cerdas")
    first, second = (read(site, "/read/1", cache=tmp_path) for _ in range(2))
    assert first == second
    assert site.paths.count("/read/1") == 1


def test_what_was_kept_is_asked_after_when_it_is_old(site: Site, tmp_path: Path) -> None:
    def answer(headers: dict[str, str]) -> Answer:
        if headers.get("if-none-match") == '"1"':
            return Answer(b"", 304, {"ETag": '"1"'})
        return page("Kota Cerdas", ETag='"1"', **{"Cache-Control": "max-age=0"})

    site.answers["/read/1"] = answer  # type: ignore[assignment]
    first, second = (read(site, "/read/1", cache=tmp_path) for _ in range(2))
    assert first == second
    assert [headers.get("if-none-match") for path, _, headers in site.asked if path == "/read/1"] == [None, '"1"']


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Kabar</title>
<item><title>Kota Satu</title><link>/read/1</link><pubDate>Wed, 31 Jul 2024 02:30:00 +0700</pubDate></item>
<item><title>Kota Dua</title><link>{base}/read/2?utm_source=rss</link><author>Sari</author></item>
<item><title>Tanpa tautan</title></item><item><link>javascript:alert(1)</link></item></channel></rss>"""


def test_a_feed_stands_for_its_articles(site: Site) -> None:
    body = RSS.format(base=site.address("")).encode()
    site.answers["/feed"] = Answer(body, headers={"Content-Type": "application/rss+xml"})
    site.answers["/read/1"], site.answers["/read/2"] = page("Kota Satu"), page("Kota Dua")
    one, two = read(site, "/feed")
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.source, one.published) == (site.address("/read/1"), "2024-07-31")
    assert (two.source, two.title) == (site.address("/read/2"), "Kota Dua")


def test_an_atom_feed_stands_for_its_articles(site: Site) -> None:
    site.answers["/atom"] = Answer(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>Kota Satu</title>'
        b'<link rel="alternate" href="/read/1"/><published>2024-07-31T02:30:00+07:00</published></entry></feed>'
    )
    site.answers["/read/1"] = page("Kota Satu")
    [article] = read(site, "/atom")
    assert isinstance(article, Article)
    assert (article.source, article.published) == (site.address("/read/1"), "2024-07-31")


def test_a_feed_in_a_file_leads_to_the_web(site: Site, tmp_path: Path) -> None:
    (tmp_path / "list.rss").write_text(
        RSS.format(base=site.address("")).replace(">/read/1<", f">{site.address('/read/1')}<")
    )
    site.answers["/read/1"], site.answers["/read/2"] = page("Kota Satu"), page("Kota Dua")
    found = list(read_articles([str(tmp_path)], web=limits(site)))
    assert codes(found) == ["article", "article"]


def test_a_sitemap_and_an_index_of_sitemaps_are_followed(site: Site) -> None:
    space = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    index = f"<sitemapindex {space}><sitemap><loc>{site.address('/map.xml.gz')}</loc></sitemap></sitemapindex>"
    inner = f"""<urlset {space}><url><loc>{site.address("/read/1")}</loc><lastmod>2025-01-01</lastmod><n:news>
        <n:publication_date>2024-07-31</n:publication_date><n:title>Kota Satu</n:title></n:news></url>
        <url><loc>{site.address("/read/2")}</loc></url></urlset>"""
    site.answers["/sitemap.xml"] = Answer(index.encode(), headers={"Content-Type": "application/xml"})
    site.answers["/map.xml.gz"] = Answer(gzip.compress(inner.encode()), headers={"Content-Type": "application/gzip"})
    site.answers["/read/1"], site.answers["/read/2"] = page("Kota Satu"), page("Kota Dua")
    one, two = read(site, "/sitemap.xml")
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.published, two.published) == ("2024-07-31", None)


def test_a_long_list_is_cut_and_says_so(site: Site) -> None:
    entries = "".join(f"<url><loc>{site.address(f'/read/{number}')}</loc></url>" for number in range(30))
    site.answers["/sitemap.xml"] = Answer(f"<urlset>{entries}</urlset>".encode())
    found = read(site, "/sitemap.xml", most_links=3)
    assert codes(found) == ["feed", "http", "http", "http"]
    assert "27 are left out" in found[0].message  # type: ignore[union-attr]


def test_lists_that_list_each_other_end(site: Site) -> None:
    for one, other in (("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")):
        entry = f"<sitemap><loc>{site.address(f'/{other}.xml')}</loc></sitemap>"
        site.answers[f"/{one}.xml"] = Answer(f"<sitemapindex>{entry}</sitemapindex>".encode())
    assert codes(read(site, "/a.xml")) == ["feed"]


@pytest.mark.parametrize(
    "body",
    [
        b"<rss",
        b"<rss></rss",
        b"<feed>" * 5000,
        b'<!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>',
        b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><title>&a;</title></channel></rss>',
    ],
)
def test_a_broken_or_hostile_feed_gives_no_article_and_no_crash(site: Site, body: bytes) -> None:
    site.answers["/feed"] = Answer(body, headers={"Content-Type": "application/rss+xml"})
    assert set(codes(read(site, "/feed"))) <= {"feed"}


def test_json_lines_come_over_the_web_too(site: Site) -> None:
    row = {"url": "https://contoh.id/a", "title": "A", "date": "2024-07-31", "text": "Wali Kota membuka rapat."}
    site.answers["/rows.jsonl"] = Answer(
        (json.dumps(row) + "\n").encode(), headers={"Content-Type": "application/x-ndjson"}
    )
    [article] = read(site, "/rows.jsonl")
    assert article.source == "https://contoh.id/a"


def test_a_text_from_the_web_describes_nothing_but_itself(site: Site) -> None:
    site.answers["/a.txt"] = Answer(
        b"publisher: Kompas\n---\nWali Kota membuka rapat.", headers={"Content-Type": "text/plain"}
    )
    [article] = read(site, "/a.txt")
    assert isinstance(article, Article)
    assert article.publisher is None
