"""Lists that are narrowed by type, place, year, topic and source; their state stands in the address."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import quote

import httpx
import pytest

from small_graph import MAKASSAR, MEETING, PEMKOT, POST, SOMBERE


def rows(client: httpx.Client, **wanted: str) -> list[dict[str, str]]:
    answer = client.get("/browse.csv", params=wanted)
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_a_list_is_narrowed_by_each_facet(client: httpx.Client) -> None:
    everything = {row["iri"] for row in rows(client)}
    assert {MAKASSAR, MEETING, PEMKOT, SOMBERE} <= everything
    assert MAKASSAR in {row["iri"] for row in rows(client, type="Place")}
    assert MEETING in {row["iri"] for row in rows(client, place="place/kota-makassar")}
    assert MAKASSAR in {row["iri"] for row in rows(client, place="place/indonesia")}
    assert {row["iri"] for row in rows(client, topic="topic-governance")} == {SOMBERE}
    assert MEETING in {row["iri"] for row in rows(client, year="2024")}
    assert MEETING in {row["iri"] for row in rows(client, source="example.org")}


def test_posts_are_listed_with_the_place_of_their_body(client: httpx.Client) -> None:
    found = rows(client, type="Post")
    assert [row["iri"] for row in found] == [POST]
    assert POST in {row["iri"] for row in rows(client, type="Post", place="place/kota-makassar")}
    assert ">post</span>" in client.get("/").text


def test_facets_join_and_the_page_has_as_many_as_the_file(client: httpx.Client) -> None:
    wanted = {"type": "Event", "place": "place/kota-makassar"}
    page = client.get("/browse", params=wanted).text
    assert f"({len(rows(client, **wanted))})" in page
    assert rows(client, **wanted)


def test_a_count_says_what_a_choice_leaves(client: httpx.Client) -> None:
    page = client.get("/browse", params={"place": "place/kota-makassar"}).text
    found = re.findall(r'href="(/browse\?[^"]*type=(\w+))"[^\n]*?</a> <span class="soft">(\d+)</span>', page)
    assert found
    for _, kind, count in found[:3]:
        assert len(rows(client, place="place/kota-makassar", type=kind)) == int(count)


def test_a_choice_can_be_taken_back(client: httpx.Client) -> None:
    page = client.get("/browse", params={"type": "Place", "year": "2018"}).text
    assert 'href="/browse?year=2018"' in page


@pytest.mark.parametrize("name", ["type", "place", "year", "topic", "source", "page"])
def test_whatever_stands_in_the_address_is_only_text(client: httpx.Client, name: str) -> None:
    hostile = '"><script>alert(1)</script>\u0663'
    answer = client.get(f"/browse?{name}={quote(hostile)}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_the_home_page_counts_a_class_with_its_subclasses_as_the_list_does(client: httpx.Client) -> None:
    home = client.get("/").text
    for kind in ("Organisation", "Place", "Person"):
        told = re.search(rf'href="/browse\?type={kind}">.*?<span class="soft">(\d+)</span>', home)
        assert told
        rows = list(csv.reader(io.StringIO(client.get(f"/browse.csv?type={kind}").text)))
        assert int(told[1]) == len(rows) - 1


def test_the_sitemap_leads_to_bodies_of_every_class(client: httpx.Client) -> None:
    rows = list(csv.reader(io.StringIO(client.get("/browse.csv?type=Organisation").text)))[1:]
    listed = client.get("/sitemap.xml").text
    assert rows
    assert all(f"/doc/{row[0].partition('/id/')[2]}<" in listed for row in rows)
