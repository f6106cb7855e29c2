"""The command line as its users meet it: data on stdout, one-line errors on stderr, meaningful exit statuses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib

from kg.cli import main
from kg.store import open_store

ROOT = Path(__file__).resolve().parent.parent.parent
ARTICLE = """Bupati Banyuwangi Buka Forum Kota Cerdas

Banyuwangi, 4 Mei 2019 - Bupati Banyuwangi Abdullah Azwar Anas membuka Forum Kota Cerdas di Banyuwangi, Jawa Timur.
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(built_store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("KG_STORE", built_store)

    def call(*arguments: str) -> tuple[int, str, str]:
        status = main(list(arguments))
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


def is_one_line(error: str) -> bool:
    return error.startswith("kg: ") and error.count("\n") == 1 and "Traceback" not in error


def test_the_members_of_a_country_come_with_level_date_and_source(run: Run) -> None:
    status, out, _ = run("query", "ascn-members", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert status == 0
    text = out.casefold()
    for place, level in (
        ("Jakarta", "province"),
        ("Makassar", "city"),
        ("Banyuwangi", "regency"),
        ("Sumedang", "regency"),
    ):
        assert any(place in str(row) and level in str(row).casefold() for row in rows), place
    assert "http" in text


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "ascn-members"), ("show", "Makassar"), ("stats",), ("path", "Makassar", "ASCN"),
        ("sparql", "ASK { ?s ?p ?o }"), ("network", "bridges"), ("ask", "Who is Amran?"),
    ],
)  # fmt: skip
def test_what_only_reads_works_while_a_site_serves_the_store(
    run: Run, built_store: str, arguments: tuple[str, ...]
) -> None:
    with open_store(built_store, read_only=True):
        status, out, error = run(*arguments)
    assert (status, "kg: " in error) == (0, False)
    assert out


def test_every_format_of_a_query_can_be_read_back(run: Run) -> None:
    _, table, _ = run("query", "ascn-members")
    _, as_json, _ = run("query", "ascn-members", "--format", "json")
    _, as_turtle, _ = run("query", "ascn-members", "--format", "turtle")
    assert "Makassar" in table
    assert json.loads(as_json)["results"]["bindings"]
    assert len(rdflib.Graph().parse(data=as_turtle, format="turtle")) > 50


def test_the_list_of_queries_speaks_both_languages(run: Run) -> None:
    _, english, _ = run("query", "--list", "--lang", "en")
    _, indonesian, _ = run("query", "--list", "--lang", "id")
    assert "Which cities represent" in " ".join(english.split())
    assert "mana yang" in indonesian


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("query", "no-such-query"), "no-such-query"),
        (("query", "ascn-members", "--set", "country=Atlantis"), "Atlantis"),
        (("query", "ascn-members", "--set", "country"), "--set"),
        (("query", "ascn-members", "--set", "planet=Mars"), "planet"),
        (("sparql", "SELECT ?s { ?s ?p }"), ""),
        (("sparql", "DROP ALL {}"), ""),
        (("sparql", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"), "SERVICE"),
        (("sparql", "nothing-here.rq"), "nothing-here.rq"),
        (("show", "Atlantis Raya"), "Atlantis Raya"),
        (("graph", "Atlantis Raya", "-o", "x.html"), "Atlantis Raya"),
        (("forget", "https://example.org/never-read"), "never-read"),
        (("extract", "no/such/file.txt"), "no/such/file.txt"),
        (("query", "ascn-members", "--store", "no/such/store"), "no/such/store"),
        (("ingest", "README.md", "--store", "no/such/store"), "no/such/store"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(run: Run, arguments: tuple[str, ...], says: str) -> None:
    status, out, error = run(*arguments)
    assert status == 2
    assert out == ""
    assert is_one_line(error), error
    assert says in error


def test_wrong_usage_names_the_option(run: Run) -> None:
    status, out, error = run("query", "ascn-members", "--colour", "red")
    assert (status, out) == (2, "")
    assert "--colour" in error


def test_a_query_of_ones_own_can_be_text_or_file(run: Run, tmp_path: Path) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    (tmp_path / "q.rq").write_text(query, encoding="utf-8")
    _, by_text, _ = run("sparql", query, "--format", "csv")
    _, by_file, _ = run("sparql", str(tmp_path / "q.rq"), "--format", "csv")
    assert by_text == by_file
    assert int(by_text.splitlines()[1]) > 10_000
    assert run("sparql", "ASK { ?s ?p ?o }")[1] == "yes\n"
    assert "<http" in run("sparql", "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 3")[1]


def test_extraction_reads_files_and_prints_one_object_an_article(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    status, out, error = run("extract", str(tmp_path))
    records = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert "b.txt" in error
    assert [Path(r["source"]).name for r in records] == ["a.txt"]
    said = {s["relation"] for s in records[0]["statements"]}
    assert "holdsPosition" in said


def test_extraction_prints_tables_and_turtle_as_well(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    assert "holdsPosition" in run("extract", str(tmp_path / "a.txt"), "--format", "table")[1]
    turtle = run("extract", str(tmp_path / "a.txt"), "--format", "turtle")[1]
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) > 20


def test_a_question_in_words_gets_rows_with_sources_and_its_query(run: Run) -> None:
    status, out, _ = run("ask", "Which cities represent Indonesia in ASCN?", "--format", "json")
    answer = json.loads(out)
    assert status == 0
    assert "SELECT" in answer["query"]["sparql"]
    assert "Makassar" in json.dumps(answer)


def test_what_the_graph_cannot_answer_is_refused(run: Run) -> None:
    status, out, _ = run("ask", "Who won the football world cup in 2018?")
    assert status == 1
    assert "SELECT" not in out


def test_showing_a_thing_tells_its_facts_with_their_sources(run: Run) -> None:
    status, out, _ = run("show", "Makassar")
    assert status == 0
    assert "Makassar" in out
    assert "http" in out


def test_the_statistics_count_what_there_is(run: Run) -> None:
    status, out, _ = run("stats")
    assert status == 0
    assert "claims" in out.casefold()


def test_the_graph_is_written_as_page_and_as_files_for_other_tools(run: Run, tmp_path: Path) -> None:
    for name in ("makassar.html", "makassar.graphml", "makassar.gexf"):
        assert run("graph", "Makassar", "-o", str(tmp_path / name))[0] == 0
        assert "Makassar" in (tmp_path / name).read_text(encoding="utf-8")


def test_the_way_from_one_to_another_shows_its_evidence(run: Run) -> None:
    status, out, _ = run("path", "Kemendagri", "Makassar")
    assert status == 0
    assert "Makassar" in out


def test_the_build_passes_its_own_checks(run: Run) -> None:
    status, out, _ = run("check")
    assert status == 0, out


def test_the_dumps_are_written(run: Run, tmp_path: Path) -> None:
    assert run("export", str(tmp_path))[0] == 0
    assert {"core.ttl", "claims.ttl", "candidates.ttl", "all.nq"} <= {p.name for p in tmp_path.iterdir()}


def test_help_names_every_command(run: Run) -> None:
    status, out, _ = run("--help")
    assert status == 0
    for name in ("build", "ingest", "extract", "query", "sparql", "ask", "show", "graph", "export", "check", "forget"):
        assert name in out
