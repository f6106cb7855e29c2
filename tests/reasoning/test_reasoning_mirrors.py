"""A mirror is no second witness: its pages are of the site that it copies."""

from __future__ import annotations

import pytest

from kg.reasoning import site_of
from kg.sources import load_publishers


@pytest.mark.parametrize(
    "page",
    [
        "https://en.wikipedia.org/wiki/ASEAN_Smart_Cities_Network",
        "https://pipiwiki.com/wiki/ASEAN_Smart_Cities_Network",
        "http://w.owiki.org/wiki/ASEAN_Smart_Cities_Network",
        "http://www.wikimili.com/en/Onward_Indonesia_Cabinet",
        "http://library.kiwix.org/wikipedia_en_all_nopic_2018-09/A/Provinces_of_Indonesia.html",
    ],
)
def test_wikipedia_and_who_copies_it_are_one_site(page: str) -> None:
    assert site_of(page) == "wikipedia.org"


@pytest.mark.parametrize(
    ("page", "site"),
    [
        ("http://library.kiwix.org/gutenberg_en/A/Book.html", "library.kiwix.org"),
        ("https://notpipiwiki.com/wiki/ASEAN", "notpipiwiki.com"),
        ("https://pipiwiki.com.example/wiki/ASEAN", "pipiwiki.com.example"),
        ("https://example.org/?of=https://pipiwiki.com/wiki/ASEAN", "example.org"),
    ],
)
def test_what_only_looks_like_a_mirror_stands_for_itself(page: str, site: str) -> None:
    assert site_of(page) == site


def test_every_mirror_is_copied_from_one_publisher() -> None:
    mirrors = [mirror for publisher in load_publishers() for mirror in publisher.mirrors]
    assert len(mirrors) == len(set(mirrors)) > 0
