"""Questions on the web: in words, from the library, as pages and as data; downloads; the ontology."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import rdflib

from kg.pages.dump_files import files
from kg.queries import load_queries
from kg.terms import BASE, DCAT, VOID
from served import parsed, serving

HOSTILE = "'\"><script>alert(1)</script> { ?s ?p ?o } \x00"


@pytest.fixture(scope="module")
def whole(built_store: str, built_dumps: Path) -> Iterator[httpx.Client]:
    """A client of a server over the graph that ships, with its dumps."""
    folder = Path(built_store)
    if not (folder.parent / "dumps").exists():
        shutil.copytree(built_dumps, folder.parent / "dumps", copy_function=os.link)
    with serving(folder) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


def test_a_question_in_words_is_answered_with_sources_and_query(whole: httpx.Client) -> None:
    page = whole.get("/ask", params={"q": "Which cities represent Indonesia in ASCN?"})
    for word in ("Makassar", "Banyuwangi", "Sumedang", "SELECT", "<blockquote"):
        assert word in page.text
    indonesian = whole.get("/api/ask", params={"q": "Daerah mana yang mewakili Indonesia di ASCN?"}).json()
    assert indonesian["language"] == "id"
    assert indonesian["query"]["name"] == "ascn-members"


def test_what_the_graph_does_not_know_is_refused(whole: httpx.Client) -> None:
    page = whole.get("/ask", params={"q": "What is the weather in Makassar tomorrow?"})
    assert "No answer" in page.text
    assert whole.get("/api/ask", params={"q": "weather tomorrow"}).json()["answer"] is None
    assert whole.get("/ask").status_code == 200


def test_every_question_of_the_library_has_a_page_and_a_form(whole: httpx.Client) -> None:
    listed = whole.get("/questions").text
    for name, query in load_queries().items():
        assert f"/questions/{name}" in listed
        assert whole.get(f"/questions/{name}").status_code == 200, name
        example = {p.name: p.example for p in query.parameters if p.kind != "language"}
        assert whole.get(f"/questions/{name}", params=example).status_code == 200, name


def test_rows_come_as_json_and_csv(whole: httpx.Client) -> None:
    as_json = whole.get("/api/questions/ascn-members", params={"country": "Indonesia"}).json()
    as_csv = whole.get("/api/questions/ascn-members.csv", params={"country": "Indonesia"})
    assert len(as_json["results"]["bindings"]) == len(list(csv.DictReader(io.StringIO(as_csv.text)))) > 0
    assert re.search(r'filename="ascn-members-[^"]+\+[0-9a-f]{8}\.csv"', as_csv.headers["content-disposition"])
    assert whole.get("/api/questions/ascn-members", params={"country": "Atlantis"}).status_code == 400
    assert whole.get("/api/questions/no-such-thing").status_code == 404


def test_foreign_text_is_inert_wherever_it_is_typed(whole: httpx.Client) -> None:
    for path, key in (("/ask", "q"), ("/search", "q"), ("/questions/ascn-members", "country"), ("/browse", "type")):
        page = whole.get(path, params={key: HOSTILE}, headers={"Accept": "text/html"})
        assert page.status_code in (200, 400)
        assert "<script>alert" not in page.text, path
    assert whole.get(f"/questions/{HOSTILE[:10]}").status_code == 404


def test_dumps_are_listed_with_checksums_and_given_out(whole: httpx.Client) -> None:
    page = whole.get("/downloads").text
    for name in ("core.ttl", "claims.ttl", "all.nq", "void.ttl"):
        assert f"/dumps/{name}" in page
    assert len(parsed(whole.get("/dumps/void.ttl").text, "text/turtle")) > 10
    assert whole.get("/dumps/..%2Fstore%2Flock").status_code == 404
    here = parsed(whole.get("/.well-known/void").text, "text/turtle")
    assert [str(place) for place in here.objects(None, rdflib.VOID.sparqlEndpoint)] == [f"{whole.base_url}/sparql"]
    assert set(parsed(whole.get("/dumps/void.ttl").text, "text/turtle")) < set(here)
    described = parsed(whole.get("/dumps/void.ttl").text, "text/turtle")
    addresses = {str(o).removeprefix(BASE) for _, p, o in described if str(p) in (VOID.dataDump, DCAT.downloadURL)}
    assert len(addresses) == 4
    for address in addresses:
        assert whole.get(f"/{address}", follow_redirects=True).status_code == 200, address
    assert "/sitemap.xml" in whole.get("/robots.txt").text
    assert "/doc/place/73.71" in whole.get("/sitemap.xml").text


@pytest.mark.parametrize(("language", "facts"), [("en", "The facts"), ("id", "Fakta")])
def test_each_file_is_told_with_what_it_holds_its_day_and_checksum(
    whole: httpx.Client, language: str, facts: str
) -> None:
    page = whole.get("/downloads", headers={"Accept-Language": language}).text
    rows = dict(re.findall(r'<tr><td><a href="/dumps/([^"]+)" download>(.*?)</tr>', page))
    assert next(iter(rows)) == "core.ttl"
    assert facts in rows["core.ttl"]
    for name, row in rows.items():
        content = whole.get(f"/dumps/{name}").content
        assert hashlib.sha256(content).hexdigest() in row
        assert f'title="{len(content):,} bytes"' in row
        assert re.search(r'<time datetime="\d{4}-\d\d-\d\d">', row)
        assert len(re.sub(r"<[^>]*>", " ", row).split()) > 10, name
    assert 'href="/feed.atom"' in page[page.index("<main") :]
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in page


def test_a_patch_says_between_which_versions_it_leads(tmp_path: Path) -> None:
    patch = f"H id <urn:sha256:{'b' * 64}> .\nH prev <urn:sha256:{'a' * 64}> .\nTX .\nTC .\n"
    (tmp_path / "delta.rdfp").write_text(patch)
    (tmp_path / "another.ttl").write_text("x" * 15_100)
    (tmp_path / "secret.txt").write_text("no")
    delta, other = files(tmp_path)
    assert (delta.previous, delta.version) == ("a" * 64, "b" * 64)
    assert (other.name, other.round_size, other.previous) == ("another.ttl", "15.1 kB", "")


def test_the_ontology_is_a_page_and_a_file(whole: httpx.Client) -> None:
    page = whole.get("/def", headers={"Accept": "text/html"}).text
    assert 'id="Tenure"' in page
    by_accept = whole.get("/def", headers={"Accept": "text/turtle"})
    assert by_accept.content == whole.get("/def.ttl").content
    assert len(parsed(by_accept.text, "text/turtle")) > 1000
    assert whole.get("/def", headers={"Accept": "image/png"}).status_code == 406
