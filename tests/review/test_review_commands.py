"""`kg review`, `kg decide` and `kg takedown` over a small data folder, as people and scripts use them."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import iris, pipeline
from kg.cli import kg
from kg.records import Iri, Triple
from kg.settings import Settings
from kg.store import open_store
from kg.terms import PROV, RDF, SCG
from kg.tombstones import GRAPH
from small_registry import write_small_registry
from store_copying import copied

ROOT = Path(__file__).resolve().parent.parent.parent
ARTICLE = """Makassar Menjadi Tuan Rumah Lokakarya Kota Cerdas

Makassar, 12 Maret 2019 - Wali Kota Parepare Rahmat Wiranegara membuka lokakarya kota cerdas
di Kota Parepare, Sulawesi Selatan, Selasa (12/3).
"""
CHANGED = ARTICLE.replace("lokakarya kota cerdas\n", "lokakarya kota cerdas dan pameran\n")


class Place:
    """A data folder and a store of its own, and the commands over them."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.data, self.store = folder / "data", str(folder / "store")
        write_small_registry(self.data / "registry", "tjahjo-kumolo")
        (self.data / "articles").mkdir()
        self.article = self.data / "articles" / "a.txt"
        self.article.write_text(ARTICLE, encoding="utf-8")
        self.environment = {
            "KG_DATA": str(self.data),
            "KG_STORE": self.store,
            "KG_THRESHOLD": "0.99",
            "KG_REVIEWER": "ani",
        }
        for name, value in self.environment.items():
            monkeypatch.setenv(name, value)

    @property
    def decisions(self) -> Path:
        return self.data / "decisions"

    def kg(self, *arguments: str, keys: str = "") -> Result:
        return CliRunner().invoke(kg, arguments, input=keys, standalone_mode=False)

    def quads(self) -> list[tuple[Iri, Triple]]:
        with open_store(self.store, read_only=True) as opened:
            return sorted(opened.quads())

    def said(self) -> set[Triple]:
        return {t for graph, t in self.quads() if graph == iris.source_graph("articles/a.txt")}

    def waiting(self, *arguments: str) -> list[dict[str, object]]:
        found = json.loads(self.kg("review", "--list", "--format", "json", "--kind", "claim", *arguments).stdout)
        assert isinstance(found, list)
        return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    with pytest.MonkeyPatch.context() as patch:
        assert Place(folder, patch).kg("build").exception is None
    return folder


