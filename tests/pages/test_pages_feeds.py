"""Feeds: what was said when and by whom, read by a feed reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import feedparser
import httpx
import pytest

from kg.bounds import Bounds
from kg.pages.feed_changes import Holding, changes
from kg.records import Iri, Triple
from kg.store import open_store
from kg.terms import OPENGOV, ORG, SCG, Capacity, Relation
from served import serving
from small_graph import (
    ARTICLE,
    MAKASSAR,
    OTHER,
    PEMKOT,
    PERSON,
    POST,
    ROW,
    SENTENCES,
    SOMBERE,
    TABLE_ROW,
    UNREVIEWED,
    Writer,
    day,
    node,
    small_graph,
    thing,
)


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


NEXT = thing("tenure", "t3")


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The small graph, in which somebody else takes the office on 20 February 2025."""
    write = Writer()
    for graph, triples in small_graph().items():
        write.graphs[graph] |= triples
    write.say(TABLE_ROW, Relation.HOLDS_POSITION, ROW.splitlines()[0], [
        node(NEXT, SCG.Tenure), Triple(NEXT, ORG.member, OTHER), Triple(NEXT, OPENGOV.post, POST),
        Triple(NEXT, SCG.capacity, Capacity.DEFINITIVE), Triple(NEXT, SCG.earliestStart, day("2025-02-20")),
        Triple(NEXT, SCG.latestStart, day("2025-02-20")),
    ], UNREVIEWED)  # fmt: skip
    folder: Path = tmp_path_factory.mktemp("handed") / "store"
    with open_store(str(folder), create=True) as store:
        store.replace_all(dict(write.graphs))
        store.rebuild_labels()
    with serving(folder) as address, httpx.Client(base_url=address, timeout=30) as made:
        yield made


def changed(client: httpx.Client, address: str) -> list[feedparser.FeedParserDict]:
    found = feed(client, address).entries
    return [entry for entry in found if "change" in [tag.term for tag in entry.get("tags", [])]]


@pytest.mark.parametrize("about", [None, POST, PEMKOT, PERSON, OTHER])
def test_a_new_holder_is_told_with_the_old_one_over_all_and_to_all_whom_it_concerns(
    handed: httpx.Client, about: Iri | None
) -> None:
    address = f"/feed/{about.partition('/id/')[2]}.atom" if about else "/feed.atom"
    (entry,) = changed(handed, address)
    assert entry.title == "Wali Kota Makassar: Contoh Orang (Pj., interim head) → Contoh Lain"
    old, new, source = entry.content[0].value.splitlines()
    assert old == "Before: Contoh Orang (Pj., interim head), ≤ 2024-07-30 – ≥ 2024-07-30"
    assert new == "Now: Contoh Lain, 2025-02-20"
    assert source.startswith("Source: Curated table “Places”: Makassar: ")
    assert "key: makassar" not in source
    assert entry.updated == "2025-02-20T00:00:00Z"
    assert "https://example.org/list" in [link.href for link in entry.links]


def test_a_change_is_told_in_indonesian_too_and_to_nobody_else(handed: httpx.Client) -> None:
    (entry,) = changed(handed, "/feed.atom?lang=id")
    assert entry.content[0].value.startswith("Sebelumnya: ")
    assert changed(handed, f"/feed/{SOMBERE.partition('/id/')[2]}.atom") == []


def test_the_page_of_an_office_leads_to_its_feed(handed: httpx.Client) -> None:
    key = POST.partition("/id/")[2]
    assert f'href="/feed/{key}.atom"' in handed.get(f"/doc/{key}", headers={"Accept": "text/html"}).text


def holding(person: Iri, start: str, end: str | None = None, capacity: Iri | None = None) -> Holding:
    return Holding(thing("tenure", person[-2:] + start), person, capacity, Bounds(start, start, end, None))


def test_the_same_holder_seen_again_is_no_change_but_another_capacity_is() -> None:
    acting = holding(PERSON, "2020-01-01", capacity=Capacity.PLT)
    again = holding(PERSON, "2020-06-01", capacity=Capacity.PLT)
    definitive = holding(PERSON, "2021-01-01", capacity=Capacity.DEFINITIVE)
    untold = holding(PERSON, "2022-01-01")
    found = list(changes([definitive, untold, again, acting]))
    assert [(old.capacity, new.capacity) for old, new in found] == [(Capacity.PLT, Capacity.DEFINITIVE)]


def test_who_came_while_the_other_stayed_took_nobodys_place_unless_he_acted_for_him() -> None:
    stays, beside = holding(PERSON, "2020-01-01", "2024-01-01"), holding(OTHER, "2021-01-01")
    assert list(changes([stays, beside])) == []
    acting = holding(OTHER, "2021-01-01", capacity=Capacity.PLH)
    assert list(changes([stays, acting])) == [(stays, acting)]


def between(person: Iri, *days: str | None) -> Holding:
    """A holding by its four days: began not before, at the latest; ended not before, at the latest."""
    return Holding(thing("tenure", person[-2:] + str(days[0])), person, None, Bounds(*days))


@pytest.mark.parametrize(
    ("came", "handed"),
    [
        (("2021-02-21", "2021-02-26"), True),  # the sources differ on the day: nobody need have sat beside the other
        (("2021-01-01", "2021-12-31"), True),  # only the year is told
        (("2021-02-21", "2021-02-25"), False),  # there, on any reading, before the other left
        (("2021-02-21", None), True),  # "since 21 February at the earliest"
        (("2021-02-21", None, "2021-02-22", "2021-02-24"), False),  # came and went while the other stayed
        ((None, "2021-02-24"), False),  # seen in the office, and the other after it
    ],
)
def test_only_an_overlap_on_every_reading_of_the_days_is_no_handover(
    came: tuple[str | None, ...], handed: bool
) -> None:
    old = between(PERSON, "2020-06-26", "2020-06-26", "2021-02-26", "2021-02-26")
    new = between(OTHER, *came)
    assert list(changes([old, new])) == ([(old, new)] if handed else [])


def test_what_nobody_dates_is_in_no_order() -> None:
    undated = Holding(thing("tenure", "x"), OTHER, None, Bounds())
    assert list(changes([undated, holding(PERSON, "2020-01-01")])) == []
