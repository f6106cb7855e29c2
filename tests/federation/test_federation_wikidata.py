"""What Wikidata says is read from an endpoint into a file, and the questions read the file; a server stands in."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import requests

from kg import resources
from kg.cli import main
from kg.errors import InputError, StoreError, TableError
from kg.federation import Fact, Peer, read_facts, read_links, refresh, write_facts
from kg.federation import questions as federated
from kg.queries import run
from queries_sample import sample_names, sample_store

TODAY = date(2026, 1, 2)
STATEMENTS = """
@prefix wd: <http://www.wikidata.org/entity/> . @prefix p: <http://www.wikidata.org/prop/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> . @prefix pq: <http://www.wikidata.org/prop/qualifier/> .
@prefix psv: <http://www.wikidata.org/prop/statement/value/> . @prefix wikibase: <http://wikiba.se/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
wd:Q14634 p:P1082 [ ps:P1082 "+1423877"^^xsd:decimal ; pq:P585 "2020-09-01T00:00:00Z"^^xsd:dateTime ;
    wikibase:rank wikibase:NormalRank ] ,
  [ ps:P1082 "+1"^^xsd:decimal ; wikibase:rank wikibase:DeprecatedRank ] ;
  p:P625 [ psv:P625 [ wikibase:geoLatitude "-5.135"^^xsd:double ; wikibase:geoLongitude "119.4"^^xsd:double ] ] .
wd:Q1 p:P39 [ ps:P39 wd:Q2 ; pq:P580 "2014-05-09T00:00:00Z"^^xsd:dateTime ;
    pq:P582 "2019-05-08T00:00:00Z"^^xsd:dateTime ] .
"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address (host:port) of a running server that holds statements in the model of Wikidata."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [str(Path(sys.executable).with_name("oxigraph")), "serve", "--bind", address]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _fill(address)
            yield address
        finally:
            process.terminate()


def _fill(address: str) -> None:
    for _ in range(200):
        try:
            kind = {"Content-Type": "text/turtle"}
            requests.post(
                f"http://{address}/store?default", STATEMENTS.encode(), headers=kind, timeout=30
            ).raise_for_status()
        except requests.ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(address)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with links to the items of the server, a post among them, and one fact about another item."""
    place = tmp_path / "wikidata"
    place.mkdir()
    lines = (
        "thing,item,method",
        "place/73.71,Q14634,by hand",
        "person/amran,Q1,by hand",
        "post/mayor-makassar,Q2,by hand",
    )
    (place / "links.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    write_facts(place, [old("Q3630", "10562088"), old("Q14634", "5")])
    return place


def peer(address: str, seconds: float = 60.0) -> Peer:
    return Peer(f"http://{address}/query", frozenset({address}), seconds)


def old(item: str, population: str) -> Fact:
    return Fact(item, "population", population, "", "", "", "", "https://example.org/", "2024-08-26")


def test_what_is_read_replaces_what_was_known_of_that_item_only(server: str, folder: Path) -> None:
    done = refresh(peer(server), folder, TODAY)
    facts = read_facts(folder)
    assert (done.items, done.facts) == (3, 4)
    assert [f.value for f in facts if f.item == "Q3630"] == ["10562088"]
    assert {(f.property, f.value, f.on) for f in facts if f.item == "Q14634"} == {
        ("population", "1423877", "2020-09-01"), ("latitude", "-5.135", ""), ("longitude", "119.4", ""),
    }  # fmt: skip
    assert {(f.origin, f.read) for f in facts if f.item == "Q1"} == {(f"http://{server}/query", "2026-01-02")}
    before = (folder / "facts.csv").read_bytes()
    refresh(peer(server), folder, TODAY)
    assert (folder / "facts.csv").read_bytes() == before


def test_a_private_address_is_refused_unless_it_is_named(server: str, folder: Path) -> None:
    before = (folder / "facts.csv").read_bytes()
    with pytest.raises(InputError, match="not a public address"):
        refresh(Peer(f"http://{server}/query"), folder, TODAY)
    for address in ("file:///etc/passwd", "http://", "http://127.0.0.1:no/"):
        with pytest.raises(InputError):
            refresh(Peer(address, frozenset({server})), folder, TODAY)
    assert (folder / "facts.csv").read_bytes() == before


def test_an_endpoint_that_is_down_leaves_the_file_as_it_was(folder: Path) -> None:
    before = (folder / "facts.csv").read_bytes()
    with pytest.raises(StoreError, match="does not answer"):
        refresh(peer("127.0.0.1:9"), folder, TODAY)
    assert (folder / "facts.csv").read_bytes() == before


def test_the_command_reads_the_endpoint_of_the_setting(
    server: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (
        ("WIKIDATA", f"http://{server}/query"),
        ("PRIVATE_HOSTS", server),
        ("DATA", str(folder.parent)),
    ):
        monkeypatch.setenv(f"KG_{name}", value)
    assert main(["wikidata"]) == 0
    assert "4 facts about 3 items" in capsys.readouterr().err


def test_rows_say_where_and_when_they_were_read(monkeypatch: pytest.MonkeyPatch, server: str, folder: Path) -> None:
    refresh(peer(server), folder, TODAY)
    monkeypatch.setattr(federated, "folder", lambda _: folder.parent)
    table = run(sample_store(), "wikidata-places", {}, "en", sample_names()).table
    rows = [dict(zip(table.columns, (getattr(c, "value", c) for c in row), strict=True)) for row in table.rows]
    assert {(row["townName"], row["population"], row["latitude"]) for row in rows} == {
        ("Makassar", "1423877", None), ("Makassar", None, "-5.135"),
    }  # fmt: skip
    assert {(row["address"], row["published"]) for row in rows} == {(f"http://{server}/query", "2026-01-02")}


def test_a_term_differs_when_no_term_of_ours_may_have_those_days(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    person, post, since = next(
        (str(row[0]), str(row[1]), getattr(row[2], "value", "")) for row in sample_store().select(TENURES).rows
    )
    ends = [iri.partition("/id/")[2] for iri in (person, post)]
    lines = ("thing,item,method", f"{ends[0]},Q1,by hand", f"{ends[1]},Q2,by hand")
    (folder / "links.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setattr(federated, "folder", lambda _: folder.parent)
    for start, rows in ((since, False), ("1950-01-01", True)):
        write_facts(folder, [Fact("Q1", "term", "Q2", "", "Q2", start, "", "https://example.org/", "2026-01-02")])
        assert bool(run(sample_store(), "wikidata-terms", {}, "en", sample_names()).table.rows) is rows


TENURES = """
PREFIX opengov: <http://www.w3.org/ns/opengov#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX scg: <https://w3id.org/smart-city-governance/def#>
SELECT ?person ?post ?since WHERE {
  ?tenure a scg:Tenure ; org:member ?person ; opengov:post ?post ; scg:earliestStart ?since ; scg:latestStart ?since .
} ORDER BY ?person ?post ?since
"""


def test_a_malformed_file_is_named(folder: Path) -> None:
    (folder / "facts.csv").write_text("item,value\n", encoding="utf-8")
    with pytest.raises(TableError, match="line 1"):
        read_facts(folder)
    shutil.rmtree(folder)
    assert not read_links(folder)
    assert not read_facts(folder)


def test_the_shipped_files_are_sorted_and_every_fact_belongs_to_a_linked_item() -> None:
    shipped = resources.folder("data") / "wikidata"
    items = {link.item for link in read_links(shipped)}
    facts = read_facts(shipped)
    assert {fact.item for fact in facts} <= items
    assert all(fact.origin and date.fromisoformat(fact.read) for fact in facts)