@pytest.fixture
def place(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    made = Place(tmp_path / "place", monkeypatch)
    copied(built / "store", Path(made.store))
    return made


def test_decisions_of_a_script_are_honoured_by_the_store_and_by_the_next_build(place: Place) -> None:
    before, items = place.quads(), place.waiting()
    assert items
    lines = [json.dumps({"item": item["item"], "decision": "accept", "why": "read it"}) for item in items]
    result = place.kg("review", "--decide", "-", keys="\n".join(lines))
    assert result.exception is None
    assert f"{len(items)} decided" in result.stderr
    after = place.quads()
    assert after != before
    assert place.waiting() == []
    place.kg("build")
    assert place.quads() == after
    for line in (place.decisions / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        assert "Rahmat" not in line
    marks = [row.split()[0] for row in place.kg("decide", "--list").stdout.splitlines()[2:]]
    for mark in marks:
        assert place.kg("decide", "--undo", mark).exception is None
    assert place.quads() == before


def test_one_bad_line_writes_none_and_is_named(place: Place) -> None:
    item = place.waiting()[0]["item"]
    good = json.dumps({"item": item, "decision": "accept"})
    for bad in ("{", json.dumps({"item": "0", "decision": "accept"}), json.dumps({"item": item, "decision": "same"})):
        result = place.kg("decide", "--file", "-", keys=f"{good}\n{bad}\n")
        assert result.exception is not None
        assert str(result.exception).startswith("-:2: ")
    assert not place.decisions.exists()


def test_a_changed_article_is_asked_again(place: Place) -> None:
    item = place.waiting()[0]["item"]
    assert place.kg("decide", str(item), "reject").exception is None
    place.kg("ingest", str(place.article.parent))
    place.article.write_text(CHANGED, encoding="utf-8")
    place.kg("build")
    again = {one["item"]: one for one in place.waiting()}
    assert "has changed" in str(again[item]["why"])


def test_filters_leave_what_is_asked_for(place: Place) -> None:
    every = place.waiting()
    assert place.waiting("--source", "Lokakarya Kota Cerdas") == every
    assert place.waiting("--source", "no such title") == []
    assert place.waiting("--about", "Indonesia") == []


def test_a_keyboard_session_accepts_takes_back_skips_and_quits(place: Place) -> None:
    before, count = place.quads(), len(place.waiting())
    result = place.kg("review", "--kind", "claim", "--quick", keys="\n".join("xaz" + "s" * (count - 1) + "q"))
    assert result.exception is None, result.exception
    assert "0 decided" in result.stderr
    assert "“" in result.stdout
    assert place.quads() == before
    result = place.kg("review", "--kind", "claim", keys="a\nthe text says so\nq")
    assert "1 decided" in result.stderr
    assert '"why": "the text says so"' in (place.decisions / "claims.jsonl").read_text(encoding="utf-8")
    assert place.quads() != before


def test_an_edit_on_the_keyboard_asks_for_the_value(place: Place) -> None:
    number = next(
        at
        for at, item in enumerate(place.waiting())
        if any("scg:title" in str(s) for s in item["sides"])  # type: ignore[attr-defined]
    )
    lines = [line for line in place.waiting()[number]["sides"][0]["lines"] if line["property"] != "rdf:type"]  # type: ignore[index]
    title = 1 + next(at for at, line in enumerate(lines) if line["property"] == "scg:title")
    keys = "s\n" * number + f"e\n{title}\nPj. Wali Kota\nq"
    result = place.kg("review", "--kind", "claim", "--quick", keys=keys)
    assert result.exception is None
    assert "1 decided" in result.stderr
    assert any(t.predicate == PROV.wasRevisionOf for t in place.said())


def test_a_real_terminal_needs_one_key_for_each_decision(place: Place) -> None:
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "kg", "review", "--kind", "claim", "--quick"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=slave, stdout=slave, stderr=subprocess.PIPE, env={**os.environ, **place.environment}
    ) as process:
        os.close(slave)
        shown = b""
        while b"accept" not in shown:
            shown += os.read(master, 4096)
        file = place.decisions / "claims.jsonl"
        _press(master, b"a", file.exists)
        _press(master, b"q", lambda: process.poll() is not None)
        assert process.returncode == 0
        assert process.stderr is not None
        assert process.stderr.read() != b"0 decided\n"
    os.close(master)
    assert file.read_text(encoding="utf-8").startswith('{"when"')


def _press(terminal: int, key: bytes, done: Callable[[], bool]) -> None:
    """Press a key until it is heard (what is typed before the program listens is lost), reading what is shown."""
    for _ in range(60):
        os.write(terminal, key)
        until = time.monotonic() + 5
        while time.monotonic() < until and not done():
            if select.select([terminal], [], [], 0.1)[0]:
                _drain(terminal)
        if done():
            return
    raise TimeoutError(key)


def _drain(terminal: int) -> None:
    with suppress(OSError):  # the other end has gone
        os.read(terminal, 65536)


def test_a_person_who_is_taken_down_is_in_no_output_and_stays_away(place: Place, tmp_path: Path) -> None:
    place.kg("review", "--decide", "-", keys="\n".join(
        json.dumps({"item": item["item"], "decision": "accept"}) for item in place.waiting()
    ))  # fmt: skip
    before = place.quads()
    asked = place.kg("takedown", "Rahmat Wiranegara", "--reason", "asked for it", keys="n\n")
    assert type(asked.exception).__name__ == "Abort"
    assert place.quads() == before
    assert place.kg("takedown", "Rahmat Wiranegara", "--reason", "asked for it", "--yes").exception is None
    after = place.quads()
    stones = {t.subject for g, t in after if g == GRAPH and t.predicate == RDF.type and t.object == SCG.WithdrawnPerson}
    assert len(stones) == 1
    assert not [quad for quad in after if "Wiranegara" in str(quad)]
    assert place.kg("export", str(tmp_path / "dumps")).exception is None
    for file in (tmp_path / "dumps").rglob("*"):
        assert file.is_dir() or b"Wiranegara" not in file.read_bytes()
    with open_store(place.store, read_only=True) as opened:
        assert not [hit for hit in opened.search("Rahmat Wiranegara") if hit.score > 0.8]
    place.kg("build")
    assert place.quads() == after
    pipeline.ingest(Settings(store=place.store, data=place.data), [str(place.article)])
    assert not [quad for quad in place.quads() if "Wiranegara" in str(quad)]
    mark = place.kg("takedown", "--list").stdout.splitlines()[2].split()[0]
    assert place.kg("takedown", "--undo", mark).exception is None
    place.kg("build")
    assert place.quads() == before


def test_someone_of_the_curated_tables_does_not_come_back_by_them(place: Place) -> None:
    name = "Tjahjo Kumolo"
    assert place.kg("takedown", name, "--reason", "a test", "--yes").exception is None
    left = [str(t.object) for _, t in place.quads() if "kumolo" in str(t).casefold()]
    assert left == []
    place.kg("build")
    assert not [t for _, t in place.quads() if "kumolo" in str(t).casefold()]
    assert place.kg("check").return_value == 0
