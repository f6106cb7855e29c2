"""Linked data: 303, documents in every form, pages that escape everything they show."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
import rdflib

from kg.records import Iri
from kg.store import open_store
from kg.terms import BASE
from kg.tombstones import Withdrawal, bury, mark_graves
from served import parsed, serving
from small_graph import MAKASSAR

PATH = MAKASSAR.removeprefix(BASE)
DOC = PATH.replace("id/", "doc/", 1)
FORMS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}


def test_a_thing_leads_to_the_document_about_it(client: httpx.Client) -> None:
    answer = client.get(f"/{PATH}")
    assert (answer.status_code, answer.headers["location"], answer.headers["vary"]) == (303, f"/{DOC}", "Accept")


@pytest.mark.parametrize("suffix", FORMS)
def test_the_document_comes_in_every_form_by_suffix_and_by_accept(client: httpx.Client, suffix: str) -> None:
    by_suffix = client.get(f"/{DOC}.{suffix}")
    by_accept = client.get(f"/{DOC}", headers={"Accept": FORMS[suffix]})
    assert by_suffix.content == by_accept.content
    assert by_suffix.headers["content-type"].split(";")[0] == FORMS[suffix]
    graph = parsed(by_suffix.text, FORMS[suffix])
    assert (rdflib.URIRef(MAKASSAR), None, None) in graph
    assert not any(isinstance(node, rdflib.BNode) for node in graph.all_nodes())


def test_json_is_json_ld(client: httpx.Client) -> None:
    for accept in ("application/json", "application/json, text/plain;q=0.1", "application/json;q=0.9, text/csv"):
        answer = client.get(f"/{DOC}", headers={"Accept": accept})
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/ld+json")
        assert answer.content == client.get(f"/{DOC}.jsonld").content


@pytest.mark.parametrize("suffix", FORMS)
def test_data_can_be_asked_for_as_of_a_day(client: httpx.Client, suffix: str) -> None:
    def graph(day: str) -> rdflib.Graph:
        answer = client.get(f"/{DOC}.{suffix}", params={"as-of": day})
        assert answer.status_code == 200
        return parsed(answer.text, FORMS[suffix])

    long_ago, today, always = graph("1900-01-01"), graph("2026-01-01"), graph("")
    assert len(long_ago) < len(today) <= len(always)
    assert set(today) <= set(always)
    assert client.get(f"/{DOC}.{suffix}?as-of=someday").status_code == 400


def test_the_page_says_what_it_is_and_who_says_so(client: httpx.Client) -> None:
    page = client.get(f"/{DOC}", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert re.search("<h1[^>]*>Makassar</h1>", page.text)
    assert "<blockquote" in page.text
    assert 'rel="alternate"' in page.headers["link"]
    assert len(page.content) < 300_000


def test_the_page_speaks_the_language_that_was_chosen_and_remembers_it(client: httpx.Client) -> None:
    english = client.get(f"/{DOC}", headers={"Accept": "text/html"})
    indonesian = client.get(f"/{DOC}?lang=id", headers={"Accept": "text/html"})
    assert (english.headers["content-language"], indonesian.headers["content-language"]) == ("en", "id")
    again = client.get(f"/{DOC}", headers={"Accept": "text/html", "Cookie": "language=id"})
    assert '<html lang="id">' in again.text
    by_browser = client.get("/", headers={"Accept-Language": "id-ID,id;q=0.9,en;q=0.5"})
    assert by_browser.headers["content-language"] == "id"


def test_a_page_that_has_not_changed_is_not_sent_again(client: httpx.Client) -> None:
    tag = client.get(f"/{DOC}.ttl").headers["etag"]
    assert client.get(f"/{DOC}.ttl", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "/doc/place/nowhere",
        "/doc/place/%3Cscript%3Ealert(1)%3C/script%3E",
        "/nothing",
        "/doc/" + "a" * 5000,
        "/doc/%00",
    ],
)
def test_what_is_not_there_is_said_in_a_page(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "<script>" not in answer.text
    there = client.get(path, headers={"Accept": "text/html", "Accept-Language": "id"})
    assert "<h1>Tidak ada apa-apa di alamat ini.</h1>" in there.text


def test_a_document_that_nobody_can_read_is_406(client: httpx.Client) -> None:
    assert client.get(f"/{DOC}", headers={"Accept": "image/png"}).status_code == 406


def test_every_page_forbids_scripts_of_others_and_frames(client: httpx.Client) -> None:
    for path in ("/", f"/{DOC}", "/search?q=makassar+x", "/browse", "/nothing"):
        policy = client.get(path, headers={"Accept": "text/html"}).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
        assert "frame-ancestors 'none'" in policy


def test_search_finds_by_part_and_slip_and_leads_to_a_single_exact_hit(client: httpx.Client) -> None:
    assert "Makassar" in client.get("/search", params={"q": "makasar"}).text
    hostile = client.get("/search", params={"q": '"><script>alert(1)</script>'})
    assert "<script>alert" not in hostile.text
    assert client.get("/search").status_code == 200


def test_lists_show_the_things_of_a_class(client: httpx.Client) -> None:
    assert "Makassar" in client.get("/browse", params={"type": "Place"}).text
    assert client.get("/browse", params={"type": "Nothing"}).status_code == 200


def test_facts_that_did_not_hold_on_a_day_are_left_out(client: httpx.Client) -> None:
    whole = client.get(f"/{DOC}", headers={"Accept": "text/html"}).text
    before = client.get(f"/{DOC}?as-of=1900-01-01", headers={"Accept": "text/html"}).text
    assert before.count('class="fact"') < whole.count('class="fact"')


def test_a_claim_has_a_page_too(client: httpx.Client) -> None:
    claims = client.get("/sparql", params={"query": f"SELECT ?c {{ ?c a <{BASE}def#Claim> }} LIMIT 1"}).json()
    claim = claims["results"]["bindings"][0]["c"]["value"].removeprefix(BASE).replace("id/", "doc/", 1)
    assert client.get(f"/{claim}", headers={"Accept": "text/html"}).status_code == 200


def test_a_withdrawn_identifier_is_gone_with_its_reason(tmp_path: Path) -> None:
    source = Iri(f"{BASE}id/source/gone")
    with open_store(str(tmp_path / "store"), create=True) as store:
        bury(store, source, Withdrawal("2024-08-01", "printed twice <b>"))
    with serving(tmp_path / "store") as address, httpx.Client(base_url=address, timeout=30) as client:
        page = client.get("/doc/source/gone", headers={"Accept": "text/html"})
        data = client.get("/doc/source/gone.ttl")
    assert (page.status_code, data.status_code) == (410, 410)
    assert "2024-08-01 · printed twice &lt;b&gt;" in page.text
    assert "printed twice" in data.text


def test_a_person_who_was_taken_down_is_gone_with_the_reason_and_without_a_name(tmp_path: Path) -> None:
    person = Iri(f"{BASE}id/person/0123456789abcdef")
    with open_store(str(tmp_path / "store"), create=True) as store:
        mark_graves(store, [(person, Withdrawal("2026-11-26", "asked for it"))])
    with serving(tmp_path / "store") as address, httpx.Client(base_url=address, timeout=30) as client:
        reply = client.get("/id/person/0123456789abcdef", headers={"Accept": "text/html"}, follow_redirects=True)
        missing = client.get("/doc/person/fedcba9876543210", headers={"Accept": "text/html"})
    assert (reply.status_code, missing.status_code) == (410, 404)
    assert "asked for it" in reply.text
