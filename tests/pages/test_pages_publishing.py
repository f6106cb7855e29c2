"""The site as plain files: every link leads to a file, nothing leads back to a server."""

from __future__ import annotations

import html
import json
import re
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote

import pytest
import rdflib

from kg.cli import main
from kg.errors import InputError
from kg.pages.draft import LEDGER
from kg.pages.publishing import publish
from kg.pages.site import Served
from kg.pages.twin import fits, rules
from kg.records import Iri, Literal, Triple
from kg.store import open_store
from kg.terms import BASE, RDF, SCG, SKOS
from kg.tombstones import Withdrawal, mark_graves
from small_graph import ARTICLE, MAKASSAR, SENTENCES

KEY = MAKASSAR.partition("/id/")[2]
LINK = re.compile(r'(?:href|src|action)="([^"]*)"')


@pytest.fixture(scope="session")
def published(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small graph as files, by the command."""
    folder = tmp_path_factory.mktemp("published") / "site"
    words = ["publish", str(folder), "--base", "https://twin.example/kg", "--store", str(small_folder)]
    with ThreadPoolExecutor(1) as apart:  # a browser test of the same process may keep an event loop in this thread
        assert apart.submit(main, words).result() == 0
    return folder


def test_things_have_a_page_in_each_language_and_their_data(published: Path) -> None:
    for language in ("en", "id"):
        page = (published / "doc" / f"{KEY}.{language}.html").read_text(encoding="utf-8")
        assert f'<html lang="{language}">' in page
        assert "Makassar</h1>" in page
    for suffix, form in (("ttl", "turtle"), ("jsonld", "json-ld")):
        if suffix == "ttl":
            assert len(rdflib.Graph().parse(published / "doc" / f"{KEY}.{suffix}", format=form)) > 5
        else:
            assert (published / "doc" / f"{KEY}.{suffix}").stat().st_size > 100


def test_a_source_has_its_facts_as_page_and_json(published: Path) -> None:
    source = published / "doc" / ARTICLE.partition("/id/")[2]
    assert SENTENCES[0] in Path(f"{source}.en.html").read_text(encoding="utf-8")
    told = json.loads(Path(f"{source}.json").read_text(encoding="utf-8"))
    assert told["source"] == ARTICLE
    assert told["facts"] == len(told["relations"]) + len(told["things"])


def test_every_link_leads_to_a_file(published: Path) -> None:
    pages = list(published.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        for found in LINK.findall(page.read_text(encoding="utf-8")):
            address = unquote(html.unescape(found).partition("#")[0])
            if address and not address.startswith(("https://", "http://", "data:")):
                assert not address.startswith("/"), (page, found)
                assert (page.parent / address).resolve().is_file(), (page, found)


def test_no_page_asks_a_server(published: Path) -> None:
    for page in published.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<form" not in text, page
        assert "<script" not in text, page


def test_languages_lead_to_each_other(published: Path) -> None:
    page = (published / "doc" / f"{KEY}.en.html").read_text(encoding="utf-8")
    assert f'href="{Path(KEY).name}.id.html"' in page


def test_feeds_dumps_and_sitemap_speak_of_where_the_files_will_stand(published: Path) -> None:
    feed = (published / "feed.en.atom").read_text(encoding="utf-8")
    assert "https://twin.example/kg/feed.en.atom" in feed
    assert "static.invalid" not in feed
    assert f"<loc>https://twin.example/kg/doc/{KEY}.en.html</loc>" in (published / "sitemap.xml").read_text()
    assert (published / "dumps" / "all.nq").stat().st_size > 1000
    assert (published / "index.html").read_bytes() == (published / "index.en.html").read_bytes()


def test_what_is_not_there_is_said_in_both_languages_with_links_that_hold_under_any_address(published: Path) -> None:
    text = (published / "404.html").read_text(encoding="utf-8")
    links = LINK.findall(text)
    assert all(link.startswith("https://twin.example/kg/") for link in links)
    assert all((published / link.removeprefix("https://twin.example/kg/")).is_file() for link in links)
    assert '<h1 lang="id">Tidak ada apa-apa di alamat ini.</h1>' in text


def test_identifiers_are_answered_by_what_is_accepted(published: Path) -> None:
    here = (published / ".htaccess").read_text()
    assert "RewriteRule ^id/(.+)$ doc/$1.ttl [R=303,L]" in here
    assert r"application/ld\+json" in here
    assert "RewriteRule ^dump/([^/]+)$ dumps/$1 [R=303,L]" in here
    assert here.endswith("ErrorDocument 404 /kg/404.html\n")
    there = (published / "w3id.htaccess").read_text()
    assert there == rules("https://twin.example/kg")
    assert "RewriteRule ^id/(.+)$ https://twin.example/kg/doc/$1.id.html [R=303,L]" in there
    assert "RewriteRule ^dump/([^/]+)$ https://twin.example/kg/dumps/$1 [R=303,L]" in there


def test_what_was_withdrawn_is_gone_from_the_folder_too(small_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(small_folder, tmp_path / "store")
    site, person = tmp_path / "site", Iri(f"{BASE}id/person/0123456789abcdef")
    stale = site / "doc" / "person" / "0123456789abcdef.en.html"
    stale.parent.mkdir(parents=True)
    stale.write_text("a name", encoding="utf-8")
    (site / "index.en.html").touch()
    with open_store(str(tmp_path / "store")) as store:
        mark_graves(store, [(person, Withdrawal("2026-11-26", "asked for it"))])
        with ThreadPoolExecutor(1) as apart:
            served = Served(store, tmp_path / "store", tmp_path / "none")
            apart.submit(publish, served, site, "https://twin.example").result()
    assert not stale.exists()
    assert (site / "doc" / f"{KEY}.en.html").exists()
    rule = r"RewriteRule ^(id|doc)/person/0123456789abcdef(\..+)?$ - [G,L]"
    assert rule in (site / ".htaccess").read_text(encoding="utf-8")


UNFIT = (
    "a.ttl/b",
    "a.en.html/b",
    "x" * 201,
    "é" * 101,
    "../../x",
    "a/../x",
    "a//b",
    ".htaccess",
    "%2e%2e/x",
    "a?b",
    "a#b",
    "a:b",
    "\u202ea",
    "a\\b",
    "",
)


def test_identifiers_that_cannot_be_names_of_files_end_no_run(tmp_path: Path) -> None:
    things = [f"{BASE}id/person/{key}" for key in ("a", "a.ttl/b", "a.en.html/b", "x" * 300, "../../../x", "a.b'c")]
    with open_store(str(tmp_path / "store"), create=True) as store, ThreadPoolExecutor(1) as apart:
        store.replace(Iri("urn:x:g"), [Triple(Iri(thing), RDF.type, SCG.Person) for thing in things])
        store.rebuild_labels()
        served = Served(store, tmp_path / "store", tmp_path / "none")
        apart.submit(publish, served, tmp_path / "site", "https://twin.example").result()
    assert {path.name for path in (tmp_path / "site" / "doc").rglob("*.ttl")} == {"a.ttl", "a.b'c.ttl"}
    assert {path.name for path in tmp_path.iterdir()} == {"store", "site"}


@pytest.mark.parametrize("key", UNFIT)
def test_no_file_is_called_after_a_key_that_means_something_else_to_a_system(key: str) -> None:
    assert fits("person/0123.b")
    assert not fits(key)


def test_a_folder_with_other_files_is_left_alone(small_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with open_store(str(small_folder), read_only=True) as store, pytest.raises(InputError, match="other files"):
        publish(Served(store, small_folder, tmp_path / "none"), tmp_path, "https://twin.example")


def test_a_base_that_is_no_web_address_is_refused(
    small_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", str(tmp_path / "x"), "--base", "javascript:1", "--store", str(small_folder)]) == 2
    assert "is no web address" in capsys.readouterr().err


def publishes(store: Path, site: Path, *options: str) -> int:
    words = ["publish", str(site), "--base", "https://twin.example/kg", "--store", str(store), *options]
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(main, words).result()


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def without_ledger(site: Path) -> dict[str, bytes]:
    return {file: body for file, body in contents(site).items() if file != LEDGER}


def test_a_second_run_makes_no_page_anew_and_leaves_what_others_laid_there(
    small_folder: Path, published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    shutil.copytree(published, site)
    (site / "CNAME").write_text("twin.example")
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref")
    page = site / "doc" / f"{KEY}.en.html"
    before = page.stat().st_mtime_ns
    assert publishes(small_folder, site) == 0
    files, _, kept = capsys.readouterr().out.splitlines()[2].split()
    assert 0 < int(files) - int(kept) < 40  # static files, dumps and rules
    assert page.stat().st_mtime_ns == before
    assert (site / "CNAME").read_text() == "twin.example"
    assert (site / ".git" / "HEAD").read_text() == "ref"
    assert without_ledger(site).items() >= without_ledger(published).items()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_run_that_breaks_off_leaves_the_folder_and_the_next_one_goes_on(
    small_folder: Path, published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, draft = tmp_path / "site", tmp_path / "site.draft"
    begun = time.monotonic()
    assert publishes(small_folder, tmp_path / "whole") == 0
    half = (time.monotonic() - begun) / 2
    assert publishes(small_folder, site, "--minutes", str(half / 60)) == 1
    assert "time is up" in capsys.readouterr().err
    assert not site.exists()
    ready = contents(draft)
    assert 1 < len(ready) < len(contents(published))
    with (draft / LEDGER).open("a", encoding="utf-8") as lines:
        lines.write('["doc/to')  # as a crash leaves it
    assert publishes(small_folder, site) == 0
    assert int(capsys.readouterr().out.splitlines()[2].split()[2]) >= len(ready) - 1
    assert without_ledger(site) == without_ledger(published)
    assert not draft.exists()


def test_the_clock_starts_with_the_command_and_who_gives_too_little_is_told(
    small_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publishes(small_folder, tmp_path / "site", "--minutes", "0.0001") == 1
    told = capsys.readouterr().err
    assert "time is up: 2 files are ready" in told  # one page in two languages
    assert "give it more: the dumps took all of it" in told
    assert not (tmp_path / "site").exists()


def test_a_page_that_was_tampered_with_is_made_anew_and_the_others_are_kept(
    small_folder: Path, published: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(published, site)
    (site / "doc" / f"{KEY}.en.html").write_text("broken")
    (site / "doc" / f"{KEY}.ttl").unlink()
    assert publishes(small_folder, site) == 0
    assert without_ledger(site) == without_ledger(published)


def test_a_swap_that_broke_off_half_way_is_undone(small_folder: Path, published: Path, tmp_path: Path) -> None:
    shutil.copytree(published, tmp_path / "site.old")
    assert publishes(small_folder, tmp_path / "site") == 0
    assert without_ledger(tmp_path / "site") == without_ledger(published)
    assert not (tmp_path / "site.old").exists()


def test_a_change_of_the_graph_writes_what_changed(small_folder: Path, published: Path, tmp_path: Path) -> None:
    site, store = tmp_path / "site", tmp_path / "graph" / "store"
    shutil.copytree(published, site)
    shutil.copytree(small_folder, store)
    before = contents(site)
    with open_store(str(store)) as opened:
        renamed = Triple(Iri(MAKASSAR), SKOS.prefLabel, Literal("Ujung Pandang", language="id"))
        opened.replace(Iri("urn:x:another"), [renamed])
    assert publishes(store, site) == 0
    after = contents(site)
    assert b"Ujung Pandang" in after[f"doc/{KEY}.ttl"]
    same = [file for file in after if file.startswith("doc/") and after[file] == before.get(file)]
    assert same
    assert all((site / file).stat().st_mtime_ns == (published / file).stat().st_mtime_ns for file in same)
