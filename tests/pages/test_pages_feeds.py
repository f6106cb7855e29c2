"""Feeds: what was said when and by whom, read by a feed reader."""

from __future__ import annotations

import feedparser
import httpx
import pytest

from small_graph import ARTICLE, MAKASSAR, SENTENCES, SOMBERE


def feed(client: httpx.Client, address: str) -> feedparser.FeedParserDict:
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    found = feedparser.parse(answer.content)
    assert not found.bozo
    return found


def test_the_feed_tells_each_dated_source_with_its_words(client: httpx.Client) -> None:
    (entry,) = feed(client, "/feed.atom").entries
    assert (entry.id, entry.author, entry.published[:10]) == (ARTICLE, "Koran Contoh", "2024-07-31")
    assert SENTENCES[0] in entry.content[0].value
    assert "https://example.org/report" in [link.href for link in entry.links]


def test_a_thing_has_a_feed_of_its_own_that_its_page_links_to(client: httpx.Client) -> None:
    address = f"/feed/{SOMBERE.partition('/id/')[2]}.atom"
    (entry,) = feed(client, address).entries
    assert SENTENCES[2] in entry.content[0].value
    assert SENTENCES[0] not in entry.content[0].value
    page = client.get(f"/doc/{SOMBERE.partition('/id/')[2]}", headers={"Accept": "text/html"})
    assert f'href="{address}"' in page.text


def test_a_feed_speaks_the_language_that_is_asked_for(client: httpx.Client) -> None:
    english = feed(client, f"/feed/{MAKASSAR.partition('/id/')[2]}.atom?lang=en")
    indonesian = feed(client, f"/feed/{MAKASSAR.partition('/id/')[2]}.atom?lang=id")
    assert english.feed.title != indonesian.feed.title


@pytest.mark.parametrize("path", ["place/nowhere.atom", "x%22%3E%3Cscript%3E"])
def test_what_is_not_there_has_no_feed(client: httpx.Client, path: str) -> None:
    answer = client.get(f"/feed/{path}")
    assert answer.status_code == 404
    assert "<script>" not in answer.text
