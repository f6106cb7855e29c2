"""Every form in which something is given out, listed from the code: hostile texts are inert in each of them.

A new address, dump, format of a command or ending of a file fails here until it is named and therefore looked at.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import click
import httpx
import pyoxigraph
import pytest
from starlette.routing import Mount

from export_checks import CHECKS, check_csv, check_html, check_json, check_rdf, check_xml
from hostile_graph import FORMULA, MARKUP, formula_graph, hostile_graph
from kg.cli import kg, main
from kg.cli.graph import WRITERS
from kg.dumps import export
from kg.pages.app import _routes
from kg.pages.protocol.formats import SUFFIXES
from kg.records import Iri, Triple
from kg.store import open_store
from served import serving
from small_graph import ARTICLE, ASCN, INDONESIA, MAKASSAR, PEMKOT, PERSON

FOCUS = MAKASSAR.partition("/id/")[2]
SELECT = quote("SELECT ?s ?label { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label }")
CONSTRUCT = quote("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(isLiteral(?o)) }")
DUMPS = ("core.ttl", "claims.ttl", "candidates.ttl", "all.nq", "void.ttl")
WEB = {
    "/": ("/", "/?lang=id"),
    "/search": ("/search?q=contoh", f"/search?q={quote(MARKUP[0])}"),
    "/browse": ("/browse", f"/browse?type={quote(MARKUP[1])}&page={quote(MARKUP[0])}"),
    "/browse.csv": ("/browse.csv",),
    "/id/{path:path}": (f"/id/{FOCUS}",),
    "/doc/{path:path}": (
        *(
            f"/doc/{thing.partition('/id/')[2]}{suffix}"
            for thing in (MAKASSAR, PERSON, ASCN, ARTICLE)
            for suffix in ("", *(f".{suffix}" for suffix in SUFFIXES))
        ),
        f"/doc/{ARTICLE.partition('/id/')[2]}.json", f"/doc/{ARTICLE.partition('/id/')[2]}?alone=yes",
    ),
    "/chart/{path:path}": (
        f"/chart/{PEMKOT.partition('/id/')[2]}?on=2024-07-30",
        f"/chart/{PEMKOT.partition('/id/')[2]}?on=2024-07-30&against=2001-01-01",
        f"/chart/{ASCN.partition('/id/')[2]}?on={quote(MARKUP[0])}&against={quote(MARKUP[1])}",
    ),
    "/feed.atom": ("/feed.atom", "/feed.atom?lang=id"),
    "/feed/{path:path}": (f"/feed/{FOCUS}.atom",),
    "/def": ("/def",),
    "/def.{suffix}": ("/def.ttl", "/def.jsonld"),
    "/ask": (f"/ask?q={quote('Which cities represent Indonesia in ASCN?')}", f"/ask?q={quote(MARKUP[0])}"),
    "/questions": ("/questions",),
    "/questions/{name}": ("/questions/ascn-members", f"/questions/ascn-members?country={quote(MARKUP[1])}"),
    "/api/ask": (f"/api/ask?q={quote('Which cities represent Indonesia in ASCN?')}", f"/api/ask?q={quote(MARKUP[0])}"),
    "/api/questions/{name}": (
        "/api/questions/ascn-members", "/api/questions/ascn-members.csv",
        "/api/questions/ascn-members.csv-metadata.json", f"/api/questions/ascn-members?country={quote(MARKUP[1])}",
        f"/api/questions/{quote(MARKUP[4])}",
    ),
    "/explore": ("/explore", f"/explore?focus={FOCUS}"),
    "/network": ("/network", f"/network?kind={quote(MARKUP[1])}"),
    "/network.svg": ("/network.svg",),
    "/network/central": ("/network/central",),
    "/api/network.json": ("/api/network.json",),
    "/learn": ("/learn",),
    "/learn/exercises/{number}": ("/learn/exercises/1",),
    "/query": (f"/query?query={quote(MARKUP[3])}",),
    "/api/graph": (f"/api/graph?focus={FOCUS}", f"/api/graph?focus={quote(MARKUP[0])}"),
    "/api/graph.graphml": (f"/api/graph.graphml?focus={FOCUS}",),
    "/api/path": (f"/api/path?from={FOCUS}&to={quote(MARKUP[0])}",),
    "/api/suggest": ("/api/suggest?q=makas",),
    "/api/openapi.json": ("/api/openapi.json",),
    "/reconcile": ("/reconcile", f"/reconcile?queries={quote(json.dumps({'a': {'query': 'Makassar'}}))}"),
    "/reconcile/suggest": ("/reconcile/suggest?prefix=Makas",),
    "/downloads": ("/downloads",),
    "/dumps/{name}": tuple(f"/dumps/{name}" for name in DUMPS),
    "/dump/{name}": ("/dump/all.nq", f"/dump/{quote(MARKUP[1], safe='')}"),
    "/.well-known/void": ("/.well-known/void",),
    "/sitemap.xml": ("/sitemap.xml",),
    "/robots.txt": ("/robots.txt",),
}  # fmt: skip
"""Each route of the application with addresses that make it give out everything it can."""
PROTOCOL = (
    *(f"/sparql?query={SELECT}&format={form}" for form in ("json", "xml", "csv", "tsv")),
    f"/sparql?query={CONSTRUCT}", f"/sparql?query={quote(MARKUP[0])}", "/sparql", "/graph-store?default",
)  # fmt: skip
COMMANDS = {
    "ask": ("What is the weather?",),
    "query": ("ascn-members", "--set", f"country={INDONESIA}", "--set", f"network={ASCN}"),
    "show": (MAKASSAR,),
    "sparql": ("SELECT ?s ?l { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l }",),
    "stats": (),
}
"""Commands that print what the store holds, with what they need; each in all its formats but those for people."""
OTHERS = {"extract", "explain", "diff", "review"}
"""Commands whose formats have tests of their own: they print what is not in a store."""
FOR_PEOPLE = {"text", "table"}


def _served(folder: Path, graphs: dict[Iri, set[Triple]]) -> Iterator[httpx.Client]:
    with open_store(str(folder), create=True) as store:
        store.replace_all(graphs)
        store.rebuild_labels()
        export(store, folder.parent / "dumps")
    with serving(folder) as address, httpx.Client(base_url=address, timeout=60, follow_redirects=True) as made:
        yield made


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports") / "store"


@pytest.fixture(scope="module")
def hostile(hostile_folder: Path) -> Iterator[httpx.Client]:
    yield from _served(hostile_folder, hostile_graph())


@pytest.fixture(scope="module")
def formulas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    yield from _served(tmp_path_factory.mktemp("formulas") / "store", formula_graph())


def test_no_address_of_the_site_is_forgotten() -> None:
    assert {route.path for route in _routes() if not isinstance(route, Mount)} == set(WEB)


@pytest.mark.parametrize("address", [*(a for found in WEB.values() for a in found), *PROTOCOL])
def test_hostile_texts_are_inert_at_every_address(hostile: httpx.Client, address: str) -> None:
    answer = hostile.get(address, headers={"Accept": "text/html, */*;q=0.5"})
    kind = answer.headers["content-type"].partition(";")[0]
    assert answer.status_code in (200, 400, 404), answer.text[:200]
    assert answer.headers["x-content-type-options"] == "nosniff"
    CHECKS[kind](answer.text)


@pytest.mark.parametrize(
    "address", ["/browse.csv", f"/api/questions/ascn-members.csv?country={quote(INDONESIA)}&network={quote(ASCN)}"]
)
def test_no_cell_of_a_csv_of_the_site_is_a_formula(formulas: httpx.Client, address: str) -> None:
    answer = formulas.get(address)
    cells = [cell for row in csv.reader(io.StringIO(answer.text, newline="")) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert f"'{FORMULA}" in answer.text


def test_every_dump_is_read_with_its_hostile_texts_unharmed(hostile: httpx.Client, hostile_folder: Path) -> None:
    assert {path.name for path in (hostile_folder.parent / "dumps").iterdir()} == set(DUMPS)
    quads = pyoxigraph.parse(hostile.get("/dumps/all.nq").content, pyoxigraph.RdfFormat.N_QUADS)
    words = {quad.object.value for quad in quads if isinstance(quad.object, pyoxigraph.Literal)}
    assert {mark for mark in MARKUP if any(word.endswith(mark) for word in words)} == set(MARKUP)


def test_no_format_of_a_command_is_forgotten() -> None:
    context = click.Context(kg)
    named = {
        name
        for name in kg.list_commands(context)
        if any(p.name == "form" for p in getattr(kg.get_command(context, name), "params", ()))
    }
    assert named == {*COMMANDS, *OTHERS}
    assert set(WRITERS) == {".graphml", ".gexf"}


def _forms() -> list[tuple[str, str]]:
    context = click.Context(kg)
    found = []
    for name in COMMANDS:
        command = kg.get_command(context, name)
        assert command is not None
        (option,) = (p for p in command.params if p.name == "form")
        assert isinstance(option.type, click.Choice)
        found += [(name, form) for form in option.type.choices if form not in FOR_PEOPLE]
    return found


def _stored(folder: Path, graphs: dict[Iri, set[Triple]]) -> str:
    with open_store(str(folder), create=True) as store:
        store.replace_all(graphs)
        store.rebuild_labels()
    return str(folder)


@pytest.fixture(scope="module")
def formula_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    return _stored(tmp_path_factory.mktemp("formula-store") / "store", formula_graph())


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    return _stored(tmp_path_factory.mktemp("hostile-store") / "store", hostile_graph())


@pytest.mark.parametrize(("command", "form"), _forms())
def test_what_a_command_prints_is_well_formed_and_no_formula(
    formula_store: str, capsys: pytest.CaptureFixture[str], command: str, form: str
) -> None:
    given = [unquote(CONSTRUCT)] if (command, form) == ("sparql", "turtle") else COMMANDS[command]
    main([command, *given, "--format", form, "--store", formula_store])
    text = capsys.readouterr().out
    {"csv": check_csv, "json": check_json, "turtle": check_rdf("text/turtle")}[form](text)
    if form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


@pytest.mark.parametrize("suffix", [".html", *WRITERS])
def test_a_picture_in_a_file_holds_nothing_that_runs(hostile_store: str, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"picture{suffix}"
    assert main(["graph", MAKASSAR, "-o", str(file), "--store", hostile_store]) == 0
    text = file.read_text(encoding="utf-8")
    if suffix != ".html":
        check_xml(text)
        return
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", text, re.DOTALL)
    outside = re.sub(r"<script[^>]*>.*?</script>", "", text, flags=re.DOTALL)
    assert scripts
    assert "<script>window.hacked" not in text
    assert not re.search(r"<(img|svg)[^>]* on\w+=", outside)
    assert "javascript:window" not in outside


def test_the_static_twin_holds_nothing_that_runs(hostile_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "twin"
    assert main(["publish", str(folder), "--base", "https://twin.example", "--store", str(hostile_folder)]) == 0
    kinds = {path.suffix for path in folder.rglob("*") if path.is_file() and "dumps" not in path.parts}
    known = {".html": check_html, ".atom": check_xml, ".xml": check_xml, ".json": check_json, ".svg": check_xml}
    data = {".ttl", ".jsonld", ".jsonl", ".css", ".txt", ".htaccess", ""}
    assert kinds <= {*known, *data}, kinds
    for path in folder.rglob("*"):
        if path.suffix in known:
            known[path.suffix](path.read_text(encoding="utf-8"))
